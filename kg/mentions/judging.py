"""Which forms name something where they stand, and which of those that overlap is meant."""

from collections.abc import Sequence

from kg.mentions.context import (
    belongs_to_longer_name,
    is_in_its_letters,
    is_joined,
    is_symbol_in_prose,
    is_verb,
    stands_alone,
)
from kg.mentions.haystack import Haystack
from kg.mentions.lexicon import Lexicon, Sense, Traits
from kg.mentions.searching import Hit
from kg.mentions.senses import Found

_Place = tuple[int, int, int, Sequence[Sense]]


def judge(haystack: Haystack, hits: Sequence[Hit], lexicon: Lexicon, proper: frozenset[int]) -> list[Found]:
    """Return the places of a section that name something, with the senses they can have; none overlap."""
    places: list[_Place] = []
    text, traits_of = haystack.text, lexicon.traits
    for form, first, behind in hits:
        start, end = first, behind - 2
        traits = traits_of[form]
        senses: Sequence[Sense] = traits.senses
        if not traits.any_letters or (traits.one_word and not text[start:end].islower()):
            senses = _fitting(text, start, end, traits, is_proper=traits.proper or form in proper)
        if traits.literal and any(sense.literal for sense in senses):
            start, end, senses = _widest(start, end, senses)
        elif traits.one_word:
            if traits.verbal and senses and is_verb(haystack, start, end):
                continue
        elif not is_joined(text, start, end):
            continue
        if senses and stands_alone(text, start, end):
            places.append((start, -end, len(places), senses))
    return [Found(*haystack.span(start, -end), senses) for start, end, _, senses in _longest(places)]


def _widest(start: int, end: int, senses: Sequence[Sense]) -> tuple[int, int, Sequence[Sense]]:
    """Return the span with the signs that belong to the name ("C++"), and the senses that reach so far."""
    spans = [(start - s.lead, start - s.lead + len(s.name)) if s.literal else (start, end) for s in senses]
    widest = max(spans, key=lambda span: span[1] - span[0])
    return *widest, [sense for sense, span in zip(senses, spans, strict=True) if span == widest]


def _fitting(text: str, start: int, end: int, traits: Traits, *, is_proper: bool) -> list[Sense]:
    """Return the senses that a form can have in the letters in which it is written, and beside these words."""
    return [sense for sense in traits.senses if _fits(text, start, end, sense, traits.one_word, is_proper)]


def _fits(text: str, start: int, end: int, sense: Sense, one_word: bool, is_proper: bool) -> bool:
    if not is_in_its_letters(text, start, end, sense):
        return False
    if not one_word:
        return True
    if sense.concept.kind == "symbol":
        return is_symbol_in_prose(text, start, sense.name)
    if is_proper and text[start].isupper() and sense.name.islower():
        return False
    return not belongs_to_longer_name(text, start, end, sense.name)


def _longest(places: list[_Place]) -> list[_Place]:
    """Return the leftmost of overlapping places, of those that begin together the longest; ends are negative."""
    kept: list[_Place] = []
    done = 0
    for place in sorted(places):
        if place[0] >= done:
            kept.append(place)
            done = -place[1]
    return kept
