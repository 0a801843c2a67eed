"""Every measurement of the project, one after the other: `make bench`.

usage: python bench/run.py [--only NAME,NAME] [--timeout-s 900] [--out bench/results.json]

Each runs as a process of its own with a time limit; one that fails or takes too long is told and the others go on. All
that they measured goes into one JSON file, the figures that matter into one table. The corpora stand beside the
checkout or where KG_CORPORA says; what needs one that is not there is left out, and the sample in data/ takes the real
table's place where any table will do. The exit code is 1 where something failed, 0 where something was left out.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
CORPORA = Path(os.environ.get("KG_CORPORA", ROOT.parent / "shared"))
REAL, SAMPLE = CORPORA / "data/transformers-docs/chunks.parquet", ROOT / "data/chunks.parquet"
ACCELERATE, TREE = CORPORA / "data/accelerate-docs/chunks.parquet", CORPORA / "data/cncf-glossary/en"
GOLD, JUDGED = CORPORA / "gold", BENCH / "judged"
NAMED_BY = ("relation", "stratum", "table", "stage")

INPUTS: dict[str, tuple[Path, ...]] = {  # builds that benches look at; the first input that is there is taken
    "any": (REAL, SAMPLE),
    "real": (REAL,),
    "accelerate": (ACCELERATE,),
    "tree": (TREE,),
    "sample": (SAMPLE,),
}


class Bench(NamedTuple):
    """A command, what it needs to be there, and the figures to show of what it says (`*` for any).

    In a command `{table}` is a chunk table, `{json}` the file to write, `{any}`, `{real}`, ... the build of an input.
    Without `{json}` in it, what it prints is read.
    """

    name: str
    command: str
    show: tuple[str, ...]
    needs: tuple[Path, ...] = ()


SCORES = ("*.precision", "*.recall", "*.f1")
BENCHES: tuple[Bench, ...] = (
    Bench("speed", "bench/speed.py {table} --json {json}", ("build.*", "plain_spacy_pass.wall_s", "build_over_plain")),
    Bench("floor", "bench/floor.py {table} --json {json}", ("cpu_s", "floor_s", "peak_mb", "stages.*.cpu_s")),
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
    Bench("rdf", "bench/rdf.py {any} --torture-s 60 --json {json}",
          ("write.*", "queries.triples", "queries.*_ratio", "http.*", "limit.*", "torture.*")),
    Bench("explorer", "bench/explorer.py --build {any} --json {json}", ("verdict.*", "pyvis*", "sigma*")),
)  # fmt: skip


class Outcome(NamedTuple):
    """What came of a bench: `ok`, or why there is no result."""

    status: str
    seconds: float
    result: Any = None


def run(command: list[str], timeout_s: float) -> tuple[str, str]:
    """Run a command of this Python; return "ok" and what it printed, or why it failed."""
    try:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=timeout_s, check=False
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {timeout_s:.0f} s", ""
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing was said"]
        return f"failed with {done.returncode}: {said[-1]}", ""
    return "ok", done.stdout


class Builds:
    """The builds that benches look at, each made when first asked for."""

    def __init__(self, folder: Path, timeout_s: float) -> None:
        self.folder, self.timeout_s = folder, timeout_s
        self.made: dict[str, str] = {}

    def make(self, name: str) -> tuple[str, str]:
        """Return "ok" and the folder of a build, or why there is none."""
        source = next(path for path in INPUTS[name] if path.exists())
        out = str(self.folder / (source.parent.name if source.is_file() else source.parent.name + "-tree"))
        if out not in self.made:
            self.made[out], _ = run(["-m", "kg", "build", str(source), "--out", out, "--quiet"], self.timeout_s)
        return self.made[out], out


def measure(bench: Bench, builds: Builds, timeout_s: float) -> Outcome:
    missing = [path for path in bench.needs if not path.exists()]
    if missing:
        return Outcome(f"left out: {missing[0].relative_to(CORPORA)} is not there", 0.0)
    file = builds.folder / "result.json"
    file.unlink(missing_ok=True)
    values = {"json": str(file), "table": str(next(path for path in INPUTS["any"] if path.exists()))}
    for name in INPUTS:
        if f"{{{name}}}" in bench.command:
            status, values[name] = builds.make(name)
            if status != "ok":
                return Outcome(f"no build of {name}: {status}", 0.0)
    began = time.perf_counter()
    status, printed = run([part.format(**values) for part in bench.command.split()], timeout_s)
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


def tell(bench: Bench, outcome: Outcome) -> None:
    print(f"{bench.name} ({outcome.seconds:.1f} s): {outcome.status}")
    for name, value in shown(bench, outcome.result) if outcome.status == "ok" else ():
        print(f"    {name:60} {value}")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="NAME,NAME", help=", ".join(bench.name for bench in BENCHES))
    parser.add_argument("--timeout-s", type=float, default=900, help="time limit of each bench")
    parser.add_argument("--out", type=Path, default=BENCH / "results.json")
    given = parser.parse_args()
    chosen = [bench for bench in BENCHES if not given.only or bench.name in given.only.split(",")]
    if not CORPORA.exists():
        print("the shared corpora are not here (KG_CORPORA says where they are): the sample in data/ is measured")
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as folder:
        builds = Builds(Path(folder), given.timeout_s)
        for bench in chosen:
            outcomes[bench.name] = measure(bench, builds, given.timeout_s)
            tell(bench, outcomes[bench.name])
    machine = {"python": platform.python_version(), "processors": os.cpu_count(), "system": platform.system()}
    results = {"machine": machine, "benches": {name: outcome._asdict() for name, outcome in outcomes.items()}}
    given.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"written to {given.out}")
    return int(any(o.status != "ok" and not o.status.startswith("left out") for o in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
