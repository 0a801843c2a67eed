"""Is a heading a name or a sentence? Closed-class words, and how the documentation itself uses the first word.

Beam search              a name
Mixture of experts       a name if the text says it too, and so is Zipf's law
Train a model            an instruction: "to train", "you train" outnumber "the train"
How to contribute, What are input IDs?, Using BERT with Flax       no names
"""

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import compress, islice

from kg.concepts.stream import SMALL
from kg.memo import WORDS, Memo
from kg.syntax.lexicon import classes

_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "each",
        "every",
        "any",
        "some",
        "no",
        "another",
        "its",
        "their",
        "your",
        "our",
        "my",
        "his",
        "her",
        "which",
    ]
)
_BEFORE_VERBS = frozenset(
    [
        "to",
        "can",
        "will",
        "could",
        "would",
        "should",
        "must",
        "may",
        "might",
        "you",
        "we",
        "they",
        "i",
        "let",
        "let's",
        "'ll",
        "not",
        "cannot",
        "can't",
        "don't",
        "please",
    ]
)
_LINKING = frozenset(
    ["and", "or", "&", "/", "+", "vs", "versus", ",", ";", ":", "?", "!", "(", ")", "’", "'", "“", "”"]
)
_QUESTION = frozenset(
    ["how", "what", "why", "when", "where", "who", "which", "whether", "if", "is", "are", "do", "does", "can", "should"]
)
_PRONOUNS = frozenset(
    [
        "i",
        "you",
        "we",
        "they",
        "it",
        "he",
        "she",
        "me",
        "us",
        "them",
        "your",
        "our",
        "my",
        "their",
        "this",
        "these",
        "those",
        "there",
        "here",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "among",
        "around",
        "at",
        "before",
        "behind",
        "below",
        "beside",
        "between",
        "beyond",
        "by",
        "despite",
        "down",
        "during",
        "except",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "like",
        "near",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "past",
        "per",
        "since",
        "through",
        "throughout",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "using",
        "via",
        "with",
        "within",
        "without",
        "as",
        "of",
        "than",
    ]
)
_INNER = frozenset({"of", "to", "as", "in", "per"})
_POSSESSIVE = ("'s", "’s")
_MAX_WORDS = 6
_WORDS = re.compile(r"[^\W_]+(?:['’.+&_-]+[^\W_]+)*[+#]*|[^\w\s]")


class Shape(IntEnum):
    """How much a heading looks like a name; `DOUBTFUL` needs to be said often to be one."""

    SENTENCE = 0
    DOUBTFUL = 1
    NAME = 2


def contexts(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words behind determiners and the words behind what only verbs stand behind, in small letters."""
    leads = bytes(map(_LEADS.__getitem__, words))
    nouns = compress(islice(words, 1, None), leads.translate(_TO_NOUNS))
    verbs = compress(islice(words, 1, None), leads.translate(_TO_VERBS))
    return list(map(SMALL.__getitem__, nouns)), list(map(SMALL.__getitem__, verbs))


def _lead(word: str) -> int:
    """Return 1 for a determiner, 2 for a word that only verbs stand behind, else 0."""
    small = SMALL[word]
    return 1 if small in _DETERMINERS else 2 if small in _BEFORE_VERBS else 0


_LEADS = Memo(_lead, WORDS)
_TO_NOUNS, _TO_VERBS = bytes.maketrans(b"\1\2", b"\1\0"), bytes.maketrans(b"\1\2", b"\0\1")


def find_verbs(nouns: Mapping[str, int], verbs: Mapping[str, int]) -> frozenset[str]:
    """Return the words that the text uses after "to", "can", "you" more often than after "a", "the", "this"."""
    return frozenset(word for word, count in verbs.items() if count > nouns.get(word, 0))


def first_word(heading: str) -> str:
    """Return the word, in small letters, on whose being a verb the judgement of a heading depends."""
    found = _WORDS.search(heading)
    return found.group().lower() if found else ""


def judge(heading: str, *, with_verb: bool) -> Shape:
    """Judge a cleaned heading by its words; `with_verb` tells whether the text uses its first one as a verb.

    Linear in its words; unknown words are taken for nouns.
    """
    words = _WORDS.findall(heading)
    lower = [word.lower() for word in words]
    if not words or len(words) > _MAX_WORDS or sum(c.isalnum() for c in heading) < 2:
        return Shape.SENTENCE
    if lower[0] in _QUESTION or not _LINKING.isdisjoint(lower) or not _PRONOUNS.isdisjoint(lower):
        return Shape.SENTENCE
    return _judge_words(words, lower, with_verb=with_verb)


def _judge_words(words: list[str], lower: list[str], *, with_verb: bool) -> Shape:
    inner = _PREPOSITIONS.intersection(lower)
    if lower[0] in _PREPOSITIONS or lower[-1] in _PREPOSITIONS | _DETERMINERS:
        return Shape.SENTENCE
    if not _DETERMINERS.isdisjoint(lower[1:]) or _is_instruction(words, lower, inner, with_verb=with_verb):
        return Shape.SENTENCE
    if inner - _INNER:
        return Shape.SENTENCE if len(words) > 3 else Shape.DOUBTFUL
    if any(word.endswith(_POSSESSIVE) for word in lower[:-1]):
        return Shape.DOUBTFUL
    return Shape.DOUBTFUL if inner or (words[-1].isdigit() and len(words) == 1) else Shape.NAME


def _is_instruction(words: list[str], lower: list[str], inner: frozenset[str], *, with_verb: bool) -> bool:
    """An instruction begins with a verb: "Train ...", or "Training ... on"; identifiers are no verbs."""
    if any(c.isupper() for c in words[0][1:]) or lower[0] in _DETERMINERS:
        return False
    if lower[0].endswith("ing") and len(words) > 1:
        return bool(inner - {"of"})
    return with_verb or (len(words) == 1 and "NOUN" not in classes(lower[0]))
