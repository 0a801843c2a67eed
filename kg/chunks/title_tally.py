"""What one page's running text says of the words of slugs: the facts from which titles are restored.

    Section, Vocabulary -> Tally (for all pages), PageSpellings (for the page itself)

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place. All counts are
of words, pairs and wholes of slugs: how long a page's tally can get is up to the slugs, not to the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.chunks.title_phrases import lowered, read_phrases
from kg.chunks.title_places import PageSpellings
from kg.chunks.title_spelling import BRACKETS, slug_of
from kg.chunks.title_vocabulary import Vocabulary
from kg.records import Section

_ENDS_SENTENCE = frozenset(".:!?|-*#>•…—–")
_ABBREVIATION = 2
_SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_SENTENCE_ENDS = frozenset(".!?")

Pairs = Counter[tuple[str, str]]


class Tally(NamedTuple):
    """Counts of (word, spelling): `anywhere`, and in the middle of a sentence.

    `begins` are words that begin a sentence, `before` and `between` signs with the word behind or the words around
    them, `commands` inline code of several words by its slug, `spelled` and `begun` phrases in mid-sentence and not.
    `known`, `bracketed` are words that were seen (in brackets), `habits` counts of words as they stand.
    """

    anywhere: Pairs
    middle: Pairs
    begins: Counter[str]
    before: Pairs
    between: Pairs
    commands: Pairs
    spelled: Pairs
    begun: Pairs
    known: tuple[str, ...]
    bracketed: tuple[str, ...]
    habits: Counter[str]


def without_code(section: Section) -> str:
    """Return the section's prose with its inline code filled with back ticks, place by place."""
    prose, cut, end = section.prose, [], 0
    for mark in section.marks:
        if mark.kind == "code" and mark.start >= end:
            cut += [prose[end : mark.start], "`" * (mark.end - mark.start)]
            end = mark.end
    return "".join([*cut, prose[end:]]) if cut else prose


def read_tally(
    sections: Sequence[Section], slugs: Iterable[str], vocabulary: Vocabulary
) -> tuple[Tally, PageSpellings]:
    """Count what a page says; `slugs` are its own that lack a heading."""
    tally = Tally(
        Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), (), (), Counter()
    )
    seen, middle, codes = Counter[str](), Counter[str](), Counter[str]()
    on_page: dict[str, dict[str, int]] = {}
    for section in sections:
        text = without_code(section)
        tokens = text.split()
        seen.update(tokens)
        middle.update([after for before, after in pairwise(tokens) if before[-1] not in _ENDS_SENTENCE])
        tally.begins.update(_begins(tokens, vocabulary))
        if vocabulary.behind_signs and _SIGN.search(text):
            _read_signs(tokens, vocabulary, tally)
        for code in _codes(section):
            seen.update(code)
            if len(code) > 1:
                codes[" ".join(code)] += 1
        if vocabulary.matcher is not None:
            matches = vocabulary.matcher.find_matches_as_indexes(lowered(text), overlapping=True)
            read_phrases(text, matches, vocabulary, (tally.spelled, tally.begun), on_page)
    for command, count in codes.items():
        if vocabulary.holds(slug := slug_of(command)):
            tally.commands[slug, command] += count
    known, bracketed = _read_tokens(seen, vocabulary, tally)
    asked = {word for slug in slugs for word in slug.split("-")}
    words = _read_middle(middle, asked, vocabulary, tally.middle)
    return tally._replace(known=known, bracketed=bracketed), PageSpellings(words, on_page if asked else {})


def _read_tokens(seen: Counter[str], vocabulary: Vocabulary, tally: Tally) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Count what all tokens spell; return the words that are known, and those in brackets."""
    known, bracketed, anywhere = set[str](), set[str](), tally.anywhere
    for text, count in seen.items():
        token = vocabulary.read(text)
        for pair in token.forms:
            anywhere[pair] += count
        if token.known:
            known.add(token.known)
        if token.habit:
            tally.habits[token.habit] += count
        if token.bracketed:
            bracketed.add(token.bracketed)
    return tuple(sorted(known)), tuple(sorted(bracketed))


def _read_middle(
    seen: Counter[str], asked: set[str], vocabulary: Vocabulary, middle: Pairs
) -> dict[str, dict[str, int]]:
    """Count what the tokens in mid-sentence spell; return the page's own spellings of the words it asks for."""
    own: dict[str, dict[str, int]] = {}
    for token, count in seen.items():
        for pair in vocabulary.read(token).forms:
            middle[pair] += count
            word, form = pair
            if word in asked:
                forms = own.setdefault(word, {})
                forms[form] = forms.get(form, 0) + count
    return own


def _codes(section: Section) -> list[list[str]]:
    """Return the words of each inline code of the section."""
    prose = section.prose
    return [prose[mark.start : mark.end].split() for mark in section.marks if mark.kind == "code"]


def _begins(tokens: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return the words that begin a sentence; what follows "e.g." begins none."""
    at = [
        i for i, token in enumerate(tokens[:-1], 1) if token[-1] in _SENTENCE_ENDS and token.count(".") < _ABBREVIATION
    ]
    begins = [bare for i in at if (bare := tokens[i].strip(BRACKETS)).isalpha()]
    return [bare for bare in begins if bare.lower() in vocabulary.words]


def _read_signs(tokens: Sequence[str], vocabulary: Vocabulary, tally: Tally) -> None:
    """Count the tokens without a letter, with their neighbours; plain punctuation and markup are left out."""
    for i, sign in enumerate(tokens[:-1]):
        if sign[0].isalnum() or any(map(str.isalnum, sign)) or not sign.strip("-–—_|*#`\"'.,:;!?()[]{}<>=~^\\/"):
            continue
        bare = tokens[i + 1].strip(BRACKETS)
        if (right := slug_of(bare)) in vocabulary.behind_signs:
            left = tokens[i - 1] if i else ""
            tally.before[right, f"{sign} {bare}"] += 1
            tally.between[f"{slug_of(left.strip(BRACKETS))} {right}", sign] += 1
