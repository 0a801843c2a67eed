"""Noun phrases without a tagger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.syntax import Cues, inflections, noun_list, noun_phrase, reduce_phrase, singular_noun
from kg.syntax.lexicon import classes, is_participle
from kg.syntax.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("a small learning rate that decays", "small learning rate"),
        ("the client application running on a host", "client application"),
        ("an image classifier trained on photos", "image classifier"),
        ("a program which runs", "program"),
        ("the three most important open questions in physics", "most important open question"),
        ("a substance similar to glass", "substance"),
        ("one of the largest cities in France", "largest city"),
        ("any of several small birds", "small bird"),
        ("one or more containers started early", "container"),
        ("a number of indices", "index"),
        ("all LLMs of that size", "LLM"),
        ("a C++ library", "C++ library"),
        ("the Secure Shell (SSH) protocol for logins", "Secure Shell (SSH) protocol"),
        ("a hard, brittle, crystalline solid", "hard, brittle, crystalline solid"),
        ("a person's legal name", "person's legal name"),
        ("a 1987 film by her", "1987 film"),
        ("networks connect machines", "network"),
        ("of networks", None),
        ("which is", None),
        ("sees things", None),
        ("", None),
    ],
)
def test_a_phrase_ends_before_what_only_describes_it(text: str, label: str | None) -> None:
    phrase = noun_phrase(tokenize(text), 0, commas=True)
    assert (phrase.label if phrase else None) == label


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("cats, dogs (small ones), and other animals.", ["cat", "dog", "animal"]),
        ("public, private and hybrid clouds", ["public cloud", "private cloud", "hybrid cloud"]),
        ("a library and/or framework for games", ["library", "framework"]),
        ("tools as well as scripts", ["tool", "script"]),
        ("a runtime and sees many applications", ["runtime"]),
        ("a model, taking images as input", ["model"]),
        ("GPT-3, BLOOM, OPT", ["GPT-3", "BLOOM", "OPT"]),
    ],
)
def test_lists_give_each_phrase(text: str, labels: list[str]) -> None:
    assert [phrase.label for phrase in noun_list(tokenize(text), 0)[0]] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a type of layer in a network", ["layer"]),
        ("a subfield of a family of broad methods", ["broad method"]),
        ("a set of tools and libraries", ["tool", "library"]),
        ("a class or type of rock", ["rock"]),
        ("a generic term that refers to language models", ["language model"]),
        ("the name given to a large island", ["large island"]),
        ("a term used in law to describe a contract", ["contract"]),
        ("a widely used term in computing", []),
        ("a part of a sentence", []),
        ("a network of networks", ["network"]),
        ("a category", ["category"]),
    ],
)
def test_bleached_heads_give_what_they_classify(text: str, labels: list[str]) -> None:
    tokens = tokenize(text)
    phrase = noun_phrase(tokens, 0)
    assert phrase is not None
    assert [one.label for one in reduce_phrase(tokens, phrase)] == labels


@given(st.text(alphabet="a the big dogs, and running of (x) that's is 3 C++\"-", max_size=60))
def test_phrases_stand_where_they_say(text: str) -> None:
    tokens = tokenize(text)
    for at in range(len(tokens)):
        phrase = noun_phrase(tokens, at)
        if phrase is not None:
            assert at <= phrase.first < phrase.after <= len(tokens)
            assert 0 <= phrase.start < phrase.end <= len(text)
            assert phrase.label.endswith(phrase.head)


def test_words_that_no_table_knows_are_read_by_their_endings() -> None:
    assert classes("tokenizer") == {"NOUN"}
    assert classes("quantizable") == {"ADJ"}
    assert classes("blockwisely") == {"ADV"}
    assert classes("cloud-based") == {"ADJ"}
    assert (is_participle("finetuned"), is_participle("string"), is_participle("running")) == ("ed", "", "ing")


def test_singulars_keep_case_and_names() -> None:
    assert [singular_noun(w) for w in ("Queries", "APIs", "GPUS", "glasses", "series", "Kubernetes")][:3] == [
        "Query", "API", "GPUS",
    ]  # fmt: skip


def test_cues_find_the_longest_pattern_with_any_inflection() -> None:
    from concepts.case_reader import entry

    from kg.syntax import split_sentences

    cues = Cues([("refer", "<refer> <ADV>* to"), ("also", "also"), ("known", "also? <ADV>* known|called as?")])
    (sentence,) = split_sentences(entry("Any", "It referred mainly to a node, also commonly known as a host.")[0])
    assert [(cue.name, sentence.text[cue.start : cue.end]) for cue in cues.find(sentence)] == [
        ("refer", "referred mainly to"),
        ("known", "also commonly known as"),
    ]
    assert {"refer", "refers", "referred", "referring"} <= set(inflections("refer"))
