"""Which concept a name means here, where several have it.

A link around the name decides; then the section whose subject one of them is, a link elsewhere in the section, the
page; then the words around: the sense whose definition shares most with the page wins (Lesk 1986, simplified, by
page, as a word keeps its sense within a discourse: Gale, Church & Yarowsky 1992).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from kg.ids import Iri
from kg.mentions.lexicon import Sense
from kg.mentions.links import Pointer
from kg.mentions.said import CONTENT, WordsOf
from kg.records import Concept, Mention, Section
from kg.text import singular

_KINDS = ("glossary", "topic", "term", "symbol")


class Found(NamedTuple):
    """A span of a section's text and the senses it can have."""

    start: int
    end: int
    senses: Sequence[Sense]


class Senses:
    """Chooses among senses on one page; `said` are the words of definitions, by concept."""

    def __init__(self, sections: Sequence[Section], said: WordsOf) -> None:
        self._sections, self._said = sections, said
        self._keys = {section.key for section in sections}

    def mentions(self, section: Section, places: Sequence[Found], pointers: Sequence[Pointer]) -> list[Mention]:
        """Return the mentions of one section in text order: what is named in words, and what links and code name.

        `places` and `pointers` are each in text order and do not overlap. Linear in both.
        """
        text = section.text
        if not pointers:
            alone = [
                (p, p.senses[0].concept if len(p.senses) == 1 else self._meant(section, p, set(), None)) for p in places
            ]
            return [Mention(c.iri, section.key, p.start, p.end, text[p.start : p.end], linked=False) for p, c in alone]
        named: list[tuple[int, int, Concept, bool]] = []
        said: set[int] = set()
        pointed = {pointer.concept.iri for pointer in pointers if pointer.linked}
        starts = [pointer.start for pointer in pointers]
        for place in places:
            before = bisect_right(starts, place.start) - 1
            pointer = pointers[before] if before >= 0 and place.end <= pointers[before].end else None
            concept = self._meant(section, place, pointed, pointer)
            linked = pointer is not None and pointer.linked and pointer.concept is concept
            if linked:
                said.add(before)
            named.append((place.start, place.end, concept, linked))
        whole = [p for i, p in enumerate(pointers) if i not in said and (p.certain or shares_a_word(section, p))]
        starts = [pointer.start for pointer in whole]
        kept = [n for n in named if not _overlaps(n, whole, starts)]
        kept += [(p.start, p.end, p.concept, p.linked) for p in whole]
        return [Mention(c.iri, section.key, a, b, text[a:b], linked) for a, b, c, linked in sorted(kept, key=_place)]

    def _meant(self, section: Section, place: Found, pointed: set[Iri], around: Pointer | None) -> Concept:
        if len(place.senses) == 1:
            return place.senses[0].concept
        concepts = {sense.concept.iri: sense.concept for sense in place.senses}
        if len(concepts) == 1 or (around is not None and around.concept.iri in concepts):
            return around.concept if around and around.concept.iri in concepts else next(iter(concepts.values()))
        surface = section.text[place.start : place.end]
        return max(place.senses, key=lambda sense: self._fitness(section, sense, surface, pointed)).concept

    def _fitness(
        self, section: Section, sense: Sense, surface: str, pointed: set[Iri]
    ) -> tuple[bool, bool, bool, bool, float, bool, int, str]:
        """Return what speaks for a sense, the strongest first."""
        concept = sense.concept
        return (
            concept.defined_in == section.key,
            concept.iri in pointed,
            concept.defined_in in self._keys,
            surface == sense.name and not sense.name.islower(),
            round(self._overlap(concept), 6),
            sense.name == concept.label,
            -_KINDS.index(concept.kind),
            concept.iri,
        )

    def _overlap(self, concept: Concept) -> float:
        """Return how much of what is said of a concept the page says too, rare words counting more."""
        own = self._said[concept]
        return sum(1 / log(2 + len(own)) for word in own if word in self._page_words)

    @cached_property
    def _page_words(self) -> frozenset[str]:
        text = " ".join(section.prose for section in self._sections)
        return frozenset(map(singular, CONTENT.findall(text.lower())))


def _overlaps(named: tuple[int, int, Concept, bool], pointers: Sequence[Pointer], starts: Sequence[int]) -> bool:
    """Tell whether a named place has a character in common with one of the pointers, which begin at `starts`."""
    before = bisect_left(starts, named[1]) - 1
    return before >= 0 and pointers[before].end > named[0]


def _place(named: tuple[int, int, Concept, bool]) -> tuple[int, int]:
    return named[0], named[1]


def shares_a_word(section: Section, pointer: Pointer) -> bool:
    """Tell whether a link's words have a word in common with a name of the concept they lead to."""
    words = _keys(section.prose[pointer.start : pointer.end])
    return any(words & _keys(name) for name in (pointer.concept.label, *pointer.concept.aliases))


def _keys(text: str) -> set[str]:
    return {singular(word) for word in CONTENT.findall(text.lower())}
