"""`narrower` by Hearst's patterns (1992), where the concept itself is the hypernym.

version control systems, like git, ...          NP such as | including | like | especially | e.g. NP, ... and NP
word embeddings and other representation ...    NP, ... and other NP
computer infrastructure (VMs, containers)       brackets behind the genus of a definition
Models that ..., like translation models        an item with the genus's own head is one, however far behind
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.cues import Cue
from kg.relations.items import items_at
from kg.relations.page import Page
from kg.relations.phrases import Phrase, list_at, token_at
from kg.relations.readings import MARK, Reading
from kg.relations.rules import Rule, matches, rule, statements
from kg.relations.statements import Statement
from kg.syntax import NounPhrase, noun_phrase, reduce_phrase
from kg.text import singular

_Found = tuple[str, list[Phrase]]
CUE = Cue(
    (
        "such",
        "includ",
        r"\blike\b",
        r"e\.\s?g",
        "especially",
        "particularly",
        "notably",
        "for example",
        "for instance",
        r"\bother\b",
        r"\(",
    )
)
_THING = r"(?:\s+(?!is\b|are\b|can\b|may\b)[\w-]+){0,1}?"
_LIKE = r"(?:such as|including|include|like|especially|particularly|notably|e\.\s?g\.,?|for example,?|for instance,?)"

RULES: tuple[Rule, ...] = (
    rule(
        "such_as",
        rf"(?<!\bas a )(?<!\bas an )(?<!\bas the )<M>{_THING}"
        r"(?:\s+(?:exist|are\s+available|are\s+(?:often\s+)?used))?\s*,?\s+"
        r"(?:such as|like|especially|notably)\s+",
    ),
    rule("such_as", rf"<M>{_THING}\s*(?:,|—|–)\s*(?:including|e\.\s?g\.,?|for example,?|for instance,?)\s+"),
    rule(
        "such_as",
        rf"<M>{_THING}\s*\((?:such as|including|like|e\.\s?g\.,?|for example,?|for instance,?)\s+",
        "enclosed",
    ),
    rule("such_as", r"\bsuch\s+<M>\s+as\s+"),
    rule(
        "and_other",
        r",?\s+(?:and|or)\s+(?:any\s+|many\s+|some\s+)?other\s+(?:(?:similar|such|types of|kinds of|forms of)\s+)?<M>",
        "before",
    ),
)
_BRACKET = re.compile(
    r"\s*\((?P<cue>(?:such as|including|like|e\.\s?g\.,?|for example,?|for instance,?)\s+)?(?=[^()]*\))"
)
_ELSEWHERE = re.compile(
    rf"\b(?:for|of|in|with|using|by|on|to)\s+(?:the\s+|this\s+|its\s+"
    rf"|your\s+){MARK}+(?:\s+[\w-]*[^s\s{MARK}])?,\s+(?:such as|including|like)\b"
    rf"|\bapplications?\s+(?:for|of|in)\s+{MARK}+,\s+(?:such as|including|like)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"^\W*An?\s+(?:\w+\s+)?(?:term|name|word|phrase)\s+(?:that\s+)?(?:refers?|referring|used|given)\s+(?:to|for)\s+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(rf"{MARK}\s+\((?=[^()]*,[^()]*\))")
_MIN_BRACKETED = 3
_NEAR = re.compile(r",\s+(?:such as|like|e\.\s?g\.,?|for example,?|for instance,?)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r",\s+(?:including|such as|like|e\.\s?g\.,?|for example,?|for instance,?)\s+(?=[^.;:]*\.?$)", re.IGNORECASE
)
_ARTICLE = re.compile(r"an?\s", re.IGNORECASE)
_THE = re.compile(r"(?:the|its|their|your)\s", re.IGNORECASE)
_LAST = re.compile(r",\s+(?:e\.\s?g\.,?|for example,?|for instance,?)\s+(?=[A-Z][^.;:]*\.?$)")
_ALL = re.compile(r"^\W*(?:All|Any)\s", re.IGNORECASE)
_INSIDE = re.compile(r"\((?:such as|including|like|e\.\s?g\.,?|for example,?|for instance,?)\s+", re.IGNORECASE)
_FAR = re.compile(r",?\s+(?:such as|like|including|e\.\s?g\.,?|for example,?)\s+", re.IGNORECASE)
_COPULA = re.compile(
    rf"{MARK}(?:\s*\([^)]*\))?(?:,[^,]{{0,80}},|\s+[—–-][^—–]{{0,80}}[—–-])?\s+"
    rf"(?:\w+ly\s+)?(?:is|are|was|were|refers? to|means)\s+(?=\w)",
    re.IGNORECASE,
)


def find_hyponyms(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose the kinds that the sentences of an entry name behind "such as" and its like."""
    for reading in readings:
        if CUE.is_in(reading.masked):
            for one, found in matches(RULES, reading) if not _ELSEWHERE.search(reading.masked) else ():
                yield from statements(page, reading, "narrower", one.method, found)
            yield from statements(page, reading, "narrower", "mark_brackets", _in_brackets(reading))
            if reading.is_fragment or _COPULA.search(reading.masked):
                yield from _of_genus(page, reading)


