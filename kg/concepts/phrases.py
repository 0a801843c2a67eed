"""Noun phrases in the stream, by the lexicon and by how the text itself uses a word; no tagger.

    keys    we  use  the  beam search decoding  of  zero -shot models  .
    run                   beam search decoding      zero -shot models

A run is a stretch of nouns and modifiers. Every part of it that ends in a noun is a candidate; the run itself stands
alone there. Parts of a hyphenated word are not torn apart. Words of closed classes, verbs and numbers end a run.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.concepts.generic import GENERIC
from kg.concepts.stream import Stream, key
from kg.syntax.lexicon import classes, is_closed, is_known, is_participle
from kg.syntax.words import ADVERBS, COORDINATORS, NUMBERS, ORDINALS, POSTMODIFYING, RELATIVES, SUBORDINATORS

_LONGEST = 4
_LATIN = frozenset(["e.g", "i.e", "etc", "et", "al", "cf", "viz", "ca", "vs", "eg", "ie"])
_CLOSED = ADVERBS | COORDINATORS | NUMBERS | ORDINALS | RELATIVES | SUBORDINATORS | _LATIN | {"such", "via", "please"}
_PARTICIPLES = frozenset(word for word in POSTMODIFYING if word.endswith(("ing", "ed")))
_ADJECTIVAL = ("able", "ible", "ful", "ous", "less", "ive", "ed", "ing", "al", "ic", "ese")
_HYPHENS = "-‐‑"
_MODIFIER, _NOUN, _UNLESS_VERB = 1, 2, 4
_MIN_LETTERS = 4
_VERSION = re.compile(r"v\d")
_RUN = re.compile(rb"[\x01\x02]+")

Phrase = tuple[str, ...]


class Part(NamedTuple):
    """A candidate in a run: its keys, the word of the run it begins at, and whether nothing more belongs to it."""

    phrase: str
    at: int
    alone: bool


def find_roles(stream: Stream, verbs: frozenset[str]) -> bytes:
    """Return what each word can be in a phrase: its last word, another word, or neither (0)."""
    roles = {word: _role(word) for word in set(stream.words)}
    for word, role in roles.items():
        if role & _UNLESS_VERB:
            roles[word] = 0 if word.lower() in verbs else role ^ _UNLESS_VERB
    return bytes(map(roles.__getitem__, stream.words))


def doubtful_words(stream: Stream) -> set[str]:
    """Return the words, in small letters, that have a role only if the text does not use them as verbs."""
    return {word.lower() for word in set(stream.words) if _role(word) & _UNLESS_VERB}


def find_runs(stream: Stream, roles: bytes) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """Yield where each run begins, and the candidates of up to four words in it. Linear in the document's words."""
    words = stream.words
    for run in _RUN.finditer(roles):
        start, end = run.span()
        yield start, _parts(tuple(words[start : end + 1]), run.group())


@lru_cache(maxsize=1 << 17)
def _parts(words: Phrase, roles: bytes) -> tuple[Part, ...]:
    """Return the candidates of one run; the last of `words` is the first word behind it."""
    keys, end = tuple(map(key, words)), len(roles)
    body = next((at for at in range(end) if keys[at] not in GENERIC), end)
    whole = [word[0] not in _HYPHENS for word in words]
    return tuple(
        Part(" ".join(keys[a:b]), a, b == end and a <= body)
        for a in range(end)
        if whole[a]
        for b in range(a + 1, min(a + _LONGEST, end) + 1)
        if roles[b - 1] == _NOUN and whole[b]
    )


@lru_cache(maxsize=1 << 18)
def _role(word: str) -> int:
    """Return a word's role; with `_UNLESS_VERB` where it has that role only if the text does not use it as a verb."""
    joined = word[0] in _HYPHENS
    small = word.lstrip(_HYPHENS).lower()
    if len(small) < 2 or not small[0].isalnum() or not any(map(str.isalpha, small)) or "’" in small or "'" in small:
        return 0
    if joined:
        return _NOUN if "NOUN" in classes(small) and is_participle(small) != "ed" else _MODIFIER
    if small in _CLOSED or small in _PARTICIPLES or is_closed(small):
        return 0
    return _open_role(small)


def _open_role(small: str) -> int:
    kinds, participle = classes(small), is_participle(small)
    doubt = _UNLESS_VERB if not participle and ("VERB" in kinds or not is_known(small)) else 0
    if "NOUN" in kinds and participle != "ed" and not is_predicative(small):
        return _NOUN | doubt
    return _MODIFIER | doubt if "ADJ" in kinds or participle else 0


def is_predicative(small: str) -> bool:
    """Tell whether a word is an adjective that follows its noun, though the lexicon calls it a noun as well.

    >>> [is_predicative(word) for word in ("compatible", "variable", "table")]
    [True, False, False]
    """
    return small.endswith("ible")


def is_one_word_term(key: str, surfaces: Counter[str]) -> bool:
    """Tell whether one word alone can be a term: English does not know it, or it is an acronym."""
    count = surfaces.total()
    if 2 * sum(n for surface, n in surfaces.items() if surface.isupper() and surface.isalpha()) > count:
        return True
    if not key[0].isalpha() or len(key) < _MIN_LETTERS or key.endswith(_ADJECTIVAL) or _VERSION.match(key):
        return False
    return not any(is_known(surface.lower()) for surface in surfaces)
