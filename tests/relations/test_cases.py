"""Language rules by example: every entry of the case files gives exactly the statements written under it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from relations.reader import Case, read_cases, relations_of

from kg.config import make_settings
from kg.text import fold

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.txt"))
UNSEEN = Path(__file__).parent / "unseen"


class Floor(NamedTuple):
    precision: float
    recall: float


FLOORS = {
    "narrower": Floor(0.93, 0.85),
    "contrast": Floor(0.93, 0.8),
    "part_of": Floor(0.85, 0.85),
    "used_for": Floor(0.85, 0.85),
}
CHECKED = {
    "contrast": {"contrast"},
    "parts": {"part_of"},
    "uses": {"used_for"},
    "glossaries": {"narrower", "contrast", "part_of", "used_for"},
}


def _cases() -> Iterator[object]:
    for path in FILES:
        for case in read_cases(path):
            yield pytest.param(path.stem, case, id=f"{path.stem}:{case.line}:{case.term}")


@pytest.mark.parametrize(("family", "case"), _cases())
def test_entry_says_exactly_what_is_written_under_it(family: str, case: Case) -> None:
    relations = relations_of(case, make_settings({}))
    for relation in CHECKED.get(family, {"narrower"}):
        expected = {fold(value) for value in case.expected.get(relation, ())}
        found = {fold(r.target_label) for r in relations if r.relation == relation and r.source_label == case.term}
        assert found == expected


@pytest.mark.parametrize("relation", FLOORS)
def test_entries_annotated_before_the_rules_saw_them_are_read_well(relation: str) -> None:
    wanted: set[tuple[str, str]] = set()
    given: set[tuple[str, str]] = set()
    for path in sorted(UNSEEN.glob("*.txt")):
        for case in read_cases(path):
            key = f"{path.stem}:{case.term}"
            wanted |= {(key, fold(value)) for value in case.expected.get(relation, ())}
            given |= {
                (key, fold(r.target_label))
                for r in relations_of(case, make_settings({}))
                if r.relation == relation and r.source_label == case.term
            }
    right = len(wanted & given)
    assert right / len(given) >= FLOORS[relation].precision, sorted(given - wanted)
    assert right / len(wanted) >= FLOORS[relation].recall, sorted(wanted - given)


def test_there_are_many_cases_of_both_kinds() -> None:
    cases = [case for path in FILES for case in read_cases(path)]
    assert len(cases) >= 100
    assert sum(not case.expected for case in cases) >= 25


def test_reader_fails_on_what_it_does_not_understand(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("== term\nA text.\nstrange: value\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad.txt:1"):
        read_cases(bad)
