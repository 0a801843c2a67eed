"""`narrower` from announced lists: how many kinds there are, then their names.

There are two types of scaling: horizontal scaling and vertical scaling.
three channels: red, green, and blue            Backups come in two forms, full and incremental.
... two main kinds of join:                     an announcement that ends in a colon, its list items follow
  * **Inner join** keeps ...
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.cues import Cue, one_by_one
from kg.relations.items import items_at, longer, plain_items
from kg.relations.page import Page
from kg.relations.phrases import Phrase, is_nameable, phrase_at
from kg.relations.readings import MARK, NAME, Reading, with_head
from kg.relations.rules import statements
from kg.relations.statements import Statement
from kg.syntax.words import ARTICLES
from kg.text import singular

_COUNT = r"(?:two|three|four|five|six|seven|eight|several|many|a few|multiple|different|various|the following|\d+)"
_KIND = (
    r"(?:types?|kinds?|forms?|categories|classes|varieties|variants|flavou?rs|styles|modes|approaches"
    r"|versions|levels|sub-?types|subclasses|schemes|strategies|families|groups|branches|degrees|models|methods)"
)
_ADJ = (
    r"(?:(?:most|main|common|basic|major|primary|distinct|different|general"
    r"|broad|popular|important|possible|built-in|supported)\s+)*"
)
_PARTS = r"(?:parts|sections|steps|phases|stages|regions|segments|chapters|components|pieces|chunks)"
CUE = Cue((
    *one_by_one(_KIND), *one_by_one(_COUNT), "divided", "classified", "categori", "grouped", "split",
    r"\bfalls?\b", "broken", r":\s*$", "^there", "distinguish",
))  # fmt: skip
_ANNOUNCED = (
    re.compile(
        rf"(?:\b(?:{_COUNT}|the)\s+{_ADJ}|^{_ADJ}){_KIND}\s+of\s+(?:[\w-]+\s+)?{NAME}[^:.;(]{{0,40}}?"
        rf"(?P<mark>(?:\s+are)?(?:\s+as follows)?:|\s[—–-]|\s\(|,\s+namely|,|\s+are|\s+include)\s*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_COUNT}\s+{_ADJ}{NAME}(?:\s+(?:[\w-]+\s+)?(?:{_KIND}|[\w-]+s))?(?P<mark>:|\s[—–-]|,\s+namely|\s*\()\s*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{NAME}\s+(?:{_KIND}\s+)?(?:comes?|exists?|appears?|is available|are"
        rf" available)\s+in\s+{_COUNT}\s+{_ADJ}{_KIND}(?P<mark>:|\s[—–-]|,|\s*\()\s*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{NAME}\s+(?:(?:is|are|can be|may be)\s+(?:\w+ly\s+)?(?:divided|classified|categori[sz]ed"
        rf"|grouped|split|subdivided|broken down)|(?:can\s+|may\s+)?falls?)\s+(?:into|as)\s+"
        rf"(?:{_COUNT}\s+{_ADJ}(?!{_PARTS})[\w-]+s"
        rf"(?P<mark>:|,(?:\s+namely)?)\s*)?(?!{_COUNT})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:two|three|four|five|six|seven|eight|\d+)\s+{_ADJ}{NAME}(?:\s+[\w-]+)?(?:\s+[\w-]+ed\s[^:.;,]{{0,40}}?)?"
        r"\s+are(?P<mark>:?)\s+(?![\w-]+(?:ed|wn|en)\b|not\b|the\s+same)",
        re.IGNORECASE,
    ),
    re.compile(rf"{NAME}\s+{_KIND}\s+(?P<mark>include|are|:)\s+", re.IGNORECASE),
    re.compile(
        rf"\b(?:following|these|common|popular|main|typical|available)\s+(?:\w+\s+)?{NAME}(?:\s+[\w-]+)?(?P<mark>:)\s+",
        re.IGNORECASE,
    ),
    re.compile(rf"\bfollowing\s+are\s+[^:.]*{MARK}+(?:\s+[\w-]+)?(?P<mark>:)\s+", re.IGNORECASE),
)
_OTHERS = re.compile(r"(?:Other|Further|Additional)\s")
_SOME = r"(?:common|popular|well-known|typical|main|available|supported|used|basic|major|important)"
_WAYS = r"(?:mechanisms|methods|options|implementations|algorithms|strategies|techniques|subtypes|models)"
_BARE = re.compile(
    rf"^there are\s+{_COUNT}\s+{_ADJ}{_WAYS}(?P<colon>:)\s*|"
    rf"^(?:(?:the|its|their|common|typical|some|other|further|additional|known)\s+)*(?:{_COUNT}\s+)?{_ADJ}{_KIND}"
    r"(?:\s+(?P<verb>include|are)|(?=:))\s*:?\s+(?!available\b|not\b|the\s+same|[\w-]+(?:ed|wn|en)\b)(?=\w)"
    rf"|^(?:there are|it has|they have|we (?:have|distinguish|differentiate))\s+"
    rf"(?:between\s+)?{_COUNT}\s+{_ADJ}{_KIND}(?P<mark>:|,|\s[—–-])\s*",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?:known|given|seen|shown|used|supported|provided|defined|described|listed|recogni[sz]ed|distinguished|possible|available)"
)
_THERE_ARE = re.compile(
    r"^(?:There (?:are|exist)\s+(?:both\s+|also\s+)?|[^.;:]{0,40}\bdistinguish(?:es)?\s+between\s+)", re.IGNORECASE
)
_OPEN = re.compile(
    rf"(?:\b{_KIND}\s+of\s+(?:[\w-]+\s+)?{NAME}|\b(?:{_COUNT}|these|{_SOME})\s+{_ADJ}{NAME}|{NAME}\s+{_KIND}"
    rf"|{NAME}\s+(?:include|are|such as|like)\s*(?=:)"
    rf"|\bexamples?(?:\s+of\s+(?:[\w-]+\s+)?{NAME})?\s*(?:include|are)?(?=:))"
    r"[^:.]*:\s*$",
    re.IGNORECASE,
)


def find_listed_kinds(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose the kinds that the sentences of an entry announce and list."""
    for number, reading in enumerate(readings):
        if CUE.is_in(reading.masked):
            before = readings[number - 1] if number else reading
            same = before.sentence.section == reading.sentence.section
            continues = same and (before.about or (MARK in before.masked and bool(_OTHERS.match(reading.masked))))
            known = with_head(reading) if continues or reading.about else reading
            yield from statements(page, reading, "narrower", "kinds_listed", _inline(known, continues=continues))
            yield from statements(page, reading, "narrower", "there_are", _existing(reading))
            if known.masked.rstrip().endswith(":") and _OPEN.search(known.masked):
                yield from _bullets(page, readings[number + 1 :])


