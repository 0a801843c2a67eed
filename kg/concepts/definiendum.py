"""The subject of a definitional sentence: is the sentence about this concept? (Navigli & Velardi 2010: the DF field)

    In computing,   |a  B-tree|  (/biː triː/), also called ...,   is a ...
    lead            |definiendum|  insertions                     definitor

The definiendum stands at the sentence's start or behind a lead (a phrase with its comma), and only insertions come
between it and the verb: parentheses, names joined by "or", a phrase between two commas or dashes, "in X".
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.concepts.spelling import name_key
from kg.syntax import Sentence, Token, join, noun_phrase, singular_noun, skip_parenthesis
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
_POSSESSIVE = frozenset(["'s"])
_SIGNS = re.compile(r"[\W_]+")
_BEGIN = re.compile(r"(?<![^\W\d_])[^\W_]")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_MAX_REST, _ROOM = 4, 8
_MAX_WORDS, _MAX_INSERTION, _MAX_LEAD = 14, 45, 40


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
    initials = _initials(keys)
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


@lru_cache(maxsize=1 << 15)
def subject_key(label: str) -> str:
    """Return `name_key` of a name without plural, "input ids" like "input IDs"."""
    first, space, last = label.strip().rpartition(" ")
    key = name_key(f"{first}{space}{singular_noun(last)}") if last else name_key(label)
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


@lru_cache(maxsize=64)
def _initials(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key[0] for key in keys if key)


@lru_cache(maxsize=64)
def _longest(keys: frozenset[str]) -> int:
    return max((len(key) for key in keys), default=0) + 6


def may_begin(sentence: Sentence, keys: frozenset[str]) -> bool:
    """Tell fast whether one of the names can stand at one of a sentence's first four tokens: by two letters.

    A token begins where no letter goes before; "do" and "n't" are two, but nothing is called "n't".
    """
    chunks = sentence.text.split(None, 6)[:6]
    text = " ".join(chunks).casefold()
    if not text.isascii() or any(start < len(text) for start, _ in sentence.code[:1]):
        return True  # code is one token, however many words it has
    begins = _BEGIN.finditer(text, 0, len(" ".join(chunks[:4])))
    letters = (text[at : at + _ROOM].translate(_ASCII_SIGNS)[:2] for at in (begin.start() for begin in begins))
    heads = _heads(keys)
    return any(two in heads or two[0] in heads or len(two) < len("ab") for two in letters)


@lru_cache(maxsize=64)
def _heads(keys: frozenset[str]) -> frozenset[str]:
    """Return the first two letters of names, or their only one; a "tire" may be written "tyre"."""
    heads = {_SIGNS.sub("", key)[:2] for key in keys}
    return frozenset(heads | {"ty"} if "ti" in heads else heads)


def may_name(text: str, keys: frozenset[str]) -> bool:
    """Tell fast whether a text can hold one of the names: by the beginnings of the keys, signs left out."""
    squeezed = _squeezed(text)
    return any(stem in squeezed for stem in _stems(keys))


@lru_cache(maxsize=1 << 11)
def _squeezed(text: str) -> str:
    low = text.casefold()
    return low.translate(_ASCII_SIGNS) if low.isascii() else _SIGNS.sub("", low)


@lru_cache(maxsize=64)
def _stems(keys: frozenset[str]) -> tuple[str, ...]:
    bare = (_SIGNS.sub("", key) for key in keys)
    return tuple(sorted({key[: max(2, min(8, len(key) - 3))] for key in bare if key}))


def match_name(tokens: Sequence[Token], at: int, keys: frozenset[str]) -> int:
    """Return the token behind the longest of the names that stands at a token, 0 where none does.

    Signs inside a name are looked over: "a (digital) certificate", "multi-tenancy", "Web Assembly".
    """
    if tokens[at].low[0] not in _initials(keys) or not tokens[at].is_word:
        return 0
    if tokens[at].low in ARTICLES and at + 1 < len(tokens) and match_name(tokens, at + 1, keys):
        return 0
    longest = _longest(keys)
    words: list[Token] = []
    best = 0
    size = 0
    for here in range(at, min(at + _MAX_WORDS, len(tokens))):
        token = tokens[here]
        if not token.is_word:
            if token.text in QUOTES | OPENING | CLOSING | {"-", "/", "&", "+", "'s", "."}:
                words.append(token)
                continue
            break
        words.append(token)
        size += len(token.text)
        if size > longest:
            break
        if subject_key("".join(_glued(words))) in keys:
            best = here + 1
    while best and best < len(tokens) and tokens[best].text in QUOTES:
        best += 1
    return best


def _glued(words: Sequence[Token]) -> list[str]:
    signs = OPENING | CLOSING | QUOTES
    return [w.text + (" " if w.space else "") for w in words if w.text not in signs]


def _begin(tokens: Sequence[Token], at: int, *, widened: bool) -> int | None:
    """Return where the noun phrase of the name begins, if that is the sentence's start or behind a lead."""
    begin = at
    if widened and begin and tokens[begin - 1].is_word and tokens[begin - 1].low not in _LEADS | ARTICLES:
        begin -= 1
    while begin and (
        tokens[begin - 1].low in ARTICLES | {"term", "so-called"} or tokens[begin - 1].text in QUOTES | OPENING
    ):
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
