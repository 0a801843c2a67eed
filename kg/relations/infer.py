"""The door of stage 4: methods propose statements, statements are merged, the hierarchy is put in order.

Section, Link, Concept, Mention --METHODS--> Statement --merge--> Relation (+ Evidence) --taxonomy--> Relation, Finding
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.config import Settings
from kg.records import Concept, Finding, Link, Mention, Relation, Section
from kg.relations.corpus import Corpus
from kg.relations.documents import find_documented
from kg.relations.entry_text import find_in_entries
from kg.relations.genus import find_genera
from kg.relations.link_edges import find_link_edges
from kg.relations.members import find_members
from kg.relations.names import find_aliases
from kg.relations.own_page import find_related_on_page
from kg.relations.related import find_related
from kg.relations.requires import find_required, without_told
from kg.relations.running_text import find_in_running_text
from kg.relations.statements import Statement, merge_statements
from kg.relations.taxonomy import order_hierarchy

METHODS: tuple[Callable[[Corpus], Iterator[Statement]], ...] = (
    find_aliases,
    find_genera,
    find_in_entries,
    find_in_running_text,
    find_required,
    find_related,
    find_related_on_page,
    find_link_edges,
    find_documented,
    find_members,
)


class Inference(NamedTuple):
    """What `infer_relations` returns."""

    relations: list[Relation]
    findings: list[Finding]


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
    corpus = Corpus(sections, links, concepts, mentions, settings)
    proposed = without_told(statement for method in METHODS for statement in method(corpus))
    labels = {concept.iri: concept.label for concept in corpus.graph.concepts}
    return Inference(*order_hierarchy(merge_statements(corpus, proposed), labels))
