"""Inputs to a shelf of joined documents: how rows are read, and how a build runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from kg.chunks import (
    CutFacts,
    bundled,
    infer_cutters,
    join_bundle,
    note_cuts,
    note_rows,
    plan_bundles,
    read_chunks,
    sort_findings,
)
from kg.chunks.join_overlap import Cutter
from kg.chunks.read import InputFile
from kg.clock import Clock
from kg.config import Settings
from kg.records import Chunk, Finding
from kg.shelves import ListSources, LocalShelf, Memory, Opening
from kg.shelves.salt import program
from kg.steps import Shelf, Step


class Run(NamedTuple):
    """How a build runs; nothing in here changes a byte of the result.

    `jobs` is the number of processes (None: as many as are worth it), `cache` the folder of what earlier builds found
    out (None: none), `in_memory` the text, in code points, from which on documents lie on disk between steps (None:
    never).
    """

    jobs: int | None = None
    cache: Path | None = None
    in_memory: int | None = 32_000_000


class Opened(NamedTuple):
    """A shelf of joined documents, and what reading and joining told."""

    shelf: Shelf
    inputs: list[InputFile]
    findings: list[Finding]


def _note(rows: list[Chunk], known: None) -> tuple[list[Chunk], CutFacts]:
    return rows, note_cuts(rows)


def _join(rows: list[Chunk], known: "_Cut") -> tuple[list[tuple[str, Any]], list[Finding]]:
    joining = join_bundle(rows, known.cutters, base_iri=known.base_iri)
    return sorted((document.iri, document) for document in joining.documents), joining.findings


class _Cut(NamedTuple):
    cutters: dict[str, Cutter]
    base_iri: str


def join_steps(base_iri: str) -> tuple[Step, Opening]:
    """Return the two steps that make documents of bundles of rows: how they were cut, and joining them."""
    cuts = Step("cuts", _note, lambda facts, known: _Cut(infer_cutters(facts), base_iri), lambda facts, known: ())
    join = Opening("join", _join, lambda facts, known: sort_findings(f for found in facts for f in found))
    return cuts, join


@contextmanager
def open_shelf(
    inputs: Sequence[str], settings: Settings, clock: Clock, run: Run, *, out: Path | None = None
) -> Iterator[Opened]:
    """Read the inputs' rows and put the documents they make on a shelf."""
    with clock.stage("read"):
        reading = read_chunks(inputs, columns=dict(settings.columns))
        plan = plan_bundles(note_rows(reading.chunks, base_iri=settings.base_iri), base_iri=settings.base_iri)
        sources = ListSources(rows for _, rows in bundled(reading.chunks, plan))
    memory = Memory(memory_path(run.cache, out)) if run.cache and out else None
    salt = blake2b(repr(settings).encode(), digest_size=16, key=program()).digest() if memory else b""
    with LocalShelf(sources, jobs=run.jobs, memory=memory, salt=salt, progress=clock.step) as shelf:
        with clock.stage("join"):
            cuts, join = join_steps(settings.base_iri)
            known = cuts.gather(shelf.run(cuts, None), None)
            findings = join.gather(shelf.run(join, known), known)
        yield Opened(shelf, reading.inputs, [*reading.findings, *findings])
    if memory:
        memory.save()


def memory_path(folder: Path, out: Path) -> Path:
    """Return the file of what builds into `out` found out: its name, and a hash of where it is."""
    place = out.resolve()
    return folder / f"{place.name}-{blake2b(str(place).encode(), digest_size=8).hexdigest()}.sqlite"
