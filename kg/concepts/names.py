"""Other names of an entry's concept, read from its sentences: acronyms, synonyms, former names, spellings.

    X (ACR), ACR (X)                                   `acronyms`
    X, also known as |Y| or |Z|, is ...                a cue in an insertion behind the name
    Also called |Y|, X is ...                          a cue that opens the sentence
    It is sometimes called |Y|.                        a cue behind a subject that is the concept
    X, or |Y|, is ...; |Y| (or X) is ...               "or" between the definiendum and the definitor
    The model X is ...                                 a definiendum written in another way (`variants`)
    Another name for |Y|                               an entry without subject

A cue counts for the concept alone: its subject must be one of the concept's names, a pronoun that continues a sentence
about it, or nothing at all. "Networks of computers called nodes" names something else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.concepts.acronyms import find_long_form, find_pairs, looks_like_acronym
from kg.concepts.fragments import fragment_start, is_gerund
from kg.concepts.labels import abbreviates
from kg.concepts.matching import match_name, may_begin, may_name, subject_key
from kg.concepts.name_cues import CUES, HINTS, is_for_concept
from kg.concepts.name_lists import read_name_list
from kg.concepts.variants import find_variant
from kg.records import Name, Section
from kg.syntax import Sentence, Token, singular_noun, split_sentences
from kg.syntax.lexicon import is_known
from kg.syntax.words import ARTICLES, QUOTES

_WEIGHTS = {"called": 0.94, "for": 0.89, "former": 0.67, "beside": 0.9, "or": 0.9, "variant": 0.89}  # docs/methods.md
_WAYS = {"they_call": "called"}
_OR = re.compile(r"\b(?:or|aka|i\.e\.?|a\.k\.a\.?)\b")


class _Found(NamedTuple):
    label: str
    way: str


def read_names(
    section: Section, labels: Sequence[str], sentences: Sequence[Sentence] | None = None, *, opens: bool = True
) -> list[Name]:
    """Return the other names that a section states for the concept with these names, in text order.

    `sentences` are the section's, where the caller has them. `opens` says that the section is the entry's first. Each
    name's span is the sentence that says it. Inflections of known names are none. Linear in the section's text.
    """
    keys = frozenset(subject_key(label) for label in labels if label.strip())
    said = {inflection_key(label) for label in labels}
    names: list[Name] = []
    about, headless = opens, False
    for number, sentence in enumerate(split_sentences(section) if sentences is None else sentences):
        if not about and not _may_name(sentence, keys) and not sentence.text.startswith(("This is ", "Also ")):
            continue
        if headless and sentence.text.startswith("This ") and " also " not in sentence.text:
            about = False  # "this" takes up what was said, not the heading
        known = keys | {subject_key(name.label) for name in names} if names else keys
        for found in _read(sentence, labels, known, about=about, first=opens and number == 0):
            if inflection_key(found.label) not in said:
                said.add(inflection_key(found.label))
                names.append(_make(sentence, found, [*labels, *(name.label for name in names)]))
        headless = opens and number == 0 and _lacks_subject(sentence)
        about = headless or _is_about(sentence, keys, about=about)
    return names


def inflection_key(label: str) -> str:
    """Return the key that a name shares with its own inflections alone; hyphens and spaces count.

    >>> inflection_key("Large Language Models") == inflection_key("large language model")
    True
    """
    return " ".join(singular_noun(word).casefold() for word in label.split())


def _may_name(sentence: Sentence, keys: frozenset[str]) -> bool:
    return may_name(sentence.text, keys)


def _is_about(sentence: Sentence, keys: frozenset[str], *, about: bool) -> bool:
    start = sentence.text[:60].lower()
    if about and (start.startswith(("it ", "they ", "also ")) or " it " in start):
        return True
    if not _may_name(sentence, keys) or not may_begin(sentence, keys):
        return False
    return any(at < len(sentence.tokens) and match_name(sentence.tokens, at, keys) for at in range(4))


def _lacks_subject(sentence: Sentence) -> bool:
    """Tell whether an entry's first sentence has no subject, so that "it" in the next one is the heading's concept."""
    tokens = sentence.tokens
    return bool(tokens) and (fragment_start(sentence) is not None or is_gerund(tokens))


def _make(sentence: Sentence, found: _Found, labels: Sequence[str]) -> Name:
    span = sentence.span()
    kind = "former" if found.way == "former" else name_kind(found.label, labels)
    return Name(
        _uncapitalised(found.label, sentence),
        kind,
        f"name_{found.way}",
        sentence.section,
        span.start,
        span.end,
        _WEIGHTS[found.way],
    )


def _uncapitalised(label: str, sentence: Sentence) -> str:
    """Undo the capital that a sentence gives its first word: "Source control (or version control) is"."""
    first, _, rest = label.partition(" ")
    ordinary = rest.islower() and first[1:].islower() and is_known(first.lower())
    return first.lower() + " " + rest if ordinary and sentence.text.startswith(first) else label


def name_kind(name: str, labels: Sequence[str]) -> str:
    """Return how a name relates to the known ones by its letters: acronym, expansion, spelling or synonym."""
    if any(abbreviates(name, label) for label in labels):
        return "acronym"
    if any(abbreviates(label, name) for label in labels):
        return "expansion"
    letters = "".join(filter(str.isalnum, name.casefold()))
    alike = any("".join(filter(str.isalnum, label.casefold())) == letters for label in labels)
    return "spelling" if alike else "synonym"


def _read(
    sentence: Sentence, labels: Sequence[str], keys: frozenset[str], *, about: bool, first: bool
) -> Iterator[_Found]:
    low = sentence.text.lower()
    named = first or may_name(sentence.text, keys)
    if named and "(" in low:
        yield from (_Found(pair.name, "beside") for pair in find_pairs(sentence.tokens, keys))
    if any(map(low.__contains__, HINTS)):
        yield from _at_cues(sentence, labels, keys, about=about, first=first)
    if first or (named and (_OR.search(low) or (sentence.code and "(" in low))):
        yield from (_Found(name, way) for name, way in find_variant(sentence, labels, keys, first=first))


def _at_cues(
    sentence: Sentence, labels: Sequence[str], keys: frozenset[str], *, about: bool, first: bool
) -> Iterator[_Found]:
    tokens = sentence.tokens
    for cue in CUES.find(sentence):
        at = _token_at(tokens, cue.start)
        if not is_for_concept(sentence, cue, at, keys, about=about, first=first):
            continue
        behind = _token_at(tokens, cue.end)
        names, after = read_name_list(tokens, behind)
        long = find_long_form(tokens, behind, labels) if cue.name == "for" else ""
        if long or (cue.name == "for" and at and looks_like_acronym(labels[0])):
            names = [long] if long else []
        if at <= 3 and not _leads_to_concept(tokens, after, keys, at):
            continue
        if cue.name == "they_call":
            names = names if _are_named(tokens, behind) else []
        way = "former" if cue.name == "former" or _is_former(tokens, at) else _WAYS.get(cue.name, cue.name)
        yield from (_Found(name, way) for name in names)
        if names and after > behind and tokens[after - 1].text == ")":
            new = frozenset(subject_key(name) for name in names)
            yield from (_Found(pair.name, "beside") for pair in find_pairs(tokens[behind:after], new))


def _are_named(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "call it" gives a name: a noun with article, in quotes or with a capital, no "the first time"."""
    if at >= len(tokens) or tokens[at].low in ("the", "this"):
        return False
    name = tokens[at].text
    return tokens[at].low in ARTICLES or name in QUOTES or not name.islower() or not name.isalpha() or _ends(tokens, at)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return "NOUN" in tokens[at].classes and at + 1 < len(tokens) and tokens[at + 1].text in (".", ",", ";", ")")


def _is_former(tokens: Sequence[Token], at: int) -> bool:
    return any(token.low in ("formerly", "previously") for token in tokens[max(0, at - 2) : at])


def _token_at(tokens: Sequence[Token], start: int) -> int:
    return next((index for index, token in enumerate(tokens) if token.start >= start), len(tokens))


def _leads_to_concept(tokens: Sequence[Token], after: int, keys: frozenset[str], cue: int) -> bool:
    """A cue that opens a sentence names the subject behind its comma, or the heading where there is no subject."""
    if after >= len(tokens) or tokens[after].text in (".", ";", ")"):
        return True
    if tokens[after].text != ",":
        return True
    begin = after + 1
    while begin < len(tokens) and (tokens[begin].low in ARTICLES or tokens[begin].text in QUOTES):
        begin += 1
    subject = begin < len(tokens) and match_name(tokens, begin, keys) > 0
    opening = any(match_name(tokens, at, keys) for at in range(cue))
    return subject or opening or tokens[after + 1].low in ARTICLES | {"it", "they", "this"}
