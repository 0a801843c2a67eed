"""Numbers over the graph: PageRank, communities, layout. igraph does the work (see docs/decisions/0003-igraph.md).

Nodes are numbers `[0, n)`, edges are `(source, target, weight)`; results come back in node order and do not
depend on anything but the arguments.
"""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import igraph

Edges = Sequence[tuple[int, int, float]]


def _graph(nodes: int, edges: Edges, *, directed: bool) -> "igraph.Graph":
    import igraph

    graph = igraph.Graph(n=nodes, edges=[(a, b) for a, b, _ in edges], directed=directed)
    graph.es["weight"] = [max(weight, 1e-9) for _, _, weight in edges]
    return graph


def pagerank(nodes: int, edges: Edges) -> list[float]:
    """Return the PageRank of each node, rounded to 9 digits; the sum is 1 (0 nodes give an empty list)."""
    if nodes == 0:
        return []
    ranks = _graph(nodes, edges, directed=True).pagerank(weights="weight" if edges else None)
    return [round(rank, 9) for rank in ranks]


def communities(nodes: int, edges: Edges, *, seed: int) -> list[list[int]]:
    """Return communities by modularity (Leiden: Traag, Waltman & van Eck 2019), largest first, members sorted."""
    if nodes == 0:
        return []
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    graph = _graph(nodes, edges, directed=False).simplify(combine_edges="sum")
    found = graph.community_leiden(objective_function="modularity", weights="weight" if edges else None, n_iterations=8)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def layout(nodes: int, edges: Edges, *, seed: int, rounds: int = 500) -> list[tuple[float, float]]:
    """Return x and y for each node by Fruchterman & Reingold (1991), rounded to 3 digits, fixed seed."""
    if nodes == 0:
        return []
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    start = random.Random(seed)
    places = [(start.random(), start.random()) for _ in range(nodes)]
    graph = _graph(nodes, edges, directed=False).simplify(combine_edges="sum")
    found = graph.layout_fruchterman_reingold(
        weights="weight" if edges else None, niter=rounds, seed=places, grid="nogrid" if nodes < 2000 else "grid"
    )
    return [(round(x, 3), round(y, 3)) for x, y in found]
