"""`requires`: a definition leans on another concept, so a reader needs that one first.

    transfer learning: "... taking a pretrained model and adapting it ..."   requires pretrained model

The concepts named in the definition count, not the genus (that is `broader`) and not the concept itself; a linked one
weighs more (Gordon et al., "Modeling Concept Dependencies in a Scientific Corpus", ACL 2016, on references).
"""

from collections.abc import Iterator, Mapping, Sequence

from kg.ids import Iri
from kg.records import Concept, Definition
from kg.relations.page import Page
from kg.relations.statements import Proposal, Statement

_FEW_PAGES, _SHARE = 100, 3
_TELLING = frozenset({"alias", "broader", "narrower", "contrast"})


def without_told(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Leave out the weaker of two statements about a pair.

    `requires` says nothing new where the kind, example or opposite is told; a name on a page (`page_name`) says nothing
    new where anything else is.
    """
    told = {(p.source, p.target) for p in proposals if p.relation in _TELLING}
    known = {(p.source, p.target) for p in proposals if p.evidence.method != "page_name"}
    return [
        p
        for p in proposals
        if not (p.relation == "requires" and (p.source, p.target) in told)
        and not (p.evidence.method == "page_name" and (p.source, p.target) in known)
    ]


def find_required(page: Page) -> Iterator[Statement]:
    """Propose the concepts that the definitions shown of others name besides those and their genera."""
    for section in page.sections:
        for concept in page.known.shown.get(section.key, ()):
            yield from _required(page, concept, concept.definitions[0])


def named_everywhere(pages: Mapping[Iri, int], documents: int) -> set[Iri]:
    """Return concepts that a third of all pages name ("model" in the docs of models): every reader knows them."""
    if documents < _FEW_PAGES:
        return set()
    return {iri for iri, count in pages.items() if count * _SHARE > documents}


def _required(page: Page, concept: Concept, definition: Definition) -> Iterator[Statement]:
    for mention in page.mentions_within(definition.section, definition.start, definition.end):
        genus = any(g.start < mention.end and mention.start < g.end for g in definition.genera)
        if mention.concept != concept.iri and not genus:
            method = "requires_link" if mention.linked else "requires_mention"
            yield Statement(
                concept.iri, "requires", page.known.concepts[mention.concept].label, method,
                definition.section, definition.start, definition.end, target=mention.concept,
            )  # fmt: skip
