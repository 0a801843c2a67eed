"""Spark sessions for tests, and steps that executors can import (`PYTHONPATH` of theirs holds this folder)."""

import os
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpora
import pytest
from counting import add_up, count, listed, rank

from kg.records import Chunk
from kg.shelves import Opening
from kg.steps import Step

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[2]"
CLUSTER = "local-cluster[2,1,1024]"


@contextmanager
def session(master: str) -> Iterator["SparkSession"]:
    """A session with small partitions; skipped on a user's machine without Spark or Java, never under CI."""
    missing = [name for name, there in (("pyspark", _has_pyspark()), ("Java", shutil.which("java"))) if not there]
    if missing and os.environ.get("CI"):
        pytest.fail(f"missing under CI: {missing}")
    if missing:
        pytest.skip(f"not on this machine: {missing}")
    from kg.spark import open_session

    path = os.pathsep.join([str(corpora.ROOT), str(corpora.ROOT / "tests")])
    conf = {
        "spark.executorEnv.PYTHONPATH": path,
        "spark.shuffle.io.maxRetries": "1",  # of an executor that was killed nothing is to be had
        "spark.shuffle.io.retryWait": "1s",
    }
    with open_session(master, conf) as spark:
        application = spark.sparkContext.applicationId
        yield spark
    _tidy(application)


def _has_pyspark() -> bool:
    from importlib.util import find_spec

    return find_spec("pyspark") is not None


def _tidy(application: str) -> None:
    """Remove what workers of a local cluster leave in Spark's own folder."""
    import pyspark

    shutil.rmtree(Path(pyspark.__file__).parent / "work" / application, ignore_errors=True)


def bundles_of(texts: dict[str, str], size: int) -> list[tuple[str, list[Chunk]]]:
    """Return one chunk per document, neighbouring documents in one bundle, which has the name of the first."""
    chunks = [Chunk(name, name, name, texts[name]) for name in sorted(texts)]
    return [(chunks[i].source, chunks[i : i + size]) for i in range(0, len(chunks), size)]


def _open(rows: Sequence[Chunk], known: Any) -> tuple[list[tuple[str, str]], int]:
    return sorted((row.source, row.text) for row in rows), len(rows)


STEPS: tuple[Opening | Step, ...] = (
    Opening("open", _open, listed),
    Step("count", count, add_up),
    Step("rank", rank, listed),
)


def gathered(shelf: Any, steps: Sequence[Any] = STEPS) -> list[Any]:
    """Return what each step gathers."""
    known, found = None, []
    for step in steps:
        known = step.gather(shelf.run(step, known), known)
        found.append(known)
    return found


def differences(one: Path, other: Path) -> list[str]:
    """Return the files in which two builds differ; a manifest tells the time of day."""
    names = {
        path.relative_to(build).as_posix() for build in (one, other) for path in build.rglob("*") if path.is_file()
    } - {"manifest.json"}
    assert len(names) > 10
    return [name for name in sorted(names) if _content(one / name) != _content(other / name)]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def killing(step: Any, marker: Path) -> Any:
    """A step that once, in the middle, kills the executor it runs in: Java and Python, at once and without a word."""
    return step._replace(read=partial(_kill_once, step.read, str(marker)))


def _kill_once(read: Any, marker: str, document: Any, known: Any) -> Any:
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return read(document, known)
    import psutil

    daemon = psutil.Process().parent()
    executor = daemon.parent() if daemon else None
    assert daemon and executor and "java" in executor.name()
    executor.send_signal(signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
