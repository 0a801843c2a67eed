"""Dependency rules on parses built by hand: no trained pipeline is needed to prove them."""

from dataclasses import replace

import pytest
from concepts.case_reader import entry
from spacy.tokens import Doc

from kg.concepts.definitions import read_definitions
from kg.concepts.parsed import parse_definitions, parse_names
from kg.errors import SettingError
from kg.syntax import split_sentences
from kg.syntax.dependencies import Parser, Reading, compile_rules, load_parser, read_parse
from kg.syntax.tokens import blank_english, tokenize

Row = tuple[str, str, str, str, int]  # word, lemma, part of speech, dependency, head

COPULA: list[Row] = [
    ("A", "a", "DET", "det", 1),
    ("pod", "pod", "NOUN", "nsubj", 2),
    ("is", "be", "AUX", "ROOT", 2),
    ("the", "the", "DET", "det", 6),
    ("smallest", "small", "ADJ", "amod", 6),
    ("deployable", "deployable", "ADJ", "amod", 6),
    ("units", "unit", "NOUN", "attr", 2),
    ("and", "and", "CCONJ", "cc", 6),
    ("scheduler", "scheduler", "NOUN", "compound", 9),
    ("input", "input", "NOUN", "conj", 6),
]
REFERS: list[Row] = [
    ("Pods", "pod", "NOUN", "nsubj", 1),
    ("refer", "refer", "VERB", "ROOT", 1),
    ("to", "to", "ADP", "prep", 1),
    ("small", "small", "ADJ", "amod", 4),
    ("units", "unit", "NOUN", "pobj", 2),
]
KNOWN: list[Row] = [
    ("A", "a", "DET", "det", 1),
    ("pod", "pod", "NOUN", "nsubjpass", 3),
    ("is", "be", "AUX", "auxpass", 3),
    ("known", "know", "VERB", "ROOT", 3),
    ("as", "as", "ADP", "prep", 3),
    ("a", "a", "DET", "det", 6),
    ("cell", "cell", "NOUN", "pobj", 4),
]
PRONOUN: list[Row] = [
    ("It", "it", "PRON", "nsubj", 1),
    ("is", "be", "AUX", "ROOT", 1),
    ("gold", "gold", "NOUN", "attr", 1),
]


def build(rows: list[Row]) -> Doc:
    words, lemmas, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(blank_english().vocab, words=words, lemmas=lemmas, pos=pos, deps=deps, heads=heads)


def read(rows: list[Row]) -> list[Reading]:
    doc = build(rows)
    return read_parse(doc, tokenize(doc.text), compile_rules(doc.vocab))


def test_a_copula_gives_the_attribute_and_what_is_joined_to_it() -> None:
    (reading,) = read(COPULA)
    assert (reading.form, reading.wanted, reading.subject.label) == ("copula", "genus", "pod")
    assert [phrase.label for phrase in reading.phrases] == ["smallest deployable unit", "scheduler input"]


def test_refer_to_gives_the_object() -> None:
    (reading,) = read(REFERS)
    assert (reading.form, [phrase.label for phrase in reading.phrases]) == ("refers", ["small unit"])


def test_known_as_gives_a_name() -> None:
    (reading,) = read(KNOWN)
    assert (reading.wanted, [phrase.label for phrase in reading.phrases]) == ("name", ["cell"])


def test_a_pronoun_is_no_subject() -> None:
    assert read(PRONOUN) == []


class HandParser(Parser):
    """Answers every sentence with one parse built by hand."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def read(self, sentence: object) -> list[Reading]:
        return read(self.rows)


def test_rules_come_before_the_parse() -> None:
    section, labels = entry("Pod", "A pod is the smallest deployable units and scheduler input")
    sentences = split_sentences(section)
    (found,) = read_definitions(section, labels)
    assert parse_definitions(HandParser(COPULA), sentences, labels, [found]) == [found]
    marked = replace(section)
    (parsed,) = parse_definitions(HandParser(COPULA), split_sentences(marked), labels, [])
    assert parsed.form == "parsed_copula"
    assert [genus.label for genus in parsed.genera] == ["smallest deployable unit", "scheduler input"]
    assert [section.text[g.start : g.end] for g in parsed.genera] == ["smallest deployable units", "scheduler input"]


def test_a_parse_adds_a_name_once() -> None:
    section, labels = entry("Pod", "A pod is known as a cell")
    (name,) = parse_names(HandParser(KNOWN), split_sentences(section), labels, [])
    assert (name.label, name.kind, name.method) == ("cell", "synonym", "name_parsed")
    assert parse_names(HandParser(KNOWN), split_sentences(section), [*labels, "cells"], []) == []


def test_a_parse_about_something_else_adds_nothing() -> None:
    section, labels = entry("Unit", "A pod is the smallest deployable units and scheduler input")
    assert parse_definitions(HandParser(COPULA), split_sentences(section), labels, []) == []


def test_a_missing_pipeline_is_told_in_one_line() -> None:
    assert load_parser("") is None
    with pytest.raises(SettingError, match="no pipeline 'no_such_model' is installed"):
        load_parser("no_such_model")
