"""`alias` from the names that a concept's sections state; the sentence is the proof.

    "CTC is short for ..."                      connectionist temporal classification -alias-> CTC
    "Another name for ZeRO ..." in Sharded DDP  Sharded DDP -alias-> ZeRO, which is a concept of its own

Names that follow from a label's letters alone (plurals, spellings) prove nothing and are told nowhere.
"""

from collections.abc import Iterator

from kg.relations.page import Page
from kg.relations.statements import Statement


def find_aliases(page: Page) -> Iterator[Statement]:
    """Propose the names that a page states."""
    for section in page.sections:
        for concept, name in page.known.names_told.get(section.key, ()):
            span = page.sentence_span(section.key, name.start, name.end)
            yield Statement(
                concept.iri,
                "alias",
                name.label,
                name.method,
                section.key,
                *span,
                target=name.bearer,
                weight=name.weight,
            )
