"""How often each method of stage 4 is right: over gold files, annotated entries and a judged sample.

    python bench/relation_methods.py --build DIR GOLD.jsonl --build DIR GOLD.jsonl \
        --entries tests/relations/unseen --judged bench/judged/relations_transformers.csv

DIR is what `kg build` wrote of the glossary that GOLD.jsonl annotates; entries are case files with the answers
written before the rules saw them. Judged rows of glossary entries are left out, since the gold files hold them. The
weight is (right + 1) / (proposed + 2), 0.95 at most, 0.8 at most under three statements.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from relations.reader import read_cases, relations_of  # noqa: E402

from kg.config import make_settings  # noqa: E402
from kg.relations.methods import METHODS  # noqa: E402
from kg.text import fold  # noqa: E402

SCORED = ("alias", "broader", "narrower", "part_of", "contrast", "used_for")
ENTRIES = ("narrower", "part_of", "contrast", "used_for")
FEW, TOP, TOP_OF_FEW = 3, 0.95, 0.8

Outcome = tuple[str, bool]


def of_gold(build: Path, gold: Path) -> Iterator[Outcome]:
    """Yield (method, right) for every statement about a gold term; values one annotator gave are left out."""
    entries = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    by_term = {fold(entry["term"]): entry for entry in entries}
    table = pd.read_parquet(build / "tables/relations.parquet")
    for row in table[table.relation.isin(SCORED)].itertuples():
        entry = by_term.get(fold(row.source_label))
        if entry is None:
            continue
        target = fold(row.target_label)
        right = target in {fold(value) for value in entry[row.relation]}
        allowed = target in {fold(value) for value in entry.get("allowed", {}).get(row.relation, ())}
        if right or not allowed:
            yield from ((method, right) for method in sorted(set(row.methods)))


def of_entries(folder: Path) -> Iterator[Outcome]:
    """Yield (method, right) for every statement about an annotated entry."""
    for path in sorted(folder.glob("*.txt")):
        for case in read_cases(path):
            for relation in relations_of(case, make_settings({})):
                if relation.relation in ENTRIES and relation.source_label == case.term:
                    right = fold(relation.target_label) in {fold(v) for v in case.expected.get(relation.relation, ())}
                    yield from ((method, right) for method in sorted({e.method for e in relation.evidence}))


def of_judged(path: Path) -> Iterator[Outcome]:
    """Yield (method, right) for the judged rows outside glossaries."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["verdict"] in ("right", "wrong") and "/glossary/#" not in row["url"]:
                yield row["stratum"].removeprefix("relation/"), row["verdict"] == "right"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", nargs=2, type=Path, action="append", default=[], metavar=("DIR", "GOLD"))
    parser.add_argument("--entries", type=Path)
    parser.add_argument("--judged", type=Path)
    options = parser.parse_args()
    counts: dict[str, list[list[int]]] = defaultdict(lambda: [[0, 0] for _ in range(3)])
    sources = (
        [outcome for build, gold in options.build for outcome in of_gold(build, gold)],
        list(of_entries(options.entries)) if options.entries else [],
        list(of_judged(options.judged)) if options.judged else [],
    )
    for column, outcomes in enumerate(sources):
        for method, right in outcomes:
            counts[method][column][0] += right
            counts[method][column][1] += 1
    order = [method.name for method in METHODS]
    for name in sorted(counts, key=lambda n: (order.index(n) if n in order else len(order), n)):
        right, proposed = (sum(pair[i] for pair in counts[name]) for i in (0, 1))
        weight = min((right + 1) / (proposed + 2), TOP if proposed >= FEW else TOP_OF_FEW)
        print(f"{name:22s}", *(f"{a}/{b}".rjust(8) if b else "       -" for a, b in counts[name]), f"  {weight:.2f}")


if __name__ == "__main__":
    main()
