"""The names behind a cue: "also called |segment IDs|", "known as |"scaling up"|", "|RNN| or |recurrent net|"."""

from collections.abc import Sequence

from kg.syntax import NounPhrase, Token, join, noun_phrase, skip_parenthesis
from kg.syntax.lexicon import is_finite
from kg.syntax.words import ADVERBS, ARTICLES, AUXILIARIES, PREPOSITIONS, PRONOUNS, RELATIVES, word_set

_OPEN_QUOTES = {'"': '"', "“": "”", "‘": "’", "'": "'", "«": "»", "``": "''", "”": "”"}
_SKIPPED = (
    ADVERBS | ARTICLES | {"as", "by", "its", "their", "simply", ":", "name", "both", "either", "is", "are", "to", "for"}
)
_SEPARATORS = frozenset([",", "or", "and", "/", "and/or"])
_NO_NAME = AUXILIARIES | PRONOUNS | RELATIVES | {"this", "such", "one", "some", "any", "when", "other", "another"}
_MAX_NAMES, _MAX_WORDS = 5, 7
_VAGUE = word_set("concept technique method term approach name acronym abbreviation idea notion")


def read_name_list(tokens: Sequence[Token], at: int) -> tuple[list[str], int]:
    """Return the names at a token, joined by commas, "or" and "and", and the token behind them."""
    names: list[str] = []
    after = at
    while len(names) < _MAX_NAMES:
        begin = _skip(tokens, after)
        name, end = read_name(tokens, begin)
        if not name or (names and _is_clause(tokens, begin, end)):
            break
        names.append(name)
        after = skip_parenthesis(tokens, end)
        following = after
        while following < len(tokens) and tokens[following].low in _SEPARATORS:
            following += 1
        if following == after or not _goes_on(tokens, after, following):
            break
        after = following
    return names, after


def _skip(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and (tokens[at].low in _SKIPPED or tokens[at].text == "("):
        at += 1
    return at


def _goes_on(tokens: Sequence[Token], after: int, following: int) -> bool:
    """A bare comma only continues a list of names if "or"/"and" comes later and no clause begins."""
    words = {token.low for token in tokens[after:following]}
    if words & {"or", "and", "/", "and/or"}:
        return True
    end = read_name(tokens, _skip(tokens, following))[1]
    return any(token.low in ("or", "and") for token in tokens[end : end + 2])


def _is_clause(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Tell whether what follows "and" is a predicate or a new subject: "..., and is", "and sees", "and the"."""
    if is_finite(tokens[begin].low) and end == begin + 1:
        return True
    return end < len(tokens) and tokens[end].low in AUXILIARIES and tokens[begin - 1].low != "or"


def read_name(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the name at a token as written and the token behind it; empty where none stands."""
    if at >= len(tokens) or tokens[at].is_number or tokens[at].low in _NO_NAME | (PREPOSITIONS - {"in"}):
        return "", at
    if tokens[at].text in _OPEN_QUOTES:
        return _quoted(tokens, at)
    phrase = noun_phrase(tokens, at)
    if phrase is None:
        return _capitalised(tokens, at)
    name = _core(proper_label(tokens, phrase))
    after = phrase.after
    if after + 1 < len(tokens) and tokens[after].low == "of" and noun_phrase(tokens, after + 1):
        inner = noun_phrase(tokens, after + 1)
        if inner and not inner.determiner:
            return f"{name} of {inner.surface}", inner.after
    return (name, after) if len(name.split()) <= _MAX_WORDS else ("", at)


def proper_label(tokens: Sequence[Token], phrase: NounPhrase) -> str:
    """Return the label; as written where the last word is capitalised as names are: their s belongs to them."""
    last = tokens[phrase.after - 1]
    is_proper = last.text[:1].isupper() and last.text[1:].islower() and phrase.after - 1 > 0
    return phrase.surface if is_proper else phrase.label


def _core(surface: str) -> str:
    """Take the proper name out of "foundational ZeRO concept"."""
    words = surface.split()
    if len(words) > 1 and words[-1].lower() in _VAGUE:
        named = [word for word in words[:-1] if any(map(str.isupper, word))]
        return " ".join(named or words[:-1])
    return surface


def _quoted(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    closing = {_OPEN_QUOTES[tokens[at].text], '"', "”", "''"}
    for here in range(at + 1, min(at + 1 + 10, len(tokens))):
        if tokens[here].text in closing:
            name = join(tokens[at + 1 : here]).strip(" ,.;")
            return (name, here + 1) if len(name.split()) <= _MAX_WORDS else ("", at)
    return "", at


def _capitalised(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Read a name made of adjectives or verbs: "also called First-Person", "short for compress"."""
    token = tokens[at]
    if token.is_word and (token.text[:1].isupper() or "VERB" in token.classes or "ADJ" in token.classes):
        return token.text, at + 1
    return "", at
