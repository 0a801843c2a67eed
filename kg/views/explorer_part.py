"""How much of a graph the explorer shows: all of it, or the central part where a browser would give up.

With all concepts of a large graph, the page would take longer to open than a reader waits: 25,000 concepts and 150,000
statements open in seconds (docs/performance.md). Beyond, the most central concepts are kept (PageRank), and of the
statements between them the surest; the page's title says so. Files beside it hold everything.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.core import Core
from kg.ids import Iri, SectionKey
from kg.records import Concept, Relation


class Limits(NamedTuple):
    """How much a page may show."""

    concepts: int = 25_000
    statements: int = 150_000
    sections: int = 60_000
    mentions: int = 600_000


LIMITS = Limits()


class Part(NamedTuple):
    """What is shown, in the order of the graph: concepts, numbers of statements, sections (None: all)."""

    concepts: tuple[Concept, ...]
    statements: list[int]
    sections: frozenset[SectionKey] | None

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.sections is None


def find_part(core: Core, limits: Limits = LIMITS) -> Part:
    """Return the part of a graph that the explorer shows."""
    told = [i for i, r in enumerate(core.relations) if r.source in core.concept or r.target in core.concept]
    sizes = (
        len(core.concepts), len(told), sum(document.sections for document in core.documents),
        sum(core.mentions.values()),
    )  # fmt: skip
    if all(size <= limit for size, limit in zip(sizes, limits, strict=True)):
        return Part(core.concepts, told, None)
    ranked = sorted(core.concepts, key=lambda c: (-core.pagerank[c.iri], c.iri))
    central = {concept.iri for concept in ranked[: limits.concepts]}
    inside = [i for i in told if _is_inside(core, core.relations[i], central)]
    inside.sort(key=lambda i: (-core.confidences[i], i))
    statements = sorted(inside[: limits.statements])
    concepts = tuple(concept for concept in core.concepts if concept.iri in central)
    return Part(concepts, statements, frozenset(_sections(core, concepts, statements)))


def _is_inside(core: Core, r: Relation, central: set[Iri]) -> bool:
    return all(end in central for end in (r.source, r.target) if end in core.concept)


def _sections(core: Core, concepts: tuple[Concept, ...], statements: list[int]) -> Iterator[SectionKey]:
    for concept in concepts:
        yield from (d.section for d in concept.definitions[:1])
        if concept.defined_in is not None:
            yield concept.defined_in
    for i in statements:
        yield from (e.section for e in core.relations[i].evidence)
