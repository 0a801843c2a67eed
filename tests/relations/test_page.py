"""A place's sentence is the same whether its section is read whole or only the block around the place."""

import apart
from hypothesis import given, settings
from hypothesis import strategies as st
from written import SETTINGS, read_pages

from kg.records import Section
from kg.relations.addresses import Addressed
from kg.relations.lookups import Lookups
from kg.relations.page import Page
from kg.steps import by_document

PARTS = st.sampled_from(
    [
        "A **beam** splits.", "See [the docs](x.md). It", "`code` is here (e.g. this).", "\n\n", "\n- ", "\n1. ",
        "**", "*Note* that", "[a](b.md)", "| a | b |", "\n\n```\ncode\n```\n\n", "\n> ", "“quoted”.", "🤗 No. 5 is",
    ]
)  # fmt: skip


def page_of(sections: list[Section]) -> Page:
    (document,) = by_document(sections)
    return Page(document, Lookups(Addressed(SETTINGS, [], {}, 1, {}, {}, {}, {})))


@settings(max_examples=80, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=14).map(" ".join))
def test_a_sentence_around_a_place_is_found_without_reading_the_section(text: str) -> None:
    sections, _ = read_pages({"page": [("here", text)]})
    whole, parts = page_of(sections), page_of(sections)
    for section in sections:
        whole.sentences(section.key)
        for start in range(len(section.text)):
            for end in (start + 1, start + 6):
                assert whole.sentence_span(section.key, start, end) == parts.sentence_span(section.key, start, end)


def test_a_sentence_of_the_sample_is_found_without_reading_the_section() -> None:
    documents, _ = apart.read_corpus(apart.sample_chunks(), SETTINGS)
    checked = 0
    for document in documents:
        whole, parts = page_of(list(document.sections)), page_of(list(document.sections))
        for link in document.links:
            whole.sentences(link.section)
            place = link.section, link.start, link.end
            assert whole.sentence_span(*place) == parts.sentence_span(*place)
            checked += 1
    assert checked > 50
