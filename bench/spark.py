"""What a cluster costs: processor time of `kg build --engine spark` over that of the engine of one machine.

usage: python bench/spark.py [TABLE] [--times 1,16] [--master local[2]]

All processes are counted, five times a second: what each took when it was last seen. Nobody waits for Spark's Python
workers, so the system's own sum for a command lacks them. This bench adopts what a build leaves (Linux:
PR_SET_CHILD_SUBREAPER), so that Java and what it started stay below it. Beyond start-up means: less what the sample
costs, on which Spark does nothing but start (Java, its compiler, Python workers with their imports, jobs for each
step). `docs/scale.md` tells what follows.
"""

import contextlib
import ctypes
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
from measuring import SAMPLE, arguments, kg_build, machine, manifest_of, no_cache, say, table_lines, tell
from scaling import multiply

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
LIMIT, EVERY_S = 2.0, 0.2


def adopt_orphans() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)


class Meter(threading.Thread):
    """Looks at the processes below this one again and again, and keeps what each has taken."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: dict[tuple[int, float], float] = {}
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(EVERY_S):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    times = process.cpu_times()
                    self.seen[process.pid, process.create_time()] = times.user + times.system


def cost(command: Sequence[object], folder: Path) -> dict[str, float]:
    """Run a command; return its seconds and those of all processors, also in processes that outlive it."""
    began, meter = time.perf_counter(), Meter()
    meter.start()
    done = subprocess.run([str(word) for word in command], env={**os.environ, **no_cache(folder)}, check=False)
    if done.returncode or not (Path(str(command[command.index("--out") + 1])) / "manifest.json").exists():
        sys.exit(f"{command} failed with {done.returncode}")
    wall = time.perf_counter() - began
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    meter.done.set()
    meter.join()
    return {"wall_s": round(wall, 2), "cpu_s": round(sum(meter.seen.values()), 2)}


def same_tables(one: Path, other: Path) -> bool:
    """Tell whether two builds have the same files, but for what the manifest says of the clock."""
    names = {path.relative_to(one) for path in one.rglob("*") if path.is_file() and path.name != "manifest.json"}
    return all((other / name).is_file() and (one / name).read_bytes() == (other / name).read_bytes() for name in names)


def compare(table: Path, folder: Path, master: str) -> dict[str, Any]:
    """Build a table with both engines."""
    local, spark = folder / "local", folder / "spark"
    here = cost(kg_build(table, local), folder)
    there = cost(kg_build(table, spark, "--engine", "spark", "--master", master), folder)
    return {
        "chunks": pq.ParquetFile(table).metadata.num_rows,
        "local_cpu_s": here["cpu_s"], "spark_cpu_s": there["cpu_s"],
        "local_wall_s": here["wall_s"], "spark_wall_s": there["wall_s"],
        "same": same_tables(local, spark), "documents": manifest_of(local)["counts"]["documents"],
    }  # fmt: skip


def measure(table: Path, times: Sequence[int] = (1, 16), master: str = "local[2]") -> dict[str, Any]:
    """Return costs by size, and how many times the local engine's Spark's is beyond start-up."""
    adopt_orphans()
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        say("start-up: the sample")
        start = cost(kg_build(SAMPLE, folder / "sample", "--engine", "spark", "--master", master), folder)
        for size in times:
            own = folder / str(size)
            own.mkdir()
            multiply(table, size, own / "chunks.parquet")
            say(f"{size} x {table.name}")
            row = {"times": size, **compare(own / "chunks.parquet", own, master)}
            row["overhead"] = round((row["spark_cpu_s"] - start["cpu_s"]) / row["local_cpu_s"], 2)
            rows.append(row)
    return {"machine": machine(), "master": master, "start_up": start, "sizes": rows, "limit": LIMIT}


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--times", default="1,16")
    parser.add_argument("--master", default="local[2]")
    given = parser.parse_args()
    result = measure(given.table, [int(size) for size in given.times.split(",")], given.master)
    say(*table_lines(result["sizes"]))
    tell(result, given.json)


if __name__ == "__main__":
    main()
