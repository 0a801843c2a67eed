"""The sample's own files, and a small scorer for relations read out of its glossary."""

import importlib.util
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from corpora import ROOT

DATA = ROOT / "data"
PAGES = DATA / "docs/en"
BASE_URL = "https://docs.lantern.example/en/"
SCORED = ("alias", "broader", "narrower", "part_of", "contrast", "used_for")


def cutter() -> ModuleType:
    """The script data/cut.py as a module."""
    spec = importlib.util.spec_from_file_location("lantern_cut", DATA / "cut.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def expected() -> Any:
    return json.loads((DATA / "expected.json").read_text("utf-8"))


def expected_relations() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "expected_relations.jsonl").read_text("utf-8").splitlines()]


def page_url(page: str) -> str:
    """`glossary#token` -> the section's url in the table."""
    name, _, anchor = page.partition("#")
    return f"{BASE_URL}{name}/" + (f"#{anchor}" if anchor else "")


class Score(NamedTuple):
    """Counts of one relation over all terms, and F1."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0


def comparable(label: str) -> str:
    """Labels are compared without case, hyphens, markup, article, final plural and parenthesis."""
    text = re.sub(r"\([^)]*\)", " ", re.sub(r"[`*_\"“”’']", "", label).casefold())
    text = re.sub(r"[\s\-–/]+", " ", text).strip(" .,:;")
    words = re.sub(r"^(?:the|an?|some|many)\s+", "", text).split()
    if words and words[-1].endswith("ies") and len(words[-1]) > 3:
        words[-1] = words[-1][:-3] + "y"
    elif words and len(words[-1]) > 3 and re.search(r"[^sui]s$", words[-1]):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def score(gold: list[dict[str, Any]], statements: Iterable[tuple[str, str, str]]) -> Mapping[str, Score]:
    """Score (source label, relation, target label) triples; `allowed` values count neither way."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, relation, target in statements:
        found[comparable(source), relation].add(comparable(target))
    totals = {}
    for relation in SCORED:
        counts = [0, 0, 0]
        for entry in gold:
            term = comparable(entry["term"])
            wanted = {comparable(value) for value in entry[relation]}
            extra = {comparable(value) for value in entry["allowed"].get(relation, [])} - wanted
            got = found[term, relation] - {term} - extra
            counts = [a + b for a, b in zip(counts, (len(wanted), len(got), len(wanted & got)), strict=True)]
        totals[relation] = Score(*counts)
    return totals


def differences(gold: list[dict[str, Any]], statements: Iterable[tuple[str, str, str]], relation: str) -> list[str]:
    """One line per term whose found values differ from the expected ones, for a failing test's message."""
    listed = list(statements)
    lines = []
    for entry in gold:
        term = comparable(entry["term"])
        got = {comparable(t) for s, r, t in listed if r == relation and comparable(s) == term} - {term}
        wanted = {comparable(value) for value in entry[relation]}
        allowed = {comparable(value) for value in entry["allowed"].get(relation, [])}
        if wanted - got or got - wanted - allowed:
            lines.append(f"{entry['term']}: missed {sorted(wanted - got)}, extra {sorted(got - wanted - allowed)}")
    return lines


def pages() -> dict[str, str]:
    """Page name -> its Markdown."""
    return {
        p.relative_to(PAGES).as_posix().removesuffix(".md"): p.read_text("utf-8") for p in sorted(PAGES.rglob("*.md"))
    }


def read_table(path: Path = DATA / "chunks.parquet") -> list[dict[str, str]]:
    import pyarrow.parquet as pq

    rows: list[dict[str, str]] = pq.read_table(path).to_pylist()
    return rows
