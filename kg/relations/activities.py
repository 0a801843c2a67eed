"""Activities named as a person would: "to store and share data" becomes "storing and sharing data".

A verb in the infinitive gets its -ing form; its object follows as written, without what hangs on it. Five words at
most: a longer activity is a sentence, not a label.
"""

from collections.abc import Sequence

from kg.relations.phrases import Phrase, token_at
from kg.relations.readings import MARK
from kg.syntax import Sentence, Token, classes, inflections, noun_phrase
from kg.syntax.lexicon import is_closed, is_known

MAX_WORDS = 5
_JOINS = frozenset(["and", "or", "and/or"])
_SUPPORT = frozenset(["help", "helps", "be", "able", "try", "to"])
_QUANTITY = frozenset(["as", "many", "much", "several", "various", "multiple"])
_CLAUSE = frozenset(["that", "whether", "if", "how", "what", "when", "where"])
_DROPPED = frozenset(["as", "many", "much", "some", "any", "more", "all", "your", "our", "their", "its", "various"])


def gerund(verb: str) -> str:
    """Return the -ing form of a verb in the infinitive.

    >>> gerund("identify"), gerund("run"), gerund("store")
    ('identifying', 'running', 'storing')
    """
    known = (form for form in inflections(verb) if form.endswith("ing") and form != verb)
    return min(known, key=len, default=_regular(verb))


def _regular(verb: str) -> str:
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else f"{verb}ing"


def infinitive_at(sentence: Sentence, at: int, masked: str) -> Phrase | None:
    """Return the activity that a bare infinitive behind "to" names, in its -ing form."""
    tokens = sentence.tokens
    first = token_at(tokens, at)
    while first < len(tokens) and (tokens[first].low in _SUPPORT or classes(tokens[first].low) == {"ADV"}):
        first += 1
    return _activity(tokens, first, masked, inflect=True)


def gerund_at(sentence: Sentence, at: int, masked: str) -> Phrase | None:
    """Return the activity that an -ing form names, or None if no -ing form with an object begins here."""
    return _activity(sentence.tokens, token_at(sentence.tokens, at), masked, inflect=False)


def _activity(tokens: Sequence[Token], first: int, masked: str, *, inflect: bool) -> Phrase | None:
    verbs, behind = _verbs(tokens, first, inflect=inflect)
    if not verbs:
        return None
    while behind < len(tokens) and tokens[behind].low in _QUANTITY:
        behind += 1
    clause = behind < len(tokens) and tokens[behind].low in _CLAUSE
    thing = None if clause else noun_phrase(tokens, behind)
    if thing is None or MARK in masked[thing.start : thing.end]:
        return None
    words = [*verbs, *_object(tokens, behind, thing.after)]
    if len(words) > MAX_WORDS:
        words = [*verbs, *thing.surface.split()]
    label = " ".join(words)
    return Phrase(label, tokens[first].start, thing.end) if len(words) <= MAX_WORDS else None


def _verbs(tokens: Sequence[Token], at: int, *, inflect: bool) -> tuple[list[str], int]:
    """Return the verbs from a token on ("authenticate and encrypt") in their -ing form, and the token behind."""
    words: list[str] = []
    while at < len(tokens):
        form = _form(tokens[at], inflect=inflect)
        if not form:
            break
        words.append(form)
        at += 1
        joins = at + 1 < len(tokens) and tokens[at].low in _JOINS
        if not joins or not _form(tokens[at + 1], inflect=inflect):
            break
        words.append(tokens[at].low)
        at += 1
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
