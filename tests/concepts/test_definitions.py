"""What a definition says: its sentence, its form, its genera. The cases are in cases/genus_*.txt."""

import json
import subprocess
import sys
from pathlib import Path

import corpora
import pytest
from concepts.case_reader import Case, entry, read_cases
from hypothesis import given
from hypothesis import strategies as st

from kg.concepts.definitions import read_definitions
from kg.concepts.names import read_names
from kg.records import Definition

FILES = ("genus_encyclopedia.txt", "genus_glossary.txt")
CASES = [(name, case) for name in FILES for case in read_cases(name)]


def read(heading: str, text: str, *, in_glossary: bool = True) -> list[Definition]:
    section, labels = entry(heading, text)
    names = [name.label for name in read_names(section, labels)]
    return read_definitions(section, [*labels, *names], in_glossary=in_glossary)


def genera(definitions: list[Definition]) -> tuple[str, ...]:
    return tuple(genus.label for definition in definitions for genus in definition.genera)


@pytest.mark.parametrize(("file", "case"), CASES, ids=[case.place for _, case in CASES])
def test_genera_are_those_a_reader_sees(file: str, case: Case) -> None:
    found = read(case.term, case.text, in_glossary="glossary" in file)
    assert genera(found) == case.answers, case.text


@pytest.mark.parametrize(
    ("heading", "text", "form"),
    [
        ("pooling", "An operation that reduces a matrix.", "fragment"),
        ("stride", "In convolution, the stride refers to the distance between two steps.", "refers"),
        ("stride", "It is a distance between two steps.", "pronoun"),
        ("stride", "A stride denotes a distance.", "denotes"),
        ("stride", "A stride can be thought of as a distance.", "defined"),
        ("stride", "See step.", "see"),
        ("stride", "Another name for the step.", "name"),
        ("stride", "Tells how far a window moves.", "predicate"),
        ("stride", "A stride acts as a distance.", "acts"),
    ],
)
def test_a_definition_knows_which_rule_read_it(heading: str, text: str, form: str) -> None:
    assert [definition.form for definition in read(heading, text)] == [form]


def test_spans_of_definition_and_genus_stand_in_the_markdown() -> None:
    text = "Some context first.\n\nA **pod** is the [smallest deployable](/unit/) *unit* of `code`. It runs."
    section, labels = entry("Pod", text)
    (found,) = read_definitions(section, labels)
    assert section.text[found.start : found.end] == "A **pod** is the [smallest deployable](/unit/) *unit* of `code`."
    assert found.text == "A pod is the smallest deployable unit of code."
    (genus,) = found.genera
    assert genus.label == "smallest deployable unit"
    assert section.text[genus.start : genus.end] == "smallest deployable](/unit/) *unit"


def test_a_later_sentence_about_the_concept_adds_its_genus() -> None:
    text = "A node is a computer that works with others. It is also a member of a cluster.\n\nNodes are cheap."
    assert genera(read("Node", text)) == ("computer", "member")


def test_a_sentence_about_something_else_adds_none() -> None:
    text = "A mesh moves traffic. A proxy is a program that forwards it. It is a kind of server."
    assert genera(read("Mesh", text)) == ()


def test_expletive_it_is_no_subject() -> None:
    assert genera(read("Cache", "A cache is a store. It is a good idea to empty it.")) == ("store",)


def test_evaluations_add_no_genus_to_a_definition() -> None:
    text = "A queue is a data structure. A queue is a good choice for jobs. The queue is the reason for delays."
    assert genera(read("Queue", text)) == ("data structure",)


def test_a_fragment_is_a_definition_in_a_glossary_only() -> None:
    assert genera(read("Loss", "A measure of error.", in_glossary=True)) == ("measure",)
    assert read("Loss", "A measure of error.", in_glossary=False) == []


def test_a_heading_that_only_contains_the_term_is_another_subject() -> None:
    assert genera(read("Tree", "The root of a tree is a node.")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1. A unit of text.\n2. A secret that proves who asks.",
        "Token can refer to:\n\n- a unit of text\n- a secret that proves who asks",
        "(1) a unit of text; (2) a secret that proves who asks.",
    ],
)
def test_each_sense_has_its_genus(text: str) -> None:
    assert genera(read("Token", text)) == ("unit", "secret")


def test_a_list_of_something_else_gives_no_senses() -> None:
    assert genera(read("Token", "A token is a word. Steps:\n\n- a unit of text\n- a secret")) == ("word",)


def test_an_empty_entry_has_no_definition() -> None:
    assert read("Empty", "") == []


@given(st.text(alphabet='A pod is the [unit](x) of `code`.\n-*(),;:"', max_size=120))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    section, labels = entry("pod", text)
    for definition in read_definitions(section, labels, in_glossary=True):
        assert 0 <= definition.start < definition.end <= len(section.text)
        for genus in definition.genera:
            assert definition.start <= genus.start < genus.end <= definition.end


FLOORS = {"alias": 0.92, "broader": 0.88, "broader(head)": 0.92}


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["transformers", "cncf"])
def test_gold_relations_are_reached(name: str, request: pytest.FixtureRequest) -> None:
    build: Path = request.getfixturevalue(f"{name}_build")
    table = next(build.rglob("relations.parquet"))
    command = [sys.executable, str(corpora.scorer()), str(corpora.gold(name)), str(table)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores = {line.split()[0]: line for line in printed.splitlines() if "F1=" in line}
    for relation, floor in FLOORS.items():
        assert float(scores[relation].split("F1=")[1]) >= floor, scores[relation]
        assert float(scores[relation].split("P=")[1].split()[0]) >= 0.85, scores[relation]


def test_gold_words_do_not_stand_in_the_rules() -> None:
    """No rule may know an answer of the gold files: multi-word genera and names must not be quoted in the source."""
    answers: set[str] = set()
    for name in ("transformers", "cncf"):
        for line in corpora.gold(name).read_text("utf-8").splitlines():
            row = json.loads(line)
            answers |= {value.lower() for relation in ("alias", "broader") for value in row[relation] if " " in value}
    folder = corpora.ROOT / "kg"
    sources = [*folder.glob("concepts/*.py"), *folder.glob("syntax/*.py")]
    code = "\n".join(_without_docstrings(path.read_text("utf-8")) for path in sources).lower()
    assert not [answer for answer in sorted(answers) if f'"{answer}"' in code]


def _without_docstrings(source: str) -> str:
    return "".join(source.split('"""')[::2])
