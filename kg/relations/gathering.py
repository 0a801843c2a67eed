"""What the statements of all documents are together: chosen where counts decide, merged, the hierarchy in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.ids import Iri
from kg.records import Finding, Relation
from kg.relations.addresses import Addressed
from kg.relations.own_page import most_telling, without_boilerplate
from kg.relations.requires import named_everywhere, without_told
from kg.relations.statements import Proposal, merge_statements, relation_order
from kg.relations.taxonomy import order_hierarchy
from kg.relations.telling import Told

_STRUCTURE = frozenset({"links_to", "documents"})


class Inference(NamedTuple):
    """What `infer_relations` returns."""

    relations: list[Relation]
    findings: list[Finding]


def gather_statements(facts: Iterator[Told], addressed: Addressed) -> Inference:
    """Merge what all documents say; relations are sorted by source, relation and target."""
    everywhere = named_everywhere(addressed.pages, addressed.documents)
    said: set[Iri] = set()
    proposals: list[Proposal] = []
    edges: list[Relation] = []
    for told in facts:
        edges += (Relation(*edge) for edge in told.edges)
        chosen = most_telling(told.proposals, addressed.pages, addressed.documents)
        proposals += (p for p in chosen if not _is_known(p, everywhere, said))
    concepts = {concept.iri: concept for concept in addressed.concepts}
    relations = merge_statements(without_told(without_boilerplate(proposals)), concepts)
    ordered = order_hierarchy(relations, {concept.iri: concept.label for concept in addressed.concepts})
    return Inference(_joined(sorted([*ordered.relations, *edges], key=relation_order)), ordered.findings)


def _is_known(proposal: Proposal, everywhere: set[Iri], said: set[Iri]) -> bool:
    """Tell whether a proposal says nothing new: a concept that every reader knows, a member's class once more."""
    method = proposal.evidence.method
    if method == "requires_mention":
        return proposal.target in everywhere
    if method == "dotted_name":
        known = proposal.source in said
        said.add(proposal.source)
        return known
    return False


def _joined(relations: Sequence[Relation]) -> list[Relation]:
    """Join what two documents say of sections that share an address; `relations` are sorted."""
    joined: list[Relation] = []
    for one in relations:
        last = joined[-1] if joined and one.relation in _STRUCTURE else None
        if last and (last.source, last.relation, last.target) == (one.source, one.relation, one.target):
            joined[-1] = replace(last, evidence=(*last.evidence, *one.evidence))
        else:
            joined.append(one)
    return joined
