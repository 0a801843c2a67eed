"""`links_to`: a section links to a section or page; the link as written is the proof."""

from collections.abc import Iterator

from kg.ids import Iri
from kg.records import Link
from kg.relations.addresses import Addressed
from kg.relations.page import Page
from kg.relations.statements import Statement


def find_link_edges(page: Page) -> Iterator[Statement]:
    """Propose one statement per resolved link from one section to another."""
    addressed = page.known.addressed
    for link in page.links:
        section = page.section[link.section]
        target = _address(addressed, link)
        if target is not None and target != section.iri and link.start < link.end:
            title = addressed.title.get(target, "")
            yield Statement(
                section.iri, "links_to", title or link.text or target, "link", link.section, link.start, link.end,
                target=target, source_label=section.title,
            )  # fmt: skip


def _address(addressed: Addressed, link: Link) -> Iri | None:
    """Return the address of the section that a link leads to; a page stands for its first section."""
    if link.target_section is not None:
        return addressed.address[link.target_section]
    if link.target is None or link.kind not in ("section", "page", "symbol"):
        return None
    return addressed.first.get(link.target, link.target)
