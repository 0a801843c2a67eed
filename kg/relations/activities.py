"""Activities named as a person would: "to store and share data" becomes "storing and sharing data".

    to hedge a position or to speculate on price movements     hedging a position | speculating on price movement
    for verifying authenticity and integrity                   verifying authenticity and integrity

A verb in the infinitive gets its -ing form; its object follows as written, without what hangs on it, or a preposition
with its noun phrase where there is no object. Five words at most: a longer activity is a sentence, not a label.
"""

import re
from collections.abc import Sequence

from kg.relations.phrases import Phrase, token_at
from kg.relations.readings import MARK
from kg.syntax import NounPhrase, Sentence, Token, classes, inflections, noun_phrase
from kg.syntax.lexicon import is_closed, is_known

MAX_WORDS = 5
_JOINS = frozenset(["and", "or", "and/or"])
_SUPPORT = frozenset(["help", "helps", "be", "able", "try", "to", "both"])
_QUANTITY = frozenset(["as", "many", "much", "several", "various", "multiple", "both"])
_CLAUSE = frozenset(["that", "whether", "if", "how", "what", "when", "where", "why"])
_DROPPED = frozenset(
    ["as", "many", "much", "some", "any", "more", "all", "your", "our", "their", "its", "various", "both"]
)
_UNSTRESSED = re.compile(r"[aeiou][^aeiou]+[ae]l$|[^i]t$|e$|y$")
_LINKS = frozenset(["on", "with", "over", "between", "about", "to", "into", "from", "against", "through", "for"])
_PARTICLES = frozenset(["up", "out", "down", "off"])


def gerund(verb: str) -> str:
    """Return the -ing form of a verb in the infinitive.

    >>> [gerund(verb) for verb in ("identify", "run", "store", "control", "model")]
    ['identifying', 'running', 'storing', 'controlling', 'modeling']
    """
    known = [form for form in inflections(verb) if form.endswith("ing") and form != verb]
    choose = min if _UNSTRESSED.search(verb) else max
    return choose(known, key=len, default=_regular(verb))


def _regular(verb: str) -> str:
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else f"{verb}ing"


def infinitives_at(sentence: Sentence, at: int, masked: str) -> list[Phrase]:
    """Return the activities that bare infinitives behind "to" name, in their -ing form."""
    return _activities(sentence.tokens, token_at(sentence.tokens, at), masked, inflect=True)


def gerunds_at(sentence: Sentence, at: int, masked: str) -> list[Phrase]:
    """Return the activities that -ing forms name; none if no -ing form with an object begins here."""
    return _activities(sentence.tokens, token_at(sentence.tokens, at), masked, inflect=False)


def _activities(tokens: Sequence[Token], first: int, masked: str, *, inflect: bool) -> list[Phrase]:
    """Return the activity at a token and those joined to it: "to hedge a position or to speculate on prices"."""
    found: list[Phrase] = []
    while first < len(tokens):
        while first < len(tokens) and (tokens[first].low in _SUPPORT or classes(tokens[first].low) == {"ADV"}):
            first += 1
        activity = _activity(tokens, first, masked, inflect=inflect)
        if activity is None:
            break
        found.append(activity)
        behind = token_at(tokens, activity.end)
        behind += behind < len(tokens) and tokens[behind].text == ","
        behind += behind < len(tokens) and tokens[behind].low in _JOINS
        if behind >= len(tokens) or (inflect and tokens[behind].low != "to") or tokens[behind - 1].end <= activity.end:
            break
        first = behind
    return found


def _activity(tokens: Sequence[Token], first: int, masked: str, *, inflect: bool) -> Phrase | None:
    verbs, behind = _verbs(tokens, first, inflect=inflect)
    if not verbs:
        return None
    while behind < len(tokens) and tokens[behind].low in _QUANTITY:
        behind += 1
    if behind < len(tokens) and tokens[behind].low in _CLAUSE:
        return None
    thing = noun_phrase(tokens, behind)
    if thing is None and inflect and behind < len(tokens) and tokens[behind].low in _LINKS:
        verbs, behind = [*verbs, tokens[behind].low], behind + 1
        thing = noun_phrase(tokens, behind)
    if thing is None or MARK in masked[thing.start : thing.end]:
        return None
    if thing.after < len(tokens) and tokens[thing.after].low in _CLAUSE - {"that"}:
        return None
    return _labelled(tokens, first, behind, verbs, thing)


def _labelled(
    tokens: Sequence[Token], first: int, behind: int, verbs: Sequence[str], thing: NounPhrase
) -> Phrase | None:
    """Return the longest label of at most five words: with a second object, the object with its article, without."""
    second = _second_object(tokens, thing)
    if second is not None:
        words = [*verbs, *_object(tokens, behind, second.after)]
        if len(words) <= MAX_WORDS:
            return Phrase(" ".join(words), tokens[first].start, second.end)
    words = [*verbs, *_object(tokens, behind, thing.after)]
    if len(words) > MAX_WORDS:
        words = [*verbs, *thing.surface.split()]
    return Phrase(" ".join(words), tokens[first].start, thing.end) if len(words) <= MAX_WORDS else None


def _second_object(tokens: Sequence[Token], thing: NounPhrase) -> NounPhrase | None:
    """Return the noun phrase that "and" joins to the object, where the clause or a phrase ends with it."""
    at = thing.after
    if at + 1 >= len(tokens) or tokens[at].low not in _JOINS or "NOUN" not in tokens[at + 1].classes:
        return None
    second = noun_phrase(tokens, at + 1)
    if second is None or second.determiner:
        return None
    closes = second.after >= len(tokens) or not tokens[second.after].is_word or tokens[second.after].low in _ENDERS
    return second if closes else None


_ENDERS = frozenset(["in", "for", "by", "from", "within", "on", "at", "across", "between", "when"])


def _verbs(tokens: Sequence[Token], at: int, *, inflect: bool) -> tuple[list[str], int]:
    """Return the verbs from a token on ("authenticate and encrypt") in their -ing form, and the token behind."""
    words: list[str] = []
    while at < len(tokens):
        form = _form(tokens[at], inflect=inflect)
        if not form:
            break
        words.append(form)
        at += 1
        if at < len(tokens) and tokens[at].low in _PARTICLES:
            words.append(tokens[at].low)
            at += 1
        joins = at + 1 < len(tokens) and tokens[at].low in _JOINS
        to = joins and at + 2 < len(tokens) and inflect and tokens[at + 1].low == "to"
        if not joins or not _form(tokens[at + 1 + to], inflect=inflect):
            break
        words.append(tokens[at].low)
        at += 1 + to
    return words, at


def _form(token: Token, *, inflect: bool) -> str:
    if token.is_code or not token.text.isalpha():
        return ""
    if not inflect:
        return token.low if token.low.endswith("ing") and "VERB" in classes(token.low) else ""
    verbal = "VERB" in classes(token.low) or not (is_known(token.low) or is_closed(token.low))
    return gerund(token.low) if verbal else ""


def _object(tokens: Sequence[Token], first: int, after: int) -> list[str]:
    """Return the words of the object; articles and vague quantities at its beginning are left out."""
    while first < after and tokens[first].low in _DROPPED:
        first += 1
    text = "".join(t.text + (" " if t.space else "") for t in tokens[first:after])
    return text.split()
