"""The whole flow on one screen.

inputs -> chunks -> documents -> sections, links -> concepts -> mentions -> relations -> graph -> files
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.chunks import join_chunks, parse, read_chunks
from kg.chunks.read import InputFile
from kg.concepts import find_concepts
from kg.config import Settings
from kg.graph import Graph, assemble, check
from kg.mentions import locate_mentions
from kg.relations import infer_relations
from kg.views import write_views

class Tick(NamedTuple):
    """How far a build is: `taken` of `steps` are begun, of the newest `done` of `total` code points are read.

    `seconds` is set when a stage ends; `step` is empty where a stage has none.
    """

    stage: str
    step: str = ""
    taken: int = 0
    steps: int = 0
    done: int = 0
    total: int = 0
    seconds: float | None = None


def _silent(tick: Tick) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Clock:
    """Seconds per stage; tells `progress` when a stage begins, how far its steps are, and when it ends."""

    progress: Callable[[Tick], None] = _silent
    seconds: dict[str, float] = field(default_factory=dict)
    steps: int = 0
    _stage: str = ""
    _step: str = ""
    _taken: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        self._stage = name
        self.progress(Tick(name))
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 3)
        self.progress(Tick(name, seconds=self.seconds[name]))

    def step(self, name: str, done: int, total: int) -> None:
        """Tell how many code points a step has read; a new name is a new step."""
        if (self._stage, name) != (self._step.partition("/")[0], self._step.partition("/")[2]):
            self._step = f"{self._stage}/{name}"
            self._taken += 1
        self.progress(Tick(self._stage, name, self._taken, max(self.steps, self._taken), done, total))


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
