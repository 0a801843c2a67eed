"""The whole flow on one screen.

inputs -> chunks -> documents -> sections, links -> concepts -> mentions -> relations -> graph -> files
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.chunks import join_chunks, parse, read_chunks
from kg.chunks.read import InputFile
from kg.concepts import find_concepts
from kg.config import Settings
from kg.graph import Graph, assemble, check
from kg.mentions import locate_mentions
from kg.relations import infer_relations
from kg.views import write_views

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Clock:
    """Seconds per stage; tells `progress` when a stage begins (0.0) and ends (its seconds)."""

    progress: Progress = lambda stage, seconds: None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        self.progress(name, 0.0)
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 3)
        self.progress(name, self.seconds[name])


def build_graph(inputs: Sequence[str], settings: Settings, clock: Clock) -> tuple[Graph, list[InputFile]]:
    """Read the inputs and return the graph of their concepts.

    The order of inputs and rows does not matter. Raises `InputError` for input that can't be read at all.
    """
    with clock.stage("read"):
        reading = read_chunks(inputs, columns=dict(settings.columns))
    with clock.stage("join"):
        joining = join_chunks(reading.chunks, base_iri=settings.base_iri)
    with clock.stage("parse"):
        parsing = parse(joining.documents)
    with clock.stage("concepts"):
        found = find_concepts(parsing.sections, parsing.links, settings=settings)
    with clock.stage("mentions"):
        mentions = locate_mentions(parsing.sections, parsing.links, found.concepts, settings=settings)
    with clock.stage("relations"):
        inference = infer_relations(parsing.sections, parsing.links, found.concepts, mentions, settings=settings)
    with clock.stage("graph"):
        graph = assemble(
            settings, parsing.documents, parsing.sections, parsing.links, found.concepts, mentions,
            inference.relations,
            [*reading.findings, *joining.findings, *parsing.findings, *found.findings, *inference.findings],
        )  # fmt: skip
        check(graph)
    return graph, reading.inputs


def build(inputs: Sequence[str], out: Path, settings: Settings, clock: Clock) -> Graph:
    """Read the inputs and write every view into `out`; an earlier build there stays whole until the end."""
    graph, files = build_graph(inputs, settings, clock)
    with clock.stage("views"):
        write_views(graph, out, manifest=manifest(files, settings, clock))
    return graph


def manifest(files: Sequence[InputFile], settings: Settings, clock: Clock) -> dict[str, object]:
    """Return what the build knows of itself: inputs with their hashes, settings, seconds per stage so far."""
    from dataclasses import asdict

    return {
        "inputs": [file._asdict() for file in files],
        "settings": asdict(settings),
        "seconds": clock.seconds,
    }
