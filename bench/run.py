"""Every measurement of the project, one after the other: `make bench`.

usage: python bench/run.py [--only NAME,NAME] [--size small|full|huge] [--out bench/results.json]

Each runs as a process of its own with a time limit, and says what it does on the way; one that fails or takes too long
is told and the others go on. What all measured goes into one JSON file (each result as soon as it is there; with
`--only` the others' older results stay), the figures that matter into a table at the end. Sizes: `full` is for a quiet
hour; `small` tries every script on little; `huge` has the corpus of 2 million chunks and 64 times the real table.

The corpora stand beside the checkout or where KG_CORPORA says; what needs one that is not there is left out, and the
sample in data/ takes the real table's place where any table will do. The exit code is 1 where something failed, 0
where something was left out.
"""

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from measuring import BENCH, CORPORA, REAL, SAMPLE, arguments, kg_build, machine, say, table_here, watched

ACCELERATE, TREE = CORPORA / "data/accelerate-docs/chunks.parquet", CORPORA / "data/cncf-glossary/en"
GOLD, JUDGED = CORPORA / "gold", BENCH / "judged"
NAMED_BY = ("relation", "stratum", "table", "stage", "times", "step", "name")

INPUTS: dict[str, tuple[Path, ...]] = {  # builds that benches look at; the first input that is there is taken
    "any": (REAL, SAMPLE),
    "real": (REAL,),
    "accelerate": (ACCELERATE,),
    "tree": (TREE,),
    "sample": (SAMPLE,),
}
SIZES: dict[str, dict[str, str]] = {
    "small": {
        "runs": "1",
        "times": "1,2",
        "cluster": "1",
        "chunks": "5000",
        "limit": "20",
        "torture": "6",
        "seconds": "2",
    },
    "full": {
        "runs": "3",
        "times": "1,4,16",
        "cluster": "1,16",
        "chunks": "200000",
        "limit": "300",
        "torture": "60",
        "seconds": "20",
    },
    "huge": {
        "runs": "5",
        "times": "1,4,16,64",
        "cluster": "1,16",
        "chunks": "2000000",
        "limit": "600",
        "torture": "600",
        "seconds": "20",
    },
}
LIMITS_S = {"small": 900, "full": 1800, "huge": 10_800}


class Bench(NamedTuple):
    """A command, what it needs to be there, and the figures to show of what it says (`*` for any).

    In a command `{table}` is a chunk table, `{json}` the file to write, `{any}`, `{real}`, ... the build of an input,
    and the names of `SIZES` stand for numbers. Without `{json}` in it, what it prints is read.
    """

    name: str
    command: str
    show: tuple[str, ...]
    needs: tuple[Path, ...] = ()
    module: str = ""


