"""The explorer's first picture: which concepts, how large, where. Laid out before the page is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg import analysis
from kg.core import Core
from kg.ids import Iri
from kg.records import Concept

# pixels at scale 1: the least central concept, and what the most central one has more
RADIUS, RANGE = 3.5, 14.0
# how much a statement says about what belongs together, against a mere link or a definition that leans on something
BOND = {
    "broader": 3.0,
    "narrower": 3.0,
    "part_of": 3.0,
    "contrast": 2.5,
    "used_for": 2.0,
    "related": 1.0,
    "requires": 0.6,
}
KINDS = ("glossary", "topic", "term", "symbol")  # in the order in which a reader wants to see them
LABELLED = 9.0  # pixels: concepts larger than this are always labelled
ROUNDS = 60  # of leaving out what is tied to nothing shown
WITHIN = 2.5  # pull inside a community against pull between two


def sizes(core: Core, concepts: Iterable[Concept]) -> list[float]:
    """Return each concept's radius in pixels: its area grows with its centrality."""
    most = max(core.pagerank.values(), default=0.0) or 1.0
    return [round(RADIUS + RANGE * (core.pagerank[c.iri] / most) ** 0.5, 1) for c in concepts]


def _bonds(core: Core, concepts: Sequence[Concept]) -> dict[tuple[Iri, Iri], float]:
    bonds: defaultdict[tuple[Iri, Iri], float] = defaultdict(float)
    shown = {concept.iri for concept in concepts}
    for source, target, relation, confidence in core.edges:
        if source != target and source in shown and target in shown:
            bonds[min(source, target), max(source, target)] += BOND.get(relation, 0.5) * confidence
    return dict(bonds)


def central(core: Core, concepts: Sequence[Concept], bonds: dict[tuple[Iri, Iri], float]) -> list[Iri]:
    """Return the most central concepts, each with a statement to another one of them, most central first.

    A graph without statements gives its most central concepts as they are. Of two that are as central, one that pages
    talk about comes before one that code names.
    """
    count = core.overview_nodes
    ranked = [c.iri for c in sorted(concepts, key=lambda c: (-core.pagerank[c.iri], KINDS.index(c.kind), c.iri))]
    chosen = ranked
    for _ in range(ROUNDS):
        inside = set(chosen[:count])
        tied = {end for pair in bonds if pair[0] in inside and pair[1] in inside for end in pair}
        if len(tied) == len(inside):
            break
        chosen = [iri for iri in chosen if iri in tied or iri not in inside]
    return [iri for iri in chosen if iri in tied][:count] if bonds else ranked[:count]


def _berth(radius: float) -> float:
    """Return the radius that the layout keeps free: a large concept's label needs room too."""
    return radius + 10 if radius > LABELLED else radius


Picture = dict[str, list[int]]
"""Concepts (their numbers among those that are shown) and their places in pixels."""


def overview(core: Core, concepts: Sequence[Concept], radii: list[float]) -> Picture:
    """Return the first picture."""
    index = {c.iri: i for i, c in enumerate(concepts)}
    bonds = _bonds(core, concepts)
    shown = central(core, concepts, bonds)
    number = {iri: i for i, iri in enumerate(shown)}
    community = core.community
    edges = [
        (number[a], number[b], bond * (WITHIN if community[a] == community[b] else 1.0))
        for (a, b), bond in sorted(entry for entry in bonds.items() if entry[0][0] in number and entry[0][1] in number)
    ]
    places = analysis.spread_layout(len(shown), edges, [_berth(radii[index[iri]]) for iri in shown], seed=core.seed)
    return {"concept": [index[iri] for iri in shown], "x": [x for x, _ in places], "y": [y for _, y in places]}
