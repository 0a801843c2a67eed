"""Sentences read as a reader sees them, and the way back to the Markdown."""

from itertools import pairwise

import pytest
from concepts.case_reader import entry
from hypothesis import given
from hypothesis import strategies as st

from kg.syntax import split_sentences
from kg.syntax.sentences import split_line


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(entry("Any", text)[0])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Use it, e.g. BERT, i.e. a model. Next.", ["Use it, e.g. BERT, i.e. a model.", "Next."]),
        ("Cats, dogs, etc. The end.", ["Cats, dogs, etc.", "The end."]),
        ("J. S. Bach et al. Wrote it.", ["J. S. Bach et al. Wrote it."]),
        ("See `a. B` first. Then go.", ["See a. B first.", "Then go."]),
        ("Version 3.5 is out. See config.Model for it.", ["Version 3.5 is out.", "See config.Model for it."]),
        ("Wait... Nothing. Really?! Yes.", ["Wait...", "Nothing.", "Really?!", "Yes."]),
        ("A net (one. Two words.) is here. End.", ["A net (one. Two words.) is here.", "End."]),
        ('He said "stop." It stopped.', ['He said "stop."', "It stopped."]),
        ("- one item\n- another item", ["one item", "another item"]),
        ("Broken\nacross lines. And\nagain.", ["Broken across lines.", "And again."]),
        ("First.\n\nSecond", ["First.", "Second"]),
        ("It is v1.0.", ["It is v1.0."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_markup_leaves_no_trace_but_white_space_that_a_reader_sees() -> None:
    text = 'A **masked**-[language model](/mlm "A title") and `code`,\n*really* [it](x).'
    assert sentences(text) == ["A masked-language model and code, really it."]


def test_code_blocks_are_no_sentences() -> None:
    assert sentences("Before.\n\n```python\nx = 1. And = 2\n```\n\nAfter.") == ["Before.", "After."]


def test_a_range_of_a_sentence_leads_back_to_the_words() -> None:
    section, _ = entry("Any", "Lead. The [masked](/m) *language*\nmodel is `here`.")
    sentence = split_sentences(section)[1]
    start = sentence.text.index("masked")
    span = sentence.span(start, start + len("masked language model"))
    assert section.text[span.start : span.end] == "masked](/m) *language*\nmodel"
    assert sentence.code == ((sentence.text.index("here"), sentence.text.index("here") + 4),)


def test_inline_code_is_one_token() -> None:
    (sentence,) = split_sentences(entry("Any", "Pass `n_channels, height` and well-known client/server words.")[0])
    assert [token.text for token in sentence.tokens if token.is_word] == [
        "Pass", "n_channels, height", "and", "well-known", "client/server", "words",
    ]  # fmt: skip


@given(st.text(alphabet="Ab. (c)!?`e.g.\n1", max_size=80))
def test_ranges_of_a_line_are_in_order_and_cover_its_words(text: str) -> None:
    ranges = split_line(text)
    assert all(start < end for start, end in ranges)
    assert all(end <= start for (_, end), (start, _) in pairwise(ranges))
    assert "".join("".join(text[start:end].split()) for start, end in ranges) == "".join(text.split())


@given(st.text(alphabet="ab `*[](x).\n-", max_size=60))
def test_every_token_stands_in_the_section(text: str) -> None:
    section, _ = entry("Any", text)
    for sentence in split_sentences(section):
        for token in sentence.tokens:
            span = sentence.span(token.start, token.end)
            assert section.text[span.start] == token.text[0]
            assert section.text[span.end - 1] == token.text[-1]
