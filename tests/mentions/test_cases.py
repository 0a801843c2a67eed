"""Sentences with the places where concepts are named: see cases/*.txt, which anyone can extend."""

import pytest
from mentions.reader import CASES, Case, read_cases
from written import SETTINGS, read_pages

from kg.mentions import locate_mentions

ALL = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_concepts_are_found_where_the_sentence_names_them_and_nowhere_else(case: Case) -> None:
    sections, links = read_pages({"page": [("section", case.text)]})
    labels = {concept.iri: concept.label for concept in case.concepts}
    found = locate_mentions(sections, links, case.concepts, settings=SETTINGS)
    assert [m.surface for m in found] == [surface for surface, _ in case.wanted]
    assert all(label in (None, labels[m.concept]) for m, (_, label) in zip(found, case.wanted, strict=True))


def test_case_files_are_read_to_the_end() -> None:
    assert len(ALL) > 30
    assert sum(not case.wanted for case in ALL) > 3
