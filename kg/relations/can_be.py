"""`narrower` from sentences that count up what the concept can be.

    a host can be a physical computer, a virtual computer, or even a container
    A part of a sentence, usually a word, but can also be a subword or a punctuation symbol.
    The tokens are either words or subwords.

A single noun behind "can be" is mostly no kind ("can be a challenge"), so at least two are wanted, or "either".
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.corpus import Corpus
from kg.relations.phrases import Phrase, list_at, phrase_at
from kg.relations.readings import MARK, Reading, all_of
from kg.relations.rules import statements
from kg.relations.statements import Statement
from kg.syntax import is_plural

CUE = all_of((r"\b(?:can|may|might|could)\b", r"\beither\b", r"\busually\b"))
_ALSO = r"(?:also\s+|either\s+|typically\s+|for example\s+|for instance\s+|be\s+)*"
_CAN_BE = re.compile(
    rf"(?:{MARK}(?:\s+\([^)]*\))?|,\s*(?:but|and|or))\s+(?:can|may|might|could)\s+{_ALSO}(?:be"
    rf"|take the form of|come in the form of)\s+(?:either\s+)?(?P<article>(?=(?:an?|any|one)\s))?",
    re.IGNORECASE,
)
_EITHER = re.compile(rf"{MARK}\s+(?:(?:is|are)|(?:can|may|might|could)\s+be)\s+either\s+", re.IGNORECASE)
_USUALLY = re.compile(r",\s+(?:usually|often|typically|commonly|most often|mostly)\s+(?=an?\s)", re.IGNORECASE)


def find_alternatives(corpus: Corpus, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry say that its concept can be."""
    for reading in readings:
        if (reading.about or MARK in reading.masked) and CUE.search(reading.masked):
            found = list(_alternatives(reading))
            if len(found) > 1:
                yield from statements(corpus, reading, "narrower", "can_be", found)


def _alternatives(reading: Reading) -> Iterator[Phrase]:
    usually = _USUALLY.search(reading.masked)
    match = _CAN_BE.search(reading.masked) or _EITHER.search(reading.masked)
    if usually and match and usually.end() < match.start():
        first = phrase_at(reading, usually.end())
        yield from [first] if first else []
    if match:
        found = list_at(reading, match.end())
        articles = match.re is not _CAN_BE or match["article"] is not None
        yield from found if articles or any(_is_countable(reading, phrase) for phrase in found) else ()


def _is_countable(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase is a thing and no quality ("can be hardware firewalls", not "can be slow or expensive")."""
    return is_plural(reading.sentence.text[phrase.start : phrase.end].split()[-1])
