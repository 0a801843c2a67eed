"""What the measurements share: where the corpora are, how a process is watched, how a script begins and ends.

A process is watched with all that it starts. Wall seconds are the clock's. Processor seconds are what the system
counted for the process and for those of its children that it waited for. Memory is the largest of the sums, taken up to
four times a second, of what the processes hold alone plus their share of what they hold together (PSS, which Linux
tells; elsewhere the sum of their resident memory), and at least what the largest single process ever held, which the
system counts itself.
"""

import argparse
import contextlib
import json
import math
import os
import platform
import shlex
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psutil

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
CORPORA = Path(os.environ.get("KG_CORPORA", ROOT.parent / "shared"))
REAL, SAMPLE = CORPORA / "data/transformers-docs/chunks.parquet", ROOT / "data/chunks.parquet"
EVERY_S = 0.25
BUILD_OPTIONS = "options for kg build, in one word: --with='--jobs 1'"
FOUND_SOMETHING = 1  # what `kg build` ends with where it found something wrong in the documents
_SMALL_UNIT = 1 if sys.platform == "darwin" else 1024


class Usage(NamedTuple):
    """What a process and its children took. `code` is None where it was stopped at a limit."""

    code: int | None
    wall_s: float
    cpu_s: float
    peak_mb: float

    @property
    def in_time(self) -> bool:
        return self.code is not None

    def figures(self) -> dict[str, float]:
        return {"wall_s": round(self.wall_s, 2), "cpu_s": round(self.cpu_s, 2), "peak_mb": round(self.peak_mb)}


def tree(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def held_bytes(process: psutil.Process) -> int:
    """Return what a process and all below it hold; what they share counts once."""
    total = 0
    for one in tree(process):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            full = one.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total


class Watch(threading.Thread):
    """Looks at a process again and again; stops it, and all below it, after its time limit or over its memory's."""

    def __init__(self, pid: int, limit_s: float, limit_mb: float) -> None:
        super().__init__(daemon=True)
        self.process, self.until = psutil.Process(pid), time.monotonic() + limit_s
        self.limit_bytes = limit_mb * 1e6
        self.most, self.stopped, self.done = 0, False, threading.Event()

    def run(self) -> None:
        pause = EVERY_S
        while not self.done.wait(pause):
            began = time.perf_counter()
            self.most = max(self.most, held_bytes(self.process))
            pause = max(EVERY_S, 20 * (time.perf_counter() - began))  # looking at much memory takes time itself
            if time.monotonic() > self.until or self.most > self.limit_bytes:
                self.stopped = True
                for one in reversed(tree(self.process)):
                    with contextlib.suppress(psutil.NoSuchProcess):
                        one.send_signal(signal.SIGKILL)


def watched(
    command: Sequence[object],
    *,
    limit_s: float = 3600,
    limit_mb: float = math.inf,
    env: Mapping[str, str] | None = None,
    out: Any = subprocess.DEVNULL,
    errors: Any = None,
) -> Usage:
    """Run a command in the checkout and watch it."""
    words = [str(word) for word in command]
    began = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=errors, env={**os.environ, **(env or {})})
    watch = Watch(process.pid, limit_s, limit_mb)
    watch.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        watch.done.set()
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    peak = max(watch.most, usage.ru_maxrss * _SMALL_UNIT) / 1e6
    return Usage(None if watch.stopped else process.returncode, took, usage.ru_utime + usage.ru_stime, peak)


def kg_build(source: Path, out: Path, *options: str) -> list[object]:
    """Return the command that builds."""
    return [sys.executable, "-m", "kg", "build", source, "--out", out, "--quiet", *options]


def build(
    source: Path, out: Path, *options: str, limit_s: float = 3600, limit_mb: float = math.inf,
    env: Mapping[str, str] | None = None,
) -> Usage:  # fmt: skip
    """Run `kg build` and watch it; end here where it fails."""
    usage = watched(kg_build(source, out, *options), limit_s=limit_s, limit_mb=limit_mb, env=env)
    if usage.code not in (0, FOUND_SOMETHING, None):
        sys.exit(f"kg build {source.name} failed with {usage.code}")
    return usage


def no_cache(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing has been built before: its cache folder is `folder`, which is empty."""
    return {"XDG_CACHE_HOME": str(folder)}


def medians(usages: Iterable[Usage]) -> dict[str, float]:
    taken = list(usages)
    middle = [statistics.median(values) for values in zip(*(usage[1:] for usage in taken), strict=True)]
    return Usage(0, *middle).figures()


def manifest_of(build_folder: Path) -> dict[str, Any]:
    return json.loads((build_folder / "manifest.json").read_text("utf-8"))


def table_here() -> Path:
    """Return the real table where it is, else the sample."""
    return REAL if REAL.exists() else SAMPLE


def machine() -> dict[str, Any]:
    memory = psutil.virtual_memory().total
    return {
        "python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count(),
        "memory_gb": round(memory / 1e9, 1),
    }  # fmt: skip


def say(*lines: object) -> None:
    """Say what is being done, where it does not mix with the result."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


def arguments(doc: str | None, *, table: bool = False) -> argparse.ArgumentParser:
    """Return the parser that every script begins with: its own description, `--json`, and a table if it takes one."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there too")
    parser.add_argument("--with", dest="options", type=shlex.split, default=[], metavar="OPTIONS", help=BUILD_OPTIONS)
    if table:
        parser.add_argument("table", nargs="?", type=Path, default=table_here())
    return parser


def tell(result: Any, file: Path | None, *, printed: bool = True) -> None:
    """End a script: print its result as JSON, and write it where `--json` says."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    if printed:
        print(text)
    if file:
        file.write_text(text + "\n", "utf-8")


def cells(value: Any) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else "" if value is None else str(value)


def table_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield rows as a Markdown table; the columns are the first row's."""
    names = list(rows[0]) if rows else []
    yield "| " + " | ".join(names) + " |"
    yield "|" + "|".join("---" if isinstance(rows[0][name], str) else "--:" for name in names) + "|"
    for row in rows:
        yield "| " + " | ".join(cells(row.get(name)) for name in names) + " |"
