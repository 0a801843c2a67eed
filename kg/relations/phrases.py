"""Phrases that a pattern leads to: a list behind a cue, a list in front of one, an activity ("storing data").

    such as |A, B (x), or even a C| that ...        list behind a cue
    |A, B and C| are examples of                    list in front of a cue
    used to |store and share data| in ...           activity: "storing and sharing data"

Commas alone make no list: in "Unlike A, B does" only A stands behind the cue. A list is a list if "and" or "or" joins
its last item, or if a colon or parenthesis encloses it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.relations.clauses import opens_clause, without_clause
from kg.relations.readings import MARK, Reading, words
from kg.syntax import (
    NounPhrase,
    Token,
    classes,
    is_plural,
    noun_phrase,
    reduce_phrase,
    singular_noun,
    skip_parenthesis,
)
from kg.syntax.phrases import phrase_of
from kg.syntax.words import DETERMINERS, PREPOSITIONS

JOINS = frozenset(["and", "or", "and/or", "&", "nor", "plus"])
_AND_SO_ON = frozenset(["etc.", "etc", "among"])
_SOFTENERS = frozenset(
    ["even", "also", "possibly", "perhaps", "sometimes", "often", "usually", "just", "simply", "e.g.", "both", "either"]
)
_ASIDE = frozenset(
    ["like", "which", "that", "where", "who", "called", "known", "referred", "also", "sometimes", "often"]
)
_VAGUE = words(
    "thing something anything it them this that these those one other others another more many etc much everything "
    "such former latter same way case part lot example kind type sort form all each both some none which what "
    "following above below there here etc. fact place time reason order addition general particular"
)
_EMPTY = re.compile(r"^(?:particular|certain|given|following|respective|so-called)\s+")
_PRIOR = re.compile(
    r"(?:(?:prior|previous|earlier|existing|recent|most)\s+)+(?:work|effort|attempt|study|research|approach)$"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_OWNER = re.compile(r"(?:[a-z][\w-]*\s+)*[a-z][\w-]*['’]s?\s+")
_GROUPS = frozenset(["group", "set", "collection", "series", "network", "number"])
_FORMING = frozenset(["forming", "comprising", "constituting", "called"])
_IS_LONGER = re.compile(rf"{MARK}+ [a-z]+(?: [a-z]+)?$")
_NAME_BEHIND = re.compile(rf" {MARK}+(?=\W|$)")
_MAX_ITEMS, MAX_WORDS = 15, 7


class Phrase(NamedTuple):
    """A label as a person would write it, and the characters of the sentence that say it."""

    label: str
    start: int
    end: int


def token_at(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the first token that begins at or behind a character."""
    return next((i for i, token in enumerate(tokens) if token.start >= at), len(tokens))


def is_nameable(label: str) -> bool:
    """Tell whether words can be a target: neither a pronoun nor a vague noun, not too long, with a letter in them."""
    words = label.split()
    compound = len(words) > 1 and "NOUN" in classes(words[-2].lower()) and "ADJ" not in classes(words[-2].lower())
    vague = (
        not words
        or (words[-1].lower() in _VAGUE and not compound)
        or bool(_ORDINAL.fullmatch(label) or _PRIOR.match(label))
    )
    return not vague and len(words) <= MAX_WORDS and any(map(str.isalpha, label))


def phrase_at(reading: Reading, at: int) -> Phrase | None:
    """Return the noun phrase that begins at a character, bleached heads reduced."""
    found = _noun_phrase(reading, token_at(reading.sentence.tokens, at), commas=True)
    return _reduced(reading, found)[0] if found else None


def list_at(reading: Reading, at: int, *, enclosed: bool = False) -> list[Phrase]:
    """Return the items of the list that begins at a character, without the concept itself and what follows it."""
    tokens = reading.sentence.tokens
    items, joined = _items(reading, tokens, token_at(tokens, at))
    kept = items if joined or enclosed else items[:1]
    kept = [item for item in kept if item.determiner != "other"] if len(kept) > 1 else kept
    return [phrase for item in kept for phrase in _reduced(reading, item) if is_nameable(phrase.label)]


