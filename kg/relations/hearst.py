"""`narrower` by Hearst's patterns (1992), where the concept itself is the hypernym.

    version control systems, like git, ...          NP such as | including | like | especially | e.g. NP, ... and NP
    word embeddings and other representation ...    NP, ... and other NP
    computer infrastructure (VMs, containers)       brackets behind the genus of a definition
    Models that ..., like translation models        an item with the genus's own head is one, however far behind
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.corpus import Corpus
from kg.relations.phrases import Phrase, items_at, list_at, token_at
from kg.relations.readings import MARK, Reading, all_of
from kg.relations.rules import Rule, matches, rule, statements
from kg.relations.statements import Statement
from kg.syntax import noun_phrase
from kg.text import singular

CUE = all_of(("such", "includ", r"\blike\b", r"e\.\s?g", "especially", "particularly", "notably", "for example", "for instance", r"\bother\b", r"\("))
_THING = r"(?:\s+(?!is\b|are\b|can\b|may\b)[\w-]+){0,1}?"
_LIKE = r"(?:such as|including|include|like|especially|particularly|notably|e\.\s?g\.,?|for example,?|for instance,?)"

RULES: tuple[Rule, ...] = (
    rule("such_as", rf"(?<!\bas a )(?<!\bas an )(?<!\bas the )<M>{_THING}\s*,?\s+(?:such as|like|especially|notably)\s+"),
    rule("such_as", rf"<M>{_THING}\s*(?:,|—|–)\s*(?:including|e\.\s?g\.,?|for example,?|for instance,?)\s+"),
    rule("such_as", rf"<M>{_THING}\s*\((?:such as|including|like|e\.\s?g\.,?|for example,?|for instance,?)\s+", "enclosed"),
    rule("such_as", r"\bsuch\s+<M>\s+as\s+"),
    rule("and_other", r",?\s+(?:and|or)\s+(?:any\s+|many\s+|some\s+)?other\s+(?:(?:similar|such|types of|kinds of|forms of)\s+)?<M>", "before"),
)
_BRACKET = re.compile(r"\s*\((?P<cue>(?:such as|including|like|e\.\s?g\.,?|for example,?|for instance,?)\s+)?(?=[^()]*\))")
_ELSEWHERE = re.compile(
    rf"\b(?:for|of|in|with|using|by|on|to)\s+(?:the\s+|this\s+|its\s+|your\s+){MARK}+(?:\s+[\w-]*[^s\s{MARK}])?,\s+(?:such as|including|like)\b"
    rf"|\bapplications?\s+(?:for|of|in)\s+{MARK}+,\s+(?:such as|including|like)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(r"^\W*An?\s+(?:\w+\s+)?(?:term|name|word|phrase)\s+(?:that\s+)?(?:refers?|referring|used|given)\s+(?:to|for)\s+", re.IGNORECASE)
_ALL = re.compile(r"^\W*(?:All|Any)\s", re.IGNORECASE)
_INSIDE = re.compile(r"\((?:such as|including|like|e\.\s?g\.,?|for example,?|for instance,?)\s+", re.IGNORECASE)
_FAR = re.compile(rf",?\s+(?:such as|like|including|e\.\s?g\.,?|for example,?)\s+", re.IGNORECASE)
_COPULA = re.compile(
    rf"{MARK}(?:\s*\([^)]*\))?(?:,[^,]{{0,80}},|\s+[—–-][^—–]{{0,80}}[—–-])?\s+(?:\w+ly\s+)?(?:is|are|was|were|refers? to|means)\s+(?=\w)",
    re.IGNORECASE,
)


def find_hyponyms(corpus: Corpus, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose the kinds that the sentences of an entry name behind "such as" and its like."""
    for reading in readings:
        if CUE.search(reading.masked):
            for one, found in matches(RULES, reading) if not _ELSEWHERE.search(reading.masked) else ():
                yield from statements(corpus, reading, "narrower", one.method, found)
            if reading.is_fragment or _COPULA.search(reading.masked):
                yield from _of_genus(corpus, reading)


def _of_genus(corpus: Corpus, reading: Reading) -> Iterator[Statement]:
    """What stands in brackets behind the genus, or far behind with the genus's own head, is a kind of the concept."""
    copula = _COPULA.search(reading.masked) or _NAMING.match(reading.masked)
    tokens = reading.sentence.tokens
    first = token_at(tokens, copula.end() if copula else 0)
    genus = noun_phrase(tokens, first, commas=True)
    if genus is None:
        return
    if _ALL.match(reading.masked) and (inside := _INSIDE.search(reading.masked)):
        found = items_at(reading, inside.end(), enclosed=True)
        yield from statements(corpus, reading, "narrower", "all_brackets", found)
    bracket = _BRACKET.match(reading.masked, genus.end)
    if bracket:
        found = items_at(reading, bracket.end(), enclosed=True)
        if bracket["cue"] or (len(found) > 1 and genus.is_plural):
            yield from statements(corpus, reading, "narrower", "genus_brackets", found)
    for match in _FAR.finditer(reading.masked, genus.end):
        same = [p for p in list_at(reading, match.end()) if _head(p.label) == _head(genus.label)]
        yield from statements(corpus, reading, "narrower", "genus_like", same)


def _head(label: str) -> str:
    return singular(label.lower().split()[-1])
