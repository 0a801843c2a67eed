"""Quick answers are the answers of the patterns they stand for: cues, rules that need a name, names in a section."""

import re
from importlib import import_module

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.relations import contrast, examples, hearst, parts
from kg.relations.cues import Cue
from kg.relations.readings import MARK, _inflected, mask, names_pattern, stem
from kg.relations.rules import Rule

FAMILIES = ("can_be", "contrast", "examples", "hearst", "kinds_listed", "parts", "uses")
PATTERNS = (
    "such",
    r"\blike\b",
    r"\btypes?\b",
    r"e\.\s?g",
    r"\(",
    "^there",
    "utili[sz]",
    r"\b\d+\b",
    r":\s*$",
    "rather than",
)
TEXTS = st.lists(
    st.sampled_from(
        [
            "such",
            "Such",
            "like",
            "alike",
            "type",
            "types",
            "retype",
            "e.g.",
            "e.",
            "g.",
            "(",
            "there",
            "There",
            "utilise",
            "utilize",
            "7",
            "x7",
            ":",
            "than",
            "rather",
        ]
    ),
    max_size=4,
).map(" ".join)


@given(TEXTS, st.sets(st.sampled_from(PATTERNS)))
@example("Rather than that", {"rather than"})
def test_a_cue_is_in_a_text_where_one_of_its_patterns_is(text: str, patterns: set[str]) -> None:
    wanted = any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
    assert Cue(sorted(patterns)).is_in(text) is wanted


@pytest.mark.parametrize("family", FAMILIES)
def test_no_sentence_has_every_cue_and_an_empty_one_has_none(family: str) -> None:
    cue: Cue = import_module(f"kg.relations.{family}").CUE
    assert not cue.is_in("")
    assert not cue.is_in("Zebras graze.")


@pytest.mark.parametrize(
    "rule", [*contrast.RULES, *examples.RULES, *hearst.RULES, *parts.RULES], ids=lambda r: r.method
)
def test_a_rule_that_needs_a_name_has_one_in_its_pattern(rule: Rule) -> None:
    assert rule.needs_mark <= (MARK in rule.pattern.pattern)


WORDS = st.sampled_from(
    [
        "query",
        "queries",
        "model",
        "models",
        "app",
        "apps",
        "db",
        "loss",
        "class",
        "classes",
        "box",
        "boxes",
        "Bias",
        "VPN",
        "VPNs",
        "spec",
        "y",
        "s",
    ]
)


@given(WORDS, WORDS)
def test_a_word_that_a_name_may_be_written_as_begins_with_its_stem(word: str, other: str) -> None:
    if re.fullmatch(_inflected(word), other, re.IGNORECASE):
        assert other.lower().startswith(stem(word))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("The “data race” is", "The ▁▁▁▁▁▁▁▁▁▁▁ is"),
        ("Data-races, 'data race'", "▁▁▁▁▁▁▁▁▁▁, ▁▁▁▁▁▁▁▁▁▁▁"),
        ("datarace and é data race’", "▁▁▁▁▁▁▁▁ and é ▁▁▁▁▁▁▁▁▁▁"),
        ("‘data race’s’ metadata race", "▁▁▁▁▁▁▁▁▁▁’s’ metadata race"),
    ],
)
def test_names_are_marked_with_their_quotes(text: str, masked: str) -> None:
    assert mask(text, names_pattern(("data race",))) == masked.replace("▁", MARK)
