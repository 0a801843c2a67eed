"""Numbers over the graph: PageRank, communities, layout (see docs/decisions/0003-igraph.md).

Nodes are numbers `[0, n)`, edges are `(source, target, weight)`; results come back in node order and do not
depend on anything but the arguments. igraph finds communities and places; PageRank is written in numpy, as igraph's
takes ten times as long on some graphs, and so are ForceAtlas2 and the removal of overlaps, which igraph has not.
"""

import random
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import igraph
    import numpy as np

Edges = Sequence[tuple[int, int, float]]
DAMPING = 0.85
ROUNDS = 1000  # at most; 0.85 to the power of 200 is less than the last digit
GRAVITY = 1.0  # pull to the middle, so that unconnected parts stay in the picture
GAP = 16.0  # pixels wanted between two discs


@cache
def _igraph() -> ModuleType:
    """Import igraph without matplotlib, which it would load to be able to draw: ten times as long as all the rest.

    Where somebody may want to draw with igraph in this process (a notebook, a prompt), it is imported as it wants.
    """
    drawing = "matplotlib" in sys.modules or "IPython" in sys.modules or hasattr(sys, "ps1")
    if drawing or "igraph" in sys.modules:
        return import_module("igraph")
    sys.modules["matplotlib"] = None  # type: ignore[assignment]
    try:
        return import_module("igraph")
    finally:
        del sys.modules["matplotlib"]


def _graph(nodes: int, edges: Edges, *, directed: bool) -> "igraph.Graph":
    graph: igraph.Graph = _igraph().Graph(n=nodes, edges=[(a, b) for a, b, _ in edges], directed=directed)
    graph.es["weight"] = [max(weight, 1e-9) for _, _, weight in edges]
    return graph


def pagerank(nodes: int, edges: Edges) -> list[float]:
    """Return the PageRank of each node, rounded to 9 digits; the sum is 1 (0 nodes give an empty list).

    The power method, damped by 0.85, until nothing moves; what leads nowhere leads everywhere (Langville & Meyer 2006).
    """
    import numpy as np

    if nodes == 0:
        return []
    source, target = (np.fromiter((edge[end] for edge in edges), np.int64, len(edges)) for end in (0, 1))
    weight = np.fromiter((max(edge[2], 1e-9) for edge in edges), np.float64, len(edges))
    out = np.bincount(source, weight, nodes)
    share, stuck = weight / out[source], out == 0
    ranks = np.full(nodes, 1 / nodes)
    for _ in range(ROUNDS):
        received = np.bincount(target, ranks[source] * share, nodes) + ranks[stuck].sum() / nodes
        before, ranks = ranks, DAMPING * received + (1 - DAMPING) / nodes
        if np.abs(ranks - before).sum() < 1e-13:
            break
    return [round(rank, 9) for rank in (ranks / ranks.sum()).tolist()]


def communities(nodes: int, edges: Edges, *, seed: int) -> list[list[int]]:
    """Return communities by modularity (Leiden: Traag, Waltman & van Eck 2019), largest first, members sorted."""
    if nodes == 0:
        return []
    igraph = _igraph()
    igraph.set_random_number_generator(random.Random(seed))
    graph = _graph(nodes, edges, directed=False).simplify(combine_edges="sum")
    found = graph.community_leiden(objective_function="modularity", weights="weight" if edges else None, n_iterations=8)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def layout(nodes: int, edges: Edges, *, seed: int, rounds: int = 500) -> list[tuple[float, float]]:
    """Return x and y for each node by Fruchterman & Reingold (1991), rounded to 3 digits, fixed seed."""
    if nodes == 0:
        return []
    igraph = _igraph()
    igraph.set_random_number_generator(random.Random(seed))
    start = random.Random(seed)
    places = [(start.random(), start.random()) for _ in range(nodes)]
    graph = _graph(nodes, edges, directed=False).simplify(combine_edges="sum")
    found = graph.layout_fruchterman_reingold(
        weights="weight" if edges else None, niter=rounds, seed=places, grid="nogrid" if nodes < 2000 else "grid"
    )
    return [(round(x, 3), round(y, 3)) for x, y in found]


