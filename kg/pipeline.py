"""The whole flow on one screen.

inputs -> chunks -> documents -> sections, links -> concepts -> mentions -> relations -> graph -> files

Stages are tuples of steps (`kg/steps.py`); `run_stages` takes documents on any shelf through all of them.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg import chunks, concepts, mentions, relations
from kg.chunks.read import InputFile
from kg.clock import Clock
from kg.config import Settings
from kg.core import Core, check, make_core
from kg.graph import Graph, assemble
from kg.opening import Opened, Run, open_shelf
from kg.records import Finding
from kg.steps import ReadDocument, Shelf, Step, run_steps

STAGES: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("parse", chunks.STEPS),
    ("concepts", concepts.STEPS),
    ("mentions", mentions.STEPS),
    ("relations", relations.STEPS),
)
STEPS = 4 + sum(len(steps) for _, steps in STAGES)
"""Steps of a build: two that open the rows, those of the stages, two of the views."""


def run_stages(shelf: Shelf, settings: Settings, clock: Clock, findings: Sequence[Finding] = ()) -> Core:
    """Take joined documents through all stages; return the graph without its text, which stays on the shelf.

    `findings` are those of reading and joining.
    """
    stages = dict(STAGES)
    with clock.stage("parse"):
        parsed = run_steps(shelf, stages["parse"], settings)
    with clock.stage("concepts"):
        found = run_steps(shelf, stages["concepts"], settings)
    with clock.stage("mentions"):
        census = run_steps(shelf, stages["mentions"], mentions.Wanted(settings, found.concepts))
    with clock.stage("relations"):
        inferred = run_steps(shelf, stages["relations"], relations.Known(settings, found.concepts, census))
    with clock.stage("graph"):
        core = make_core(
            settings, parsed.documents, found.concepts, inferred.relations,
            [*findings, *parsed.findings, *found.findings, *inferred.findings],
            mentions=census.mentions, pages=census.pages,
        )  # fmt: skip
        check(core)
    return core


def build(inputs: Sequence[str], out: Path, settings: Settings, clock: Clock, run: Run | None = None) -> Core:
    """Read the inputs and write every view into `out`; an earlier build there stays whole until the end.

    How it runs (`run`) changes no byte of the result. Raises `InputError` for input that can't be read at all and
    `OutputError` for a folder that can't be written.
    """
    clock.steps = STEPS
    run = run or Run()
    whole = run.cluster is None or run.cluster.parts is None
    with _opened(inputs, settings, clock, run, out) as opened:
        core = run_stages(opened.shelf, settings, clock, opened.findings)
        with clock.stage("views"):
            from kg.views import write_views

            write_views(core, opened.shelf, out, manifest=manifest(opened.inputs, settings, clock), text=whole)
    return core


def _opened(
    inputs: Sequence[str], settings: Settings, clock: Clock, run: Run, out: Path
) -> AbstractContextManager[Opened]:
    if run.cluster is None:
        return open_shelf(inputs, settings, clock, run, out=out)
    from kg import spark

    return spark.open_shelf(inputs, settings, clock, run.cluster)


def _whole(document: ReadDocument, known: Any) -> tuple[ReadDocument, ReadDocument]:
    return document, document


def build_graph(inputs: Sequence[str], settings: Settings, clock: Clock) -> tuple[Graph, list[InputFile]]:
    """Read the inputs and return the whole graph, text and all, in memory.

    The order of inputs and rows does not matter. Raises `InputError` for input that can't be read at all.
    """
    with open_shelf(inputs, settings, clock, Run(jobs=1, in_memory=None)) as opened:
        core = run_stages(opened.shelf, settings, clock, opened.findings)
        whole = Step("whole", _whole, lambda documents, known: list(documents))
        documents: list[ReadDocument] = run_steps(opened.shelf, [whole], None)
    graph = assemble(
        settings, core.documents,
        (section for document in documents for section in document.sections),
        (link for document in documents for link in document.links),
        core.concepts,
        (mention for document in documents for mention in document.mentions),
        core.relations, core.findings,
    )  # fmt: skip
    return graph, opened.inputs


def manifest(files: Sequence[InputFile], settings: Settings, clock: Clock) -> dict[str, object]:
    """Return what the build knows of itself: inputs with their hashes, settings, seconds per stage so far."""
    return {
        "inputs": [file._asdict() for file in files],
        "settings": asdict(settings),
        "seconds": clock.seconds,
    }