def _noun_phrase(reading: Reading, at: int, *, commas: bool = False) -> NounPhrase | None:
    """Return the noun phrase at a token; a known name that begins there ("Platform as a Service") is not cut short."""
    tokens = reading.sentence.tokens
    found = noun_phrase(tokens, at, commas=commas) or _lone_word(tokens, at)
    if found is None:
        return None
    if found.after < len(tokens) and _is_activity_noun(tokens, found.after):
        found = phrase_of(tokens, found.first, found.after + 1) or found
    for start, end in reading.names:
        last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].start < end), 0)
        if start == found.start and end > found.end and (rest := noun_phrase(tokens, last)):
            text = reading.sentence.text
            label = text[start : rest.start] + rest.label
            surface = text[start : rest.end]
            return found._replace(label=label, head=rest.head, surface=surface, end=rest.end, after=rest.after)
    return found


def noun_of(token: Token, at: int) -> NounPhrase:
    """Return one word as a noun phrase, whatever class it has."""
    return NounPhrase(token.text, token.text, token.text, token.start, token.end, at, at + 1)


def _is_activity_noun(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an -ing form behind a noun is its head: "bread making and brewing"."""
    closes = at + 1 == len(tokens) or not tokens[at + 1].is_word or tokens[at + 1].low in JOINS
    return closes and tokens[at].low.endswith("ing") and "VERB" in tokens[at].classes and tokens[at - 1].is_word


def _lone_word(tokens: Sequence[Token], at: int) -> NounPhrase | None:
    """Return one word that stands for a noun: "the opposite of staccato", "used in brewing", "Less and Stylus"."""
    if at >= len(tokens):
        return None
    if tokens[at].classes == {"ADJ"} and at + 1 < len(tokens) and _is_activity_noun(tokens, at + 1):
        return phrase_of(tokens, at, at + 2)
    text = tokens[at].text
    name = (at > 0 and text[:1].isupper() and tokens[at].low in DETERMINERS) or (len(text) > 1 and text.isupper())
    plural = tokens[at].classes == {"VERB"} and text.endswith("s") and at > 0 and not tokens[at - 1].is_word
    if not (name or plural or tokens[at].classes == {"ADJ"} or tokens[at].low.endswith("ing")):
        return None
    alone = at + 1 == len(tokens) or not tokens[at + 1].is_word or tokens[at + 1].low in JOINS
    found = noun_of(tokens[at], at) if alone else None
    return found._replace(label=singular_noun(text), head=singular_noun(text)) if found and plural else found


def _reduced(reading: Reading, found: NounPhrase) -> list[Phrase]:
    tokens = reading.sentence.tokens
    group = found.head.lower() in _GROUPS and found.after + 1 < len(tokens) and tokens[found.after].low in _FORMING
    members = noun_phrase(tokens, found.after + 1) if group else None
    return [_own(p) for p in ([members] if members else reduce_phrase(tokens, found) or [found])]


def _own(found: NounPhrase) -> Phrase:
    """Return a phrase without the ordinary owner in front of it: "laptop's operating system", but "Amazon's RDS"."""
    owned = _OWNER.match(found.label)
    at = owned.end() if owned and " " in found.label[owned.end() :] else 0
    at += len(found.label[at:]) - len(_EMPTY.sub("", found.label[at:]))
    return Phrase(found.label[at:], found.start + at, found.end)


def _items(reading: Reading, tokens: Sequence[Token], at: int) -> tuple[list[NounPhrase], bool]:
    """Return the items from a token on, and whether a conjunction joins the last of them."""
    items: list[NounPhrase] = []
    joined = commas = False
    while at < len(tokens) and len(items) < _MAX_ITEMS:
        at = _skip_soft(tokens, at)
        item = _item(reading, tokens, at)
        if item is None:
            break
        items.append(item)
        at = _behind_place(tokens, skip_parenthesis(tokens, item.after))
        step, conjoined = separator(tokens, at)
        if _is_aside(tokens, at + step) and not conjoined:
            at = _behind_aside(tokens, at + step)
            step, conjoined = separator(tokens, at)
        if not step or (joined and (commas or not conjoined)):
            break
        joined, at, commas = conjoined, at + step, commas or not conjoined
        if conjoined and opens_clause(tokens, at, item):
            break
    return items, joined or len(items) == 1


def _first_of_two(tokens: Sequence[Token], item: NounPhrase) -> NounPhrase:
    """Cut "unsupervised learning and supervised learning", which shares no head, at its conjunction."""
    for i in range(item.first + 2, item.after - 1):
        before = tokens[i - 1]
        if tokens[i].low not in JOINS:
            continue
        nominal = "NOUN" in before.classes and "ADJ" not in before.classes and _ends_name(tokens, item, i)
        if nominal or before.low == tokens[item.after - 1].low:
            return phrase_of(tokens, item.first, i) or item
    return item


def _ends_name(tokens: Sequence[Token], item: NounPhrase, at: int) -> bool:
    """Tell whether the words before a conjunction are a name of two words or more, or in the plural."""
    words = [token for token in tokens[item.first : at] if token.start >= item.start]
    return len(words) > 1 or is_plural(words[-1].text)


def _item(reading: Reading, tokens: Sequence[Token], at: int) -> NounPhrase | None:
    """Return the item at a token, or None where it is the concept again.

    With words in front of the concept's name ("inner join") an item is a kind of it, and ends with the name; with words
    behind it ("consumer group") it is another thing.
    """
    item = _noun_phrase(reading, at)
    if item is None or item.after > len(tokens):
        return None
    named = _NAME_BEHIND.match(reading.masked, item.end)
    if named:  # "fast-forward |merges|", whatever class the concept's name has
        item = phrase_of(tokens, item.first, token_at(tokens, named.end())) or item
    said = reading.masked[item.start : item.end]
    if said.startswith(MARK):
        return item if _IS_LONGER.match(said) else None
    if MARK in said and not said.endswith(MARK):
        after = token_at(tokens, item.start + said.rindex(MARK) + 1)
        item = phrase_of(tokens, item.first, after)
    return without_clause(tokens, _first_of_two(tokens, item)) if item else None


def _skip_soft(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].low in _SOFTENERS:
        at += 1
    return at


def separator(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    """Return the length of a separator at a token and whether it is a conjunction."""
    comma = 1 if at < len(tokens) and tokens[at].text in (",", "/", ";") else 0
    if at + comma < len(tokens) and tokens[at + comma].low in JOINS | _AND_SO_ON:
        return comma + 1, True
    if [token.low for token in tokens[at + comma : at + comma + 3]] == ["as", "well", "as"]:
        return comma + 3, True
    return comma, False


def _behind_place(tokens: Sequence[Token], at: int) -> int:
    """Skip where an item is, if a comma follows: "Milford Sound |in New Zealand|, and"."""
    if at < len(tokens) and tokens[at].low in ("in", "at", "by", "from", "on"):
        place = noun_phrase(tokens, at + 1)
        if place and place.after < len(tokens) and tokens[place.after].text == ",":
            return place.after
    return at


def _behind_aside(tokens: Sequence[Token], at: int) -> int:
    """Skip what is said of an item in passing (", referred to as a VM,", "like RDS") up to the next ", or" or "or"."""
    if tokens[at].low == "like":
        inner = noun_phrase(tokens, at + 1)
        return inner.after if inner and separator(tokens, inner.after)[1] else len(tokens)
    for index in range(at + 1, len(tokens) - 1):
        if tokens[index].text == "," and tokens[index + 1].low in JOINS:
            return index
    return len(tokens)


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens):
        return False
    participle = tokens[at].low.endswith("ed") and "VERB" in tokens[at].classes
    placed = participle and at + 1 < len(tokens) and tokens[at + 1].low in PREPOSITIONS
    return tokens[at].low in _ASIDE or placed


def list_before(reading: Reading, end: int, *, start: int = 0, conjoined: bool = False) -> list[Phrase]:
    """Return the items of a list that ends right before a character; the longest one that is a list as a whole.

    `conjoined` says that a conjunction follows, so that commas make a list ("uses |A, B| and other").
    """
    tokens = reading.sentence.tokens
    stop = token_at(tokens, end)
    for first in range(token_at(tokens, start), stop):
        if first and tokens[first - 1].is_word and tokens[first - 1].low not in _LEADS:
            continue
        items, joined = _items(reading, tokens[:stop], first)
        opens = (
            first == 0 or tokens[first - 1].text in ".:;!?" or (conjoined and tokens[first - 1].low in _OBJECT_LEADS)
        )
        if items and (joined or opens) and skip_parenthesis(tokens, items[-1].after) == stop:
            return [p for item in items for p in _reduced(reading, item) if is_nameable(p.label)]
    return []


_LEADS = words(
    "of in on for to from by with into like as than and or but while that use uses using used via through over between "
    "is are was were be include includes including contains have has support supports example instance"
)
_OBJECT_LEADS = words("of like as than use uses using used via include includes including supports support")
