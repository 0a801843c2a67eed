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

from kg.relations.readings import MARK, Reading
from kg.syntax import NounPhrase, Sentence, Token, classes, noun_phrase, reduce_phrase, skip_parenthesis
from kg.syntax.words import DETERMINERS

_JOINS = frozenset(["and", "or", "and/or", "&", "nor", "plus"])
_AND_SO_ON = frozenset(["etc.", "etc", "among"])
_SOFTENERS = frozenset(["even", "also", "possibly", "perhaps", "sometimes", "often", "usually", "just", "simply", "e.g.", "both", "either"])
_ASIDE = frozenset(["like", "which", "that", "where", "who", "called", "known", "referred", "also", "sometimes", "often"])
_VAGUE = frozenset(
    "thing something anything it them this that these those one other others another more many etc much everything such "
    "former latter same way case number part lot example kind type sort form all each both some none which what "
    "following above below there here etc. fact place time reason order addition general particular".split()
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_OWNER = re.compile(r"(?:[a-z][\w-]*\s+)*[a-z][\w-]*['’]s?\s+")
_GROUPS = frozenset(["group", "set", "collection", "series", "network", "number"])
_FORMING = frozenset(["forming", "comprising", "constituting", "called"])
_MAX_ITEMS, _MAX_WORDS = 15, 7


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
    vague = not words or words[-1].lower() in _VAGUE or bool(_ORDINAL.fullmatch(label))
    return not vague and len(words) <= _MAX_WORDS and any(map(str.isalpha, label))


def phrase_at(reading: Reading, at: int) -> Phrase | None:
    """Return the noun phrase that begins at a character, bleached heads reduced."""
    found = _noun_phrase(reading, token_at(reading.sentence.tokens, at), commas=True)
    return _reduced(reading, found)[0] if found else None


def list_at(reading: Reading, at: int, *, enclosed: bool = False) -> list[Phrase]:
    """Return the items of the list that begins at a character, without the concept itself and what follows it."""
    tokens = reading.sentence.tokens
    items, joined = _items(reading, tokens, token_at(tokens, at))
    kept = items if joined or enclosed else items[:1]
    return [phrase for item in kept for phrase in _reduced(reading, item) if is_nameable(phrase.label)]


def _noun_phrase(reading: Reading, at: int, *, commas: bool = False) -> NounPhrase | None:
    """Return the noun phrase at a token; a known name that begins there ("Platform as a Service") is not cut short."""
    tokens = reading.sentence.tokens
    found = noun_phrase(tokens, at, commas=commas)
    if found is None:
        return None
    for start, end in reading.names:
        last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].start < end), 0)
        if start == found.start and end > found.end and (rest := noun_phrase(tokens, last)):
            text = reading.sentence.text
            label = text[start : rest.start] + rest.label
            surface = text[start : rest.end]
            return found._replace(label=label, head=rest.head, surface=surface, end=rest.end, after=rest.after)
    return found


def _reduced(reading: Reading, found: NounPhrase) -> list[Phrase]:
    tokens = reading.sentence.tokens
    group = found.head.lower() in _GROUPS and found.after + 1 < len(tokens) and tokens[found.after].low in _FORMING
    members = noun_phrase(tokens, found.after + 1) if group else None
    return [_own(p) for p in ([members] if members else reduce_phrase(tokens, found) or [found])]


def _own(found: NounPhrase) -> Phrase:
    """Return a phrase without the ordinary owner in front of it: "laptop's operating system", but "Amazon's RDS"."""
    owned = _OWNER.match(found.label)
    at = owned.end() if owned else 0
    return Phrase(found.label[at:], found.start + at, found.end)


