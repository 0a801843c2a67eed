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

from kg.syntax.lexicon import is_finite, is_participle, is_plural, singular_noun
from kg.syntax.tokens import Token
from kg.syntax.words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CLOSING,
    DETERMINERS,
    OPENING,
    ORDINALS,
    POSSESSIVES,
    POSTMODIFYING,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    QUOTES,
    RELATIVES,
)

_QUANTIFYING = QUANTIFIERS | {"one", "two", "three"}
_AMOUNTS = frozenset(["number", "variety", "majority", "couple", "lot"])
_BOUNDARY = (
    PREPOSITIONS | PRONOUNS | RELATIVES | AUXILIARIES | {"not", "n't", "never", "as", "because", "if", "although"}
)
_JOINING = frozenset(["and", "or", "and/or", "&", "nor", "as", "plus"])
_PREMODIFYING = frozenset(
    "based related native available equivalent set equal acting living running growing working operating moving standing "
    "flying".split()
)
_MORE = frozenset(["more", "several", "two", "fewer", "less"])
_COMPARED = frozenset(["most", "more", "less", "least"])


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
        if low in _COMPARED and at + 1 < len(tokens) and _is_compared(tokens[at + 1]) and _after_article(tokens, at):
            return at
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if following == "of" and (low in _QUANTIFYING or (low in _AMOUNTS and at and tokens[at - 1].low == "a")):
            at += 2
        elif following == "or" and tokens[at].is_number and at + 2 < len(tokens) and tokens[at + 2].low in _MORE:
            at += 3
        elif _is_year(tokens, at):
            return at
        elif low in DETERMINERS or (tokens[at].is_number and low not in ORDINALS and not _is_name(tokens, at)):
            at += 1
        else:
            return at
    return at


def _is_compared(token: Token) -> bool:
    return "ADJ" in token.classes or is_participle(token.low) == "ed"


