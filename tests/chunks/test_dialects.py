"""Anchors of headings: each dialect's rules, and the dialect inferred from a corpus's own links."""

import pytest
from chunks_pages import page, table

from kg.chunks.parse import parse
from kg.chunks.slugs import DIALECTS, anchors_of, infer_dialect

NAMES = {dialect.name: dialect for dialect in DIALECTS}


@pytest.mark.parametrize(
    ("name", "heading", "anchor"),
    [
        ("github", "What's `new` in C++ & Go?", "whats-new-in-c--go"),
        ("github", "🤗 Größe_x", "-größe_x"),
        ("toc", "What's new in C++ & Go?", "whats-new-in-c-go"),
        ("toc", "Größe", "groe"),
        ("ascii", "Größe – klein", "gre--klein"),
        ("dashes", "What's new_in C++ & Go?", "what-s-new-in-c-go"),
        ("kramdown", "1. First & last", "first--last"),
    ],
)
def test_a_dialect_makes_anchors(name: str, heading: str, anchor: str) -> None:
    assert NAMES[name].slug(heading.replace("`", "")) == anchor


def test_repeated_headings_are_numbered() -> None:
    assert anchors_of(["A", "A", "A-1", "A"], NAMES["github"]) == ["a", "a-1", "a-1-1", "a-2"]
    assert anchors_of(["A", "A"], NAMES["toc"]) == ["a", "a_1"]


def test_many_equal_headings_are_numbered_in_linear_time() -> None:
    assert anchors_of(["A"] * 20_000, NAMES["github"])[-1] == "a-19999"


@pytest.mark.parametrize("name", list(NAMES))
def test_the_dialect_that_resolves_most_links_wins(name: str) -> None:
    headings = {"p": ["Größe – klein", "1. What's new in C++ & Go_x?", "1. What's new in C++ & Go_x?"]}
    wanted = {"p": anchors_of(headings["p"], NAMES[name])}
    assert infer_dialect(headings, wanted).name == name


def test_without_links_github_s_rules_hold() -> None:
    assert infer_dialect({"p": ["A & B"]}, {}).name == "github"


def test_a_tree_s_anchors_are_in_its_dialect() -> None:
    parsing = parse([page(("Notes & tips", 1, "[x](#notes-tips) [y](#usage_1)"), ("Usage", 2, "a"), ("Usage", 2, "b"))])
    assert [section.anchor for section in parsing.sections] == ["notes-tips", "usage", "usage_1"]
    assert parsing.sections[2].iri.endswith("#usage_1")
    assert [link.kind for link in parsing.links] == ["section", "section"]


def test_an_anchor_that_a_heading_names_itself_stays() -> None:
    first = page(("Notes & tips", 1, "[x](#notes-tips)"), ("Usage", 2, "a"))
    own = first.passages[1]
    named = first.__class__(first.iri, first.source, first.url, (first.passages[0], type(own)(
        own.key, own.iri, "my-own", own.title, own.level, own.text, own.pieces, own.position)))  # fmt: skip
    assert [section.anchor for section in parse([named]).sections] == ["notes-tips", "my-own"]


def test_a_table_s_anchors_are_those_of_its_addresses() -> None:
    parsing = parse([table("a [x](#one--two)", "b", anchors=("one--two",))])
    assert parsing.sections[1].anchor == "one--two"
    assert parsing.links[0].target_section == "0_1"


def test_headings_inside_a_section_lead_to_it() -> None:
    parsing = parse([table("[x](#inner-part)", "Text.\n\n#### Inner part\n\nMore.")])
    assert parsing.sections[1].anchors == ("inner-part",)
    assert parsing.links[0].target_section == "0_1"


def test_explicit_anchors_lead_to_their_section() -> None:
    parsing = parse([table("[x](#here) [y](#there)", 'A <a id="here"></a> b <span name=x id="there">c</span>')])
    assert {link.target_section for link in parsing.links} == {"0_1"}


def test_paths_are_the_titles_above() -> None:
    parsing = parse([page(("Page", 1, "x"), ("Part", 2, "y"), ("Detail", 3, "z"), ("Next", 2, "w"))])
    assert [section.path for section in parsing.sections] == [(), ("Page",), ("Page", "Part"), ("Page",)]


def test_a_table_s_paths_are_the_page_s_title() -> None:
    parsing = parse([table("", "Intro.", "More.", anchors=("page-name", "part"))])
    assert [(s.title, s.path) for s in parsing.sections] == [("", ()), ("Page name", ()), ("Part", ("Page name",))]
    assert parsing.documents[0].title == "Page name"


def test_an_anchor_right_above_a_heading_leads_to_that_heading() -> None:
    text = 'Words [x](#below) [y](#label).\n\n<a id="below"></a>\n(label)='
    parsing = parse([page(("One", 1, text), ("Two", 2, "z"))])
    assert parsing.sections[1].anchors == ("below", "label")
    assert {link.target for link in parsing.links} == {parsing.sections[1].iri}
