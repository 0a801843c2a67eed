"""`narrower` from sentences that count up what the concept can be.

    a host can be a physical computer, a virtual computer, or even a container
    A part of a sentence, usually a word, but can also be a subword or a punctuation symbol.
    The tokens are either words or subwords.

A single noun behind "can be" is mostly no kind ("can be a challenge"), so at least two are wanted, or "either".
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.cues import Cue
from kg.relations.page import Page
from kg.relations.phrases import Phrase, is_nameable, list_at, phrase_at
from kg.relations.readings import MARK, Reading
from kg.relations.rules import statements
from kg.relations.statements import Statement
from kg.syntax import is_plural

CUE = Cue(
    (
        r"\b(?:rang|vary)",
        r"\b(?:often|typically|commonly|mostly)\b",
        r"\b(?:can|may|might|could)\b",
        r"\beither\b",
        r"\busually\b",
    )
)
_ALSO = r"(?:also\s+|either\s+|typically\s+|for example\s+|for instance\s+|be\s+)*"
_CAN_BE = re.compile(
    rf"(?:{MARK}(?:\s+\([^)]*\))?|,\s*(?:but|and|or|which))\s+(?:can|may|might|could)\s+{_ALSO}(?:be"
    rf"|take the form of|come in the form of)\s+(?:either\s+)?(?P<article>(?=(?:an?|any|one)\s))?",
    re.IGNORECASE,
)
_EITHER = re.compile(rf"{MARK}\s+(?:(?:is|are)|(?:can|may|might|could)\s+be)\s+either\s+", re.IGNORECASE)
_USUALLY = re.compile(r"[,:—–(]\s+(?:usually|often|typically|commonly|most often|mostly)\s+(?=an?\s)", re.IGNORECASE)
_MOSTLY = re.compile(
    r"[,—–(]\s+(?:usually|often|typically|most\s+commonly|commonly|most\s+often|mostly)\s+", re.IGNORECASE
)
_BUT_ALSO = re.compile(
    r",?\s+(?:but|or|and)\s+(?:also|sometimes|occasionally|(?:\w+ly\s+)?also|less\s+often|more\s+rarely|possibly)\s+(?=an?\s)",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"{MARK},?\s+(?:(?:can|may)\s+)?(?:range|ranges|ranging|vary|varying)\s+from\s+", re.IGNORECASE)
_TO = re.compile(r"[^.;,]{0,40}?,?\s+to\s+", re.IGNORECASE)


def find_alternatives(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry say that its concept can be."""
    for reading in readings:
        if (reading.about or MARK in reading.masked) and CUE.is_in(reading.masked):
            found = list(_alternatives(reading)) or _ends_of_range(reading) or _mostly(reading)
            if len(found) > 1:
                yield from statements(page, reading, "narrower", "can_be", found)


def _alternatives(reading: Reading) -> Iterator[Phrase]:
    usually = _USUALLY.search(reading.masked)
    match = _CAN_BE.search(reading.masked) or _EITHER.search(reading.masked)
    if usually and match and usually.end() < match.start():
        first = phrase_at(reading, usually.end())
        yield from [first] if first else []
    elif usually:
        yield from _but_also(reading, usually.end())
    if match:
        found = list_at(reading, match.end())
        articles = match.re is not _CAN_BE or match["article"] is not None
        yield from found if articles or any(_is_countable(reading, phrase) for phrase in found) else ()


def _but_also(reading: Reading, at: int) -> Iterator[Phrase]:
    """ "usually a word, but also a number or a syllable": what it mostly is, and what else."""
    first = phrase_at(reading, at)
    more = _BUT_ALSO.match(reading.masked, first.end) if first else None
    if first and more:
        yield first
        yield from list_at(reading, more.end())


def _mostly(reading: Reading) -> list[Phrase]:
    """ "Tensors are data structures, most commonly scalars, vectors, or matrices.": plurals to the sentence's end."""
    match = _MOSTLY.search(reading.masked)
    found = list_at(reading, match.end()) if match else []
    ends = bool(found) and not any(map(str.isalnum, reading.masked[found[-1].end :]))
    return found if ends and all(_is_countable(reading, phrase) for phrase in found) else []


def _ends_of_range(reading: Reading) -> list[Phrase]:
    """ "Clients range from small scripts to large programs": both ends, if they are plurals or have articles."""
    match = _RANGE.search(reading.masked)
    low = phrase_at(reading, match.end()) if match else None
    to = _TO.match(reading.masked, low.end) if low else None
    high = phrase_at(reading, to.end()) if to else None
    ends = [end for end in (low, high) if end and is_nameable(end.label) and _is_countable(reading, end)]
    return ends if len(ends) == len(("low", "high")) else []


def _is_countable(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase is a thing and no quality ("can be hardware firewalls", not "can be slow or expensive")."""
    return is_plural(reading.sentence.text[phrase.start : phrase.end].split()[-1])
