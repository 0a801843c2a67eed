"""Where the time and memory of `kg build` go, stage by stage, beside the floor: the least that each stage must do.

usage: python bench/floor.py [TABLE.parquet] [--json FILE]

read       pyarrow reads the table, nothing else
parse      pyromark reads the text and gives its events
concepts   spaCy loads and cuts one sentence; lemminflect loads its table
mentions   one pass of an Aho-Corasick automaton over the text with the build's own forms
views      the bytes of the build, written again and hashed
start      Python starts and ends

A stage runs as `kg build` runs it (one process, no cyclic collector), except that its views are written in one process.
Seconds are processor seconds, so that a busy machine does not count; `peak_mb` is the most memory so far.
"""

import argparse
import gc
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(os.environ.get("KG_CORPORA", ROOT.parent / "shared")) / "data/transformers-docs/chunks.parquet"

IMPORTS = "import spacy; spacy.blank('en').tokenizer('A token.'); import lemminflect; lemminflect.getAllLemmas('runs')"


def measured(work: Callable[[], object]) -> float:
    """Return the processor seconds of the best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def of_process(code: str) -> float:
    """Return the processor seconds of a Python process that runs `code`, the best of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 if sys.platform != "darwin" else 1024**2), 0)


def stages(table: Path, out: Path) -> tuple[list[dict[str, Any]], Any]:
    """Build; return processor seconds and peak memory of every stage, and the graph."""
    gc.disable()
    sys.modules["matplotlib"] = None  # type: ignore[assignment]
    began = time.process_time()
    from kg.clock import Clock
    from kg.config import make_settings
    from kg.pipeline import build
    from kg.views import aside

    aside.can_copy = lambda: False
    found = [{"stage": "start", "cpu_s": time.process_time() - began, "peak_mb": peak_mb()}]

    class CpuClock(Clock):
        @contextmanager
        def stage(self, name: str) -> Iterator[None]:
            began = time.process_time()
            yield
            found.append({"stage": name, "cpu_s": time.process_time() - began, "peak_mb": peak_mb()})

    return found, build([str(table)], out, make_settings({}), CpuClock())


def floors(table: Path, out: Path, graph: Any) -> dict[str, tuple[str, float]]:
    import ahocorasick_rs
    import pyarrow.parquet as pq
    import pyromark

    from kg.mentions.haystack import to_small
    from kg.mentions.lexicon import make_lexicon

    texts = [section.text for section in graph.sections]
    small = [to_small(section.prose) for section in graph.sections]
    automaton = ahocorasick_rs.AhoCorasick(make_lexicon(graph.concepts, min_chars=2).forms)
    markdown = pyromark.Markdown()
    files = [path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()]
    copy = out.with_name("copy")

    def write() -> None:
        for content in files:
            copy.write_bytes(content)
            hashlib.sha256(content).hexdigest()

    return {
        "start": ("Python starts and ends", of_process("")),
        "read": ("pyarrow reads the table", measured(lambda: pq.read_table(table).to_pydict())),
        "parse": (
            "pyromark's events",
            measured(lambda: [list(markdown.events_with_range(text, merge_text=True)) for text in texts]),
        ),
        "concepts": ("spaCy and lemminflect load", of_process(IMPORTS)),
        "mentions": (
            "one Aho-Corasick pass",
            measured(lambda: [automaton.find_matches_as_indexes(text, overlapping=True) for text in small]),
        ),
        "views": (f"writing and hashing {sum(map(len, files)) / 1e6:.0f} MB", measured(write)),
    }


def measure(table: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        rows, graph = stages(table, out)
        least = floors(table, out, graph)
        mb = sum(len(section.text) for section in graph.sections) / 1e6
    for row in rows:
        name, seconds = least.get(row["stage"], ("", None))
        row |= {"cpu_s": round(row["cpu_s"], 2), "floor": name}
        row["floor_s"] = None if seconds is None else round(seconds, 2)
    return {
        "table": table.name,
        "text_mb": round(mb, 1),
        "cpu_s": round(sum(row["cpu_s"] for row in rows), 2),
        "floor_s": round(sum(row["floor_s"] or 0 for row in rows), 2),
        "peak_mb": max(row["peak_mb"] for row in rows),
        "stages": rows,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there too")
    given = parser.parse_args()
    result = measure(given.table)
    print("| stage | processor s | peak MB | floor s | the floor is |\n|---|--:|--:|--:|---|")
    for row in result["stages"]:
        floor = "" if row["floor_s"] is None else f"{row['floor_s']:.2f}"
        print(f"| {row['stage']} | {row['cpu_s']:.2f} | {row['peak_mb']:.0f} | {floor} | {row['floor']} |")
    print(f"| all | {result['cpu_s']:.2f} | {result['peak_mb']:.0f} | {result['floor_s']:.2f} | |")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
