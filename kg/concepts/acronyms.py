"""Short and long forms side by side in running text, both ways round (Schwartz & Hearst 2003, PSB).

Natural language processing (NLP)       the concept's name, then its acronym
application programming interface (API)  the long form of a concept whose name is the acronym
eBPF (extended Berkeley Packet Filter)   the acronym, then its long form
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.concepts.labels import abbreviates
from kg.concepts.matching import match_name
from kg.syntax import Token, is_plural, join, singular_noun, skip_parenthesis
from kg.syntax.words import ADVERBS, ARTICLES, OPENING, PREPOSITIONS, PRONOUNS, QUOTES, RELATIVES

_MAX_SHORT, _MAX_LONG = 3, 10
_NOT_FIRST = ARTICLES | PRONOUNS | RELATIVES | PREPOSITIONS | ADVERBS | {"is", "are", "was", "and", "or"}


class Pair(NamedTuple):
    """A name found beside another: its words, whether it is the short form, and its token range."""

    name: str
    kind: str
    first: int
    after: int


def find_pairs(tokens: Sequence[Token], keys: frozenset[str]) -> Iterator[Pair]:
    """Yield the short or long forms that stand beside one of a concept's names in a sentence."""
    for at, token in enumerate(tokens):
        if token.text != "(" or not at:
            continue
        close = skip_parenthesis(tokens, at) - 1
        inner = _bare(tokens, at + 1, _content_end(tokens, at + 1, close))
        if inner[0] >= inner[1]:
            continue
        yield from _beside(tokens, keys, at, inner)


def find_long_form(tokens: Sequence[Token], at: int, labels: Sequence[str]) -> str:
    """Return the long form of one of the labels that begins at a token ("short for ..."), or an empty string.

    The shortest whose words begin with the acronym's letters, or else whose last word begins with the last letter.
    """
    return _spelled(tokens, at, labels, exact=True) or _spelled(tokens, at, labels, exact=False)


def looks_like_acronym(label: str) -> bool:
    """Tell whether a label has two capitals and no space: "short for" it must spell it out."""
    return " " not in label and sum(map(str.isupper, label)) > 1


def _spelled(tokens: Sequence[Token], at: int, labels: Sequence[str], *, exact: bool) -> str:
    for after in range(at + 1, min(at + _MAX_LONG, len(tokens)) + 1):
        if not tokens[after - 1].is_word:
            break
        if tokens[after - 1].low in _NOT_FIRST:
            continue
        words = [token.low for token in tokens[at:after] if token.low not in _NOT_FIRST]
        initials = "".join(word if word.isdigit() else word[0] for word in words)
        text = join(tokens[at:after])
        if any(_fits(initials, label, exact=exact) and abbreviates(label, text) for label in labels):
            return text
    return ""


def _fits(initials: str, label: str, *, exact: bool) -> bool:
    letters = "".join(filter(str.isalnum, label.lower()))
    return initials == letters if exact else looks_like_acronym(label) and initials[-1] == letters[-1]


def _content_end(tokens: Sequence[Token], first: int, close: int) -> int:
    """Return the end of a parenthesis' first part: "(NLP; also ...)", "(GAN, 2014)"."""
    for here in range(first, close):
        if tokens[here].text in (",", ";", ":"):
            return here
    return close


def _bare(tokens: Sequence[Token], first: int, after: int) -> tuple[int, int]:
    while first < after and (tokens[first].text in QUOTES or tokens[first].low in ARTICLES | {"or", "i.e.", "aka"}):
        first += 1
    while after > first and tokens[after - 1].text in QUOTES:
        after -= 1
    return first, after


def _beside(tokens: Sequence[Token], keys: frozenset[str], at: int, inner: tuple[int, int]) -> Iterator[Pair]:
    text = join(tokens[inner[0] : inner[1]])
    before = _name_before(tokens, at, keys)
    if before is not None:
        label = join(tokens[before:at])
        if inner[1] - inner[0] <= _MAX_SHORT and abbreviates(text, label):
            yield Pair(singular_noun(text) if is_plural(tokens[at - 1].low) else text, "acronym", *inner)
        elif inner[1] - inner[0] <= _MAX_LONG and abbreviates(label, text):
            yield Pair(text, "expansion", *inner)
    elif match_name(tokens, inner[0], keys) == inner[1]:
        long = _long_before(tokens, at, text)
        if long is not None:
            yield Pair(join(tokens[long:at]), "expansion", long, at)


def _name_before(tokens: Sequence[Token], at: int, keys: frozenset[str]) -> int | None:
    """Return where one of the names begins that ends right before a token."""
    for first in range(max(0, at - _MAX_LONG), at):
        if match_name(tokens, first, keys) == at:
            return first
    return None


def _long_before(tokens: Sequence[Token], at: int, short: str) -> int | None:
    """Return where the long form of an acronym begins that ends right before a token: the shortest that fits."""
    letters = sum(map(str.isalnum, short))
    for first in range(at - 1, max(-1, at - 1 - min(letters + 5, 2 * letters)), -1):
        if tokens[first].text in OPENING | {",", ";", "."}:
            return None
        if tokens[first].low not in _NOT_FIRST and abbreviates(short, join(tokens[first:at])):
            return first
    return None
