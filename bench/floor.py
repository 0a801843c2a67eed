"""Where the time and memory of `kg build` go, stage by stage, beside the floor: the least that the job can take.

usage: python bench/floor.py [TABLE] [--runs 3] [--with OPTIONS] [--json FILE]

read        pyarrow reads the table
parse       pyromark reads every chunk and gives its events
mentions    one pass of an Aho-Corasick automaton over every chunk, with all names that the build found
views       as many bytes as the build wrote are written
start       Python starts and imports these three packages

The floor is a program that does this and nothing else (`FLOOR` below). It and `kg build` run as processes of their own,
alternating, the build with an empty cache and as a user starts it; medians are told, and their ratios. The stages are
taken in one process, without a cache: their seconds are processor seconds, `peak_mb` is the most memory so far.
"""

import argparse
import gc
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from measuring import Usage, arguments, build, machine, manifest_of, medians, no_cache, say, table_lines, tell, watched

GOAL = 4
FLOOR = """
import json, sys, time
clock = lambda: (time.perf_counter(), time.process_time())
began = clock()
import ahocorasick_rs, pyarrow.parquet as pq, pyromark
notes = {}
def done(name):
    global began
    now = clock()
    notes[name] = {"wall_s": round(now[0] - began[0], 3), "cpu_s": round(now[1] - began[1], 3)}
    began = clock()
table, names, size, out, note = sys.argv[1:]
done("import")
chunks = pq.ParquetFile(table).read(columns=["chunk"])["chunk"].to_pylist()
done("read")
markdown = pyromark.Markdown()
for chunk in chunks:
    list(markdown.events_with_range(chunk, merge_text=True))
done("parse")
automaton = ahocorasick_rs.AhoCorasick(json.load(open(names, encoding="utf-8")))
for chunk in chunks:
    automaton.find_matches_as_indexes(chunk.lower(), overlapping=True)
done("mentions")
with open(out, "wb") as file:
    file.write(bytes(int(size)))
done("views")
json.dump(notes, open(note, "w"))
"""


def peak_mb() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 if sys.platform != "darwin" else 1024**2))


def stages(table: Path, out: Path) -> list[dict[str, Any]]:
    """Build in this process; return processor seconds and peak memory of every stage."""
    gc.disable()
    sys.modules["matplotlib"] = None  # type: ignore[assignment]
    began = 0.0  # Python's own start counts
    from kg.clock import Clock
    from kg.config import make_settings
    from kg.opening import Run
    from kg.pipeline import build as build_here

    found = [{"stage": "start", "cpu_s": time.process_time() - began, "peak_mb": peak_mb()}]

    class CpuClock(Clock):
        @contextmanager
        def stage(self, name: str) -> Iterator[None]:
            began = time.process_time()
            yield
            found.append({"stage": name, "cpu_s": time.process_time() - began, "peak_mb": peak_mb()})

    build_here([str(table)], out, make_settings({}), CpuClock(), Run(jobs=1))
    return found


def stage_rows(table: Path, folder: Path) -> list[dict[str, Any]]:
    """Return what `stages` says in a fresh process."""
    note = folder / "stages.json"
    usage = watched([sys.executable, __file__, table, "--stages-into", folder / "here", "--json", note])
    if usage.code:
        sys.exit(f"the build in one process failed with {usage.code}")
    found: list[dict[str, Any]] = json.loads(note.read_text("utf-8"))
    return found


def names_of(out: Path) -> list[str]:
    """Return every name that a build's concepts have, in small letters."""
    import pyarrow.parquet as pq

    rows = pq.read_table(out / "tables/concepts.parquet", columns=["label", "aliases", "hidden_labels"]).to_pylist()
    return sorted({name.lower() for row in rows for name in (row["label"], *row["aliases"], *row["hidden_labels"])})


def written_bytes(out: Path) -> int:
    return sum(path.stat().st_size for path in out.rglob("*") if path.is_file())


def floor_run(table: Path, out: Path, folder: Path) -> tuple[Usage, dict[str, Any]]:
    """Run the floor once; return what the process took, and its parts."""
    names, note = folder / "names.json", folder / "notes.json"
    names.write_text(json.dumps(names_of(out)), "utf-8")
    usage = watched([sys.executable, "-c", FLOOR, table, names, written_bytes(out), folder / "copy", note])
    if usage.code:
        sys.exit(f"the floor failed with {usage.code}")
    return usage, json.loads(note.read_text("utf-8"))


def measure(table: Path, runs: int, options: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        out, whole, least, parts = folder / "out", [], [], []
        build(table, out, *options, env=no_cache(folder / "first"))  # warms the disk cache
        for run in range(runs):
            say(f"kg build and the floor, {run + 1} of {runs}")
            whole.append(build(table, out, *options, env=no_cache(folder / f"cache{run}")))
            usage, notes = floor_run(table, out, folder)
            least.append(usage)
            parts.append(notes)
        size, told = written_bytes(out), manifest_of(out)
        say("the stages, in one process")
        rows = stage_rows(table, folder)
    best = {name: min((notes[name] for notes in parts), key=lambda part: part["cpu_s"]) for name in parts[0]}
    for row in rows:
        row["cpu_s"] = round(row["cpu_s"], 2)
        row["floor_s"] = best.get(row["stage"], {}).get("cpu_s")
    job, floor = medians(whole), medians(least)
    return {
        "table": table.name, "job": job, "floor": floor, "floor_parts": best, "written_mb": round(size / 1e6, 1),
        "wall_over_floor": round(job["wall_s"] / floor["wall_s"], 2),
        "cpu_over_floor": round(job["cpu_s"] / floor["cpu_s"], 2),
        "goal": GOAL, "stages": rows, "stages_cpu_s": round(sum(row["cpu_s"] for row in rows), 2),
        "stages_wall_s": told.get("seconds", {}), "machine": machine(),
    }  # fmt: skip


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stages-into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stages_into:
        tell(stages(given.table, given.stages_into), given.json)
        return
    result = measure(given.table, given.runs, given.options)
    say(*table_lines(result["stages"]))
    tell(result, given.json)


if __name__ == "__main__":
    main()
