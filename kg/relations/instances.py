"""`narrower` from "X is a Y", where Y is the concept.

    Public clouds are datacenters that rent out capacity.      public cloud
    `ViTModel` is a backbone without a specific head on top.   ViTModel
    * `Oboe` is a double reed instrument with ...           both the thing and "double reed instrument"

The subject must be a name: no pronoun, no "example stage", nothing that the article or verb makes one thing of many.
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.page import Page
from kg.relations.phrases import Phrase, is_nameable, list_before, phrase_at, token_at
from kg.relations.readings import MARK, Reading, words
from kg.relations.rules import statements
from kg.relations.statements import Statement
from kg.syntax import noun_phrase
from kg.syntax.words import AUXILIARIES, NEGATIONS, PREPOSITIONS
from kg.text import singular

_LEAD = re.compile(
    r"^(?:(?:For example|For instance|E\.g\.|Similarly|Thus|Likewise|Also|So),?\s+)?"
    r"(?:(?:any|every|each|some)\s+)?(?:(?:kind|type|form|sort)s?\s+of\s+)?",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"\s+(?:is|are)\s+(?:also\s+)?(?:an?\s+|one\s+|the\s+)?(?P<kind>(?:[\w-]+\s+){{0,3}}?){MARK}+(?P<behind>.*)$",
    re.IGNORECASE,
)
_WITH_CLAUSE = re.compile(
    r"\s+(?:that|which|who)\s+[^,.]{2,60}?(?=\s+(?:is|are)\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}?\ue000)"
)
_ARE = re.compile(
    rf"(?P<list>(?:,|\s+and\b)[^.;:]*?)(?=\s+are\s+(?:all\s+)?(?:[\w-]+\s+)?{MARK}+(?:\W*$|\s+(?:for|in|of|that|which|used)\b))",
    re.IGNORECASE,
)
_BAD = (
    PREPOSITIONS | AUXILIARIES | NEGATIONS | words("part called used no other same each just only that which similar")
)
_REFERS = re.compile(
    rf"(?:{MARK}\s+(?:\w+ly\s+|often\s+)?(?:refers?\s+to|means)|\bterm\b[^.;]*?\b"
    rf"(?:refers?\s+to|refer\s+to|talking\s+about|applied\s+to))"
    rf"\s+(?:an?\s+|the\s+)?(?P<kind>(?:[\w-]+\s+){{1,3}}?){MARK}",
    re.IGNORECASE,
)
_PARTICIPIAL = re.compile(
    r"^(?:For example|For instance|Similarly|Likewise|On the other hand),\s+(?=[A-Z])", re.IGNORECASE
)


def find_instances(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry say is a thing of the entry's kind."""
    for reading in readings:
        if MARK in reading.masked and not reading.is_fragment:
            yield from statements(page, reading, "narrower", "is_one", _instances(reading))
            yield from statements(page, reading, "narrower", "refers_to_kind", _kinds_meant(reading))
        yield from statements(page, reading, "narrower", "is_same_head", _same_head(reading))


def _kinds_meant(reading: Reading) -> list[Phrase]:
    """ "In this context, runtime generally refers to container runtime": the kind that is meant."""
    match = _REFERS.search(reading.masked)
    if match is None or not _BAD.isdisjoint(match["kind"].lower().split()):
        return []
    found = phrase_at(reading, match.start("kind"))
    return [found] if found and found.end >= match.end("kind") and found.start == match.start("kind") else []


def _same_head(reading: Reading) -> list[Phrase]:
    """ "For example, the oboe is a woodwind played with ..." in the entry of "reed instrument"."""
    lead = _PARTICIPIAL.match(reading.masked)
    words = reading.concept.label.lower().split()
    if lead is None or len(words) < 2:
        return []
    tokens = reading.sentence.tokens
    subject = noun_phrase(tokens, token_at(tokens, lead.end()))
    if subject is None or not _is_proper(reading, subject.start):
        return []
    copula = subject.after
    if copula + 1 >= len(tokens) or tokens[copula].low not in ("is", "are"):
        return []
    kind = noun_phrase(tokens, copula + 1)
    behind = {token.low for token in tokens[kind.after : kind.after + 2]} if kind else set()
    fits = kind is not None and singular(kind.head.lower()) == singular(words[-1]) and not behind.isdisjoint(words[:-1])
    return [Phrase(subject.label, subject.start, subject.end)] if fits else []


def _instances(reading: Reading) -> list[Phrase]:
    sentence, masked = reading.sentence, reading.masked
    lead = _LEAD.match(masked)
    begin = lead.end() if lead else 0
    if not _IS.search(masked, begin):
        return []
    subject = noun_phrase(sentence.tokens, token_at(sentence.tokens, begin))
    if subject is None or MARK in masked[: subject.end] or not _is_name(reading, subject.label, subject.determiner):
        return []
    several = _ARE.match(masked, subject.end)
    if several:
        found = list_before(reading, several.end("list"), start=subject.start)
        return found if len(found) > 1 and found[0].start == subject.start else []
    clause = _WITH_CLAUSE.match(masked, subject.end)
    match = _IS.match(masked, clause.end() if clause else _behind_bracket(masked, subject.end))
    if match is None or not _BAD.isdisjoint(match["kind"].lower().split()):
        return []
    found = [Phrase(subject.label, subject.start, subject.end)]
    if match["kind"].strip() and _is_proper(reading, subject.start):
        kind = phrase_at(reading, match.start("kind"))
        found += [kind] if kind and kind.end >= match.start("behind") else []
    return [phrase for phrase in found if is_nameable(phrase.label)]


def _behind_bracket(masked: str, at: int) -> int:
    match = re.compile(r"\s*\([^()]*\)").match(masked, at)
    return match.end() if match else at


def _is_name(reading: Reading, label: str, determiner: str) -> bool:
    return determiner not in (
        "this",
        "these",
        "that",
        "those",
        "its",
        "their",
        "such",
        "another",
        "other",
        "both",
        "one",
    )


def _is_proper(reading: Reading, start: int) -> bool:
    """Tell whether the subject is code or a name with capitals inside: then the predicate is a kind of its own."""
    word = reading.sentence.text[start:].split()[0]
    return any(a <= start < b for a, b in reading.sentence.code) or any(char.isupper() for char in word[1:])
