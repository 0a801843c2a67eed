"""The second step: what one document says, every statement with the words that prove it.

Nothing here counts documents: what depends on such counts is proposed with what is needed to choose (`gathering`).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.records import Evidence, Relation
from kg.relations.addresses import Addressed
from kg.relations.documents import find_documented
from kg.relations.entry_text import find_in_entries
from kg.relations.genus import find_genera
from kg.relations.link_edges import find_link_edges
from kg.relations.lookups import lookups_of
from kg.relations.members import find_members
from kg.relations.names import find_aliases
from kg.relations.own_page import find_related_on_page
from kg.relations.page import Page
from kg.relations.related import find_related
from kg.relations.requires import find_required
from kg.relations.running_text import find_in_running_text
from kg.relations.statements import Proposal, Statement, merge_statements, propose
from kg.steps import ReadDocument

METHODS: tuple[Callable[[Page], Iterator[Statement]], ...] = (
    find_aliases,
    find_genera,
    find_in_entries,
    find_in_running_text,
    find_required,
    find_related,
    find_members,
)
STRUCTURE: tuple[Callable[[Page], Iterator[Statement]], ...] = (find_link_edges, find_documented)
"""Statements about sections, which no other document can make."""


Edge = tuple[Iri, str, str, Iri | None, str, tuple[Evidence, ...]]


class Told(NamedTuple):
    """What a document tells: proposals in the order of the text, and the fields of relations of its sections."""

    proposals: list[Proposal]
    edges: list[Edge]


def read_statements(document: ReadDocument, addressed: Addressed) -> tuple[ReadDocument, Told]:
    """Read what a document says."""
    page = Page(document, lookups_of(addressed))
    found = [propose(s, page.section[s.section]) for method in METHODS for s in method(page)]
    edges = [propose(s, page.section[s.section]) for method in STRUCTURE for s in method(page)]
    relations = merge_statements(_in_order(page, edges), page.known.concepts)
    return document, Told(_in_order(page, [*found, *find_related_on_page(page)]), list(map(_edge, relations)))


def _edge(r: Relation) -> Edge:
    """Return the fields of a relation, which travel faster than it does."""
    return r.source, r.source_label, r.relation, r.target, r.target_label, r.evidence


def _in_order(page: Page, proposals: list[Proposal]) -> list[Proposal]:
    """Return proposals by the place that proves them, each once."""
    return sorted(dict.fromkeys(proposals), key=lambda p: _order(page.order, p))


def _order(order: dict[SectionKey, int], p: Proposal) -> tuple[int, int, int, Iri, str, str, str, str]:
    e = p.evidence
    return order[e.section], e.start, e.end, p.source, p.relation, p.label, e.method, p.target or ""
