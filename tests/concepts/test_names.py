"""Other names of an entry's concept. The cases are in cases/names.txt."""

import pytest
from concepts.case_reader import Case, entry, read_cases
from hypothesis import given
from hypothesis import strategies as st

from kg.concepts.names import inflection_key, read_names

CASES = read_cases("names.txt")


@pytest.mark.parametrize("case", CASES, ids=[case.place for case in CASES])
def test_names_are_those_the_entry_states(case: Case) -> None:
    section, labels = entry(case.term, case.text)
    found = sorted(f"{name.kind} {name.label}" for name in read_names(section, labels))
    assert found == sorted(case.answers), case.text


def test_the_proof_of_a_name_is_its_sentence() -> None:
    text = "A token is a word.\n\nTokens, also called [pieces](/pieces/), are short."
    section, labels = entry("Token", text)
    (name,) = read_names(section, labels)
    assert section.text[name.start : name.end] == "Tokens, also called [pieces](/pieces/), are short."
    assert (name.label, name.method, 0 < name.weight <= 1) == ("piece", "name_called", True)


def test_a_name_is_given_once() -> None:
    section, labels = entry("Recall", "Recall, also called sensitivity, is a metric. It is also known as sensitivity.")
    assert [name.label for name in read_names(section, labels)] == ["sensitivity"]


def test_a_long_form_may_be_called_by_the_name_it_already_has() -> None:
    section, labels = entry("Random Access Memory (RAM)", "Random access memory (RAM) is fast.")
    assert read_names(section, labels) == []


@given(st.text(alphabet='Random access memory (RAM), or "RAM" also called x is\n-*;:', max_size=120))
def test_no_name_is_an_inflection_of_a_known_one(text: str) -> None:
    section, labels = entry("random access memory", text)
    keys = [inflection_key(name.label) for name in read_names(section, labels)]
    assert len(set(keys)) == len(keys)
    assert inflection_key(labels[0]) not in keys
