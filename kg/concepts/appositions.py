"""Genera in an apposition to the subject, where the sentence goes on to say something else.

Cassava, also called yuca, |a woody shrub| native to South America, is extensively cultivated.

The apposition has an indefinite article, stands between two commas behind the sentence's first words, and a verb of
the main clause follows: so much tells it from a member of a list.
"""

from collections.abc import Sequence

from kg.concepts.genus import genus_phrases, make_genus
from kg.concepts.matching import match_name, may_begin
from kg.records import Genus
from kg.syntax import Sentence, Token, skip_parenthesis
from kg.syntax.classifiers import NAMING
from kg.syntax.lexicon import is_finite
from kg.syntax.words import ADVERBS, ARTICLES, AUXILIARIES, QUOTES, word_set

_NAMES = NAMING | word_set("acronym abbreviation contraction initialism portmanteau backronym synonym")
_MAX_WORDS = 45


def apposed_genera(sentence: Sentence, keys: frozenset[str]) -> list[Genus]:
    """Return the genera of "Name, a kind of thing, does"; empty where the sentence does not open so."""
    if not may_begin(sentence, keys):
        return []
    tokens = sentence.tokens
    begin = next((at for at, t in enumerate(tokens[:3]) if t.low not in ARTICLES and t.text not in QUOTES), 0)
    last = match_name(tokens, begin, keys) if begin < len(tokens) else 0
    comma = skip_parenthesis(tokens, last) if last else 0
    while comma and comma + 1 < len(tokens) and tokens[comma].text == ",":
        closing = _next_comma(tokens, comma + 1)
        if tokens[comma + 1].low in ("a", "an"):
            phrases = genus_phrases(tokens, comma + 1)[0] if _goes_on(tokens, closing + 1) else []
            return [make_genus(sentence, phrase) for phrase in phrases if phrase.head.lower() not in _NAMES]
        comma = closing if tokens[comma + 1].low in ADVERBS else 0
    return []


def _next_comma(tokens: Sequence[Token], at: int) -> int:
    return next((i for i in range(at, min(at + _MAX_WORDS, len(tokens))) if tokens[i].text == ","), len(tokens))


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the verb of the main clause follows."""
    while at < len(tokens) and tokens[at].low in ADVERBS:
        at += 1
    return at < len(tokens) and (tokens[at].low in AUXILIARIES or is_finite(tokens[at].low))
