"""The hierarchy that `broader` and `narrower` statements make: acyclic, without what follows from the rest.

    T001  a cycle is opened at its weakest statement (strongest first, an edge that closes a cycle is cut)
    T002  a -> c is cut where a -> b -> c says it (transitive reduction, Aho, Garey & Ullman 1972)
    T003  `related` is left out where one concept stands above the other
    T004  two statements about one pair contradict each other; both stay, a person decides

A cut statement keeps its words and all its evidence, only the edge to the concept goes: the text does say it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from kg.ids import Iri
from kg.records import Finding, Relation
from kg.text import fold

_Edge = tuple[Iri, Iri]
_SENSES = {"broader": "kind", "narrower": "kind", "part_of": "part", "contrast": "opposite"}


class Taxonomy(NamedTuple):
    """Relations with the hierarchy put in order, and a finding for each edge that was cut."""

    relations: list[Relation]
    findings: list[Finding]


def order_hierarchy(relations: Iterable[Relation], labels: Mapping[Iri, str]) -> Taxonomy:
    """Cut cycles and redundant edges, leave out `related` that the hierarchy says, report contradictions.

    Quadratic in the depth of the hierarchy, linear in its edges.
    """
    given = list(relations)
    stated = _stated_edges(given, labels)
    parents, closing = _acyclic(stated)
    implied = _implied(parents)
    for child, parent in implied:
        parents[child].discard(parent)
    cut = dict.fromkeys(closing, "T001") | dict.fromkeys(implied, "T002")
    findings = [_cut_finding(code, stated[edge], edge, labels) for edge, code in sorted(cut.items())]
    kept, left_out = _without_implied_related(given, parents)
    findings += [_related_finding(relation) for relation in left_out]
    findings += _contradictions(given, labels)
    return Taxonomy(_without_edges(kept, cut), findings)


def edge_of(relation: Relation) -> _Edge | None:
    """Return (child, parent) of a hierarchical statement between two concepts."""
    if relation.target is None or relation.target == relation.source:
        return None
    if relation.relation == "broader":
        return relation.source, relation.target
    return (relation.target, relation.source) if relation.relation == "narrower" else None


def _stated_edges(relations: Iterable[Relation], labels: Mapping[Iri, str]) -> dict[_Edge, Relation]:
    """Return the strongest statement of each edge between two concepts."""
    best: dict[_Edge, Relation] = {}
    for relation in relations:
        edge = edge_of(relation)
        if edge is not None and edge[0] in labels and edge[1] in labels:
            known = best.get(edge)
            if known is None or relation.confidence > known.confidence:
                best[edge] = relation
    return best


def _acyclic(stated: Mapping[_Edge, Relation]) -> tuple[dict[Iri, set[Iri]], list[_Edge]]:
    """Take edges strongest first; return parents by child, and the edges that would close a cycle."""
    parents: dict[Iri, set[Iri]] = defaultdict(set)
    closing: list[_Edge] = []
    for child, parent in sorted(stated, key=lambda edge: (-stated[edge].confidence, edge)):
        if child in _above(parent, parents):
            closing.append((child, parent))
        else:
            parents[child].add(parent)
    return dict(parents), closing


def _above(concept: Iri, parents: Mapping[Iri, Iterable[Iri]]) -> set[Iri]:
    """Return everything above a concept, itself included."""
    found = {concept}
    front = [concept]
    while front:
        for parent in parents.get(front.pop(), ()):
            if parent not in found:
                found.add(parent)
                front.append(parent)
    return found


def _implied(parents: Mapping[Iri, set[Iri]]) -> list[_Edge]:
    """Return the edges of an acyclic hierarchy that a longer way says too."""
    found: list[_Edge] = []
    for child, own in sorted(parents.items()):
        if len(own) > 1:
            above = {parent: _above(parent, parents) for parent in own}
            found += [(child, p) for p in sorted(own) if any(p in above[other] for other in own if other != p)]
    return found


def _cut(relation: Relation, cut: Mapping[_Edge, str]) -> Relation:
    edge = edge_of(relation)
    return replace(relation, target=None) if edge is not None and edge in cut else relation


def _without_edges(relations: Sequence[Relation], cut: Mapping[_Edge, str]) -> list[Relation]:
    """Return statements without the edges that are cut; those that are the same then are joined."""
    touched = {(r.source, r.relation) for r in relations if edge_of(r) in cut} if cut else set()
    kept = [relation for relation in relations if (relation.source, relation.relation) not in touched]
    kept += _merged(_cut(r, cut) for r in relations if (r.source, r.relation) in touched)
    return sorted(kept, key=lambda r: (r.source, r.relation, r.target or "", r.target_label))


def _merged(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Join statements that are the same now that their edge is gone."""
    found: dict[tuple[Iri, str, str], Relation] = {}
    for relation in relations:
        words = (
            fold(relation.target_label) if relation.target is None else f" {relation.target} {relation.target_label}"
        )
        known = found.setdefault((relation.source, relation.relation, words), relation)
        if known is not relation:
            joined = tuple(dict.fromkeys((*known.evidence, *relation.evidence)))
            found[relation.source, relation.relation, words] = replace(known, evidence=joined)
    return found.values()


