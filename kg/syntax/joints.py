"""Signs and words inside a noun phrase that join or set apart: "and", ",", "to", a parenthesis.

an immutable|,| static file             adjectives of one head
an authentication |and| authorization service   nouns of deed before one head
the Transport Layer Security |(TLS)| protocol   an acronym, an aside
"""

from collections.abc import Sequence

from kg.syntax.lexicon import is_finite, is_participle
from kg.syntax.tokens import Token
from kg.syntax.words import (
    ADVERBS,
    AUXILIARIES,
    CLOSING,
    DETERMINERS,
    OPENING,
    POSTMODIFYING,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
)

_EXAMPLES = {"i.e.", "i.e", "e.g.", "e.g", "etc.", "etc", "viz.", "cf."}
BOUNDARY = (
    PREPOSITIONS
    | PRONOUNS
    | RELATIVES
    | AUXILIARIES
    | {"not", "n't", "never", "as", "because", "if", "although"}
    | _EXAMPLES
)
JOINING = frozenset(["and", "or", "and/or", "&", "nor", "as", "plus"])
_MAX_ASIDE = 6
COMPARED = frozenset(["most", "more", "less", "least"])


def joint(tokens: Sequence[Token], begin: int, at: int, *, commas: bool) -> int | None:
    """Return the step over a sign or word that may join parts of a phrase, None for any other."""
    low = tokens[at].low
    if low == "(":
        return _inner_acronym(tokens, at) or _inner_aside(tokens, at)
    if low == "to":
        return _range_of_adjectives(tokens, at)
    if low in ("'s", "'") or (low in ("+", "#") and not tokens[at - 1].space):
        return 1
    if low in ("and", "or", "&", "and/or") or (low == "," and commas):
        return _coordinated(tokens, at) or _joined_deeds(tokens, begin, at)
    return None


def _range_of_adjectives(tokens: Sequence[Token], at: int) -> int:
    """Step over "to" in "small to very large molluscs"."""
    here = at + 1
    while here < len(tokens) and tokens[here].low in ADVERBS:
        here += 1
    if here + 1 >= len(tokens) or "ADJ" not in tokens[at - 1].classes & tokens[here].classes:
        return 0
    return here - at if leads_on(tokens[here + 1]) else 0


def _inner_acronym(tokens: Sequence[Token], at: int) -> int:
    """Step over an acronym in the middle of a name: "the Transport Layer Security (TLS) protocol"."""
    if at + 3 >= len(tokens) or tokens[at + 2].text != ")" or not any(map(str.isupper, tokens[at + 1].text)):
        return 0
    if not tokens[at - 1].space and "NOUN" in tokens[at + 3].classes:  # "iron(III) oxide"
        return 3
    following = tokens[at + 3]
    belongs = (
        "NOUN" in following.classes
        and not is_finite(following.low)
        and following.text.islower()
        and tokens[at - 1].text[:1].isupper()
    )
    return 3 if belongs else 0


def _inner_aside(tokens: Sequence[Token], at: int) -> int:
    """Step over an aside between a modifier and its noun: "an absolute (also called metric) depth model"."""
    before, after = tokens[at - 1], skip_parenthesis(tokens, at)
    if "ADJ" not in before.classes and "-" not in before.text[1:-1]:
        return 0
    if after == at or after - at > _MAX_ASIDE or after >= len(tokens) or not before.space:
        return 0
    following = tokens[after]
    return after - at if "NOUN" in following.classes and not is_finite(following.low) else 0


def _coordinated(tokens: Sequence[Token], at: int) -> int:
    """Adjectives before one head may be joined: "an immutable, static file", "bodily, mental and spiritual practices".

    Returns how many tokens the separator and the adjectives behind it take, but the last; 0 where it separates nouns.
    """
    before = tokens[at - 1]
    if before.classes == {"ADV"} and at + 1 < len(tokens) and tokens[at + 1].classes == {"ADV"}:
        return 1
    if not _modifies_only(before):
        return 0
    here = at
    while here < len(tokens):
        begin = here + separator_length(tokens, here)
        place = _behind_adverbs(tokens, begin)
        if begin == here or place + 1 >= len(tokens) or not _goes_on(tokens, before, begin, place):
            return 0
        following = tokens[place + 1]
        if following.is_word and following.low not in (BOUNDARY | DETERMINERS | JOINING) - {"being"}:
            return place - at
        here = place + 1
    return 0


def _behind_adverbs(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and (tokens[at].classes == {"ADV"} or tokens[at].low in COMPARED):
        at += 1
    return at


def _goes_on(tokens: Sequence[Token], before: Token, begin: int, place: int) -> bool:
    """Tell whether the word behind a separator is one more adjective: not so in "the capital and largest city"."""
    if "NOUN" in before.classes and (_is_superlative(tokens[place]) or tokens[begin].low in ("most", "least")):
        return False
    return _modifies_only(tokens[place]) or (_is_adjective(before) and leads_on(tokens[place + 1]))


def _joined_deeds(tokens: Sequence[Token], begin: int, at: int) -> int:
    """Step over "and" between two nouns of deed before one head: "an authentication and authorization service"."""
    after = at + separator_length(tokens, at)
    if tokens[at].text == "," or after + 1 >= len(tokens) or not begin or tokens[begin - 1].low not in ("a", "an"):
        return 0
    deeds = all(_names_deed(tokens[place]) for place in (at - 1, after))
    head = tokens[after + 1]
    return after - at if deeds and "NOUN" in head.classes and not is_finite(head.low) and leads_on(head) else 0


def _names_deed(token: Token) -> bool:
    return token.low.endswith(("ion", "ing", "ment", "ance", "ence", "ity")) and "NOUN" in token.classes


def _is_superlative(token: Token) -> bool:
    return token.low.endswith("est") and "ADJ" in token.classes and len(token.low) > len("best")


def _modifies_only(token: Token) -> bool:
    """Tell whether a word can stand before a noun but hardly for one."""
    if token.is_code or token.low in ADVERBS:
        return False
    participle = token.low.endswith("ing") or is_participle(token.low) == "ed"
    return "ADJ" in token.classes or "-" in token.text[1:-1] or (participle and token.low not in POSTMODIFYING)


def _is_adjective(token: Token) -> bool:
    return not token.is_code and token.classes == {"ADJ"}


def leads_on(following: Token | None) -> bool:
    """Tell whether the next word can continue a noun phrase."""
    if following is None or not following.is_word:
        return False
    return following.low not in BOUNDARY | DETERMINERS | JOINING and following.classes != {"ADV"}


def separator_length(tokens: Sequence[Token], at: int) -> int:
    """Return the length of a list separator at a token: comma, conjunction, or both."""
    length = 1 if at < len(tokens) and tokens[at].text in (",", "/") else 0
    low = tokens[at + length].low if at + length < len(tokens) else ""
    if low in ("and", "or", "and/or", "&", "nor", "plus"):
        return length + 1
    if [token.low for token in tokens[at + length : at + length + 3]] == ["as", "well", "as"]:
        return length + 3
    return length


def skip_parenthesis(tokens: Sequence[Token], at: int) -> int:
    """Return the token behind a parenthesis that opens at `at`, or `at`."""
    if at >= len(tokens) or tokens[at].text not in OPENING:
        return at
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index].text in OPENING) - (tokens[index].text in CLOSING)
        if not depth:
            return index + 1
    return at
