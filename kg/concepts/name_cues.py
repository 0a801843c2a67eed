"""Cues of other names, and whether a cue speaks of the entry's own concept.

X, |also known as| Y         It is |called| Y         Some authors |call it| Y         |Short for| Y
"""

from collections.abc import Sequence

from kg.concepts.fragments import NAME_FOR
from kg.concepts.matching import match_name
from kg.syntax import Cue, Cues, Sentence, Token
from kg.syntax.lexicon import is_participle
from kg.syntax.words import ADVERBS, ARTICLES, AUXILIARIES, DASHES, OPENING, QUOTES

CUES = Cues(
    (
        ("called", "called|termed|named|dubbed|nicknamed|labelled|labeled|christened"),
        ("called", "known <ADV>* as"),
        ("called", "known <ADV>* <PUNCT>? as"),
        ("called", "known under|by the? name|names of?"),
        ("called", "referred to <ADV>* as"),
        ("called", "referred to <ADV>* by the name|names"),
        ("called", "<ADV>* written|spelled|spelt|stylized|stylised|rendered <ADV>* as?"),
        ("called", "shortened|abbreviated|contracted <ADV>* as|to?"),
        ("called", "abbreviation|acronym|initialism|symbol is?"),
        ("called", "abbreviation|acronym|initialism|symbol :"),
        ("called", "abbr|abbr.|abbrev."),
        ("called", "aka|a.k.a|a.k.a.|a.k.a.,"),
        ("called", "synonym|synonyms|synonymous with|:|is"),
        ("called", "another|other|alternative name|names is|are|:"),
        ("for", "stands|stand|standing for"),
        ("for", "short|shorthand|shortened for"),
        ("for", "abbreviation|acronym|initialism|abbreviated|contraction form? of|for"),
        ("for", "short|shortened|abbreviated form|name of|for"),
        ("for", "another|other|alternative|alternate name|term|word for|of"),
        ("for", "synonym for|of"),
        ("former", "formerly|previously|originally|earlier|historically|once|initially <ADV>* known|called|named as?"),
        ("former", "formerly|previously <PUNCT>?"),
        ("called", "british|american|us|uk|alternative|alternate|variant|old|older spelling|form|name :|is"),
        ("they_call", "<call> it|them"),
        ("they_call", "<refer> to it|them as"),
        ("they_call", "<shorten> it|them to|as"),
        ("they_call", "<abbreviate> it|them to|as"),
    )
)  # fmt: skip
HINTS = (
    "called", "termed", "known", "referred", "named", "abbrev", "short", "stands", "acronym", "initialism", "aka",
    "a.k.a", "formerly", "previously", "originally", "dubbed", "synonym", "name for", "name of", "name is", "names are",
    "written", "spelled", "spelt", "styli", "labelled", "labeled", "nickname", "rendered", "symbol", "earlier",
    "historically", "contract", "spelling", "call it", "calls it", "call them", "calls them", "to it as", "to them as",
)  # fmt: skip
_BETWEEN = ADVERBS | AUXILIARIES | QUOTES | DASHES | OPENING | {
    ",", "also", "which", "that", "or", "and", "what", ")", ":", "to", "be", "more", "simply", "in", "short",
}  # fmt: skip
_MAX_GAP, _NEAR = 7, 2
_PEOPLE = frozenset(["we", "some", "others", "many", "most", "people"])


def is_for_concept(sentence: Sentence, cue: Cue, at: int, keys: frozenset[str], *, about: bool, first: bool) -> bool:
    """Tell whether the cue names the entry's concept: by what stands before it in the sentence."""
    tokens = sentence.tokens
    if cue.name == "they_call":
        return about and _is_said_by_people(tokens[:at])
    if _modifies(sentence, cue, at):
        return False
    if cue.name == "for" and first and at <= _NEAR and NAME_FOR.match(sentence.text):
        return True
    gap = at
    while gap and (tokens[gap - 1].low in _BETWEEN or tokens[gap - 1].text in _BETWEEN) and at - gap < _MAX_GAP:
        gap -= 1
    if gap == 0 or all(token.low in _BETWEEN | ARTICLES for token in tokens[:at]):
        return cue.name != "for" or first
    if any(match_name(tokens, begin, keys) == gap for begin in range(max(0, gap - 12), gap)):
        return cue.name == "for" or _is_own(tokens, gap, at)
    own = _is_own_subject(tokens, gap, at, about=about, first=first)
    return own or _closes_parenthesis(tokens, gap, keys) or _is_second_predicate(tokens, gap, at, keys)


def _is_own_subject(tokens: Sequence[Token], gap: int, at: int, *, about: bool, first: bool) -> bool:
    """Tell whether the subject is a pronoun for the concept, or no subject stands behind a semicolon."""
    words = [token.low for token in tokens[gap:at]]
    opening, before = tokens[0].low, tokens[gap - 1].low
    if about and opening in ("it", "they") and (gap <= _NEAR or before == opening):
        return True
    if first and before == ";" and "also" in words:
        return True
    return opening == "this" and gap <= _NEAR and (first or about or "what" in [token.low for token in tokens[1:at]])


def _is_said_by_people(before: Sequence[Token]) -> bool:
    """Tell whether "call it" has a subject: "some authors call it", "we often call it"."""
    who = next((token for token in reversed(before) if token.low not in ADVERBS), None)
    return who is not None and (who.low in _PEOPLE or "NOUN" in who.classes)


def _modifies(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Tell whether a participle stands between article and noun: "a named part of"."""
    tokens = sentence.tokens
    if not at or tokens[at - 1].low not in ARTICLES or at + 1 >= len(tokens) or cue.end > tokens[at].end:
        return False
    return is_participle(tokens[at].low) == "ed" and "NOUN" in tokens[at + 1].classes


def _is_own(tokens: Sequence[Token], gap: int, at: int) -> bool:
    """Reject "X called Y", where Y names one X among others: something must set the cue apart."""
    between = tokens[gap:at]
    return bool(between) and any(t.low in AUXILIARIES or t.low in ADVERBS or not t.is_word for t in between)


def _closes_parenthesis(tokens: Sequence[Token], gap: int, keys: frozenset[str]) -> bool:
    """Tell whether another insertion stands between the name and the cue: "X (ACR), also called Y"."""
    if not gap or tokens[gap - 1].text != ")":
        return False
    opening = max((i for i in range(gap) if tokens[i].text == "("), default=0)
    return any(match_name(tokens, begin, keys) == opening for begin in range(max(0, opening - 10), opening))


def _is_second_predicate(tokens: Sequence[Token], gap: int, at: int, keys: frozenset[str]) -> bool:
    """Tell whether the cue is a second predicate of a subject that is the concept: "X does this, and is called Y"."""
    words = [token.low for token in tokens[gap:at]]
    if "and" not in words or not AUXILIARIES.intersection(words):
        return False
    return any(match_name(tokens, begin, keys) for begin in range(2)) and not _has_relative(tokens[:gap])


def _has_relative(tokens: Sequence[Token]) -> bool:
    return any(token.low in ("which", "that", "who", "where") for token in tokens)
