"""Clauses that hang on the genus of a definition: "is a tool |used to ...", "A process |that belongs to| a cluster"."""

import re
from collections.abc import Sequence

from kg.relations.phrases import token_at
from kg.relations.readings import MARK, Reading, words
from kg.syntax import Token, noun_phrase, skip_parenthesis
from kg.syntax.classifiers import NAMING

_COPULA = re.compile(rf"{MARK}[^.;:]*?\s(?:is|are|was|were|refers? to|means)\s+(?=\w)", re.IGNORECASE)
_BEING = words("is are was were can be may also")
_LINKS = words("of in for on with at from")


def hangs_on_genus(reading: Reading, at: int) -> bool:
    """Tell whether a participle or relative clause at a character stands right behind the genus of a definition."""
    tokens = reading.sentence.tokens
    copula = _COPULA.search(reading.masked)
    begin = copula.end() if copula else 0
    if begin >= at or not (copula or reading.is_fragment):
        return False
    genus = noun_phrase(tokens, token_at(tokens, begin), commas=True)
    if genus is None or genus.head.lower() in NAMING:
        return False
    return _behind_postmodifiers(tokens, genus.after, token_at(tokens, at)) == token_at(tokens, at)


def _behind_postmodifiers(tokens: Sequence[Token], at: int, wanted: int) -> int:
    """Return the token behind "of spread in a table (x)," and "that is": what may stand before the clause."""
    at = skip_parenthesis(tokens, at)
    while at < len(tokens) and tokens[at].low in _LINKS:
        inner = noun_phrase(tokens, at + 1)
        if inner is None:
            return at
        at = skip_parenthesis(tokens, inner.after)
    at += at < len(tokens) and tokens[at].text == ","
    if at < wanted and tokens[at].low in ("that", "which"):
        at += 1
        while at < len(tokens) and tokens[at].low in _BEING:
            at += 1
    return at
