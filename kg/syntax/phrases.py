"""Noun phrases without a tagger: closed-class words bound them, lexical classes shape them.

    the  |most basic deployable |unit    | of computing        determiner | premodifiers | head | stop
    some |self-supervised training|techniques| used to ...

A phrase runs from its determiner over adjectives, participles, nouns, numbers and code to the last word that can be a
noun, and stops before a preposition, relative word, finite verb or a participle that opens a clause ("a model trained
on ..."). What follows is a reader's business: complements are not part of a label. The shape is the base noun phrase of
Abney, "Parsing by Chunks" (1991); where a word is ambiguous the next word decides ("learning rate" / "learning the").
"""

from collections.abc import Sequence
from typing import NamedTuple

from kg.syntax.joints import COMPARED, JOINING, skip_parenthesis
from kg.syntax.lexicon import is_participle, is_plural, singular_noun
from kg.syntax.steps import is_nouny, step
from kg.syntax.tokens import Token
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
    DETERMINERS,
    ORDINALS,
    POSSESSIVES,
    POSTMODIFYING,
    QUANTIFIERS,
    QUOTES,
)

_QUANTIFYING = QUANTIFIERS | {"one", "two", "three"}
_AMOUNTS = frozenset(["number", "variety", "majority", "couple", "lot"])
_MORE = frozenset(["more", "several", "two", "fewer", "less"])


class NounPhrase(NamedTuple):
    """A noun phrase: `label` without determiner and in the singular, `head` its last word.

    `start` and `end` are characters of the sentence and span the label's words; `first` and `after` are tokens,
    determiner included. `determiner` is lower-case, empty where there is none. `surface` is the label as written.
    """

    label: str
    head: str
    surface: str
    start: int
    end: int
    first: int
    after: int
    determiner: str = ""

    @property
    def is_plural(self) -> bool:
        """Tell whether the head stands in the plural."""
        return self.label != self.surface


def join(tokens: Sequence[Token]) -> str:
    """Return tokens as text, single spaces where the sentence has white space."""
    return "".join(token.text + (" " if token.space else "") for token in tokens).strip()


def skip_determiner(tokens: Sequence[Token], at: int) -> int:
    """Return the token behind articles and quantifiers ("all of the", "one of the many", "a few")."""
    while at < len(tokens):
        low = tokens[at].low
        if low in COMPARED and at + 1 < len(tokens) and _is_compared(tokens[at + 1]) and _after_article(tokens, at):
            return at
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if following == "of" and _quantifies(tokens, at):
            at += 2
        elif following == "or" and tokens[at].is_number and at + 2 < len(tokens) and tokens[at + 2].low in _MORE:
            at += 3
        elif _is_year(tokens, at):
            return at
        elif low in DETERMINERS or _is_variable(tokens, at) or _counts(tokens, at):
            at += 1
        else:
            return at
    return at


def _is_compared(token: Token) -> bool:
    return "ADJ" in token.classes or is_participle(token.low) == "ed"


def _after_article(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and (tokens[at - 1].low in ARTICLES | POSSESSIVES | JOINING or tokens[at - 1].is_number)


def _quantifies(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word before "of" says how many: "all of", "a number of", not "a multiple of"."""
    article = tokens[at - 1].low if at else ""
    if tokens[at].low in _AMOUNTS:
        return article == "a"
    return tokens[at].low in _QUANTIFYING and (article not in ARTICLES or tokens[at].low == "few")


def _counts(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].is_number and tokens[at].low not in ORDINALS and not _is_name(tokens, at)


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number behind an article dates what follows: "a 1927 film"."""
    return at > 0 and tokens[at - 1].low in ARTICLES and tokens[at].text.isdigit() and len(tokens[at].text) == 4


def _is_variable(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a letter counts what follows: "the k vectors", "n items"."""
    letter = len(tokens[at].text) == 1 and tokens[at].text.islower() and tokens[at].text != "a"
    if not letter or tokens[at].is_code or at + 1 >= len(tokens) or not tokens[at].space:
        return False
    return "NOUN" in tokens[at + 1].classes and is_plural(tokens[at + 1].low)


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number begins a name ("3D", "2-gram") and does not count."""
    return any(map(str.isalpha, tokens[at].text)) and tokens[at].text[:1].isdigit()


def noun_phrase(tokens: Sequence[Token], at: int, *, commas: bool = False) -> NounPhrase | None:
    """Return the noun phrase that begins at a token, or None.

    With `commas`, adjectives may be set apart by commas ("an immutable, static file").
    """
    begin = _skip_quotes(tokens, skip_determiner(tokens, at))
    stop = begin
    while stop < len(tokens):
        length = step(tokens, begin, stop, commas=commas)
        if not length:
            break
        stop += length
    while stop > begin and not _can_end(tokens, begin, stop - 1, determined=begin > at):
        stop -= 1
    if stop == begin:
        return None
    return _make(tokens, at, begin, stop)


def _skip_quotes(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].text in QUOTES else at


def phrase_of(tokens: Sequence[Token], first: int, after: int) -> NounPhrase | None:
    """Return tokens that are known to be a noun phrase as one; None where nothing is left behind the determiner."""
    begin = _skip_quotes(tokens, skip_determiner(tokens, first))
    return _make(tokens, first, begin, after) if begin < after else None


def _make(tokens: Sequence[Token], at: int, begin: int, stop: int) -> NounPhrase:
    words = [token for token in _without_asides(tokens[begin:stop]) if token.text not in QUOTES]
    words = words or list(tokens[begin:stop])
    surface = join(words)
    last = words[-1]
    head = last.text if last.is_code else singular_noun(last.text)
    label = surface[: len(surface) - len(last.text)] + head
    after = stop + 1 if stop < len(tokens) and tokens[stop].text in QUOTES and begin > 0 else stop
    determiner = tokens[at].low if begin > at else ""
    return NounPhrase(label, head, surface, words[0].start, last.end, at, after, determiner)


def _without_asides(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out a parenthesis between a modifier and its noun, but not an acronym in a name."""
    opening = next((at for at, token in enumerate(tokens) if token.text == "(" and token.start > 0), 0)
    if not opening or not tokens[opening - 1].space or any(map(str.isupper, tokens[opening + 1].text)):
        return tokens
    return [*tokens[:opening], *tokens[skip_parenthesis(tokens, opening) :]]


def _is_deed(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Tell whether a form in -ing ends a phrase as a noun does: "brand spoofing", "the drifting of"."""
    settled = at > begin or (at + 1 < len(tokens) and tokens[at + 1].low == "of")
    return settled and is_participle(tokens[at].low) == "ing" and tokens[at].low not in POSTMODIFYING


def _can_end(tokens: Sequence[Token], begin: int, at: int, *, determined: bool) -> bool:
    """Tell whether a phrase may end with this word: a noun, or with an article whatever is no adverb."""
    token = tokens[at]
    if token.is_code:
        return True
    if not token.is_word or token.low in ("'s", "'") or token.low in ADVERBS or token.low in JOINING:
        return False
    found = token.classes
    if (
        "NOUN" in found
        or (token.low == "being" and at > begin)
        or _is_deed(tokens, begin, at)
        or token.text[:1].isupper()
        or token.is_number
    ):
        return True
    if found == {"ADV"}:
        return False
    if any(is_nouny(word) for word in tokens[begin:at]):
        return False
    return determined and at == begin and bool(found & {"ADJ", "VERB"})
