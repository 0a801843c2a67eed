"""Entries with several senses: each sense is a definition without subject.

Token can refer to:                        (1) a unit of text; (2) a secret that ...
- a unit of text                           1. A unit of text.
- a secret that ...                        2. A secret that ...
"""

import re
from collections.abc import Sequence

from kg.concepts.genus import genus_phrases, make_genus
from kg.records import Genus
from kg.syntax import Sentence, Token

_INTRODUCES = re.compile(
    r"\b(?:refers?\s+to|means?|stands?\s+for|denotes?|meanings?|senses?|definitions?)\b[^:]*:$",
    re.IGNORECASE,
)


def introduces_senses(sentence: Sentence) -> bool:
    """Tell whether a list of senses follows: "may refer to:"."""
    text = sentence.text.rstrip()
    return text.endswith(":") and bool(_INTRODUCES.search(text))


def opens_item(sentence: Sentence) -> bool:
    """Tell whether a sentence is the first of a list item."""
    return sentence.kind == "item" and sentence.base == 0


def numbered_genera(sentence: Sentence) -> list[Genus]:
    """Return the genera of the senses that a sentence numbers itself; empty where it numbers none."""
    tokens = sentence.tokens
    places = [at for at in range(len(tokens) - 2) if _is_number(tokens, at)]
    if len(places) < 2:
        return []
    phrases = [phrase for at in places for phrase in genus_phrases(tokens, _behind(tokens, at), bare=True)[0]]
    return [make_genus(sentence, phrase) for phrase in phrases]


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "(1)" or "1)" begins a sense at a token: at the start or behind a sign."""
    if tokens[at].text == "(":
        return tokens[at + 1].text.isdigit() and tokens[at + 2].text == ")"
    before = tokens[at - 1].text if at else ";"
    return tokens[at].text.isdigit() and tokens[at + 1].text == ")" and before in (";", ",", ":", ".")


def _behind(tokens: Sequence[Token], at: int) -> int:
    return at + (3 if tokens[at].text == "(" else 2)
