"""Inputs to a shelf of joined documents: how rows are read, and how a build runs."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any, NamedTuple

from kg.chunks import (
    BundlePlan,
    CutFacts,
    InputFile,
    RowFacts,
    Scan,
    SortedRows,
    bundled,
    infer_cutters,
    join_bundle,
    note_cuts,
    note_rows,
    plan_bundles,
    scan_chunks,
    sort_findings,
    sort_rows,
)
from kg.chunks.join_overlap import Cutter
from kg.clock import Clock
from kg.config import Settings
from kg.ids import Iri
from kg.records import Chunk, Finding
from kg.shelves import Crew, DiskSources, ListSources, LocalShelf, Memory, Opening, Sources, can_fork, processors
from kg.shelves.memory import is_there
from kg.shelves.salt import program
from kg.shelves.sources import make_batches, spread
from kg.steps import Shelf, Step
from kg.syntax import prepare

_WORTH_A_CREW = 200_000  # bytes of input: with less, other processes cost more than they save
_BATCH = 300_000  # code points of text that are in memory at a time, where documents lie on disk


class Cluster(NamedTuple):
    """Where Spark runs, and what it is told: `master` as for spark-submit, `conf` in pairs.

    `parts` is where executors write what each document adds (None: the driver writes everything); see `kg.spark.parts`.
    """

    master: str
    conf: tuple[tuple[str, str], ...] = ()
    parts: str | None = None


class Run(NamedTuple):
    """How a build runs; nothing in here changes a byte of the result.

    `jobs` is the number of processes (None: as many as are worth it), `cache` the folder of what earlier builds found
    out (None: none), `in_memory` the text, in code points, from which on documents lie on disk between steps (None:
    never). With a `cluster` none of these count: Spark decides (see `kg.spark`).
    """

    jobs: int | None = None
    cache: Path | None = None
    in_memory: int | None = 32_000_000
    cluster: Cluster | None = None


class Opened(NamedTuple):
    """A shelf of joined documents, and what reading and joining told."""

    shelf: Shelf
    inputs: list[InputFile]
    findings: list[Finding]


def _note(chunks: list[Chunk], known: None) -> tuple[SortedRows, CutFacts]:
    rows = sort_rows(chunks)
    return rows, note_cuts(rows)


def _join(rows: SortedRows, known: "_Cut") -> tuple[list[tuple[str, Any]], list[Finding]]:
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
    """Read the inputs' rows and put the documents they make on a shelf; both are closed at the end.

    A build that ends well is remembered then, if `run.cache` says where.
    """
    with ExitStack() as stack:
        kept = memory_path(run.cache, out) if run.cache and out else None
        crew = call_crew(inputs, run, remembering=kept is not None and is_there(kept))
        if crew is not None:
            stack.callback(crew.close)
        with clock.stage("read"):
            scan = scan_chunks(inputs, columns=dict(settings.columns))
            sources, folder = _rows(scan, settings.base_iri, run.in_memory, out, stack)
        memory = Memory(kept) if kept and folder is None else None
        salt = blake2b(repr(settings).encode(), digest_size=16, key=program()).digest() if memory else b""
        shelf = LocalShelf(
            sources, crew=crew, jobs=run.jobs, folder=folder, memory=memory, salt=salt, progress=clock.step
        )
        with clock.stage("join"):
            cuts, join = join_steps(settings.base_iri)
            known = shelf.take(cuts, None)
            findings = shelf.take(join, known)
        yield Opened(shelf, scan.inputs, [*scan.findings, *findings])
        shelf.last()()


def call_crew(inputs: Sequence[str], run: Run, *, remembering: bool) -> Crew | None:
    """Start worker processes where they are wanted or worth it; None for this process alone.

    What there is to read is only known when the inputs are, so their size on disk has to do. Where an earlier build
    may be remembered, one worker is enough to begin with.
    """
    if run.jobs == 1 or not can_fork(asked=run.jobs is not None):
        return None
    size = run.jobs or processors()
    if run.jobs is None and (size == 1 or sum(map(_bytes, inputs)) < _WORTH_A_CREW):
        return None
    return Crew(1 if remembering else size, prepare=prepare)


def _bytes(place: str) -> int:
    """Return the size of an input; one that is not on this machine is taken to be large."""
    if "://" in place:
        return _WORTH_A_CREW
    path = Path(place)
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size if path.is_file() else 0


def _rows(
    scan: Scan, base_iri: str, in_memory: int | None, out: Path | None, stack: ExitStack
) -> tuple[Sources, Path | None]:
    """Return the rows as bundles: in memory, or where there is too much text in files of a folder, which is returned.

    What is too much for memory is read twice: once to see what belongs together, once to put it there.
    """
    facts, kept = RowFacts(), list[list[Chunk]]()
    size = 0
    for batch in scan:
        facts.add(note_rows(batch, base_iri=base_iri))
        size += sum(len(chunk.text) for chunk in batch)
        if in_memory is None or size <= in_memory:
            kept.append(batch)
        else:
            kept.clear()
    plan = plan_bundles(facts, base_iri=base_iri)
    if in_memory is None or size <= in_memory:
        return ListSources(rows for _, rows in bundled(chain.from_iterable(kept), plan)), None
    folder = stack.enter_context(folder_for_text(out))
    return _spread(scan, plan, facts.weights, folder), folder


def _spread(scan: Scan, plan: BundlePlan, weights: Mapping[Iri, int], folder: Path) -> DiskSources:
    bundles: Counter[Iri] = Counter()
    for iri, weight in weights.items():
        bundles[plan.moved.get(iri, iri)] += weight
    names = sorted(bundles)
    number = {name: at for at, name in enumerate(names)}
    loads = [bundles[name] for name in names]
    batches = make_batches(loads, _BATCH)
    spread((((number[plan.bundle(chunk)], chunk) for chunk in batch) for batch in scan), batches, folder)
    return DiskSources(folder, loads, batches)


@contextmanager
def folder_for_text(out: Path | None) -> Iterator[Path]:
    """Make a folder for what does not fit into memory, beside the result if that is allowed, and remove it at the end.

    Those that killed builds of the same result have left are removed too.
    """
    parent = out.resolve().parent if out is not None else Path(gettempdir())
    name = f".{out.resolve().name}.kg-text-" if out is not None else "kg-text-"
    for left in parent.glob(f"{name}*"):
        pid = left.name[len(name) :].partition("-")[0]
        if pid.isdigit() and not _runs(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=f"{name}{os.getpid()}-", dir=parent))
    except OSError:
        folder = Path(mkdtemp(prefix=f"{name}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def memory_path(folder: Path, out: Path) -> Path:
    """Return the file of what builds into `out` found out: its name, and a hash of where it is."""
    place = out.resolve()
    return folder / f"{place.name}-{blake2b(str(place).encode(), digest_size=8).hexdigest()}.sqlite"
