"""The door of stage 4: methods propose statements, statements are merged, the hierarchy is put in order.

Section, Link, Concept, Mention --addresses, METHODS--> Proposal --merge--> Relation (+ Evidence) --taxonomy--> Relation
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.config import Settings
from kg.ids import Iri
from kg.records import Concept, Link, Mention, Section
from kg.relations.addresses import Known, gather_addresses, read_addresses
from kg.relations.gathering import Inference, gather_statements
from kg.relations.scope import scope_statements
from kg.relations.telling import read_statements
from kg.steps import List, ReadDocument, Step, by_document, run_steps

STEPS: tuple[Step, ...] = (
    Step("addresses", read_addresses, gather_addresses, lambda facts, known: ()),
    Step("statements", read_statements, gather_statements, scope_statements),
)


class _Census(NamedTuple):
    pages: dict[Iri, int]


def infer_relations(
    sections: Iterable[Section],
    links: Iterable[Link],
    concepts: Iterable[Concept],
    mentions: Iterable[Mention],
    *,
    settings: Settings,
) -> Inference:
    """Infer how concepts hang together, every statement with the words that prove it.

    Relations are sorted by source, relation and target; the order of the input does not matter. Linear in the text.
    """
    documents = by_document(sections, links, mentions)
    found: Inference = run_steps(List(documents), STEPS, Known(settings, list(concepts), _census(documents)))
    return found


def _census(documents: Iterable[ReadDocument]) -> _Census:
    return _Census(dict(Counter(iri for document in documents for iri in {m.concept for m in document.mentions})))
