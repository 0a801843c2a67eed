"""The words of one document in one list, to count phrases in without an object per token.

    prose   "Beam search keeps self-attention."
    words   ["Beam", "search", "keeps", "self", "-attention", ".", "¶"]
    keys    ["beam", "search", "keep", "self", "attention", "", ""]

Hyphens inside words only join: "zero-shot" and "zero shot" are one phrase. Code spans, symbol references and
section ends become punctuation, which no phrase reaches across. Everything is one pass of a compiled pattern and
look-ups of words that were met before.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, compress, count
from sys import intern

from kg.memo import WORDS, Memo
from kg.records import Section
from kg.text import fold, singular

BREAK = "¶"
_END = f" {BREAK} "
_WORD = re.compile(r"[-‐‑]?[^\W_]+(?:['’.+&][^\W_]+)*[+#]*|[^\w\s]|_\w*")
_PLURAL_ACRONYM = re.compile(r"(?<=[A-Z0-9]{2})s$")
_PLURAL_ACRONYM_INSIDE = re.compile(r"s\b(?:(?<=\b[A-Z0-9]{2}s)|(?<=\b[A-Z0-9]{3}s)|(?<=\b[A-Z0-9]{4}s))")
_SPACE, _PORTION = re.compile(r"\s"), 1_000_000
_HYPHENS = "-‐‑"
_LISTING = frozenset([",", "and", "-", "*", "&", ".", "von", "de", "van", "der", "et", "al"])
_UNREAD = frozenset({"code", "symbol", "math", "image"})
_VOCABULARY, _CHUNKS = 1 << 18, 1 << 17


class Stream:
    """All words of a document's sections in reading order; they are read anew where it is unpickled."""

    def __init__(self, sections: Sequence[Section]) -> None:
        """Take the sections in reading order; nothing is read yet."""
        self.sections = sections

    def __reduce__(self) -> tuple[type["Stream"], tuple[Sequence[Section]]]:
        return Stream, (self.sections,)

    @cached_property
    def words(self) -> list[str]:
        """The words and signs as written, each word one object however often it stands there."""
        text = _END.join([*map(_readable, self.sections), ""])
        words: list[str] = []
        for start, end in _portions(text):
            words += chain.from_iterable(map(_WORDS_OF.__getitem__, text[start:end].split()))
        return words

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """The words and signs, each once."""
        return tuple(dict.fromkeys(self.words))

    @cached_property
    def keys(self) -> list[str]:
        """Comparison form of each word: lower case, singular; empty for punctuation."""
        return list(map(KEYS.__getitem__, self.words))

    @cached_property
    def credited(self) -> frozenset[int]:
        """Places of names behind "by": people and firms that are given credit, up to the end of their list."""
        found: set[int] = set()
        for start in [place for place, word in enumerate(self.words) if word in ("by", "By")]:
            place = start + 1
            while self.words[place][:1].isupper() or self.words[place] in _LISTING or place == start + 1:
                found.add(place)
                place += 1
                if self.words[place - 1] == BREAK:
                    break
        return frozenset(found)

    def surface(self, start: int, end: int) -> str:
        """Return words `[start, end)` as written."""
        if end - start == 1:
            return self.words[start].lstrip("-")
        return intern(" ".join(self.words[start:end]).replace(" -", "-").lstrip("-"))

    def find(self, phrases: frozenset[str]) -> dict[str, list[int]]:
        """Return the places of the first words of folded phrases, those that never occur left out. Linear in words."""
        firsts = _by_first(phrases)
        found: dict[str, list[int]] = defaultdict(list)
        keys = self.keys
        for place in compress(count(), map(firsts.__contains__, keys)):
            single, longer = firsts[keys[place]]
            for phrase in single:
                found[phrase].append(place)
            for phrase, rest in longer.get(keys[place + 1], ()):
                if not rest or keys[place + 2 : place + 2 + len(rest)] == rest:
                    found[phrase].append(place)
        return found


_Longer = dict[str, list[tuple[str, list[str]]]]


@lru_cache(maxsize=4)
def _by_first(phrases: frozenset[str]) -> dict[str, tuple[list[str], _Longer]]:
    """Return phrases by their first word: those of one word, and longer ones by the second, with the words behind."""
    found: dict[str, tuple[list[str], _Longer]] = defaultdict(lambda: ([], defaultdict(list)))
    for phrase in sorted(phrases):
        match phrase_key(phrase):
            case (first,):
                found[first][0].append(phrase)
            case (first, second, *rest):
                found[first][1][second].append((phrase, rest))
    return {first: (single, dict(longer)) for first, (single, longer) in found.items()}


def _small(word: str) -> str:
    """Return a word in small letters, without its joining hyphen."""
    return word.lstrip(_HYPHENS).lower() or word


def _key(word: str) -> str:
    """Return the comparison form of a word; see `Stream.keys`."""
    bare = word.lstrip(_HYPHENS)
    if bare[-1:] == "s":
        bare = _PLURAL_ACRONYM.sub("", bare)
    return intern(singular(bare.casefold())) if bare[:1].isalnum() else ""


SMALL = Memo(_small, WORDS)
"""Words in small letters, without their joining hyphen."""
KEYS = Memo(_key, WORDS)
"""Comparison forms of words; see `Stream.keys`."""


@lru_cache(maxsize=_VOCABULARY)
def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase's words, as `Stream.keys` has them.

    >>> phrase_key("Self-Attention layers")
    ('self', 'attention', 'layer')
    """
    bare = _PLURAL_ACRONYM_INSIDE.sub("", phrase)
    return tuple(filter(None, map(KEYS.__getitem__, _WORD.findall(fold(bare)))))


def spoken(phrase: str) -> str:
    """Return a phrase in the form to `Stream.find` it by: the keys of its words.

    >>> spoken("Position IDs")
    'position id'
    """
    return " ".join(phrase_key(phrase))


def _words(chunk: str) -> tuple[str, ...]:
    """Return the words and signs of what stands between two spaces; most of it was met before."""
    return tuple(map(intern, _WORD.findall(chunk)))


_WORDS_OF = Memo(_words, _CHUNKS)


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """Return ranges of a text that end between words, so that no more than one of them is in a list of its own."""
    start = 0
    while start < len(text):
        gap = _SPACE.search(text, start + _PORTION)
        end = gap.start() if gap else len(text)
        yield start, end
        start = end


def _readable(section: Section) -> str:
    """Return the section's prose with a pause for what no phrase reaches across: code, symbols, blocks, table cells."""
    pauses = sorted(_pauses(section))
    parts, done = [], 0
    for start, end in pauses:
        if start >= done:
            parts += [section.prose[done:start], " ; "]
            done = end
    parts.append(section.prose[done:])
    return "".join(parts)


def _pauses(section: Section) -> Iterator[tuple[int, int]]:
    yield from ((mark.start, mark.end) for mark in section.marks if mark.kind in _UNREAD)
    for block in section.blocks:
        yield block.start, block.start
        if block.kind == "table":
            place = section.text.find("|", block.start, block.end)
            while place >= 0:
                yield place, place + 1
                place = section.text.find("|", place + 1, block.end)
