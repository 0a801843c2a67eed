"""How a text uses a phrase: what a document tells of it, and how what all documents tell adds up.

At most the first 500 places, in the order of the documents, are looked at for how a phrase is written, and of the words
around it no more is kept than whether they are nearly always the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress, islice
from typing import NamedTuple, TypeVar

from kg.concepts.phrases import NounPhrases
from kg.concepts.stream import SMALL, Stream
from kg.syntax.lexicon import classes
from kg.syntax.words import DETERMINERS

_K = TypeVar("_K")

SAMPLE = 500
FRESH = 8
_AROUND = 2
_INSIDE, _SMALL = 1, 2


class Usage(NamedTuple):
    """How a phrase of `length` words is used at `places` places.

    `written` has its surface at each of the first places, `inside` tells whether it stands inside a sentence there.
    `credited` are places behind "by", `measured` those behind a digit, `numbered` and `cut` those before a digit and
    before a slash.
    `around` counts the words around it, and is None where there are many. Of several words, `firsts` counts the first
    in small letters, `first` is the first such, `modified` tells whether a determiner or adjective stands before them.
    """

    length: int
    places: int
    written: tuple[str, ...]
    inside: bytes
    credited: int
    measured: int
    numbered: int
    cut: int
    around: Mapping[tuple[str, ...], int] | None
    firsts: Mapping[str, int]
    first: str
    modified: bool

    def surfaces(self) -> Counter[str]:
        """Return the ways it is written inside sentences, where a capital says something; else anywhere."""
        return Counter(compress(self.written, self.inside) if any(self.inside) else self.written)


def read_usages(phrases: NounPhrases, wanted: frozenset[str]) -> dict[str, Usage]:
    """Return how a document uses the wanted noun phrases that it has."""
    places = phrases.places(wanted)
    return {phrase: _usage(phrases.stream, at, phrase.count(" ") + 1) for phrase, at in places.items()}


def _usage(stream: Stream, places: Sequence[int], length: int) -> Usage:
    words, keys, small = stream.words, stream.keys, SMALL.__getitem__
    ahead = [words[place + length][:1] for place in places]
    sample = places[:SAMPLE]
    return Usage(
        length=length,
        places=len(places),
        written=tuple(stream.surface(place, place + length) for place in sample),
        inside=bytes(bool(keys[place - 1]) for place in sample),
        credited=len(stream.credited.intersection(places)),
        measured=sum(words[place - 1][:1].isdigit() for place in places),
        numbered=sum(map(str.isdigit, ahead)),
        cut=ahead.count("/"),
        around=_around(words, places, length),
        firsts=_counted(words[place].lower() for place in places) if length > 1 else {},
        first=small(words[places[0]]),
        modified=length > 1 and any(map(_modifies, {small(words[place - 1]) for place in places})),
    )


def _around(words: Sequence[str], places: Iterable[int], length: int) -> dict[tuple[str, ...], int] | None:
    """Return how often which words stand around a phrase, None where there are many."""
    counts: dict[tuple[str, ...], int] = {}
    for place in places:
        behind = place + length
        beside = (*words[max(0, place - _AROUND) : place], *words[behind : behind + _AROUND])
        here = tuple(map(SMALL.__getitem__, beside))
        counts[here] = counts.get(here, 0) + 1
        if len(counts) >= FRESH:
            return None
    return counts


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def _modifies(word: str) -> bool:
    return word.isalpha() and (word in DETERMINERS or "ADJ" in classes(word))


def add_usages(told: Iterable[Usage]) -> Usage:
    """Return what several documents tell of one phrase, in their order; there must be one at least."""
    usages = list(told)
    if len(usages) == 1:
        return usages[0]
    return usages[0]._replace(
        places=sum(usage.places for usage in usages),
        written=tuple(islice(chain.from_iterable(usage.written for usage in usages), SAMPLE)),
        inside=b"".join(usage.inside for usage in usages)[:SAMPLE],
        credited=sum(usage.credited for usage in usages),
        measured=sum(usage.measured for usage in usages),
        numbered=sum(usage.numbered for usage in usages),
        cut=sum(usage.cut for usage in usages),
        around=_add_around(usages),
        firsts=_add_counts(usage.firsts for usage in usages),
        modified=any(usage.modified for usage in usages),
    )


def _add_around(usages: Sequence[Usage]) -> Mapping[tuple[str, ...], int] | None:
    told = [usage.around for usage in usages if usage.around is not None]
    counts = _add_counts(told) if len(told) == len(usages) else {}
    return counts if 0 < len(counts) < FRESH else None


def _add_counts(told: Iterable[Mapping[_K, int]]) -> dict[_K, int]:
    counts: dict[_K, int] = {}
    for some in told:
        for what, count in some.items():
            counts[what] = counts.get(what, 0) + count
    return counts


def read_writing(stream: Stream, places: Iterable[int], length: int) -> bytes:
    """Return how a phrase is written at each place: a sum of 1 inside a sentence, and 2 in small letters."""
    words, keys = stream.words, stream.keys
    return bytes(
        (_INSIDE if keys[place - 1] else 0) + (_SMALL if "".join(words[place : place + length]).islower() else 0)
        for place in places
    )


def has_capitals(writing: bytes) -> bool:
    """Tell whether a phrase is written with a capital, or without any letter, somewhere."""
    return any(place < _SMALL for place in writing)


def is_mostly_small(writing: bytes) -> bool:
    """Tell whether more than half of the first 500 places are in small letters; those inside sentences if any are."""
    counts = Counter(writing[:SAMPLE])
    inside = counts[_INSIDE] + counts[_INSIDE + _SMALL]
    small = counts[_INSIDE + _SMALL] if inside else counts[_SMALL]
    return 2 * small > (inside or len(writing[:SAMPLE]))
