"""Write a build: all files or none.

Everything is written into a folder beside the result, which then takes its place in one step; until then an
earlier build stays as it is, whatever happens (full disk, Ctrl-C). Where a folder can't be moved (a mount point,
the current folder, a parent that may not be written), the files are written inside it and moved one by one,
the manifest last.

    out/  <-- .out.kg-PID/  tables/ graph.ttl evidence.ttl graph.graphml graph.html report.md manifest.json
"""

import os
import shutil
import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import overload

from kg.core import Core
from kg.errors import InputError, OutputError
from kg.graph import Graph
from kg.steps import List, Remembering, Shelf
from kg.views import numbers
from kg.views.aside import Wait, aside
from kg.views.evidence import write_evidence
from kg.views.graphml import write_graphml
from kg.views.manifest import NAME as MANIFEST
from kg.views.manifest import count_records, files, read_manifest, write_manifest
from kg.views.numbers import Numbers
from kg.views.portions import Took, View, halves, write_some
from kg.views.render import ALL, WORDS
from kg.views.report import write_report
from kg.views.schema import TABLE, Table
from kg.views.tables import FOLDER as TABLES
from kg.views.tables import TableFiles
from kg.views.turtle import write_turtle
from kg.views.whole import Whole, gather_whole


def _explorer(whole: Whole, path: Path) -> None:
    from kg.views.explorer import write_explorer

    write_explorer(whole, path)


VIEWS: tuple[View, ...] = (
    View("graph.ttl", write_turtle, 6),
    View("evidence.ttl", write_evidence, 2, numbers=False),
    View("graph.graphml", write_graphml, 5),
    View("graph.html", _explorer, 14),
    View("report.md", write_report),
)
_WEIGHTS = {"sections": 8, "relations": 4, "evidence": 3, "concepts": 2}  # of tables that are more work than others
_MOST_COPIED = 300_000  # statements of a graph whose process is copied


@overload
def write_views(core: Graph, shelf: Path, /, *, manifest: Mapping[str, object]) -> None: ...
@overload
def write_views(core: Core, shelf: Shelf, out: Path, *, manifest: Mapping[str, object], text: bool = True) -> None: ...
def write_views(
    core: Core | Graph,
    shelf: Shelf | Path,
    out: Path | None = None,
    *,
    manifest: Mapping[str, object],
    text: bool = True,
) -> None:
    """Write all files of a build into `out`, a new or empty folder or an earlier build, which is replaced.

    `write_views(graph, out, manifest=...)` is given a whole graph; `write_views(core, shelf, out, manifest=...)` one
    without its text, and a shelf of `ReadDocument`s with their mentions, which take the steps of the views. Memory is
    bounded by concepts and statements. `text=False` leaves out what each document adds: the tables of sections, links
    and mentions, the sections of `graph.ttl`, and `evidence.ttl` (a cluster writes them in parts).

    Files in an earlier build that no build wrote are kept. Raises `OutputError` for a folder that holds
    something else, is a file, or can't be written; then nothing has changed.
    """
    if isinstance(core, Graph):
        assert isinstance(shelf, Path)
        _write_build(core.core, List(core.read_documents()), shelf, manifest, text=text)
    else:
        assert not isinstance(shelf, Path) and out is not None
        _write_build(core, shelf, out, manifest, text=text)


def _write_build(core: Core, shelf: Shelf, out: Path, manifest: Mapping[str, object], *, text: bool) -> None:
    target = out.resolve()
    _check_free(target)
    try:
        with _staging(target) as staged, ExitStack() as copies:
            began = time.perf_counter()
            whole, took = _write_all(core, shelf, staged, copies, text=text)
            seconds = _all_seconds(manifest, time.perf_counter() - began, took)
            survey = whole.survey
            counts = count_records(core, survey.sections, survey.links, survey.mentions)
            prints = {name: known for name, _, known in took if known}
            write_manifest(core, counts, staged, {**manifest, "seconds": seconds}, prints)
            with _undisturbed():
                _publish(staged, target)
    except OSError as error:
        raise OutputError(out, f"can't be written ({error.strerror or error})", "nothing was changed") from error