def _items(reading: Reading, tokens: Sequence[Token], at: int) -> tuple[list[NounPhrase], bool]:
    """Return the items from a token on, and whether a conjunction joins the last of them."""
    items: list[NounPhrase] = []
    joined = commas = False
    while at < len(tokens) and len(items) < _MAX_ITEMS:
        at = _skip_soft(tokens, at)
        item = _noun_phrase(reading, at)
        if item is None or item.after > len(tokens) or MARK in reading.masked[item.start : item.end]:
            break
        items.append(item)
        at = skip_parenthesis(tokens, item.after)
        step, conjoined = _separator(tokens, at)
        if _is_aside(tokens, at + step) and not conjoined:
            at = _behind_aside(tokens, at + step)
            step, conjoined = _separator(tokens, at)
        if not step or joined and (commas or not conjoined):
            break
        joined, at, commas = conjoined, at + step, commas or not conjoined
        if conjoined and _opens_clause(tokens, at):
            break
    return items, joined or len(items) == 1


def _skip_soft(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].low in _SOFTENERS:
        at += 1
    return at


def _separator(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    """Return the length of a separator at a token and whether it is a conjunction."""
    comma = 1 if at < len(tokens) and tokens[at].text in (",", "/", ";") else 0
    if at + comma < len(tokens) and tokens[at + comma].low in _JOINS | _AND_SO_ON:
        return comma + 1, True
    if [token.low for token in tokens[at + comma : at + comma + 3]] == ["as", "well", "as"]:
        return comma + 3, True
    return comma, False


def _behind_aside(tokens: Sequence[Token], at: int) -> int:
    """Skip what is said of an item in passing (", referred to as a VM,", "like RDS") up to the next ", or" or "or"."""
    if tokens[at].low == "like":
        inner = noun_phrase(tokens, at + 1)
        return inner.after if inner and _separator(tokens, inner.after)[1] else len(tokens)
    for index in range(at + 1, len(tokens) - 1):
        if tokens[index].text == "," and tokens[index + 1].low in _JOINS:
            return index
    return len(tokens)


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in _ASIDE


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a conjunction joined a clause and no item ("..., and it does")."""
    return at < len(tokens) and tokens[at].low in ("it", "they", "we", "you", "this", "that", "then", "so", "is", "are")


def list_before(reading: Reading, end: int, *, start: int = 0) -> list[Phrase]:
    """Return the items of a list that ends right before a character; the longest one that is a list as a whole."""
    tokens = reading.sentence.tokens
    stop = token_at(tokens, end)
    for first in range(token_at(tokens, start), stop):
        if first and tokens[first - 1].is_word and tokens[first - 1].low not in _LEADS:
            continue
        items, joined = _items(reading, tokens[:stop], first)
        if items and (joined or first == 0) and skip_parenthesis(tokens, items[-1].after) == stop:
            return [p for item in items for p in _reduced(reading, item) if is_nameable(p.label)]
    return []


_LEADS = frozenset(
    "of in on for to from by with into like as than and or but while that use uses using used via through over between "
    "is are was were be include includes including contains have has support supports example instance".split()
)


def items_at(reading: Reading, at: int, *, enclosed: bool = False) -> list[Phrase]:
    """Return the items of a list of examples: noun phrases, or activities where the first item is one."""
    return _activities(reading.sentence, at) or list_at(reading, at, enclosed=enclosed)


def _activities(sentence: Sentence, at: int) -> list[Phrase]:
    """Return -ing clauses joined by "and": "transforming raw text into word embeddings and extracting features"."""
    tokens = sentence.tokens
    first = token_at(tokens, at)
    found: list[Phrase] = []
    while first < len(tokens) and _is_gerund(tokens, first):
        after = first + 1
        while after < len(tokens) and not _ends_activity(tokens, after):
            after += 1
        words = tokens[first:after]
        found.append(Phrase(sentence.text[words[0].start : words[-1].end], words[0].start, words[-1].end))
        step, _ = _separator(tokens, after)
        first = after + step if step else len(tokens)
    return [phrase for phrase in found if len(phrase.label.split()) <= _MAX_WORDS]


def _is_gerund(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an -ing form with an object begins here, and no noun phrase ("learning rates")."""
    token = tokens[at]
    if token.is_code or not token.low.endswith("ing") or "VERB" not in classes(token.low) or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.low in DETERMINERS or (following.is_word and "ADJ" in following.classes)


def _ends_activity(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return not token.is_word or token.low in _JOINS or token.low in _STOPS


_STOPS = frozenset("such like from by using with in on at for that which where when including as of via so".split())
