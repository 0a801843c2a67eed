"""What the views compute of a graph rather than read of its documents: centrality, communities, the first picture.

It needs no text, so another process can do it while documents are read.
"""

from functools import partial
from typing import NamedTuple

from kg.core import Core
from kg.views.aside import Work
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


def work_of(core: Core) -> Work[Numbers] | None:
    """Return the computation as work for another process, where it is worth one."""
    return partial(compute, core) if len(core.relations) >= WORTH_A_PROCESS else None


def know(whole: Whole, found: Numbers) -> None:
    """Put numbers that another process has computed in their place."""
    core = whole.core
    core.know(
        pagerank=dict(zip(core.concept, found.pagerank, strict=True)),
        community=dict(zip(core.concept, found.community, strict=True)),
    )
    whole.picture = found.picture