SCORES = ("*.precision", "*.recall", "*.f1")
BENCHES: tuple[Bench, ...] = (
    Bench("speed", "bench/speed.py {table} --runs {runs} --json {json}",
          ("build.*", "plain_spacy_pass.*", "build_over_plain*")),
    Bench("floor", "bench/floor.py {table} --runs {runs} --json {json}",
          ("job.*", "floor.*", "*_over_floor", "goal", "stages.*.cpu_s")),
    Bench("tree", "bench/tree.py {table} --runs {runs} --json {json}",
          ("table.*", "tree.*", "*_ratio", "limit", "stages.parse.*")),
    Bench("one page", "bench/one_page.py {table} --runs {runs} --json {json}",
          ("*.wall_s", "*.cpu_s", "*.ratio", "*.same_bytes", "*.goal_s")),
    Bench("plain pipeline", "bench/plain.py {table} --runs {runs} --limit-s {limit} --json {json}",
          ("kg_build.*", "*.wall_s", "*_ratio", "*.finished", "goal")),
    Bench("peers", "bench/peers.py {table} --runs {runs} --limit-s {limit} --json {json}",
          ("kg_build.*", "peers.*.share", "peers.*_for_all", "peers.*_ratio", "peers.*.error", "goal")),
    Bench("scaling", "bench/scaling.py {table} --times {times} --json {json}",
          ("*_s", "*.peak_mb", "*over_line", "*.per_table", "limit")),
    Bench("memory", "bench/memory.py --chunks {chunks} --json {json}",
          ("chunks", "text_mb", "wall_s", "cpu_s*", "peak_mb", "*limit*", "status", "least.*")),
    Bench("spark", "bench/spark.py {table} --times {cluster} --json {json}", ("*",), (BENCH / "spark.py",), "pyspark"),
    Bench("graph work", "bench/graph_work.py --json {json}", ("*",), (BENCH / "graph_work.py",)),
    Bench(
        "chunks", "bench/chunk_quality.py --json {json}",
        ("*.documents", "*.equal", "*titles.sections", "*titles.exact", "*titles.letters_share"), (REAL, ACCELERATE),
    ),
    Bench("links", "bench/link_quality.py --show 0 --json {json}", ("*",), (REAL, ACCELERATE, TREE)),
    Bench("gold sample", "-m kg review {sample} --gold data/expected_relations.jsonl --format json", SCORES),
    Bench("gold transformers", f"-m kg review {{real}} --gold {GOLD / 'transformers.jsonl'} --format json", SCORES,
          (REAL, GOLD)),
    Bench("gold cncf", f"-m kg review {{tree}} --gold {GOLD / 'cncf.jsonl'} --format json", SCORES, (TREE, GOLD)),
    Bench("mentions judged", "-m kg review {real} --judged bench/judged/mentions_transformers.csv --format json",
          ("*.precision", "*.judged"), (REAL,)),
    Bench("concepts judged", "-m kg review {real} --judged bench/judged/concepts_transformers.csv --format json",
          ("*.precision", "*.judged"), (REAL,)),
    Bench("concepts judged accelerate",
          "-m kg review {accelerate} --judged bench/judged/concepts_accelerate.csv --format json",
          ("*.precision", "*.judged"), (ACCELERATE,)),
    Bench("rdf", "bench/rdf.py {any} --torture-s {torture} --seconds {seconds} --json {json}",
          ("write.*", "queries.triples", "queries.*_ratio", "http.*", "limit.*", "torture.*")),
    Bench("explorer", "bench/explorer.py --build {any} --json {json}", ("verdict.*", "pyvis*", "sigma*"),
          (Path("/usr/bin/chromium"),), "playwright"),
)  # fmt: skip


class Outcome(NamedTuple):
    """What came of a bench: `ok`, or why there is no result."""

    status: str
    seconds: float
    result: Any = None


