"""Bleached heads: "a type of layer" is a layer, "a subfield of a family of methods" is a method.

A classifier noun says that something is being classified, and the noun behind its "of" says as what (Keizer, "The
English Noun Phrase", 2007, ch. 7). A naming noun says that something has a name: "a term that refers to models".

    a broad category of |training technique|s that       skip the classifier and its "of"
    a term |used to describe| a |rule|                    skip the naming noun and its verb of naming
"""

from collections.abc import Sequence
from typing import Final

from kg.syntax.lists import noun_list
from kg.syntax.phrases import NounPhrase, noun_phrase
from kg.syntax.tokens import Token
from kg.syntax.words import ADVERBS, COORDINATORS, DETERMINERS, RELATIVES, word_set

CLASSIFIERS: Final = word_set(
    "type kind form sort category class set subset superset subfield subtype subclass subcategory family piece "
    "example instance collection group grouping variety branch subdiscipline subgenre species breed pair bunch "
    "couple assortment range"
)
NAMING: Final = word_set("name term word expression phrase label title designation nickname")
_NAMING_VERBS: Final = word_set(
    "used applied given refers refer referring describes describe describing denotes denote denoting designates "
    "designate designating means mean meaning is are to for of commonly indicate indicating represent "
    "representing encompassing encompasses covering covers any"
)
_WORDS_ON_THINGS: Final = frozenset(["label", "title", "designation"])
_EMPTY: Final = frozenset(["same", "opposite", "other", "one", "following", "different"])
_LAST_BEFORE_NAMED: Final = _NAMING_VERBS - {"used", "is", "are", "applied", "given", "commonly"}
_SAYING: Final = frozenset(["say", "refer", "describe", "express", "talk", "denote", "call"])
_COMMON: Final = word_set("widely commonly used generic general common popular umbrella broad collective loose")
_MAX_NESTING, _MAX_GAP = 4, 10


def reduce_phrase(tokens: Sequence[Token], phrase: NounPhrase) -> list[NounPhrase]:
    """Return what a phrase classifies or names, nested too; the phrase itself where its head is no such noun.

    Empty for "a part of ...", which says no kind. Classified nouns that are joined by "and" or "or" are all given.
    """
    found = [phrase]
    for _ in range(_MAX_NESTING):
        deeper = _behind(tokens, found[-1]) if len(found) == 1 else []
        if not deeper:
            break
        found = deeper
    return [one for one in found if not _is_part(tokens, one) and not _is_mere_word(tokens, one)]


def _is_mere_word(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """A "widely used term" or "generic way to say" tells of the word, not of the thing."""
    if phrase.head.lower() == "way":
        return _low(tokens, phrase.after) == "to" and _low(tokens, phrase.after + 1) in _SAYING
    return phrase.head.lower() == "term" and not _COMMON.isdisjoint(phrase.label.lower().split())


def _is_part(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    return phrase.label.lower() == "part" and _low(tokens, phrase.after) == "of"


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if at < len(tokens) else ""


def _behind(tokens: Sequence[Token], phrase: NounPhrase) -> list[NounPhrase]:
    head = phrase.head.lower()
    if head in NAMING:
        if head in _WORDS_ON_THINGS and _low(tokens, phrase.after) in (
            "applied",
            "given",
        ):  # "a label applied to a box"
            return []
        return [one for one in _named(tokens, phrase.after) if one.label.lower() not in _EMPTY]
    at = phrase.after
    if head in CLASSIFIERS and _low(tokens, at) in COORDINATORS:  # "a class or type of"
        second = noun_phrase(tokens, at + 1)
        at = second.after if second and second.head.lower() in CLASSIFIERS else at
    if head not in CLASSIFIERS or _low(tokens, at) != "of":
        return []
    if head == "species" and _low(tokens, at + 1) in DETERMINERS:
        return []
    return joined(tokens, at + 1)


def joined(tokens: Sequence[Token], at: int) -> list[NounPhrase]:
    """Return the phrases at a token that are joined by "and", "or": "tools and libraries"."""
    phrases, behind = noun_list(tokens, at, whole=True)
    if len(phrases) < 2 or not COORDINATORS.intersection(token.low for token in tokens[phrases[0].after : behind]):
        return phrases[:1]
    return phrases


def _named(tokens: Sequence[Token], at: int) -> list[NounPhrase]:
    """Return what a term is "used for": the noun phrase behind the last verb or preposition of naming."""
    last = at
    for here in range(at, min(at + _MAX_GAP, len(tokens))):
        low = tokens[here].low
        if low in ("in", "by", "among"):
            inner = noun_phrase(tokens, here + 1)
            return _named(tokens, inner.after) if inner else []
        if low not in _NAMING_VERBS | ADVERBS | RELATIVES and tokens[here].classes != {"ADV"}:
            break
        last = here + 1
    if last == at or tokens[last - 1].low not in _LAST_BEFORE_NAMED:
        return []
    return joined(tokens, last)
