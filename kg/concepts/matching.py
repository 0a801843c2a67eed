"""Does one of a concept's names stand at a token? Exactly (`match_name`), and fast tests that rule most places out.

keys      {"digitalcertificate"}             `subject_key` of each name
tokens    a |(digital) certificates| are     signs inside a name are looked over
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.concepts.spelling import name_key
from kg.syntax import Sentence, Token, singular_noun
from kg.syntax.words import ARTICLES, CLOSING, OPENING, QUOTES

_SIGNS = re.compile(r"[\W_]+")
_BEGIN = re.compile(r"(?<![^\W\d_])[^\W_]")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_VOWELS = (("mo", "mi"), ("lo", "li"), ("to", "te"), ("fo", "fe"), ("go", "ge"), ("ma", "me"), ("ti", "ty"))  # mice
_MAX_WORDS, _ROOM = 14, 8
_LEFT_OUT = OPENING | CLOSING | QUOTES
_INSIDE = _LEFT_OUT | {"-", "/", "&", "+", "'s", "."}


@lru_cache(maxsize=1 << 15)
def subject_key(label: str) -> str:
    """Return `name_key` of a name without plural, "input ids" like "input IDs"."""
    first, space, last = label.strip().rpartition(" ")
    key = name_key(f"{first}{space}{singular_noun(last)}") if last else name_key(label)
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


@lru_cache(maxsize=64)
def initials_of(keys: frozenset[str]) -> frozenset[str]:
    """Return the first letters of names."""
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


def _begins_otherwise(two: str, heads: frozenset[str]) -> bool:
    """Tell whether the first two letters of a word are none that a name begins with."""
    return two not in heads and two[0] not in heads and len(two) > 1 and two.isascii() and two.isalnum()


@lru_cache(maxsize=64)
def _heads(keys: frozenset[str]) -> frozenset[str]:
    """Return the first two letters of names, or their only one; other forms of a name may have another second one."""
    heads = {_SIGNS.sub("", key)[:2] for key in keys}
    return frozenset(heads | {other for one, other in _VOWELS if one in heads})


def may_name(text: str, keys: frozenset[str]) -> bool:
    """Tell fast whether a text can hold one of the names: by the beginnings of the keys, signs left out."""
    return any(map(_squeezed(text).__contains__, _stems(keys)))


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
    low = tokens[at].low
    if low[0] not in initials_of(keys) or not tokens[at].is_word:
        return 0
    if low not in ARTICLES and _begins_otherwise(low[:2], _heads(keys)):  # 'the "token"' is the token
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
            if token.text in _INSIDE:
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
    return [w.text + (" " if w.space else "") for w in words if w.text not in _LEFT_OUT]
