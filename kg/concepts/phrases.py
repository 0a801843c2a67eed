"""Noun phrases in the stream, by the lexicon and by how the text itself uses a word; no tagger.

    keys    we  use  the  beam search decoding  of  zero -shot models  .
    run                   beam search decoding      zero -shot models

A run is a stretch of nouns and modifiers. Every part of it that ends in a noun is a candidate; the run itself stands
alone there. Parts of a hyphenated word are not torn apart. Words of closed classes, verbs and numbers end a run.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from kg.concepts.generic import GENERIC
from kg.concepts.shape import Shapes
from kg.concepts.stream import Stream
from kg.syntax.lexicon import classes, is_closed, is_known, is_participle
from kg.syntax.words import ADVERBS, COORDINATORS, NUMBERS, ORDINALS, POSTMODIFYING, RELATIVES, SUBORDINATORS

_LONGEST = 4
_LATIN = frozenset(["e.g", "i.e", "etc", "et", "al", "cf", "viz", "ca", "vs", "eg", "ie"])
_CLOSED = ADVERBS | COORDINATORS | NUMBERS | ORDINALS | RELATIVES | SUBORDINATORS | _LATIN | {"such", "via", "please"}
_PARTICIPLES = frozenset(word for word in POSTMODIFYING if word.endswith(("ing", "ed")))
_ADJECTIVAL = ("able", "ible", "ful", "ous", "less", "ive", "ed", "ing", "al", "ic", "ese")
_HYPHENS = "-‐‑"
_MODIFIER, _NOUN = 1, 2
_MIN_LETTERS = 4
_VERSION = re.compile(r"v\d")

Phrase = tuple[str, ...]


class Places(NamedTuple):
    """Where a phrase begins: everywhere, and where nothing more belongs to it."""

    all: list[int]
    alone: list[int]


def find_phrases(stream: Stream, shapes: Shapes) -> dict[Phrase, Places]:
    """Return the places of all candidates of up to four words. Linear in the words of the corpus."""
    roles = {word: _role(word, shapes) for word in set(stream.words)}
    flags = [roles[word] for word in stream.words]
    found: dict[Phrase, Places] = defaultdict(lambda: Places([], []))
    start, size = 0, len(flags)
    while start < size:
        if not flags[start]:
            start += 1
            continue
        end = start
        while flags[end]:
            end += 1
        _collect(stream, flags, start, end, found)
        start = end + 1
    return found


def _collect(stream: Stream, flags: list[int], start: int, end: int, found: dict[Phrase, Places]) -> None:
    """Add the candidates of one run; `words[end]` is the first word behind it."""
    words, keys = stream.words, tuple(stream.keys[start:end])
    body = start
    while body < end and keys[body - start] in GENERIC:
        body += 1
    whole = [words[i][0] not in _HYPHENS for i in range(start, end + 1)]
    for a in range(start, end):
        if whole[a - start]:
            for b in range(a + 1, min(a + _LONGEST, end) + 1):
                if flags[b - 1] == _NOUN and whole[b - start]:
                    places = found[keys[a - start : b - start]]
                    places.all.append(a)
                    if b == end and a <= body:
                        places.alone.append(a)


def _role(word: str, shapes: Shapes) -> int:
    """Return what a word can be in a phrase: its last word, another word, or neither (0)."""
    joined = word[0] in _HYPHENS
    small = word.lstrip(_HYPHENS).lower()
    if len(small) < 2 or not small[0].isalnum() or not any(map(str.isalpha, small)) or "’" in small or "'" in small:
        return 0
    if joined:
        return _NOUN if "NOUN" in classes(small) and is_participle(small) != "ed" else _MODIFIER
    if small in _CLOSED or small in _PARTICIPLES or is_closed(small):
        return 0
    return _open_role(small, shapes)


def _open_role(small: str, shapes: Shapes) -> int:
    kinds, participle = classes(small), is_participle(small)
    if not participle and ("VERB" in kinds or not is_known(small)) and shapes.is_verb(small):
        return 0
    if "NOUN" in kinds and participle != "ed" and not is_predicative(small):
        return _NOUN
    return _MODIFIER if "ADJ" in kinds or participle else 0


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
