"""Sentences read as a reader sees them, and the way back to the Markdown."""

from itertools import pairwise

import pytest
from concepts.case_reader import entry
from hypothesis import given
from hypothesis import strategies as st

from kg.syntax import split_sentences
from kg.syntax.splitting import split_line


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


def test_what_never_ends_is_no_sentence() -> None:
    assert sentences("word " * 2_000 + ". It ends. So does this.") == ["It ends.", "So does this."]


def test_a_parenthesis_that_never_closes_does_not_hide_the_rest() -> None:
    read = sentences("((Open. (A lamp. " * 2_000 + "It ends.")
    assert read[-1].endswith("It ends.")
    assert max(map(len, read)) <= 5_500


def test_a_mark_inside_another_hides_no_part_of_it() -> None:
    text = "See a.B c. D e. F."
    inner, outer = (4, 7), (4, 15)
    assert [text[a:b] for a, b in split_line(text, [inner, outer])] == ["See a.B c. D e. F."]


def test_no_more_blocks_are_read_than_are_wanted() -> None:
    section = entry("Any", "\n\n".join(f"Lamp {i} is lit." for i in range(50)))[0]
    assert [s.text for s in split_sentences(section, most=3)] == ["Lamp 0 is lit.", "Lamp 1 is lit.", "Lamp 2 is lit."]


@given(st.text(alphabet="a .\n*`", max_size=60))
def test_a_line_without_markup_is_read_word_by_word(text: str) -> None:
    for sentence in split_sentences(entry("Any", text)[0]):
        source = entry("Any", text)[0].text
        for i, char in enumerate(sentence.text):
            if not char.isspace():
                span = sentence.span(i, i + 1)
                assert source[span.start : span.end] == char
