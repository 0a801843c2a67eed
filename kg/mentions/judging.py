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
from kg.mentions.lexicon import Lexicon, Sense
from kg.mentions.searching import Hit
from kg.mentions.senses import Found

_Place = tuple[int, int, int, tuple[Sense, ...]]


def judge(haystack: Haystack, hits: Sequence[Hit], lexicon: Lexicon, proper: frozenset[int]) -> list[Found]:
    """Return the places of a section that name something, with the senses they can have; none overlap."""
    places: list[_Place] = []
    for form, start, behind in hits:
        place = _judged(haystack, form, start, behind - 2, lexicon, proper)
        if place is not None:
            places.append((place[0], -place[1], len(places), place[2]))
    return [Found(*haystack.span(start, -end), senses) for start, end, _, senses in _longest(places)]


def _judged(
    haystack: Haystack, form: int, start: int, end: int, lexicon: Lexicon, proper: frozenset[int]
) -> tuple[int, int, tuple[Sense, ...]] | None:
    """Return the hit with the senses it can have where it stands, or None where it names nothing."""
    text = haystack.text
    one_word, literal, is_proper, any_letters = lexicon.traits[form]
    senses = lexicon.senses[form]
    if not any_letters or (one_word and not text[start:end].islower()):
        is_proper = is_proper or form in proper
        senses = tuple([s for s in senses if _fits(text, start, end, s, one_word, is_proper)])
        if not senses:
            return None
    if literal and any(sense.literal for sense in senses):
        start, end, senses = _widest(start, end, senses)
    elif one_word:
        if lexicon.verbal[form] and is_verb(haystack, start, end):
            return None
    elif not is_joined(text, start, end):
        return None
    return (start, end, senses) if stands_alone(text, start, end) else None


def _widest(start: int, end: int, senses: Sequence[Sense]) -> tuple[int, int, tuple[Sense, ...]]:
    """Return the span with the signs that belong to the name ("C++"), and the senses that reach so far."""
    spans = [(start - s.lead, start - s.lead + len(s.name)) if s.literal else (start, end) for s in senses]
    widest = max(spans, key=lambda span: span[1] - span[0])
    return *widest, tuple(sense for sense, span in zip(senses, spans, strict=True) if span == widest)


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