def _inline(reading: Reading, *, continues: bool) -> Sequence[Phrase]:
    announced = _ANNOUNCED if MARK in reading.masked else ()
    patterns = (*announced, _BARE) if reading.about or continues else announced
    for pattern in patterns:
        match = pattern.search(reading.masked)
        if match:
            found: Sequence[Phrase] = items_at(
                reading, match.end(), enclosed=match["mark"] is not None and match["mark"] != ","
            )
            found = [p for p in longer(found, plain_items(reading, match.end())) if not _PARTICIPLE.fullmatch(p.label)]
            if len(found) > 1:
                return found
    return []


def _existing(reading: Reading) -> list[Phrase]:
    """ "There are client hooks and server hooks": two kinds or more whose last word is the concept's own."""
    match = _THERE_ARE.match(reading.masked)
    if match is None:
        return []
    head = singular(reading.concept.label.lower().split()[-1])
    found = items_at(reading, match.end())
    own = all(" " in p.label and singular(p.label.lower().split()[-1]) == head for p in found)
    return found if own and len(found) > 1 else []


def _bullets(page: Page, following: Sequence[Reading]) -> Iterator[Statement]:
    """Read the names that the items of the list behind an announcement begin with."""
    line = None
    for reading in following:
        if reading.sentence.kind != "item":
            return
        if reading.sentence.line is line:
            continue
        line = reading.sentence.line
        found = _named(reading)
        if found:
            yield from statements(page, reading, "narrower", "kinds_bulleted", [found])


def _named(reading: Reading) -> Phrase | None:
    """Return the emphasised, linked or first noun phrase of an item; a name ends the item or is set apart."""
    sentence = reading.sentence
    for start, end in sentence.marked("strong", "emphasis", "link", "code", "symbol"):
        if start <= 1 or sentence.text[:start].strip().lower() in ARTICLES:
            return Phrase(sentence.text[start:end].rstrip(":"), start, end)
    found = phrase_at(reading, 0)
    if found is None or not is_nameable(found.label):
        return None
    behind = sentence.text[found.end :].lstrip(' )"”')
    return found if not behind or behind[0] in ":.,;(—–-" else None
