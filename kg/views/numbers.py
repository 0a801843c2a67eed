"""What the views compute of a graph rather than read of its documents: centrality, communities, the first picture.

It needs no text, so another process can do it while documents are read.
"""

import marshal
import pickle
from typing import NamedTuple

from kg.core import Core
from kg.steps import Shelf
from kg.views.explorer_overview import Picture, overview, sizes
from kg.views.explorer_part import find_part
from kg.views.whole import Whole

WORTH_A_PROCESS = 1000  # statements: with fewer, another process costs more than it saves


class Numbers(NamedTuple):
    """Numbers of a graph, by concept in its order; the picture is of the part that the explorer shows."""

    pagerank: list[float]
    community: list[str]
    picture: Picture


def compute(core: Core) -> Numbers:
    """Return the numbers of a graph."""
    concepts = find_part(core).concepts
    picture = overview(core, concepts, sizes(core, concepts))
    return Numbers(list(core.pagerank.values()), [core.community[c.iri] for c in core.concepts], picture)


def are_worth_a_process(core: Core) -> bool:
    """Tell whether another process should compute the numbers."""
    return len(core.relations) >= WORTH_A_PROCESS


def given(core: Core) -> bytes:
    """Return all that the numbers depend on: concepts as they are named and shown, statements between them, settings.

    What is said elsewhere, and how often a concept is named, does not count.
    """
    part = find_part(core)
    concepts = [(c.iri, c.label, c.kind) for c in core.concepts]
    shown = None if part.whole else [c.iri for c in part.concepts]
    return marshal.dumps((core.seed, core.overview_nodes, concepts, shown, core.edges), 2)


def recall(shelf: Shelf, given: bytes) -> Numbers | None:
    """Return the numbers that an earlier build computed of the same."""
    found = shelf.recall("numbers", given)
    return None if found is None else Numbers(*pickle.loads(found))


def keep(shelf: Shelf, given: bytes, found: Numbers) -> None:
    """Keep numbers for later builds."""
    shelf.keep("numbers", given, pickle.dumps(tuple(found)))


def know(whole: Whole, found: Numbers) -> None:
    """Put numbers that another process has computed in their place."""
    core = whole.core
    core.know(
        pagerank=dict(zip(core.concept, found.pagerank, strict=True)),
        community=dict(zip(core.concept, found.community, strict=True)),
    )
    whole.picture = found.picture
