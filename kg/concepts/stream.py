"""The words of the whole documentation in one array, to count phrases in without an object per token.

    prose   "Beam search keeps self-attention."
    words   ["Beam", "search", "keeps", "self", "attention", ".", "¶"]
    keys    ["beam", "search", "keep", "self", "attention", "", ""]

Hyphens inside words only join: "zero-shot" and "zero shot" are one phrase. Code spans, symbol references and
section ends become punctuation, which no phrase reaches across. Everything is one pass of a compiled pattern and
dictionary look-ups over distinct words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise, repeat

from kg.records import Section
from kg.text import fold, singular

BREAK = "¶"
_WORD = re.compile(r"[-‐‑]?[^\W_]+(?:['’.+&][^\W_]+)*[+#]*|[^\w\s]|_\w*")
_PLURAL_ACRONYM = re.compile(r"(?<=[A-Z0-9]{2})s$")
_PLURAL_ACRONYM_INSIDE = re.compile(r"(?<=\b[A-Z0-9]{2})s\b|(?<=\b[A-Z0-9]{3})s\b|(?<=\b[A-Z0-9]{4})s\b")
_SAMPLE = 500
_SPACE, _PORTION = re.compile(r"\s"), 1_000_000
_HYPHENS = "-‐‑"
_LISTING = frozenset([",", "and", "-", "*", "&", ".", "von", "de", "van", "der", "et", "al"])
_UNREAD = frozenset({"code", "symbol", "math", "image"})


class Usage:
    """Where a phrase stands in running text: places of its first words, and how many words it has."""

    __slots__ = ("length", "places", "stream")

    def __init__(self, stream: "Stream", length: int) -> None:
        self.stream, self.length = stream, length
        self.places: list[int] = []

    @property
    def pages(self) -> set[int]:
        """Indexes of the pages that name it."""
        return {self.stream.page[place] for place in self.places}

    def pages_naming(self, label: str) -> set[int]:
        """Return the pages that name `label`; one with several capitals is not meant by small letters.

        "ALIGN" is not named where one can "align" things.
        """
        if sum(char.isupper() for char in label) < 2:
            return self.pages
        ends = ((place, place + self.length) for place in self.places)
        return {self.stream.page[a] for a, b in ends if not "".join(self.stream.words[a:b]).islower()}

    def surfaces(self) -> Counter[str]:
        """Return the ways it is written inside sentences, where a capital says something; at most 500 are looked at."""
        inside = [place for place in self.places[:_SAMPLE] if self.stream.keys[place - 1]] or self.places[:_SAMPLE]
        return Counter(self.stream.surface(place, place + self.length) for place in inside)


class Stream:
    """All words of the sections in reading order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        known: dict[str, str] = {}
        lists = [_words(_readable(section), known) for section in sections]
        for words in lists:
            words.append(BREAK)
        self.words: list[str] = list(chain.from_iterable(lists))
        page_of: dict[str, int] = {}
        pages = [page_of.setdefault(section.document, len(page_of)) for section in sections]
        self.page_names = list(page_of)
        self.page: list[int] = list(chain.from_iterable(map(repeat, pages, map(len, lists))))
        self.section: list[int] = list(chain.from_iterable(map(repeat, range(len(lists)), map(len, lists))))

    @cached_property
    def small(self) -> list[str]:
        """Each word in small letters, without its joining hyphen."""
        small = {word: word.lstrip(_HYPHENS).lower() or word for word in set(self.words)}
        return [small[word] for word in self.words]

    @cached_property
    def keys(self) -> list[str]:
        """Comparison form of each word: lower case, singular; empty for punctuation."""
        keys = {word: _key(word) for word in set(self.words)}
        return [keys[word] for word in self.words]

    @cached_property
    def credited(self) -> frozenset[int]:
        """Places of names behind "by": people and firms that are given credit, up to the end of their list."""
        found: set[int] = set()
        for start, word in enumerate(self.words):
            if word in ("by", "By"):
                place = start + 1
                while self.words[place][:1].isupper() or self.words[place] in _LISTING or place == start + 1:
                    found.add(place)
                    place += 1
                    if self.words[place - 1] == BREAK:
                        break
        return frozenset(found)

    def surface(self, start: int, end: int) -> str:
        """Return words `[start, end)` as written."""
        return " ".join(self.words[start:end]).replace(" -", "-").lstrip("-")

    def find(self, phrases: Iterable[str]) -> dict[str, Usage]:
        """Find folded phrases; those that never occur are left out. Linear in the words of the corpus."""
        single, longer = _index(phrases)
        found: dict[str, Usage] = {}
        keys = self.keys
        for place, key in enumerate(keys):
            if key in single:
                found.setdefault(single[key], Usage(self, 1)).places.append(place)
        for place, pair in enumerate(pairwise(keys)):
            if pair in longer:
                for words, phrase in longer[pair]:
                    if tuple(keys[place : place + len(words)]) == words:
                        found.setdefault(phrase, Usage(self, len(words))).places.append(place)
        return found


_Pairs = dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]


def _index(phrases: Iterable[str]) -> tuple[dict[str, str], _Pairs]:
    """Return one-word phrases by word, and longer ones by their first two words."""
    single: dict[str, str] = {}
    longer: _Pairs = defaultdict(list)
    for phrase in sorted(set(phrases)):
        words = phrase_key(phrase)
        if len(words) == 1:
            single[words[0]] = phrase
        elif words:
            longer[words[0], words[1]].append((words, phrase))
    return single, longer


def _key(word: str) -> str:
    bare = _PLURAL_ACRONYM.sub("", word.lstrip(_HYPHENS))
    return singular(bare.casefold()) if bare[:1].isalnum() else ""


def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase's words, as `Stream.keys` has them.

    >>> phrase_key("Self-Attention layers")
    ('self', 'attention', 'layer')
    """
    bare = _PLURAL_ACRONYM_INSIDE.sub("", phrase)
    return tuple(filter(None, map(_key, _WORD.findall(fold(bare)))))


def spoken(phrase: str) -> str:
    """Return a phrase in the form to `Stream.find` it by: the keys of its words.

    >>> spoken("Position IDs")
    'position id'
    """
    return " ".join(phrase_key(phrase))


def _words(text: str, known: dict[str, str]) -> list[str]:
    """Return the words of a text, each word one object however often it stands there: a fifth of the memory."""
    found: list[str] = []
    start = 0
    while start < len(text):
        gap = _SPACE.search(text, start + _PORTION)
        end = gap.start() if gap else len(text)
        found += [known.setdefault(word, word) for word in _WORD.findall(text, start, end)]
        start = end
    return found


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
