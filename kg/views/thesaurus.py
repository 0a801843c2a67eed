"""SKOS by construction: which labels and hierarchical links the concept scheme may carry.

SKOS Reference (W3C 2009): S13 (labels disjoint), S14 (one preferred label), S27 (related apart from the
hierarchy); and what qSKOS (Mader, Haslhofer & Isaac 2012) and Skosify (Suominen & Hyvönen 2012) look for: no two
concepts share a label, no cycle, no redundant broader, no related between siblings. What SKOS can't carry is not
lost: shared labels become `kgv:sharedLabel`, every statement stays in `evidence.ttl` and the tables.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.core import Core
from kg.ids import Iri, SectionKey
from kg.records import Concept
from kg.views.survey import Home
from kg.views.terms import readable


class Labels(NamedTuple):
    """A concept's labels in the scheme; `shared` are names it has in common with other concepts."""

    preferred: str
    alternative: tuple[str, ...]
    hidden: tuple[str, ...]
    shared: tuple[str, ...]


def label_text(label: str, iri: Iri) -> str:
    """Return a label fit for SKOS; one with nothing readable in it becomes the end of the concept's IRI."""
    return unicodedata.normalize("NFC", readable(label)) or iri.rstrip("/#").rpartition("/")[2] or iri


def find_labels(core: Core, home: Mapping[SectionKey, Home]) -> dict[Iri, Labels]:
    """Return labels such that no two concepts share one (case aside), each concept's own disjoint.

    `home` are the sections that define concepts; the page of one tells namesakes apart.
    """
    preferred = _preferred(core, home)
    names = {iri: _other_names(aliases) for iri, aliases in core.aliases.items()}
    hidden = {c.iri: _other_names(c.hidden) for c in core.concepts}
    for concept in core.concepts:
        bare = label_text(concept.label, concept.iri)
        if bare != preferred[concept.iri]:
            names[concept.iri] = [*names[concept.iri], bare]
    owners: dict[str, set[Iri]] = defaultdict(set)
    for owner, label in preferred.items():
        owners[label.casefold()].add(owner)
    for found in (names, hidden):
        for owner, labels in found.items():
            for label in labels:
                owners[label.casefold()].add(owner)
    return {iri: _labels(label, names[iri], hidden[iri], owners) for iri, label in preferred.items()}


def _labels(preferred: str, names: list[str], hidden: list[str], owners: Mapping[str, set[Iri]]) -> Labels:
    if not names and not hidden:  # most concepts
        return Labels(preferred, (), (), ())
    taken = {preferred}
    own = sorted({n for n in names if len(owners[n.casefold()]) == 1} - taken)
    taken.update(own)
    secret = sorted({h for h in hidden if len(owners[h.casefold()]) == 1} - taken)
    taken.update(secret)
    return Labels(preferred, tuple(own), tuple(secret), tuple(sorted({*names, *hidden} - taken)))


def _other_names(names: Iterable[str]) -> list[str]:
    return [name for found in names if (name := unicodedata.normalize("NFC", readable(found)))]


_RANK = {"glossary": 0, "topic": 1, "symbol": 2, "term": 3}


def _preferred(core: Core, home: Mapping[SectionKey, Home]) -> dict[Iri, str]:
    """Give every concept a label of its own: the bare one to the best claim, a qualifier to the others."""
    ordered = sorted(core.concepts, key=lambda c: (_RANK[c.kind], c.iri))
    plain = {c.iri: label_text(c.label, c.iri) for c in ordered}
    taken: dict[str, Iri] = {}
    for address, bare in plain.items():
        taken.setdefault(bare.casefold(), address)
    found: dict[Iri, str] = {}
    for concept in ordered:
        bare = plain[concept.iri]
        label = bare if taken[bare.casefold()] == concept.iri else _qualified(core, home, concept, bare, taken)
        taken[label.casefold()], found[concept.iri] = concept.iri, label
    return {concept.iri: found[concept.iri] for concept in core.concepts}


def _qualified(
    core: Core, home: Mapping[SectionKey, Home], concept: Concept, bare: str, taken: Mapping[str, Iri]
) -> str:
    document = home[concept.defined_in].document if concept.defined_in is not None else None
    page = readable(core.document[document].title) if document in core.document else ""
    ends = concept.iri.rstrip("/#").rpartition("/")[2]
    for qualifier in (concept.kind, page, f"{concept.kind}, {ends}", concept.iri):
        label = f"{bare} ({qualifier})"
        if qualifier and label.casefold() not in taken:
            return label
    raise AssertionError(f"two concepts of one IRI: {concept.iri}")


class Hierarchy(NamedTuple):
    """`broader` by concept: acyclic, nothing that follows from the rest. `related`: pairs, smaller IRI first."""

    broader: dict[Iri, list[Iri]]
    narrower: dict[Iri, list[Iri]]
    related: list[tuple[Iri, Iri]]


def find_hierarchy(core: Core) -> Hierarchy:
    """Return the hierarchy that the graph's statements allow; of a cycle the weakest statement is left out."""
    chosen = _acyclic(_broader_edges(core))
    broader = {child: _direct(child, parents, chosen) for child, parents in sorted(chosen.items())}
    narrower: dict[Iri, list[Iri]] = defaultdict(list)
    for child, parents in broader.items():
        for parent in parents:
            narrower[parent].append(child)
    return Hierarchy(broader, dict(narrower), _related(core, broader))


def _broader_edges(core: Core) -> list[tuple[Iri, Iri]]:
    best: dict[tuple[Iri, Iri], float] = {}
    for source, target, relation, confidence in core.edges:
        if relation in ("broader", "narrower") and source != target:
            edge = (source, target) if relation == "broader" else (target, source)
            best[edge] = max(best.get(edge, 0.0), confidence)
    return sorted(best, key=lambda edge: (-best[edge], edge))


def _acyclic(edges: Iterable[tuple[Iri, Iri]]) -> dict[Iri, set[Iri]]:
    parents: dict[Iri, set[Iri]] = defaultdict(set)
    for child, parent in edges:
        if child not in ancestors(parent, parents):
            parents[child].add(parent)
    return dict(parents)


def ancestors(concept: Iri, parents: Mapping[Iri, Iterable[Iri]]) -> set[Iri]:
    """Return everything above a concept, not the concept itself (unless it is its own ancestor)."""
    found: set[Iri] = set()
    front = list(parents.get(concept, ()))
    while front:
        parent = front.pop()
        if parent not in found:
            found.add(parent)
            front.extend(parents.get(parent, ()))
    return found


def _direct(child: Iri, parents: set[Iri], chosen: Mapping[Iri, set[Iri]]) -> list[Iri]:
    """Leave out the parents that are reached through another parent (transitive reduction of an acyclic graph)."""
    if len(parents) == 1:
        return list(parents)
    above = {parent: ancestors(parent, chosen) for parent in parents}
    return sorted(p for p in parents if not any(p in above[other] for other in parents if other != p))


def _related(core: Core, broader: Mapping[Iri, list[Iri]]) -> list[tuple[Iri, Iri]]:
    pairs = {
        (min(source, target), max(source, target))
        for source, target, relation, _ in core.edges
        if relation == "related" and source != target
    }
    return sorted(pair for pair in pairs if not _hierarchical(*pair, broader))


def _hierarchical(a: Iri, b: Iri, broader: Mapping[Iri, list[Iri]]) -> bool:
    siblings = not set(broader.get(a, ())).isdisjoint(broader.get(b, ()))
    return siblings or b in ancestors(a, broader) or a in ancestors(b, broader)
