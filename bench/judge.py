"""Draw what a person judges by reading, and score the places that a reader marked.

usage: python bench/judge.py draw DIR mentions|concepts COUNT > sample.csv    uniform over mentions, or topics and terms
       python bench/judge.py recall DIR marked.csv                            how many marked places a build finds

`kg review --sample` draws so many rows of every stratum; for a figure over all mentions each must be as likely as any
other. Judged samples are scored by `kg review DIR --judged FILE`. A marked file has the columns `section` (IRI),
`surface`, `number` (which occurrence of that surface in the section's words, from 1) and `label` (in either number).
"""

import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import kg
from kg.review import SampleRow, draw_sample, format_sample
from kg.text import fold

SEED = 20261124
STRATA = {"mentions": ("mention/",), "concepts": ("concept/topic", "concept/term")}


def draw(folder: str, what: str, count: int) -> list[SampleRow]:
    rows = [row for row in draw_sample(kg.open(folder).records, sys.maxsize) if row.stratum.startswith(STRATA[what])]
    chosen = Random(SEED).sample(range(len(rows)), min(count, len(rows)))
    return [rows[i] for i in sorted(chosen)]


def recall(folder: str, marked: Sequence[dict[str, str]]) -> tuple[int, list[dict[str, str]]]:
    """Return how many marked places are mentions of the marked concept, and those that are not."""
    graph = kg.open(folder).records
    sections = {section.iri: section for section in graph.sections}
    at = {(m.section, m.start, m.end): fold(graph.concept[m.concept].label) for m in graph.mentions}
    missed = []
    for row in marked:
        section = sections[row["section"]]
        places = [m.span() for m in re.finditer(re.escape(row["surface"]), section.prose)]
        start, end = places[int(row["number"]) - 1]
        if at.get((section.key, start, end)) != fold(row["label"]):
            missed.append(row)
    return len(marked) - len(missed), missed


def main(arguments: Sequence[str]) -> None:
    command, folder, *rest = arguments
    if command == "draw":
        sys.stdout.write(format_sample(draw(folder, rest[0], int(rest[1]))))
        return
    with Path(rest[0]).open(encoding="utf-8", newline="") as lines:
        marked = list(csv.DictReader(lines))
    found, missed = recall(folder, marked)
    for row in missed:
        print("missed", row["section"], row["surface"], row["label"])
    print(f"{found} of {len(marked)} marked places found: recall {found / len(marked):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
