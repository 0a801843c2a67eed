"""The subject of a definitional sentence: is the sentence about this concept? (Navigli & Velardi 2010: the DF field)

    In computing,   |a  B-tree|  (/biː triː/), also called ...,   is a ...
    lead            |definiendum|  insertions                     definitor

The definiendum stands at the sentence's start or behind a lead (a phrase with its comma), and only insertions come
between it and the verb: parentheses, names joined by "or", a phrase between two commas or dashes, "in X".
"""

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from kg.concepts.matching import initials_of, match_name
from kg.syntax import Token, join, noun_phrase, skip_parenthesis
from kg.syntax.lexicon import is_participle
from kg.syntax.words import ADVERBS, ARTICLES, AUXILIARIES, CLOSING, DASHES, OPENING, PREPOSITIONS, QUOTES, word_set

_LEADS = (
    PREPOSITIONS
    | ADVERBS
    | {"also", "short", "while", "whilst", "although", "though", "when", "where", "as", "unlike", "generally"}
)
_TERM = word_set("term word phrase name concept expression acronym abbreviation notion so-called")
_OF = word_set("concept notion term law principle theory idea practice doctrine")
_NAMING = word_set("as known called to shortened abbreviated simply just or named better referred also titled")
_COMMAS = DASHES | {",", "—", "–"}
_SHORT = frozenset(["or", "aka", "a.k.a", "a.k.a.", "in", "on", "within", "between"])
_CLAUSES = frozenset(["when", "where", "if", "because", "since", "although", "while"])
_BEFORE_NAMES, _OPENING = ARTICLES | {"term", "so-called"}, QUOTES | OPENING
_POSSESSIVE = frozenset(["'s"])
_MAX_REST, _MAX_INSERTION, _MAX_LEAD = 4, 45, 40


class Definiendum(NamedTuple):
    """Tokens `[first, last)` name the concept, `begin` is its determiner, `after` the token behind the insertions.

    `lead` tells whether something comes before it; `surface` is the name as written there.
    """

    begin: int
    first: int
    last: int
    after: int
    surface: str

    @property
    def lead(self) -> bool:
        """Tell whether the sentence opens with something else."""
        return self.begin > 0


IsDefinitor = Callable[[int], bool]


def find_definiendum(
    tokens: Sequence[Token],
    keys: frozenset[str],
    find_definitors: Callable[[], Container[int]],
    *,
    widened: bool = False,
) -> Definiendum | None:
    """Return the first place where one of the names is the subject of a definitor, or None.

    `find_definitors` gives the tokens of definitors; it is asked only where a name stands in a subject's place. With
    `widened`, a modifier may stand before the name ("the model head" for "head").
    """
    for at, begin, last in _places(tokens, keys, widened=widened):
        ends = dict.fromkeys((last, _lengthened(tokens, last))) if widened and begin == 0 else (last,)
        for end in ends:
            after = skip_insertions(tokens, end, find_definitors().__contains__)
            if after is not None:
                first = at if begin == at or not widened else _noun_start(tokens, begin, at)
                return Definiendum(begin, first, end, after, join(tokens[first:end]))
    return None


def _places(tokens: Sequence[Token], keys: frozenset[str], *, widened: bool) -> Iterator[tuple[int, int, int]]:
    """Yield where a name stands that may be a subject: its first token, its phrase's first, the token behind."""
    initials = initials_of(keys)
    for at, token in enumerate(tokens[:_MAX_LEAD]):
        if token.low[0] not in initials:
            continue
        last = match_name(tokens, at, keys)
        begin = _begin(tokens, at, widened=widened) if last else None
        if begin is not None:
            yield at, begin, last


def _lengthened(tokens: Sequence[Token], last: int) -> int:
    """Return the token behind the rest of a name that the known one begins: "|Cleopatra| VII Philopator"."""
    here = last
    while here < len(tokens) and here < last + _MAX_REST and tokens[here].text[:1].isupper():
        here += 1
    if here == last and here + 1 < len(tokens) and "NOUN" in tokens[here].classes:
        return here + 1
    return here


def _noun_start(tokens: Sequence[Token], begin: int, at: int) -> int:
    first = begin
    while first < at and (tokens[first].low in ARTICLES | _TERM or tokens[first].text in QUOTES | OPENING):
        first += 1
    return first


def _begin(tokens: Sequence[Token], at: int, *, widened: bool) -> int | None:
    """Return where the noun phrase of the name begins, if that is the sentence's start or behind a lead."""
    begin = at
    if widened and begin and tokens[begin - 1].is_word and tokens[begin - 1].low not in _LEADS | ARTICLES:
        begin -= 1
    while begin and (tokens[begin - 1].low in _BEFORE_NAMES or tokens[begin - 1].text in _OPENING):
        begin -= 1
    if begin > 1 and tokens[begin - 1].low in _TERM and tokens[begin - 2].low in ARTICLES:
        begin -= 2
    if begin > 2 and tokens[begin - 1].low == "of" and tokens[begin - 2].low in _OF and tokens[begin - 3].low == "the":
        begin -= 3  # "the law of comparative advantage refers to"
    if begin == 0 or tokens[begin - 1].text in (";", ":") or _is_alias(tokens, begin):
        return begin
    if tokens[begin].text in OPENING and (whole := noun_phrase(tokens, 0)) and whole.after == begin:
        return 0  # 'A quasi-stellar radio source ("quasar") is'
    return begin if tokens[begin - 1].text in _COMMAS and is_lead(tokens, begin - 1) else None


