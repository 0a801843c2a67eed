"""Which words belong to a noun phrase: how far it goes on from one of its words.

Closed-class words end it, and so do verbs and participles that open a clause; a sign or conjunction between adjectives
joins. Where a word is ambiguous the next one decides: "learning rate" goes on, "learning the" ends before.
"""

from collections.abc import Sequence

from kg.syntax.joints import BOUNDARY, COMPARED, joint, leads_on
from kg.syntax.lexicon import is_finite, is_participle, is_plural
from kg.syntax.tokens import Token
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    DETERMINERS,
    POSTMODIFYING,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
)

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
_OPENS_CLAUSE = frozenset(["using", "containing", "including", "involving", "having", "consisting"])


def step(tokens: Sequence[Token], begin: int, at: int, *, commas: bool) -> int:
    """Return how many tokens from `at` belong to the phrase that began at `begin`; 0 ends it.

    With `commas`, adjectives may be set apart by commas.
    """
    token = tokens[at]
    if token.is_code:
        return 1
    joined = joint(tokens, begin, at, commas=commas) if at > begin else None
    if joined is not None:
        return joined
    if not token.is_word or (token.low in BOUNDARY and not _is_title(tokens, begin, at)):
        return int(token.low == "being" and at > begin and "ADJ" in tokens[at - 1].classes)  # "a divine being"
    if token.low in DETERMINERS and token.low not in COMPARED:
        return 0
    return int(_continues(tokens, begin, at) if at > begin else not _is_verb_only(tokens, at))


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


def _continues(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Tell whether a word goes on with the phrase, by what it can be and by the words around it."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    owner = next((place for place in range(at - 1, begin, -1) if tokens[place].low == "'s"), begin)
    has_noun = any(is_nouny(word) for word in tokens[owner:at])
    if token.text[:1].isupper() and token.low not in POSTMODIFYING:
        return True
    if token.low in _OPENS_CLAUSE:
        return False
    if token.low in ADVERBS or token.classes == {"ADV"}:
        return (not has_noun and leads_on(following)) or _modifies_next(following)
    before = tokens[at - 1]
    settled = has_noun or "NOUN" in before.classes
    opened = settled or (bool(is_participle(before.low)) and token.low.endswith("ing"))
    if opened and token.low in POSTMODIFYING and not (token.low in _PREMODIFYING and leads_on(following)):
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
        return not leads_on(following)
    verbal = is_finite(token.low) or ("VERB" in token.classes and is_plural(tokens[at - 1].low))
    return verbal and _opens_object(tokens, at + 1)


def is_nouny(token: Token) -> bool:
    """Tell whether a word would do as a head: a noun and not, more likely, an adjective."""
    if token.is_code or (token.text[:1].isupper() and token.start > 0 and "ADJ" not in token.classes):
        return True
    return "NOUN" in token.classes and "ADJ" not in token.classes


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
        return leads_on(following)
    if ends or following is None or following.low == "of":
        return True
    if following.low in DETERMINERS | PRONOUNS | RELATIVES or following.classes == {"ADV"}:
        return False
    if "NOUN" in token.classes or not following.is_word:
        return True
    return leads_on(following) and is_nouny(following) and not is_plural(following.low)


def _opens_object(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in (DETERMINERS | PRONOUNS) - {"that"} or tokens[at].classes == {"ADV"})
