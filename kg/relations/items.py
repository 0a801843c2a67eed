"""Lists of examples, where activities may stand beside things.

include |transforming raw text into word embeddings| and |extracting important features| such as ...
include |autoencoders|, and |Generative Adversarial Networks|
"""

import re
from collections.abc import Sequence

from kg.relations.phrases import JOINS, MAX_WORDS, Phrase, list_at, separator, token_at
from kg.relations.readings import MARK, Reading, words
from kg.syntax import Sentence, Token, classes, singular_noun
from kg.syntax.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES

_JOINED = re.compile(r",?\s+(?:and|or)\s+[^,]+$")
_ITEM = re.compile(r"(?:^|,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?P<item>(?:(?!\s+(?:and|or)\s)[^,])+)")
_PLAIN = re.compile(r"[\w./+#-]+(?:\s[\w./+#-]+){0,2}")
_CLOSED = PREPOSITIONS | AUXILIARIES | RELATIVES | PRONOUNS | DETERMINERS


def items_at(reading: Reading, at: int, *, enclosed: bool = False) -> list[Phrase]:
    """Return the items of a list of examples: noun phrases, or activities where the first item is one."""
    return _activities(reading.sentence, at) or list_at(reading, at, enclosed=enclosed)


def plain_items(reading: Reading, at: int) -> list[Phrase]:
    """Return the short items of a list that runs to the sentence's end, whatever words they are: "GET, PUT, and POST".

    Empty where something but commas and one conjunction stands between them, or no comma does.
    """
    text = reading.sentence.text
    rest = text[at:].rstrip(" .")
    if "," not in rest or not _JOINED.search(rest) or MARK in reading.masked[at:]:
        return []
    found: list[Phrase] = []
    for item in _ITEM.finditer(rest):
        label = item["item"].strip()
        if not _PLAIN.fullmatch(label) or not _CLOSED.isdisjoint(label.lower().split()):
            return []
        found.append(
            Phrase(singular_noun(label) if " " not in label else label, at + item.start("item"), at + item.end("item"))
        )
    return found


def longer(found: Sequence[Phrase], plain: Sequence[Phrase]) -> Sequence[Phrase]:
    """Return the plain reading of a list where it has more items."""
    return plain if len(plain) > max(2, len(found)) else found


def _activities(sentence: Sentence, at: int) -> list[Phrase]:
    """Return -ing clauses joined by "and": "transforming raw text into word embeddings and extracting features"."""
    tokens = sentence.tokens
    first = token_at(tokens, at)
    found: list[Phrase] = []
    while first < len(tokens) and _is_gerund(tokens, first):
        after = first + 1
        while after < len(tokens) and not _ends_activity(tokens, after):
            after += 1
        words = tokens[first:after]
        found.append(Phrase(sentence.text[words[0].start : words[-1].end], words[0].start, words[-1].end))
        while after < len(tokens) and tokens[after].low not in JOINS and tokens[after].text != ",":
            after += 1
        first = after + separator(tokens, after)[0] if after < len(tokens) else after
    return [phrase for phrase in found if len(phrase.label.split()) <= MAX_WORDS]


def _is_gerund(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an -ing form with an object begins here, and no noun phrase ("learning rates")."""
    token = tokens[at]
    if token.is_code or not token.low.endswith("ing") or "VERB" not in classes(token.low) or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.low in DETERMINERS or (following.is_word and "ADJ" in following.classes)


def _ends_activity(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return not token.is_word or token.low in JOINS or token.low in _STOPS


_STOPS = words("such like from by using with in on at for that which where when including as of via so")