def _is_alias(tokens: Sequence[Token], begin: int) -> bool:
    """Tell whether an insertion behind another name gives this one: "A. King, also known as Ada Lovelace, was"."""
    at = begin
    while at and (tokens[at - 1].low in _NAMING or tokens[at - 1].low in ADVERBS):
        at -= 1
    return 1 < at < begin and tokens[at - 1].text in _COMMAS | OPENING


def is_lead(tokens: Sequence[Token], comma: int) -> bool:
    """Tell whether the tokens before a comma are a phrase that leads in, no clause with its own subject."""
    opening = tokens[0]
    if (
        opening.low in _LEADS
        or is_participle(opening.low) == "ed"
        or opening.classes == {"ADV"}
        or opening.low.endswith("ly")
    ):
        return True
    phrase = noun_phrase(tokens, 0, commas=True)
    return phrase is not None and phrase.after == comma


def skip_insertions(tokens: Sequence[Token], at: int, is_definitor: IsDefinitor) -> int | None:
    """Return the token of the definitor behind the definiendum, or None where another word comes first."""
    while at < len(tokens):
        if is_definitor(at):
            return at
        token = tokens[at]
        if token.text in OPENING and skip_parenthesis(tokens, at) > at:
            at = skip_parenthesis(tokens, at)
        elif token.text in QUOTES | CLOSING or token.low in ADVERBS:
            at += 1
        elif token.text in _COMMAS:
            return at + 1 if is_definitor(at + 1) else _closing(tokens, at, is_definitor)
        else:
            return _behind_word(tokens, at, is_definitor)
    return None


def _behind_word(tokens: Sequence[Token], at: int, is_definitor: IsDefinitor) -> int | None:
    """Return the definitor behind "or Y", "in X", "of a matrix", "and ewes"."""
    low = tokens[at].low
    of_any = (
        low == "of" and at + 1 < len(tokens) and tokens[at + 1].low in ("a", "an")
    )  # "an eigenvalue of a matrix is"
    if of_any or low in _SHORT:
        return _short(tokens, at + 1, is_definitor)
    return _joined_subject(tokens, at + 1, is_definitor) if low == "and" else None


def _joined_subject(tokens: Sequence[Token], at: int, is_definitor: IsDefinitor) -> int | None:
    """Return the definitor of two subjects that are one kind of thing: "rams and ewes are"."""
    phrase = noun_phrase(tokens, at)
    after = skip_parenthesis(tokens, phrase.after) if phrase else at
    plural = after < len(tokens) and tokens[after].low in ("are", "were")
    return after if phrase and plural and is_definitor(after) else None


def _closing(tokens: Sequence[Token], comma: int, is_definitor: IsDefinitor) -> int | None:
    """Return the definitor behind an insertion between commas or dashes: the first behind a closing sign."""
    opening = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if opening is None or opening.low in ("and", "but", "so", "then"):
        return None
    clause = opening.low in ("which", "who", "whose", "where", "that")
    for here in range(comma + 1, min(comma + _MAX_INSERTION, len(tokens) - 1)):
        clause = clause or tokens[here].low in _CLAUSES
        if not clause and tokens[here].low in AUXILIARIES - _POSSESSIVE and not is_definitor(here):
            return None
        if tokens[here].text in _COMMAS | CLOSING and _follows(tokens, here + 1, is_definitor) is not None:
            return _follows(tokens, here + 1, is_definitor)
        if not clause and is_definitor(here) and here > comma + 1:
            listed = any(token.low == "or" for token in tokens[comma + 1 : here])
            return here if listed or opening.low in ("also", "sometimes", "often") else None
    return None


def _follows(tokens: Sequence[Token], at: int, is_definitor: IsDefinitor) -> int | None:
    while at < len(tokens) and (tokens[at].low in ADVERBS or tokens[at].text in QUOTES):
        if is_definitor(at):
            return at
        at += 1
    return at if at < len(tokens) and is_definitor(at) else None


def _short(tokens: Sequence[Token], at: int, is_definitor: IsDefinitor) -> int | None:
    for here in range(at, min(at + 9, len(tokens))):
        if is_definitor(here):
            return here
        if tokens[here].low in AUXILIARIES or tokens[here].text in (".", ";"):
            return None
        if tokens[here].text == ",":
            return skip_insertions(tokens, here, is_definitor)
    return None
