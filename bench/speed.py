"""Time and memory of `kg build` on a chunk table, against a plain spaCy pass over the same chunks in one run.

usage: python bench/speed.py [TABLE.parquet] [--runs 3] [--json FILE]

The baseline is what people write first: `spacy.blank("en")` tokenizes every chunk and a PhraseMatcher looks for the
same labels that the build found. Both run as processes of their own (imports included), alternating; the medians
and their ratio are printed. Nothing else is in the baseline: no parsing, no relations, no files.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(os.environ.get("KG_CORPORA", ROOT.parent / "shared")) / "data/transformers-docs/chunks.parquet"

BASELINE = """
import sys, pandas, spacy
from spacy.matcher import PhraseMatcher
chunks = pandas.read_parquet(sys.argv[1])["chunk"]
labels = pandas.read_parquet(sys.argv[2])["label"]
nlp = spacy.blank("en")
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
matcher.add("concept", [nlp.make_doc(label) for label in labels])
print(sum(len(matcher(doc)) for doc in nlp.pipe(chunks)))
"""


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command; return wall seconds, processor seconds, peak memory in MB of that process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed with {status}")
    peak_mb = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak_mb


def medians(samples: list[tuple[float, float, float]]) -> dict[str, float]:
    names = ("wall_s", "cpu_s", "peak_mb")
    return {
        name: round(statistics.median(values), 2)
        for name, values in zip(names, zip(*samples, strict=True), strict=True)
    }


def measure(table: Path, runs: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        build = [sys.executable, "-m", "kg", "build", str(table), "--out", str(out), "--quiet"]
        run(build)  # warms the disk cache and makes the labels
        baseline = [sys.executable, "-c", BASELINE, str(table), str(out / "tables/concepts.parquet")]
        pairs = [(run(build), run(baseline)) for _ in range(runs)]
        ours, plain = medians([a for a, _ in pairs]), medians([b for _, b in pairs])
        manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    return {
        "table": table.name,
        "build": ours,
        "plain_spacy_pass": plain,
        "build_over_plain": round(ours["wall_s"] / plain["wall_s"], 2),
        "stages_s": manifest["seconds"],
        "counts": manifest["counts"],
    }


def main() -> dict[str, object]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there too")
    given = parser.parse_args()
    result = measure(given.table, given.runs)
    text = json.dumps(result, indent=1)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", "utf-8")
    return result


if __name__ == "__main__":
    main()
