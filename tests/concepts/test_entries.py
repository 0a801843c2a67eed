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
