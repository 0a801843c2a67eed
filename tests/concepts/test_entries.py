"""Glossaries that are less than a section each: definition lists, directives, bold terms, tables, abbreviations."""

import pytest
from written import SETTINGS, read_pages

from kg.concepts import find_concepts

FORMS = {
    "definition list": "Beam search\n: A search that keeps the best hypotheses.\n\nToken\n: A part of a text.\n",
    "MyST directive": ":::{glossary}\nBeam search\n  A search that keeps the best.\n\nToken\n  A part.\n:::\n",
    "bold terms": (
        "- **Beam search**: A search that keeps the best hypotheses.\n- **Token**: A part of a text.\n"
        "- **Stride**: A step between two windows.\n"
    ),
    "table": "| Term | Definition |\n|---|---|\n| Beam search | A search that keeps the best. |\n| Token | A part. |\n",
}


def entries(text: str, page: str = "glossary") -> dict[str, str | None]:
    sections, links = read_pages({page: [(page, text)]})
    found = find_concepts(sections, links, settings=SETTINGS).concepts
    return {concept.label: concept.definition for concept in found if concept.kind == "glossary"}


@pytest.mark.parametrize("form", FORMS)
def test_a_glossary_in_any_form_gives_its_terms_with_their_definitions(form: str) -> None:
    found = entries(FORMS[form])
    assert {"Beam search", "Token"} <= found.keys()
    assert (found["Beam search"] or "").startswith("A search that keeps the best")


def test_an_abbreviation_names_what_it_stands_for() -> None:
    sections, links = read_pages({"guide": [("guide", "We write HTML.\n\n*[HTML]: HyperText Markup Language\n")]})
    found = {c.label: c.aliases for c in find_concepts(sections, links, settings=SETTINGS).concepts}
    assert found["HyperText Markup Language"] == ("HTML",)


def test_bold_words_and_tables_outside_a_glossary_are_no_entries() -> None:
    assert entries(FORMS["bold terms"], "guide") == {}
    assert entries(FORMS["table"], "guide") == {}


def test_code_holds_no_entries() -> None:
    assert entries("```\nBeam search\n: A search.\n```\n", "guide") == {}


def test_an_abbreviation_is_proven_by_its_own_line_and_defines_nothing() -> None:
    text = "We write HTML.\n\n*[CSS]: Cascading Style Sheets\n*[HTML]: HyperText Markup Language\n"
    sections, links = read_pages({"guide": [("guide", text)]})
    found = find_concepts(sections, links, settings=SETTINGS)
    (html,) = [c for c in found.concepts if c.label == "HyperText Markup Language"]
    (name,) = html.names
    assert text[name.start : name.end] == "*[HTML]: HyperText Markup Language"
    assert html.definition is None
    assert [finding.code for finding in found.findings] == []


def test_several_terms_over_one_definition_are_names_of_the_first() -> None:
    sections, links = read_pages({"words": [("words", ":::{glossary}\nglyph\nletterform\n  A shape.\n:::\n")]})
    (glyph,) = [c for c in find_concepts(sections, links, settings=SETTINGS).concepts if c.label == "glyph"]
    assert glyph.aliases == ("letterform",)


def test_an_anchor_behind_a_term_is_no_part_of_it() -> None:
    assert set(entries("Lautering { #lautering }\n: Separating the wort from the grain.\n")) == {"Lautering"}
