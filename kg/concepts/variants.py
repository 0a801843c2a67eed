"""Names by which the defining sentence itself calls the concept, where they differ from the heading.

head              "The |model head| refers to the last layer ..."            a modifier more
Apps              "Cloud native |applications| are ..."                      a clipped word in full
Mutual TLS        "|Mutual TLS| (mTLS) is ..."                               the acronym proves it
version control   "|Source control| (or version control) is ..."             "or" between the two
Bare Metal Disk   "|Bare metal| refers to ..."                               the heading without its last word
"""

from collections.abc import Iterator, Sequence

from kg.concepts.definiendum import find_definiendum, is_lead
from kg.concepts.definitions import find_definitors
from kg.concepts.matching import match_name, subject_key
from kg.concepts.name_lists import proper_label, read_name
from kg.syntax import NounPhrase, Sentence, Token, is_plural, join, noun_phrase, skip_parenthesis
from kg.syntax.words import ADVERBS, ARTICLES, QUOTES

_OR = frozenset(["or", "aka", "a.k.a.", "i.e.", "i.e"])
_CLIPPED = 3


def find_variant(
    sentence: Sentence, labels: Sequence[str], keys: frozenset[str], *, first: bool
) -> Iterator[tuple[str, str]]:
    """Yield (name, way) for other names of the concept in subject position."""
    tokens = sentence.tokens
    yield from _joined_by_or(tokens, keys, first=first)
    yield from _same_letters(tokens, keys)
    if not first:
        return
    subject = _subject(tokens)
    if subject is None:
        return
    noun, begin = subject
    after = noun.after
    name = join(tokens[begin:after])
    if subject_key(name) in keys:
        return
    other_form = _is_shortened(sentence, begin, after, labels) or _is_widened(sentence, keys, begin, after)
    if _clips(name, labels) or _is_proven(tokens, after, keys) or other_form:
        yield proper_label(tokens, noun), "variant"


def _subject(tokens: Sequence[Token]) -> tuple[NounPhrase, int] | None:
    """Return the sentence's first noun phrase, behind a lead, and its first token."""
    begin = 0
    comma = next((i for i, token in enumerate(tokens[:30]) if token.text == ","), 0)
    if comma and tokens[0].low in ("in", "within", "for", "from", "at", "on") and is_lead(tokens, comma):
        begin = comma + 1
    phrase = noun_phrase(tokens, begin)
    if phrase is None:
        return None
    first = next((i for i in range(begin, phrase.after) if tokens[i].start >= phrase.start), begin)
    return phrase, first


def _same_letters(tokens: Sequence[Token], keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield a spelling in code behind the name: "position IDs (`position_ids`)"."""
    for at, token in enumerate(tokens):
        if token.is_code and at > 1 and tokens[at - 1].text == "(":
            names = [first for first in range(max(0, at - 8), at - 1) if match_name(tokens, first, keys) == at - 1]
            letters = "".join(filter(str.isalnum, token.low))
            if names and letters == "".join(filter(str.isalnum, join(tokens[names[0] : at - 1]).lower())):
                yield token.text, "beside"


def _joined_by_or(tokens: Sequence[Token], keys: frozenset[str], *, first: bool) -> Iterator[tuple[str, str]]:
    definitors = _definitors(tokens)
    for at, token in enumerate(tokens[:30]):
        if token.low not in _OR or not at:
            continue
        apart = tokens[at - 1].text in (",", "(", "—", "–")
        left = at - 1 if apart else at
        right = at + 1
        while right < len(tokens) and (tokens[right].low in ADVERBS | ARTICLES or tokens[right].text in QUOTES | {","}):
            right += 1
        behind = match_name(tokens, right, keys) if right < len(tokens) else 0
        before = _ends_name(tokens, left, keys)
        if before is not None and (before == 0 or apart):
            name, end = read_name(tokens, at + 1 if tokens[at + 1].text in QUOTES else right)
            if name and _then_definitor(tokens, end, definitors, apart=apart):
                yield name, "or"
        elif behind and first and _then_definitor(tokens, behind, definitors, apart=apart):
            subject = _subject(tokens)
            if subject and subject[0].after == left:
                yield subject[0].surface, "or"


def _ends_name(tokens: Sequence[Token], at: int, keys: frozenset[str]) -> int | None:
    """Return 0 if one of the names opens the sentence and ends before a token, its place if elsewhere, else None."""
    while at and tokens[at - 1].text in QUOTES:
        at -= 1
    for first in range(max(0, at - 10), at):
        end = match_name(tokens, first, keys)
        if end in (at, at + 1) and end:
            return 0 if all(token.low in ARTICLES or token.text in QUOTES for token in tokens[:first]) else first
    return None


def _definitors(tokens: Sequence[Token]) -> frozenset[int]:
    verbs = {"is", "are", "was", "were", "refers", "refer", "means", "denotes", "describes", "mean"}
    return frozenset(index for index, token in enumerate(tokens) if token.low in verbs)


def _then_definitor(tokens: Sequence[Token], at: int, definitors: frozenset[int], *, apart: bool) -> bool:
    while at < len(tokens) and (tokens[at].text in QUOTES | {",", ")", "—", "–"} or tokens[at].low in ADVERBS):
        at += 1
    at = skip_parenthesis(tokens, at)
    return at in definitors or (apart and at < len(tokens) and tokens[at - 1].text == ")")


def _clips(name: str, labels: Sequence[str]) -> bool:
    """Tell whether name and heading differ by one clipped last word: "apps", "applications"."""
    words = name.lower().split()
    for label in labels:
        others = label.lower().split()
        if len(words) != len(others) or words[:-1] != others[:-1] or not words:
            continue
        one, other = sorted((subject_key(words[-1]), subject_key(others[-1])), key=len)
        if not name.rsplit(maxsplit=1)[-1][1:].islower():
            continue
        if (
            one.isalpha()
            and other.isalpha()
            and len(one) >= _CLIPPED
            and other.startswith(one)
            and len(other) > len(one) + 1
        ):
            return True
    return False


def _is_proven(tokens: Sequence[Token], after: int, keys: frozenset[str]) -> bool:
    """Tell whether a known acronym follows in parentheses."""
    if after + 2 >= len(tokens) or tokens[after].text != "(":
        return False
    return match_name(tokens, after + 1, keys) == skip_parenthesis(tokens, after) - 1


def _is_shortened(sentence: Sentence, begin: int, after: int, labels: Sequence[str]) -> bool:
    """Tell whether the subject of a definitor is the heading without its last word (two words at least)."""
    words = sentence.tokens[begin:after]
    if len(words) < 2 or not labels:
        return False
    short = subject_key(join(words))
    heads = {
        subject_key(" ".join(label.split()[:-1])) for label in labels if len(label.split()) > 2 and not is_plural(label)
    }
    return short in heads and after in find_definitors(sentence)


def _is_widened(sentence: Sentence, keys: frozenset[str], begin: int, after: int) -> bool:
    tokens = sentence.tokens
    subject = find_definiendum(tokens, keys, lambda: find_definitors(sentence), widened=True)
    known = any(match_name(tokens, at, keys) == after for at in range(begin, after))
    return known and subject is not None and subject.first == begin and subject.last == after
