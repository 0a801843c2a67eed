"""A name is found in any spelling, and the fast tests that rule places out let all of them through."""

import pytest
from concepts.case_reader import entry
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.concepts.matching import match_name, may_begin, subject_key
from kg.syntax import Sentence, split_sentences


def sentence_of(text: str) -> Sentence:
    return split_sentences(entry("Any", text)[0])[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mouse", "Mice are small."), ("tire", "Tyres are round."), ("R&D", "R&D is research."), ("man", "Men are."),
        ("k-means", "K means is a method."), ("C++", "C++ is a language."), ("C", "C is a language."),
        ("digital certificate", "A (digital) certificate is a file."), ("web assembly", "“WebAssembly” is a format."),
        ("foot", "Feet are parts."), ("centre of mass", "The center of mass is a point."), ("3D model", "3D models."),
        ("goose", "The geese are birds."), ("token", "All of the tokens are words."), ("user id", "`user_id` is one."),
        ("tree", 'The "tree" is one.'),
    ],
)  # fmt: skip
def test_a_name_is_found_at_the_beginning_of_a_sentence(name: str, text: str) -> None:
    sentence, keys = sentence_of(text), frozenset([subject_key(name)])
    assert any(match_name(sentence.tokens, at, keys) for at in range(4))
    assert may_begin(sentence, keys)


WORDS = [
    "the",
    "a",
    "model",
    "Models",
    "(deep)",
    "learning",
    "k",
    "means",
    "e.g.",
    "can't",
    "“mask”",
    "10km",
    "3D",
    "é",
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)
)
def test_no_sentence_that_begins_with_a_name_is_ruled_out(words: list[str], name: list[str]) -> None:
    keys = frozenset([subject_key(" ".join(name))])
    for sentence in split_sentences(entry("Any", " ".join(words))[0]):
        if any(match_name(sentence.tokens, at, keys) for at in range(min(4, len(sentence.tokens)))):
            assert may_begin(sentence, keys)


def test_a_name_that_begins_with_other_letters_is_ruled_out() -> None:
    keys = frozenset([subject_key("beam search")])
    assert not may_begin(sentence_of("Bagging is a method like beam search."), keys)
