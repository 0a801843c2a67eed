"""The door of stage 3: one pass of an automaton over the prose, then the context decides.

    Section --haystack--> forms of names (Aho & Corasick 1975, all matches) --context--> senses --longest--> Mention

Every form that stands between word boundaries is looked at, so that a long form which the context refuses does not
hide a short one. Of what is left, the leftmost-longest is taken: a character belongs to one mention.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kg.config import Settings
from kg.mentions.context import (
    belongs_to_longer_name,
    is_in_its_letters,
    is_inside_sentence,
    is_joined,
    is_symbol_in_prose,
    is_verb,
    stands_alone,
)
from kg.mentions.haystack import Haystack, make_haystack
from kg.mentions.lexicon import Letters, Lexicon, Sense, make_lexicon
from kg.mentions.links import point
from kg.mentions.senses import Found, Senses
from kg.records import Concept, Link, Mention, Section

_PROPER = 0.9
_PROPER_COUNT = 10


class Hit(NamedTuple):
    """A form that stands between word boundaries: its number in the lexicon, its span in the haystack."""

    form: int
    start: int
    end: int


def locate_mentions(
    sections: Sequence[Section], links: Sequence[Link], concepts: Sequence[Concept], *, settings: Settings
) -> list[Mention]:
    """Return every place where a concept is named, in order of section and place; none overlap.

    Linear in the text; the automaton is built once from all forms of all names. No concepts, no mentions.
    """
    import ahocorasick_rs

    lexicon = make_lexicon(concepts, min_chars=int(settings.min_label_chars))
    pointers = point(sections, links, lexicon)
    haystacks = [make_haystack(section) for section in sections]
    automaton = ahocorasick_rs.AhoCorasick(lexicon.forms) if lexicon.forms else None
    hits = [find_hits(automaton, haystack) if automaton else [] for haystack in haystacks]
    proper = find_proper_forms(haystacks, hits, lexicon)
    senses = Senses(sections)
    found: list[Mention] = []
    for section, haystack, own in zip(sections, haystacks, hits, strict=True):
        places = [place for hit in own if (place := _judged(haystack, hit, lexicon, proper))]
        found += senses.mentions(section, longest(places), pointers.get(section.key, ()))
    return found


def find_hits(automaton: object, haystack: Haystack) -> list[Hit]:
    """Return the forms between word boundaries; forms begin with a space, so their left boundary is given."""
    small = " " + haystack.small + " "
    return [
        Hit(form, start, end - 1)
        for form, start, end in automaton.find_matches_as_indexes(small, overlapping=True)  # type: ignore[attr-defined]
        if small[end] == " "
    ]


def find_proper_forms(haystacks: Sequence[Haystack], hits: Sequence[Sequence[Hit]], lexicon: Lexicon) -> set[int]:
    """Return forms of one word that nearly always have a capital where a small letter would do: names of something.

    "Transformers" is a library where the documentation writes "transformers" once in thirty times, whatever the
    glossary says of a "transformer".
    """
    capital: Counter[int] = Counter()
    small: Counter[int] = Counter()
    for haystack, own in zip(haystacks, hits, strict=True):
        text = haystack.text
        for form, start, end in own:
            if " " in lexicon.forms[form][1:]:
                continue
            if text[start:end].islower():
                small[form] += 1
            elif text[start].isupper() and is_inside_sentence(text, start):
                capital[form] += 1
    often = {
        form for form, count in capital.items() if count >= _PROPER_COUNT and count > _PROPER * (count + small[form])
    }
    return often | {form for form, senses in enumerate(lexicon.senses) if any(map(_is_proper_name, senses))}


def _is_proper_name(sense: Sense) -> bool:
    """Tell whether a sense is a capitalised name that counts only with its capital, and no symbol."""
    return sense.letters is Letters.CAPITAL and sense.concept.kind != "symbol"


def _judged(haystack: Haystack, hit: Hit, lexicon: Lexicon, proper: set[int]) -> Found | None:
    """Return the hit with the senses it can have where it stands, or None where it names nothing."""
    form, start, end = hit
    text = haystack.text
    one_word = " " not in lexicon.forms[form][1:]
    senses = tuple(s for s in lexicon.senses[form] if _fits(text, start, end, s, one_word, form in proper))
    if not senses:
        return None
    if any(sense.literal for sense in senses):
        start, end, senses = _widest(start, end, senses)
    elif one_word:
        if is_verb(haystack, start, end):
            return None
    elif not is_joined(text, start, end):
        return None
    if not stands_alone(text, start, end):
        return None
    return Found(*haystack.span(start, end), senses)


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


def longest(places: Sequence[Found]) -> list[Found]:
    """Return the leftmost of overlapping places, of those that begin together the longest."""
    kept: list[Found] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
