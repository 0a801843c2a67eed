"""Write a build: all files or none (see `kg.views.publishing`), in two processes where there can be two."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import overload

from kg.core import Core
from kg.errors import OutputError
from kg.graph import Graph
from kg.steps import List, Shelf
from kg.views import numbers
from kg.views.aside import Wait, aside
from kg.views.evidence import write_evidence
from kg.views.graphml import write_graphml
from kg.views.manifest import count_records, write_manifest
from kg.views.numbers import Numbers
from kg.views.portions import Took, View, halves, write_some
from kg.views.publishing import check_free, publish, staging
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
    check_free(target)
    try:
        with staging(target) as staged, ExitStack() as copies:
            began = time.perf_counter()
            whole, took = _write_all(core, shelf, staged, copies, text=text)
            seconds = _all_seconds(manifest, time.perf_counter() - began, took)
            survey = whole.survey
            counts = count_records(core, survey.sections, survey.links, survey.mentions)
            prints = {name: known for name, _, known in took if known}
            write_manifest(core, counts, staged, {**manifest, "seconds": seconds}, prints)
            publish(staged, target)
    except OSError as error:
        raise OutputError(out, f"can't be written ({error.strerror or error})", "nothing was changed") from error


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
    save = shelf.last()
    with closing(whole):
        early = [view for view in views if not view.numbers]
        while early and not wait.is_done():
            views.remove(early[0])
            took += write_some(whole, folder, [early.pop(0)])
        numbers.know(whole, wait.answer())
        _ = core.degree, core.aliases  # wanted by both
        saved = copies.enter_context(aside(save, save, small=small and shelf.remembers))
        begun = [view for view in views if tables.has_begun(view.name)]
        there, here = halves((view for view in views if view not in begun), begun)
        write_there = partial(write_some, whole, folder, there)
        wait_there = copies.enter_context(aside(write_there, write_there, small=small))
        took += write_some(whole, folder, here)
        took += wait_there.answer()
        saved.answer()
    return whole, took


@contextmanager
def _numbers_aside(core: Core, shelf: Shelf, *, small: bool) -> Iterator[Wait[Numbers]]:
    """Have the numbers of a graph computed meanwhile, where no earlier build knew them."""
    given = numbers.given(core) if shelf.remembers else b""
    known = numbers.recall(shelf, given)
    if known is not None:
        yield Wait(lambda: known, lambda: True)
        return
    _ = core.confidences, core.edges  # wanted by both
    work = partial(numbers.compute, core)
    with aside(work, work, small=small and numbers.are_worth_a_process(core)) as wait:

        def answer() -> Numbers:
            found = wait.answer()
            if shelf.remembers:
                numbers.keep(shelf, given, found)
            return found

        yield Wait(answer, wait.is_done)


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
