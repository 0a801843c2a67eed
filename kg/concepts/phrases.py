"""Noun phrases in the stream, by the lexicon and by how the text itself uses a word; no tagger.

    keys    we  use  the  beam search decoding  of  zero -shot models  .
    run                   beam search decoding      zero -shot models

A run is a stretch of nouns and modifiers. Every part of it that ends in a noun is a candidate; the run itself stands
alone there. Parts of a hyphenated word are not torn apart. Words of closed classes, verbs and numbers end a run.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import compress
from sys import intern

from kg.concepts.generic import GENERIC
from kg.concepts.stream import KEYS, Stream
from kg.memo import WORDS, Memo
from kg.steps import latest
from kg.syntax.lexicon import classes, is_closed, is_known, is_participle
from kg.syntax.words import ADVERBS, COORDINATORS, NUMBERS, ORDINALS, POSTMODIFYING, RELATIVES, SUBORDINATORS

_LONGEST = 4
_LATIN = frozenset(["e.g", "i.e", "etc", "et", "al", "cf", "viz", "ca", "vs", "eg", "ie"])
_CLOSED = ADVERBS | COORDINATORS | NUMBERS | ORDINALS | RELATIVES | SUBORDINATORS | _LATIN | {"such", "via", "please"}
_PARTICIPLES = frozenset(word for word in POSTMODIFYING if word.endswith(("ing", "ed")))
_ADJECTIVAL = ("able", "ible", "ful", "ous", "less", "ive", "ed", "ing", "al", "ic", "ese")
_HYPHENS = "-‐‑"
_MODIFIER, _NOUN, _ROLE = 1, 2, 3
_UNLESS_VERB, _ODD, _HYPHENED, _GENERIC = 4, 8, 16, 32
_MIN_LETTERS = 4
_VERSION = re.compile(r"v\d")
_RUN = re.compile(b"[%s]+" % re.escape(bytes(role for role in range(2 * _GENERIC) if role & _ROLE)))

Phrase = tuple[str, ...]


class NounPhrases:
    """The candidates in a document, in the order of the text; they are read anew where it is unpickled.

    `roles` tell of each word what it can be in a phrase. Linear in the document's words.
    """

    def __init__(self, stream: Stream, roles: bytes = b"") -> None:
        self.stream, self.roles = stream, roles

    def __reduce__(self) -> tuple[type["NounPhrases"], tuple[Stream, bytes]]:
        return NounPhrases, (self.stream, self.roles)

    @cached_property
    def _parts(self) -> tuple[list[str], list[int], list[str]]:
        """Keys of each candidate and the place of its first word; keys of those to which nothing more belongs."""
        keys, roles = self.stream.keys, self.roles
        phrases, places, alone = list[str](), list[int](), list[str]()
        for run in _RUN.finditer(roles):
            start, end = run.span()
            for a, b, is_alone in _cut(roles[start : end + 1]):
                place = start + a
                phrase = keys[place] if b - a == 1 else intern(" ".join(keys[place : start + b]))
                phrases.append(phrase)
                places.append(place)
                if is_alone:
                    alone.append(phrase)
        return phrases, places, alone

    @property
    def everywhere(self) -> list[str]:
        """The candidates by the keys of their words, each as often as it stands in the text."""
        return self._parts[0]

    @property
    def alone(self) -> list[str]:
        """The candidates to which nothing more belongs, each as often as it stands so."""
        return self._parts[2]

    def places(self, wanted: frozenset[str]) -> dict[str, list[int]]:
        """Return the places of the wanted candidates that are here."""
        phrases, places, _ = self._parts
        found: dict[str, list[int]] = {}
        is_wanted = list(map(wanted.__contains__, phrases))
        for phrase, place in zip(compress(phrases, is_wanted), compress(places, is_wanted), strict=True):
            found.setdefault(phrase, []).append(place)
        return found


def odd_words(stream: Stream) -> tuple[str, ...]:
    """Return the keys of nouns that English does not know in some form here, or that are written in capitals."""
    roles = map(_ROLES.__getitem__, stream.vocabulary)
    odd = compress(stream.vocabulary, map(_IS_ODD.__getitem__, roles))
    return tuple(dict.fromkeys(map(KEYS.__getitem__, odd)))


def find_roles(stream: Stream, verbs: frozenset[str]) -> bytes:
    """Return what each word can be in a phrase: its last word, another word, or neither; how it is joined to others."""
    return bytes(map(_roles_beside(verbs).__getitem__, stream.words))


@latest
def _roles_beside(verbs: frozenset[str]) -> Memo[str, int]:
    """Return the roles of words in a text that uses some as verbs."""

    def role_of(word: str) -> int:
        role = _ROLES[word] & ~_ODD
        return role & ~(_UNLESS_VERB | (_ROLE if word.lower() in verbs else 0)) if role & _UNLESS_VERB else role

    return Memo(role_of, WORDS)


def doubtful_words(stream: Stream) -> Iterator[str]:
    """Return the words, in small letters, that have a role only if the text does not use them as verbs."""
    roles = map(_ROLES.__getitem__, stream.vocabulary)
    return (word.lower() for word in compress(stream.vocabulary, map(_UNLESS_VERB.__and__, roles)))


@lru_cache(maxsize=1 << 14)
def _cut(roles: bytes) -> tuple[tuple[int, int, bool], ...]:
    """Return the candidates `[a, b)` in a run, and whether nothing more belongs to them; the last role is behind it."""
    end = len(roles) - 1
    body = next((at for at in range(end) if not roles[at] & _GENERIC), end)
    return tuple(
        (a, b, b == end and a <= body)
        for a in range(end)
        if not roles[a] & _HYPHENED
        for b in range(a + 1, min(a + _LONGEST, end) + 1)
        if roles[b - 1] & _ROLE == _NOUN and not roles[b] & _HYPHENED
    )


def _role(word: str) -> int:
    """Return a word's role and what else matters of it.

    `_UNLESS_VERB`: it has the role only if the text does not use it as a verb.
    """
    small = word.lstrip(_HYPHENS).lower()
    role = _GENERIC if KEYS[word] in GENERIC else 0
    if word[0] in _HYPHENS:
        return role | _HYPHENED | (_joined_role(small) if _may_have_role(small) else 0)
    if not _may_have_role(small):
        return role
    return role | _OPEN_ROLES[small] | (_ODD if _is_shouted(word) else 0)


_ROLES = Memo(_role, WORDS)
_IS_ODD = [bool(role & _ODD) and role & _ROLE == _NOUN for role in range(2 * _GENERIC)]


def _may_have_role(small: str) -> bool:
    """Tell whether a word is one: it begins with a letter or digit and has a letter and no apostrophe."""
    if small.isalpha():
        return len(small) > 1
    return small[:1].isalnum() and any(map(str.isalpha, small)) and "’" not in small and "'" not in small


def _joined_role(small: str) -> int:
    return _NOUN if "NOUN" in classes(small) and is_participle(small) != "ed" else _MODIFIER


def _open_role(small: str) -> int:
    if small in _CLOSED or small in _PARTICIPLES or is_closed(small):
        return 0
    kinds, participle, listed = classes(small), is_participle(small), is_known(small)
    doubt = (_UNLESS_VERB if not participle and ("VERB" in kinds or not listed) else 0) | (0 if listed else _ODD)
    if "NOUN" in kinds and participle != "ed" and not is_predicative(small):
        return _NOUN | doubt
    return _MODIFIER | doubt if "ADJ" in kinds or participle else 0


_OPEN_ROLES = Memo(_open_role, WORDS)


def _is_shouted(word: str) -> bool:
    return word.isupper() and word.isalpha()


def is_predicative(small: str) -> bool:
    """Tell whether a word is an adjective that follows its noun, though the lexicon calls it a noun as well.

    >>> [is_predicative(word) for word in ("compatible", "variable", "table")]
    [True, False, False]
    """
    return small.endswith("ible")


def is_one_word_term(key: str, surfaces: Counter[str]) -> bool:
    """Tell whether one word alone can be a term: English does not know it, or it is an acronym."""
    count = surfaces.total()
    if 2 * sum(n for surface, n in surfaces.items() if _is_shouted(surface)) > count:
        return True
    if not key[0].isalpha() or len(key) < _MIN_LETTERS or key.endswith(_ADJECTIVAL) or _VERSION.match(key):
        return False
    return not any(is_known(surface.lower()) for surface in surfaces)