def _after_article(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in ARTICLES | POSSESSIVES | _JOINING


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number behind an article dates what follows: "a 1927 film"."""
    return at > 0 and tokens[at - 1].low in ARTICLES and tokens[at].text.isdigit() and len(tokens[at].text) == 4


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
        step = _step(tokens, begin, stop, commas=commas)
        if not step:
            break
        stop += step
    while stop > begin and not _can_end(tokens, begin, stop - 1, determined=begin > at):
        stop -= 1
    if stop == begin:
        return None
    return _make(tokens, at, begin, stop)


def _skip_quotes(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].text in QUOTES else at


def _make(tokens: Sequence[Token], at: int, begin: int, stop: int) -> NounPhrase:
    words = [token for token in tokens[begin:stop] if token.text not in QUOTES] or list(tokens[begin:stop])
    surface = join(words)
    last = words[-1]
    head = last.text if last.is_code else singular_noun(last.text)
    label = surface[: len(surface) - len(last.text)] + head
    after = stop + 1 if stop < len(tokens) and tokens[stop].text in QUOTES and begin > 0 else stop
    determiner = tokens[at].low if begin > at else ""
    return NounPhrase(label, head, surface, words[0].start, last.end, at, after, determiner)


def _step(tokens: Sequence[Token], begin: int, at: int, *, commas: bool) -> int:
    """Return how many tokens from `at` belong to the phrase that began at `begin`; 0 ends it."""
    token = tokens[at]
    if token.is_code:
        return 1
    if token.text == "(" and at > begin:
        return _inner_acronym(tokens, at)
    if token.low == "to" and at > begin:
        return _range_of_adjectives(tokens, at)
    if token.low in ("'s", "'") and at > begin:
        return 1
    if token.text == "," and commas and at > begin:
        return _coordinated(tokens, begin, at)
    if token.low in ("and", "or", "&", "and/or") and at > begin:
        return _coordinated(tokens, begin, at)
    if token.text in ("+", "#") and at > begin and not tokens[at - 1].space:
        return 1
    if not token.is_word or token.low in _BOUNDARY and not _is_title(tokens, begin, at):
        return 0
    if token.low in DETERMINERS and token.low not in _COMPARED:
        return 0
    return int(not _is_verb_only(tokens, at)) if at == begin else _continues(tokens, begin, at)


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
    following = tokens[at + 3]
    belongs = (
        "NOUN" in following.classes
        and not is_finite(following.low)
        and following.text.islower()
        and tokens[at - 1].text[:1].isupper()
    )
    return 3 if belongs else 0


def _is_verb_only(tokens: Sequence[Token], at: int) -> bool:
    """A phrase cannot begin with a verb that is no participle ("sees")."""
    token = tokens[at]
    if token.text[:1].isupper() and at > 0 or token.is_code:
        return False
    return token.classes == {"VERB"} and not is_participle(token.low)


def _is_title(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """A capital in the middle of a name makes a boundary word part of it ("Ruby On Rails")."""
    token = tokens[at]
    return at > begin and token.text[:1].isupper() and tokens[at - 1].text[:1].isupper() and token.low in PREPOSITIONS


def _coordinated(tokens: Sequence[Token], begin: int, at: int) -> int:
    """Adjectives before one head may be joined: "an immutable, static file", "physical, mental, and spiritual practices".

    Returns how many tokens the separator and the adjectives behind it take, all but the last; 0 where it separates nouns.
    """
    if not _modifies_only(tokens[at - 1]):
        return 0
    here = at
    while here < len(tokens):
        step = separator_length(tokens, here)
        here += step
        if not step or here + 1 >= len(tokens):
            return 0
        following = tokens[here + 1]
        if not _modifies_only(tokens[here]) and not (_is_adjective(tokens[at - 1]) and _leads_on(following)):
            return 0
        if following.is_word and following.low not in _BOUNDARY | DETERMINERS | _JOINING:
            return here - at
        here += 1
    return 0


def _modifies_only(token: Token) -> bool:
    """Tell whether a word can stand before a noun but hardly for one."""
    if token.is_code or token.low in ADVERBS:
        return False
    participle = token.low.endswith("ing") or is_participle(token.low) == "ed"
    return "ADJ" in token.classes or "-" in token.text[1:-1] or (participle and token.low not in POSTMODIFYING)


def _is_adjective(token: Token) -> bool:
    return not token.is_code and token.classes == {"ADJ"}


def _continues(tokens: Sequence[Token], begin: int, at: int) -> int:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    has_noun = any(_is_nouny(word) for word in tokens[begin:at])
    if token.text[:1].isupper() and not token.low in POSTMODIFYING:
        return 1
    if token.low in ADVERBS or token.classes == {"ADV"}:
        return int(not has_noun and _leads_on(following) or _modifies_next(following))
    settled = has_noun or bool(is_participle(tokens[at - 1].low)) and token.low.endswith("ing")
    if settled and token.low in POSTMODIFYING and not (token.low in _PREMODIFYING and _leads_on(following)):
        return 0
    if has_noun and is_participle(token.low):
        return int(_participle_belongs(token, following, ends=_closes(tokens, at)))
    if has_noun and token.classes <= {"ADJ", "VERB"} and not _leads_on(following):
        return 0
    if has_noun and is_finite(token.low) and "NOUN" not in token.classes:
        return 0
    if has_noun and is_finite(token.low) and _opens_object(tokens, at + 1):
        return 0
    return 1


def _is_nouny(token: Token) -> bool:
    """Tell whether a word would do as a head: a noun and not, more likely, an adjective."""
    if token.is_code or (token.text[:1].isupper() and token.start > 0 and "ADJ" not in token.classes):
        return True
    return "NOUN" in token.classes and "ADJ" not in token.classes


def _leads_on(following: Token | None) -> bool:
    """Tell whether the next word can continue a noun phrase."""
    if following is None or not following.is_word:
        return False
    return following.low not in _BOUNDARY | DETERMINERS | _JOINING and following.classes != {"ADV"}


def _modifies_next(following: Token | None) -> bool:
    return (
        following is not None
        and bool(following.classes <= {"ADJ"} or is_participle(following.low) == "ed")
        and (following.low not in POSTMODIFYING)
    )


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
    if ends or following is None:
        return True
    if following.low in DETERMINERS | PRONOUNS | RELATIVES or following.classes == {"ADV"}:
        return False
    if "NOUN" in token.classes or not following.is_word:
        return True
    return _leads_on(following) and _is_nouny(following) and not is_plural(following.low)


def _opens_object(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in DETERMINERS | PRONOUNS or tokens[at].classes == {"ADV"})


def _can_end(tokens: Sequence[Token], begin: int, at: int, *, determined: bool) -> bool:
    """Tell whether a phrase may end with this word: a noun, or with an article whatever is no adverb."""
    token = tokens[at]
    if token.is_code:
        return True
    if not token.is_word or token.low in ("'s", "'") or token.low in ADVERBS or token.low in _JOINING:
        return False
    found = token.classes
    if "NOUN" in found or token.text[:1].isupper() or token.is_number:
        return True
    if found == {"ADV"}:
        return False
    if any(_is_nouny(word) for word in tokens[begin:at]):
        return False
    return determined and at == begin and "ADJ" in found


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
