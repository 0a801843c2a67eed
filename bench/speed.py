"""Time and memory of `kg build` on a chunk table, against a plain spaCy pass over the same chunks in one run.

usage: python bench/speed.py [TABLE.parquet] [--runs 3] [--json FILE]

The baseline is what people write first: `spacy.blank("en")` tokenizes every chunk and a PhraseMatcher looks for the
same labels that the build found. Both run as processes of their own (imports included), alternating; the medians
and their ratio are printed. Nothing else is in the baseline: no parsing, no relations, no files.
"""

import sys
import tempfile
from pathlib import Path

from measuring import arguments, build, manifest_of, medians, no_cache, tell, watched

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


def measure(table: Path, runs: int, options: list[str]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        out = folder / "out"
        build(table, out, *options, env=no_cache(folder / "first"))  # warms the disk cache and makes the labels
        baseline = [sys.executable, "-c", BASELINE, table, out / "tables/concepts.parquet"]
        ours, plain = [], []
        for run in range(runs):
            ours.append(build(table, out, *options, env=no_cache(folder / f"cache{run}")))
            plain.append(watched(baseline))
        manifest = manifest_of(out)
    build_took, plain_took = medians(ours), medians(plain)
    return {
        "table": table.name,
        "build": build_took,
        "plain_spacy_pass": plain_took,
        "build_over_plain": round(build_took["wall_s"] / plain_took["wall_s"], 2),
        "build_over_plain_cpu": round(build_took["cpu_s"] / plain_took["cpu_s"], 2),
        "stages_s": manifest.get("seconds", {}),
        "counts": manifest["counts"],
    }


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    tell(measure(given.table, given.runs, given.options), given.json)


if __name__ == "__main__":
    main()
