"""Find a concept by what a person types: IRI, label, alias, acronym, or nearly so."""

from difflib import SequenceMatcher, get_close_matches

from kg.errors import NotFoundError
from kg.graph import Graph
from kg.ids import Iri
from kg.records import Concept
from kg.text import fold

_ALIKE, _APART = 0.8, 0.02


def find_concept(graph: Graph, name: str) -> Concept:
    """Return the concept of that IRI, label or alias; the most central one where a name is shared.

    A near miss is taken too: similarity (Ratcliff & Metzener 1988) of 0.8, and clearly more than any other concept's.
    Raises `NotFoundError` that lists the nearest names.
    """
    if Iri(name) in graph.concept:
        return graph.concept[Iri(name)]
    exact = [c for c in graph.concepts if name in (c.label, *c.aliases)]
    if exact:
        return max(exact, key=lambda c: (graph.pagerank[c.iri], c.iri))
    folded = fold(name)
    if folded in graph.names:
        return graph.concept[graph.names[folded][0]]
    return _near_miss(graph, name, folded)


def _near_miss(graph: Graph, name: str, folded: str) -> Concept:
    near = get_close_matches(folded, graph.names, n=5, cutoff=0.6)
    ratios: dict[Iri, float] = {}
    for candidate in near:
        ratios.setdefault(graph.names[candidate][0], SequenceMatcher(a=candidate, b=folded).ratio())
    best, second, *_ = (*sorted(ratios.values(), reverse=True), 0.0, 0.0)
    if best >= _ALIKE and best - second >= _APART:
        return graph.concept[max(ratios, key=lambda iri: ratios[iri])]
    labels = list(dict.fromkeys(graph.concept[iri].label for iri in ratios))
    raise NotFoundError(name, "no concept of that name", f"nearest: {', '.join(labels)}" if labels else "see kg info")