def _check_free(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise OutputError(target, "is a file", "give a folder")
    if not target.exists():
        return
    if not os.access(target, os.R_OK | os.W_OK | os.X_OK):
        raise OutputError(target, "is a folder that may not be written", "give another folder")
    if any(target.iterdir()):
        try:
            read_manifest(target)
        except InputError as error:
            raise OutputError(target, "holds other files and no kg build", "give a new or empty folder") from error


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """Make the folder to write in: beside the target where that is allowed, else inside it."""
    name = f".{target.name}.kg-{os.getpid()}"
    staged = target.parent / name
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _fresh(staged)
        except OSError:
            if not target.is_dir():
                raise
            staged = target / name
            _fresh(staged)
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _write_all(core: Core, shelf: Shelf, folder: Path, copies: ExitStack, *, text: bool) -> tuple[Whole, list[Took]]:
    """Write every view, some of them in a second process where there can be one; tell what each took.

        this process   documents -> views without numbers, until these are there ->  half of the views
        a copy of it   numbers ------------------------------------------------/ \\-> the other half
        another one                                                               \\-> what a next build will ask for

    The copies end while the parent goes on, and are taken leave of when `copies` are.
    """
    tables = TableFiles(folder / TABLES, text=text)
    views = [*_table_views(tables, text=text), *(view for view in VIEWS if text or view.write is not write_evidence)]
    began = time.perf_counter()
    small = len(core.relations) <= _MOST_COPIED
    wait = copies.enter_context(_numbers_aside(core, shelf, small=small))
    whole = gather_whole(core, shelf, parts=ALL if text else (WORDS,), rows=tables.add if text else None, folder=folder)
    took = [Took("documents", time.perf_counter() - began, {})]
    with closing(whole):
        early = [view for view in views if not view.numbers]
        while early and not wait.is_done():
            views.remove(early[0])
            took += write_some(whole, folder, [early.pop(0)])
        numbers.know(whole, wait.answer())
        _ = core.degree, core.aliases  # wanted by both
        saved = copies.enter_context(_saved_aside(shelf, small=small))
        there, here = halves(views)
        write_there = partial(write_some, whole, folder, there)
        wait_there = copies.enter_context(aside(write_there, write_there, small=small))
        took += write_some(whole, folder, here)
        took += wait_there.answer()
        if saved is not None:
            saved.answer()
    return whole, took


@contextmanager
def _numbers_aside(core: Core, shelf: Shelf, *, small: bool) -> Iterator[Wait[Numbers]]:
    """Have the numbers of a graph computed meanwhile, where no earlier build knew them."""
    memory = shelf if isinstance(shelf, Remembering) and shelf.remembers else None
    given = numbers.given(core) if memory is not None else b""
    known = numbers.recall(memory, given) if memory is not None else None
    if known is not None:
        yield Wait(lambda: known, lambda: True)
        return
    _ = core.confidences, core.edges  # wanted by both
    work = partial(numbers.compute, core)
    with aside(work, work, small=small and numbers.are_worth_a_process(core)) as wait:

        def answer() -> Numbers:
            found = wait.answer()
            if memory is not None:
                numbers.keep(memory, given, found)
            return found

        yield Wait(answer, wait.is_done)


@contextmanager
def _saved_aside(shelf: Shelf, *, small: bool) -> Iterator[Wait[None] | None]:
    """Have everything kept that a next build will ask for, if the shelf keeps anything."""
    if not (isinstance(shelf, Remembering) and shelf.remembers):
        yield None
        return
    save = shelf.last()
    with aside(save, save, small=small) as wait:
        yield wait


def _table_views(tables: TableFiles, *, text: bool) -> Iterator[View]:
    for table in TABLE.values():
        if text or not table.read:
            write = partial(_finish_table, tables, table)
            name = f"{TABLES}/{table.name}.parquet"
            yield View(name, write, _WEIGHTS.get(table.name, 1), numbers=table.name == "concepts")


def _finish_table(tables: TableFiles, table: Table, whole: Whole, _: Path) -> None:
    tables.finish(table, whole)


def _all_seconds(manifest: Mapping[str, object], views: float, took: Iterable[Took]) -> dict[str, float]:
    """Return the seconds of the stages before, of all views together, and of each view; tables count as one."""
    before = manifest.get("seconds")
    stages = dict(before) if isinstance(before, Mapping) else {}
    stages = {name: seconds for name, seconds in stages.items() if not name.startswith("views")}
    parts: defaultdict[str, float] = defaultdict(float)
    for name, seconds, _ in took:
        parts[f"views/{name.partition('/')[0]}"] += seconds
    return {name: round(seconds, 3) for name, seconds in {**stages, "views": views, **parts}.items()}


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C waiting for the moment in which one build takes the other's place."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _publish(staged: Path, target: Path) -> None:
    if staged.parent == target or target == Path.cwd():
        _move_files(staged, target)
        return
    if target.exists():
        shutil.copymode(target, staged)
    try:
        _swap(staged, target)
    except OSError:
        if not target.is_dir():
            raise
        _move_files(staged, target)


def _swap(staged: Path, target: Path) -> None:
    old = target.with_name(f"{staged.name}-old")
    try:
        if target.exists():
            target.rename(old)
        staged.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    if old.exists():
        for path in _foreign(old):
            (target / path.relative_to(old)).parent.mkdir(parents=True, exist_ok=True)
            path.rename(target / path.relative_to(old))
        shutil.rmtree(old, ignore_errors=True)


def _move_files(staged: Path, target: Path) -> None:
    """Move file by file into a folder that can't be replaced; then remove what an earlier build alone had."""
    earlier = _listed(target)
    new = [path.relative_to(staged) for path in files(staged)]
    for path in [*new, Path(MANIFEST)]:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (staged / path).replace(target / path)
    for path in sorted(earlier - set(new)):
        (target / path).unlink(missing_ok=True)


def _listed(build: Path) -> set[Path]:
    """Return the files that the manifest of an earlier build lists, relative; none in an empty folder."""
    if not (build / MANIFEST).exists():
        return set()
    listed = {Path(name) for name in read_manifest(build).get("files", {})}
    return {path for path in listed if not path.is_absolute() and ".." not in path.parts}


def _foreign(build: Path) -> list[Path]:
    """Return the files in an earlier build that no build wrote."""
    listed = _listed(build)
    kept = {*listed, Path(MANIFEST)}
    found = sorted(path for path in build.rglob("*") if path.is_symlink() or not path.is_dir())
    return [path for path in found if path.relative_to(build) not in kept]
