"""`links_to`: a section links to a section or page; the link as written is the proof."""

from collections.abc import Iterator

from kg.ids import Iri
from kg.records import Link
from kg.relations.corpus import Corpus
from kg.relations.statements import Statement


def find_link_edges(corpus: Corpus) -> Iterator[Statement]:
    """Propose one statement per resolved link from one section to another."""
    for link in corpus.graph.links:
        section = corpus.graph.section[link.section]
        target = _address(corpus, link)
        if target is not None and target != section.iri and link.start < link.end:
            title = corpus.title_at.get(target, "")
            yield Statement(
                section.iri, "links_to", title or link.text or target, "link", link.section, link.start, link.end,
                target=target, source_label=section.title,
            )  # fmt: skip


def _address(corpus: Corpus, link: Link) -> Iri | None:
    """Return the address of the section that a link leads to; a page stands for its first section."""
    if link.target_section is not None:
        return corpus.graph.section[link.target_section].iri
    if link.target is None or link.kind not in ("section", "page", "symbol"):
        return None
    return corpus.first_of.get(link.target, link.target)