def _without_implied_related(
    relations: Sequence[Relation], parents: Mapping[Iri, Iterable[Iri]]
) -> tuple[list[Relation], list[Relation]]:
    kept: list[Relation] = []
    left_out: list[Relation] = []
    above: dict[Iri, set[Iri]] = {}
    for relation in relations:
        for end in (relation.source, relation.target):
            if relation.relation == "related" and end is not None and end not in above:
                above[end] = _above(end, parents)
        implied = relation.relation == "related" and relation.target is not None and (
            relation.target in above[relation.source] or relation.source in above[relation.target]
        )  # fmt: skip
        (left_out if implied else kept).append(relation)
    return kept, left_out


def _cut_finding(code: str, relation: Relation, edge: _Edge, labels: Mapping[Iri, str]) -> Finding:
    reason = {
        "T001": f"it would close a cycle, and nothing in the cycle is weaker (confidence {relation.confidence})",
        "T002": "it follows from narrower steps",
    }[code]
    message = f"{labels[edge[0]]!r} is a kind of {labels[edge[1]]!r}: {reason}"
    return Finding(code, message, relation.evidence[0].section)


def _related_finding(relation: Relation) -> Finding:
    message = f"{relation.source_label!r} and {relation.target_label!r}: one stands above the other"
    return Finding("T003", message, relation.evidence[0].section)


def _contradictions(relations: Iterable[Relation], labels: Mapping[Iri, str]) -> Iterator[Finding]:
    """Report pairs that are said to be kind and opposite, kind and part, or kind or part of each other."""
    said: dict[_Edge, dict[str, Relation]] = defaultdict(dict)
    for relation in relations:
        target = relation.target
        if target is not None and target in labels and target != relation.source and relation.relation in _SENSES:
            pair = (min(relation.source, target), max(relation.source, target))
            said[pair].setdefault(_sense(relation), relation)
    for pair, senses in sorted(said.items()):
        for one, other in combinations(sorted(senses), 2):
            first, second = senses[one], senses[other]
            message = f"{labels[pair[0]]!r} and {labels[pair[1]]!r}: {first.relation} and {second.relation}"
            yield Finding("T004", message, first.evidence[0].section)


def _sense(relation: Relation) -> str:
    """Return what is said of a pair whichever side says it: `kind <`, `kind >`, `part <`, `part >`, `opposite`."""
    child, parent = edge_of(relation) or (relation.source, relation.target or relation.source)
    sense = _SENSES[relation.relation]
    return sense if sense == "opposite" else f"{sense} {'<' if child < parent else '>'}"
