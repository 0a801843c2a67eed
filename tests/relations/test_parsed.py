"""What a trained pipeline adds: relations by dependencies, read from parses built by hand, after the rules."""

from collections.abc import Sequence

import pytest
from relations.reader import entry_concept, entry_section

from kg.config import make_settings
from kg.records import Concept, Section
from kg.relations.addresses import Addressed
from kg.relations.lookups import Lookups
from kg.relations.page import Page
from kg.relations.parsed import find_parsed
from kg.relations.readings import read_entry
from kg.relations.statements import Statement
from kg.steps import by_document
from kg.syntax.dependencies import Parser, Reading, compile_rules, read_parse
from kg.syntax.sentences import Sentence
from kg.syntax.tokens import blank_english

Row = tuple[str, str, str, str, int]

BELONGS: list[Row] = [
    ("A", "a", "DET", "det", 1), ("pod", "pod", "NOUN", "nsubj", 2), ("belongs", "belong", "VERB", "ROOT", 2),
    ("to", "to", "ADP", "prep", 2), ("a", "a", "DET", "det", 5), ("cluster", "cluster", "NOUN", "pobj", 3),
]  # fmt: skip
PART: list[Row] = [
    ("A", "a", "DET", "det", 1), ("pod", "pod", "NOUN", "nsubj", 2), ("is", "be", "AUX", "ROOT", 2),
    ("part", "part", "NOUN", "attr", 2), ("of", "of", "ADP", "prep", 3), ("a", "a", "DET", "det", 6),
    ("cluster", "cluster", "NOUN", "pobj", 4),
]  # fmt: skip
USED: list[Row] = [
    ("A", "a", "DET", "det", 1), ("pod", "pod", "NOUN", "nsubjpass", 3), ("is", "be", "AUX", "auxpass", 3),
    ("used", "use", "VERB", "ROOT", 3), ("for", "for", "ADP", "prep", 3), ("isolation", "isolation", "NOUN", "pobj", 4),
]  # fmt: skip
DIFFERS: list[Row] = [
    ("A", "a", "DET", "det", 1), ("pod", "pod", "NOUN", "nsubj", 2), ("differs", "differ", "VERB", "ROOT", 2),
    ("from", "from", "ADP", "prep", 2), ("a", "a", "DET", "det", 5), ("node", "node", "NOUN", "pobj", 3),
]  # fmt: skip
INCLUDES: list[Row] = [
    ("Pods", "pod", "NOUN", "nsubj", 1), ("include", "include", "VERB", "ROOT", 1),
    ("sidecars", "sidecar", "NOUN", "dobj", 1), ("and", "and", "CCONJ", "cc", 2), ("jobs", "job", "NOUN", "conj", 2),
]  # fmt: skip


class HandParser(Parser):
    """Answers every sentence with one parse built by hand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def read(self, sentence: Sentence) -> list[Reading]:
        from spacy.tokens import Doc

        words, lemmas, pos, deps, heads = (list(column) for column in zip(*self.rows, strict=True))
        doc = Doc(blank_english().vocab, words=words, lemmas=lemmas, pos=pos, deps=deps, heads=heads)
        return read_parse(doc, sentence.tokens, compile_rules(doc.vocab))


def page_of(section: Section, concept: Concept) -> Page:
    (document,) = by_document([section])
    return Page(
        document, Lookups(Addressed(make_settings({}), [concept], {}, 1, {section.key: section.iri}, {}, {}, {}))
    )


def parsed(rows: Sequence[Row], told: Sequence[Statement] = (), label: str = "pod") -> list[Statement]:
    section = entry_section(" ".join(row[0] for row in rows))
    concept: Concept = entry_concept(label, section)
    page = page_of(section, concept)
    page.parser = HandParser(rows)
    return list(find_parsed(page, read_entry(page, concept, section, first=True), told))


@pytest.mark.parametrize(
    ("rows", "relation", "labels"),
    [
        (BELONGS, "part_of", ["cluster"]),
        (PART, "part_of", ["cluster"]),
        (USED, "used_for", ["isolation"]),
        (DIFFERS, "contrast", ["node"]),
        (INCLUDES, "narrower", ["sidecar", "job"]),
    ],
)
def test_a_parse_gives_the_relation_and_what_is_joined(rows: list[Row], relation: str, labels: list[str]) -> None:
    found = parsed(rows)
    assert [statement.label for statement in found] == labels
    assert {(statement.relation, statement.method) for statement in found} == {(relation, f"parsed_{relation}")}


def test_where_a_rule_reads_the_relation_the_parse_adds_nothing() -> None:
    (found,) = parsed(BELONGS)
    rule = found._replace(method="belongs_to", label="Kubernetes cluster")
    assert parsed(BELONGS, [rule]) == []
    assert parsed(BELONGS, [rule._replace(relation="contrast")]) == [found]


def test_a_parse_about_something_else_adds_nothing() -> None:
    assert parsed(BELONGS, label="deployment") == []


def test_without_a_pipeline_nothing_is_parsed() -> None:
    section = entry_section("A pod belongs to a cluster")
    page = page_of(section, entry_concept("pod", section))
    assert page.parser is None
    assert list(find_parsed(page, [], [])) == []
