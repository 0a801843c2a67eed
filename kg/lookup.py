"""Find a concept by what a person types: IRI, label, alias, acronym, or nearly so."""

from difflib import get_close_matches

from kg.errors import NotFoundError
from kg.graph import Graph
from kg.ids import Iri
from kg.records import Concept
from kg.text import fold


def find_concept(graph: Graph, name: str) -> Concept:
    """Return the concept of that IRI, label or alias; the most central one where a name is shared.

    A near miss (one clear candidate at 0.8 similarity, Ratcliff & Metzener 1988) is taken too.
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
    close = get_close_matches(folded, near, n=2, cutoff=0.8)
    meant = {graph.names[candidate][0] for candidate in close}
    if len(meant) == 1 or (close and close[0] != close[-1] and len(close[0]) == len(folded)):
        return graph.concept[graph.names[close[0]][0]]
    labels = list(dict.fromkeys(graph.concept[graph.names[candidate][0]].label for candidate in near))
    raise NotFoundError(name, "no concept of that name", f"nearest: {', '.join(labels)}" if labels else "see kg info")