def _in_brackets(reading: Reading) -> list[Phrase]:
    """Return the three items or more that brackets behind the concept list: "Cloud providers (A, B, C) offer"."""
    for match in _AFTER_NAME.finditer(reading.masked):
        found = list_at(reading, match.end(), enclosed=True)
        if len(found) >= _MIN_BRACKETED and reading.masked[found[-1].end :].lstrip().startswith(")"):
            return found
    return []


def _of_genus(page: Page, reading: Reading) -> Iterator[Statement]:
    """Propose what hangs on the genus of a definition: in brackets, right behind it, or at the sentence's end."""
    masked, tokens = reading.masked, reading.sentence.tokens
    copula = _COPULA.search(masked) or _NAMING.match(masked)
    genus = noun_phrase(tokens, token_at(tokens, copula.end() if copula else 0), commas=True)
    if genus is None:
        return
    genus = (reduce_phrase(tokens, genus) or [genus])[-1]
    for method, found in (*_bracketed(reading, genus), *_behind(reading, genus), *_at_end(reading, genus)):
        yield from statements(page, reading, "narrower", method, found)


def _bracketed(reading: Reading, genus: NounPhrase) -> Iterator[_Found]:
    """Brackets behind "All tasks ..." or behind the genus: with a cue, or two items behind a plural."""
    inside = _INSIDE.search(reading.masked) if _ALL.match(reading.masked) else None
    if inside:
        yield "all_brackets", items_at(reading, inside.end(), enclosed=True)
    bracket = _BRACKET.match(reading.masked, genus.end)
    if bracket:
        found = items_at(reading, bracket.end(), enclosed=True)
        if bracket["cue"] or (len(found) > 1 and genus.is_plural):
            yield "genus_brackets", found


def _behind(reading: Reading, genus: NounPhrase) -> Iterator[_Found]:
    """A list right behind the genus, or further on items with the genus's own head."""
    near = _NEAR.match(reading.masked, genus.end)
    if near:
        found = items_at(reading, near.end())
        yield "genus_like", found if len(found) > 1 or not _THE.match(reading.masked, near.end()) else []
    for match in _FAR.finditer(reading.masked, genus.end):
        yield "genus_like", [p for p in list_at(reading, match.end()) if _head(p.label) == _head(genus.label)]


def _at_end(reading: Reading, genus: NounPhrase) -> Iterator[_Found]:
    """A list that ends a definition without subject: names, or "a keyboard" for "A device", or anything for "Any"."""
    if not reading.is_fragment:
        return
    last = _LAST.search(reading.masked, genus.end)
    if last:
        yield "genus_tail", [p for p in list_at(reading, last.end(), enclosed=True) if p.label[:1].isupper()]
    for match in _TAIL.finditer(reading.masked, genus.end):
        found = items_at(reading, match.end())
        article = _ARTICLE.match(reading.masked, match.end()) and _ARTICLE.match(reading.masked)
        if len(found) > 1 and (article or _ALL.match(reading.masked)):
            yield "genus_tail", found


def _head(label: str) -> str:
    return singular(label.lower().split()[-1])
