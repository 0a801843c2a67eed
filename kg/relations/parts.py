"""`part_of`: what the concept is a part of.

    A node is part of a cluster.   A part of a sentence, usually a word ...   runtimes are a component of orchestrators

Patterns of Girju, Badulescu & Moldovan 2006, those that name the part first; "consists of" and "contains" name the
whole first and are not read as statements about it.
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.cues import Cue
from kg.relations.genus_clause import hangs_on_genus
from kg.relations.page import Page
from kg.relations.phrases import list_at
from kg.relations.readings import MARK, Reading
from kg.relations.rules import ABOUT, SUBJECT, Rule, matches, rule, statements
from kg.relations.statements import Statement

CUE = Cue((
    r"\bparts?\b", "component", "constituent", "element", "member", "portion", "segment", "belong", "contained",
    "inside",
    "within", "layer", "building block", "included in", "embedded in", "piece of", "section of", "unit of", "module of",
))  # fmt: skip
_MOST = 2
_IS = r"(?:is|are|was|were|forms?|makes? up|constitutes?|represents?|becomes?|(?:can|may|might|will|must) be)"
_ADV = r"(?:[a-z]+ly\s+|also\s+|often\s+|typically\s+|always\s+)?"
_NO_CLASS = (
    r"(?!(?:an?\s+|the\s+)?(?:[\w-]+\s+)?(?:famil(?:y|ies)|class(?:es)?"
    r"|categor(?:y|ies)|kinds?|types?|genus|field)\s+(?:of|called|known)\b)"
)
_PART = (
    r"(?:(?:an?|the|one|any|each)\s+)?(?:of the\s+)?(?:(?!as\b)[\w-]+(?:,?\s+(?:and\s+)?(?!as\b)[\w-]+)?\s+)?"
    r"(?:parts?|components?|constituents?|members?|portions?|segments?"
    r"|layers?|building blocks?|sub-?systems?|sub-?components?|subunits?)"
)
_APPOSED = re.compile(
    rf"<M>(?:\s+\([^)]*\))?,\s+(?:which\s+{_IS}\s+)?{_PART}\s+of\s+".replace("<M>", f"{MARK}+"), re.IGNORECASE
)
_CLAUSE = re.compile(
    rf"\b(?:that|which)\s+(?:{_IS}\s+{_ADV}{_PART}\s+(?:of|in|within)|{_ADV}belongs?\s+to(?=\s+{_NO_CLASS})"
    rf"|{_IS}\s+{_ADV}(?:contained|included|embedded|nested|housed|enclosed)\s+(?:in|within|inside))\s+",
    re.IGNORECASE,
)

RULES: tuple[Rule, ...] = (
    rule(
        "part_of",
        rf"<M>(?:\s+\([^)]*\))?(?:,[^,]*,)?\s+{_IS}\s+{_ADV}{_PART}\s+(?:of|in|within)\s+(?:both\s+)?(?:{_PART}\s+of\s+)?",
        subject=SUBJECT,
    ),
    rule(
        "part_of",
        r"<M>\s+(?:[\w-]+\s+){0,4}?as\s+(?:an?\s+)?(?:[\w-]+\s+)?(?:parts?|components?|members?)\s+of\s+",
        subject=SUBJECT,
    ),
    rule("part_of", rf"<M>\s+{_IS}\s+{_ADV}(?:an?\s+|the\s+)?(?:[\w-]+\s+)?elements?\s+of\s+", subject=SUBJECT),
    rule("part_of", rf"\band\s+{_IS}\s+{_ADV}{_PART}\s+of\s+(?:both\s+)?", subject=ABOUT),
    rule("belongs_to", rf"<M>\s+{_ADV}belongs?\s+to\s+{_NO_CLASS}", subject=SUBJECT),
    rule(
        "contained_in",
        rf"<M>\s+(?:is|are|was|were|can be)\s+{_ADV}(?:contained|included"
        rf"|embedded|nested|housed|enclosed)\s+(?:in|within|inside|by)\s+",
        subject=SUBJECT,
    ),
    rule(
        "contained_in",
        rf"<M>\s+{_ADV}(?:sits?|lives?|resides?|exists?)\s+(?:inside|within)(?:\s+of)?\s+",
        subject=SUBJECT,
    ),
    rule(
        "part_of_fragment",
        rf"^\W*(?!each\b|every\b|all\b|(?:[\w-]+\s+){{0,3}}layers?\s+of\b){_PART}\s+of\s+",
        subject=ABOUT,
    ),
)


def find_wholes(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry call its concept a part of."""
    for reading in readings:
        if CUE.is_in(reading.masked):
            for one, found in matches(RULES, reading):
                if one.method != "part_of_fragment" or reading.is_fragment:
                    yield from statements(page, reading, "part_of", one.method, found[:_MOST])
            apposed = _APPOSED.search(reading.masked)
            if apposed:
                yield from statements(page, reading, "part_of", "part_of", list_at(reading, apposed.end())[:_MOST])
            yield from _of_genus(page, reading)


def _of_genus(page: Page, reading: Reading) -> Iterator[Statement]:
    """ "A node is a process that belongs to a cluster": the clause hangs on the genus of a definition."""
    match = _CLAUSE.search(reading.masked) if reading.about else None
    if match and hangs_on_genus(reading, match.start()):
        found = list_at(reading, match.end())[:_MOST]
        yield from statements(page, reading, "part_of", "genus_part_of", found)