class Listener(threading.Thread):
    """Passes on what a process says while it says it, and remembers the last line."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        reading, self.writing = os.pipe()
        self.source, self.last = open(reading, encoding="utf-8", errors="replace"), "nothing was said"  # noqa: SIM115, PTH123

    def run(self) -> None:
        with self.source:
            for line in self.source:
                if line.strip():
                    self.last = line.strip()
                    say(f"    {line.rstrip()}")


def run(command: Sequence[object], limit_s: float) -> tuple[str, str]:
    """Run a command of this Python; return "ok" and what it printed, or why it failed."""
    listener = Listener()
    listener.start()
    with tempfile.TemporaryFile("w+") as out:
        usage = watched([sys.executable, *command], limit_s=limit_s, out=out, errors=listener.writing)
        os.close(listener.writing)
        listener.join(5)
        out.seek(0)
        printed = out.read()
    if not usage.in_time:
        return f"stopped after {limit_s:.0f} s", ""
    return ("ok", printed) if not usage.code else (f"failed with {usage.code}: {listener.last}", "")


class Builds:
    """The builds that benches look at, each made when first asked for."""

    def __init__(self, folder: Path, limit_s: float) -> None:
        self.folder, self.limit_s = folder, limit_s
        self.made: dict[str, str] = {}

    def make(self, name: str) -> tuple[str, str]:
        """Return "ok" and the folder of a build, or why there is none."""
        source = next(path for path in INPUTS[name] if path.exists())
        out = self.folder / (source.parent.name if source.is_file() else source.parent.name + "-tree")
        if str(out) not in self.made:
            say(f"    building {source.parent.name}")
            self.made[str(out)] = run(kg_build(source, out)[1:], self.limit_s)[0]
            if (out / "manifest.json").exists():  # it ends with 1 where it found something in the documents
                self.made[str(out)] = "ok"
        return self.made[str(out)], str(out)


def lacking(bench: Bench) -> str:
    """Return what a bench needs and does not find here; empty where it has everything."""
    missing = [path.name for path in bench.needs if not path.exists()]
    if bench.module and find_spec(bench.module) is None:
        missing.append(f"the package {bench.module}")
    return ", ".join(missing)


def measure(bench: Bench, builds: Builds, numbers: Mapping[str, str]) -> Outcome:
    if missing := lacking(bench):
        return Outcome(f"left out: {missing} is not there", 0.0)
    file = builds.folder / "result.json"
    file.unlink(missing_ok=True)
    values = {"json": str(file), "table": str(table_here()), **numbers}
    for name in INPUTS:
        if f"{{{name}}}" in bench.command:
            status, values[name] = builds.make(name)
            if status != "ok":
                return Outcome(f"no build of {name}: {status}", 0.0)
    began = time.perf_counter()
    status, printed = run([part.format(**values) for part in bench.command.split()], builds.limit_s)
    seconds = round(time.perf_counter() - began, 1)
    if status != "ok":
        return Outcome(status, seconds)
    return Outcome("ok", seconds, json.loads(file.read_text("utf-8") if "{json}" in bench.command else printed))


def figures(found: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the single figures in what a bench says, each with its path: ("build.wall_s", 6.2)."""
    if isinstance(found, Mapping):
        pairs = [(str(key), value) for key, value in found.items()]
    elif isinstance(found, list):
        named = [next((str(one[n]) for n in NAMED_BY if n in one), str(i)) if isinstance(one, Mapping) else str(i)
                 for i, one in enumerate(found)]  # fmt: skip
        pairs = list(zip(named, found, strict=True))
    else:
        yield name, found
        return
    for key, value in pairs:
        yield from figures(value, f"{name}.{key}" if name else key)


def shown(bench: Bench, result: Any) -> Iterator[tuple[str, Any]]:
    for name, value in figures(result):
        if isinstance(value, int | float | str) and any(fnmatchcase(name, pattern) for pattern in bench.show):
            yield name, value


def lines(bench: Bench, outcome: Outcome) -> Iterator[str]:
    yield f"{bench.name} ({outcome.seconds:.1f} s): {outcome.status}"
    for name, value in shown(bench, outcome.result) if outcome.status == "ok" else ():
        yield f"    {name:60} {value}"


def earlier(file: Path) -> dict[str, Any]:
    """Return the results that a file has from before."""
    if not file.exists():
        return {}
    found: dict[str, Any] = json.loads(file.read_text("utf-8")).get("benches", {})
    return found


def write(file: Path, benches: Mapping[str, Any]) -> None:
    results = {"machine": machine(), "benches": dict(benches)}
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--only", default="", metavar="NAME,NAME", help=", ".join(bench.name for bench in BENCHES))
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--timeout-s", type=float, help="time limit of each bench; else by size")
    parser.add_argument("--out", type=Path, default=BENCH / "results.json")
    given = parser.parse_args()
    wanted = given.only.split(",") if given.only else [bench.name for bench in BENCHES]
    if unknown := set(wanted) - {bench.name for bench in BENCHES}:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    if not CORPORA.exists():
        say("the shared corpora are not here (KG_CORPORA says where they are): the sample in data/ is measured")
    results, told = earlier(given.out) if given.only else {}, []
    with tempfile.TemporaryDirectory() as folder:
        builds = Builds(Path(folder), given.timeout_s or LIMITS_S[given.size])
        for bench in (bench for bench in BENCHES if bench.name in wanted):
            say(f"{bench.name}: begun")
            outcome = measure(bench, builds, SIZES[given.size])
            results[bench.name] = outcome._asdict() | {"size": given.size}
            write(given.out, results)
            told += lines(bench, outcome)
            say(f"{bench.name}: {outcome.status}, {outcome.seconds:.1f} s")
    print(*told, f"written to {given.out}", sep="\n")
    statuses = [results[name]["status"] for name in wanted]
    return int(any(status != "ok" and not status.startswith("left out") for status in statuses))


if __name__ == "__main__":
    sys.exit(main())