def spread_layout(nodes: int, edges: Edges, radii: Sequence[float], *, seed: int) -> list[tuple[int, int]]:
    """Return whole-pixel places in which no two discs of `radii` (pixels) overlap, centred, widest side across.

    Fruchterman-Reingold gives the start, ForceAtlas2 in LinLog mode (Jacomy et al. 2014; Noack 2007) draws communities
    apart, then overlaps are pushed away. Quadratic: 0.2 s for 200 nodes; fewer rounds for more nodes.
    """
    import numpy as np

    if nodes == 0:
        return []
    size = np.array(radii, dtype=float)
    places = np.array(layout(nodes, edges, seed=seed, rounds=200))
    places = _force_atlas(places, edges, rounds=int(min(200, max(15, 1e7 / nodes**2))))
    places = _lie_down(places)
    area = float((np.square(2 * size + 24)).sum())
    extent = float(np.sqrt(np.square(places).sum(axis=1).mean())) or 1.0
    places = _part(places * (0.62 * np.sqrt(area) / extent), size, rounds=int(min(400, max(40, 2e7 / nodes**2))))
    return [(round(x), round(y)) for x, y in places.tolist()]


def _force_atlas(places: "np.ndarray", edges: Edges, *, rounds: int) -> "np.ndarray":
    """Move nodes by ForceAtlas2: repulsion by degree over distance, logarithmic attraction, gravity, adaptive speed."""
    import numpy as np

    pull = np.zeros((len(places), len(places)))
    for a, b, weight in edges:
        if a != b:
            pull[a, b] += weight
            pull[b, a] += weight
    mass = 1.0 + (pull > 0).sum(axis=1)
    push = mass[:, None] * mass[None, :]
    tied = np.flatnonzero(pull)  # few: most pairs of nodes only push each other away
    ties = pull.take(tied)
    x, y = places[:, 0].copy(), places[:, 1].copy()
    x_before, y_before, speed = np.zeros_like(x), np.zeros_like(y), 1.0
    for _ in range(rounds):
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        far = np.sqrt(dx * dx + dy * dy) + 1e-3
        near = far.take(tied)
        force = push / (far * far)
        force.ravel()[tied] -= ties * np.log1p(near) / near
        gravity = GRAVITY * mass / (1.0 + np.sqrt(x * x + y * y))
        x_force, y_force = (dx * force).sum(axis=1) - gravity * x, (dy * force).sum(axis=1) - gravity * y
        swing = mass * np.sqrt((x_force - x_before) ** 2 + (y_force - y_before) ** 2)
        traction = mass * np.sqrt((x_force + x_before) ** 2 + (y_force + y_before) ** 2) / 2
        speed = min(speed * 1.5, float(traction.sum() / (swing.sum() + 1e-9)))
        step = np.minimum(speed / (1.0 + np.sqrt(speed * swing)), 10.0 / (np.sqrt(x_force**2 + y_force**2) + 1e-9))
        x, y = x + x_force * step, y + y_force * step
        x_before, y_before = x_force, y_force
    return np.stack([x, y], axis=1)


def _lie_down(places: "np.ndarray") -> "np.ndarray":
    """Centre the places and turn their longest axis across (screens are wide)."""
    import numpy as np

    places = places - places.mean(axis=0)
    x, y = places[:, 0], places[:, 1]
    angle = 0.5 * float(np.arctan2(2 * (x * y).sum(), (x * x - y * y).sum()))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(places @ turn)


def _part(places: "np.ndarray", radii: "np.ndarray", *, rounds: int) -> "np.ndarray":
    """Push overlapping discs apart until none overlap (equal places are told apart by their number)."""
    import numpy as np

    number = np.arange(len(places))
    x, y = places[:, 0] + 0.01 * np.cos(number), places[:, 1] + 0.01 * np.sin(number)
    wanted = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(wanted, 0.0)
    for _ in range(rounds):
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        far = np.sqrt(dx * dx + dy * dy) + 1e-6
        short = np.maximum(wanted - far, 0.0)
        if not (short > GAP - 2).any():
            break
        x, y = x + (dx * (0.35 * short / far)).sum(axis=1), y + (dy * (0.35 * short / far)).sum(axis=1)
    return np.stack([x, y], axis=1)
