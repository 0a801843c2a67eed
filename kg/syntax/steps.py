"""Which words belong to a noun phrase: how far it goes on from one of its words.

Closed-class words end it, and so do verbs and participles that open a clause; a sign or conjunction between adjectives
joins. Where a word is ambiguous the next one decides: "learning rate" goes on, "learning the" ends before.
"""

from collections.abc import Sequence

from kg.syntax.lexicon import is_finite, is_participle, is_plural
from kg.syntax.tokens import Token
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
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
_PREMODIFYING = frozenset(
    (
        "based",
        "related",
        "native",
        "available",
        "equivalent",
        "set",
        "equal",
        "acting",
        "living",
        "running",
        "growing",
        "working",
        "operating",
        "moving",
        "standing",
        "flying",
    )
)
_MAX_ASIDE = 6
COMPARED = frozenset(["most", "more", "less", "least"])


def step(tokens: Sequence[Token], begin: int, at: int, *, commas: bool) -> int:
    """Return how many tokens from `at` belong to the phrase that began at `begin`; 0 ends it.

    With `commas`, adjectives may be set apart by commas.
    """
    token = tokens[at]
    if token.is_code:
        return 1
    joint = _joint(tokens, begin, at, commas=commas) if at > begin else None
    if joint is not None:
        return joint
    if not token.is_word or (token.low in BOUNDARY and not _is_title(tokens, begin, at)):
        return 0
    if token.low in DETERMINERS and token.low not in COMPARED:
        return 0
    return int(_continues(tokens, begin, at) if at > begin else not _is_verb_only(tokens, at))


def _joint(tokens: Sequence[Token], begin: int, at: int, *, commas: bool) -> int | None:
    """Return the step over a sign or word that may join parts of a phrase, None for any other."""
    low = tokens[at].low
    if low == "(":
        return _inner_acronym(tokens, at) or _inner_aside(tokens, at)
    if low == "to":
        return _range_of_adjectives(tokens, at)
    if low in ("'s", "'") or (low in ("+", "#") and not tokens[at - 1].space):
        return 1
    if low in ("and", "or", "&", "and/or") or (low == "," and commas):
        return _coordinated(tokens, at)
    return None


def _range_of_adjectives(tokens: Sequence[Token], at: int) -> int:
    """Step over "to" in "small to very large molluscs"."""
    here = at + 1
    while here < len(tokens) and tokens[here].low in ADVERBS:
        here += 1
    if here + 1 >= len(tokens) or "ADJ" not in tokens[at - 1].classes & tokens[here].classes:
        return 0
    return here - at if _leads_on(tokens[here + 1]) else 0


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


def _is_verb_only(tokens: Sequence[Token], at: int) -> bool:
    """A phrase cannot begin with a verb that is no participle ("sees")."""
    token = tokens[at]
    if (token.text[:1].isupper() and at > 0) or token.is_code or (at and tokens[at - 1].low in ARTICLES):
        return False
    return token.classes == {"VERB"} and not is_participle(token.low)


def _is_title(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """A capital in the middle of a name makes a boundary word part of it ("Ruby On Rails")."""
    token = tokens[at]
    return at > begin and token.text[:1].isupper() and tokens[at - 1].text[:1].isupper() and token.low in PREPOSITIONS


def _coordinated(tokens: Sequence[Token], at: int) -> int:
    """Adjectives before one head may be joined: "an immutable, static file", "bodily, mental and spiritual practices".

    Returns how many tokens the separator and the adjectives behind it take, but the last; 0 where it separates nouns.
    """
    if not _modifies_only(tokens[at - 1]):
        return 0
    here = at
    while here < len(tokens):
        length = separator_length(tokens, here)
        here += length
        while here < len(tokens) and tokens[here].classes == {"ADV"}:
            here += 1
        if not length or here + 1 >= len(tokens):
            return 0
        following = tokens[here + 1]
        if "NOUN" in tokens[at - 1].classes and _is_superlative(tokens[here]):  # "the capital and largest city"
            return 0
        if not _modifies_only(tokens[here]) and not (_is_adjective(tokens[at - 1]) and _leads_on(following)):
            return 0
        if following.is_word and following.low not in BOUNDARY | DETERMINERS | JOINING:
            return here - at
        here += 1
    return 0


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


def _continues(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Tell whether a word goes on with the phrase, by what it can be and by the words around it."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    has_noun = any(is_nouny(word) for word in tokens[begin:at])
    if token.text[:1].isupper() and token.low not in POSTMODIFYING:
        return True
    if token.low in ADVERBS or token.classes == {"ADV"}:
        return (not has_noun and _leads_on(following)) or _modifies_next(following)
    before = tokens[at - 1]
    settled = has_noun or "NOUN" in before.classes
    opened = settled or (bool(is_participle(before.low)) and token.low.endswith("ing"))
    if opened and token.low in POSTMODIFYING and not (token.low in _PREMODIFYING and _leads_on(following)):
        return not has_noun and "NOUN" in token.classes and (_closes(tokens, at) or _is_of(following))
    if settled and is_participle(token.low):
        return _participle_belongs(token, following, ends=_closes(tokens, at))
    return not has_noun or not _is_predicate(tokens, at, following)


def _is_predicate(tokens: Sequence[Token], at: int, following: Token | None) -> bool:
    """Tell whether a word behind a noun is rather the verb or an adjective of what follows ("models read the text")."""
    token = tokens[at]
    if token.classes == {"VERB"}:
        return True
    if token.classes <= {"ADJ", "VERB"}:
        return not _leads_on(following)
    verbal = is_finite(token.low) or ("VERB" in token.classes and is_plural(tokens[at - 1].low))
    return verbal and _opens_object(tokens, at + 1)


def is_nouny(token: Token) -> bool:
    """Tell whether a word would do as a head: a noun and not, more likely, an adjective."""
    if token.is_code or (token.text[:1].isupper() and token.start > 0 and "ADJ" not in token.classes):
        return True
    return "NOUN" in token.classes and "ADJ" not in token.classes


def _leads_on(following: Token | None) -> bool:
    """Tell whether the next word can continue a noun phrase."""
    if following is None or not following.is_word:
        return False
    return following.low not in BOUNDARY | DETERMINERS | JOINING and following.classes != {"ADV"}


def _modifies_next(following: Token | None) -> bool:
    return (
        following is not None
        and bool(following.classes <= {"ADJ"} or is_participle(following.low) == "ed")
        and (following.low not in POSTMODIFYING)
    )


def _is_of(following: Token | None) -> bool:
    return following is not None and following.low == "of"


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the phrase must end at this word: sentence end, comma, "that", "is"."""
    if at + 1 >= len(tokens):
        return True
    following = tokens[at + 1]
    return following.text in (".", ",", ";", ":", ")") or following.low in AUXILIARIES | {"that", "which", "where"}


def _participle_belongs(token: Token, following: Token | None, *, ends: bool) -> bool:
    """Decide whether a participle behind a noun is still a premodifier or the head, or opens a clause."""
    if is_participle(token.low) == "ed":
        return _leads_on(following)
    if ends or following is None or following.low == "of":
        return True
    if following.low in DETERMINERS | PRONOUNS | RELATIVES or following.classes == {"ADV"}:
        return False
    if "NOUN" in token.classes or not following.is_word:
        return True
    return _leads_on(following) and is_nouny(following) and not is_plural(following.low)


def _opens_object(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in (DETERMINERS | PRONOUNS) - {"that"} or tokens[at].classes == {"ADV"})


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
