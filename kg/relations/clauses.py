"""Where a list runs into a clause: "opposite of |an index| and serves sorting", "frogs and |newts| lay eggs"."""

from collections.abc import Sequence

from kg.syntax import NounPhrase, Token, is_plural, singular_noun
from kg.syntax.lexicon import is_finite
from kg.syntax.words import ARTICLES, AUXILIARIES

_SUBJECTS = frozenset(["it", "they", "we", "you", "this", "that", "then", "so"])


def opens_clause(tokens: Sequence[Token], at: int, before: NounPhrase) -> bool:
    """Tell whether a conjunction joined a clause and no item: "... and it does", "an index and serves sorting"."""
    if at >= len(tokens):
        return False
    low = tokens[at].low
    return low in _SUBJECTS | AUXILIARIES or _is_verb(tokens, at, before)


def _is_verb(tokens: Sequence[Token], at: int, before: NounPhrase) -> bool:
    """Tell whether a word in -s is a verb: the item before it has an article, it has none, and an object follows."""
    token = tokens[at]
    if not (token.text.islower() and token.low.endswith("s") and is_finite(token.low)) or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    has_object = following.is_word and following.low not in ("and", "or", "of", "in", "on")
    return has_object and ("NOUN" not in token.classes or before.determiner in ARTICLES)


def without_clause(tokens: Sequence[Token], item: NounPhrase) -> NounPhrase:
    """Cut an item that runs on into a clause: "frogs and |newts| lay eggs"."""
    words = tokens[item.first : item.after]
    for i in range(len(words) - 2):
        word, verb = words[i], words[i + 1]
        if is_plural(word.text) and "VERB" in verb.classes and verb.text.islower() and not is_plural(verb.text):
            label = singular_noun(word.text)
            surface = item.surface[: word.end - item.start]
            return item._replace(
                label=surface[: len(surface) - len(word.text)] + label, head=label, surface=surface, end=word.end,
                after=item.first + i + 1,
            )  # fmt: skip
    return item
