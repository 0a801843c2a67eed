"""What one page's running text says of the words of slugs: the facts from which titles are restored.

    Section, Vocabulary -> Tally (for all pages), PageSpellings (for the page itself)

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place. All counts are
of words, pairs and wholes of slugs: how long a page's tally can get is up to the slugs, not to the page.
"""

import marshal
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from kg.chunks.title_phrases import lowered, read_phrases
from kg.chunks.title_places import PageSpellings
from kg.chunks.title_spelling import BRACKETS, slug_of
from kg.chunks.title_vocabulary import Vocabulary
from kg.records import Section

_ENDS_SENTENCE = frozenset(".:!?|-*#>•…—–")
_SENTENCE_ENDS = frozenset(".!?")
_ABBREVIATION = 2
_BORDER = "|"

Pairs = dict[tuple[str, str], int]


class Tally(NamedTuple):
    """Counts of (word, spelling): in the `middle` of a sentence, and `aside`, at its beginning or in inline code.

    `begins` are words that begin a sentence, `before` and `between` signs with the word behind or the words around
    them, `commands` inline code of several words by its slug, `spelled` and `begun` phrases in mid-sentence and not.
    `known`, `bracketed` are words that were seen (in brackets), `habits` counts of words as they stand. `on_page` is a
    hash of the page's own spellings of whole slugs: with `middle`, it tells which spellings the page goes on with.
    """

    middle: Pairs
    aside: Pairs
    begins: dict[str, int]
    before: Pairs
    between: Pairs
    commands: Pairs
    spelled: Pairs
    begun: Pairs
    known: tuple[str, ...]
    bracketed: tuple[str, ...]
    habits: dict[str, int]
    on_page: bytes = b""


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
    text = f" {_BORDER} ".join(map(without_code, sections))
    codes = [code for section in sections for code in _codes(section)]
    asked = {word for slug in slugs for word in slug.split("-")}
    tokens = text.split()
    ends = [at for at, token in enumerate(tokens, 1) if token[-1] in _ENDS_SENTENCE]
    first = [*tokens[:1], *(tokens[at] for at in ends if at < len(tokens))]
    tally = Tally({}, {}, _begins(tokens, ends, vocabulary), {}, {}, _commands(codes, vocabulary), {}, {}, (), (), {})
    within = Counter(tokens)
    for token in first:
        within[token] -= 1
    aside = Counter([*first, *(word for code in codes for word in code)])
    known, bracketed, signs = _read_tokens(((within, tally.middle), (aside, tally.aside)), vocabulary, tally.habits)
    if signs and vocabulary.behind_signs:
        _read_signs(tokens, signs, vocabulary, tally)
    words = _own_words(tally.middle, asked)
    found = _read_phrases(text, vocabulary, tally)
    phrases = found if asked else {}
    on_page = blake2b(marshal.dumps(phrases, 2), digest_size=16).digest() if phrases else b""
    return tally._replace(known=known, bracketed=bracketed, on_page=on_page), PageSpellings(words, phrases)


def _read_tokens(
    counts: Iterable[tuple[Mapping[str, int], Pairs]], vocabulary: Vocabulary, habits: dict[str, int]
) -> tuple[tuple[str, ...], tuple[str, ...], Collection[str]]:
    """Count what tokens spell, those of each place by themselves, and the tokens whose `habits` are asked for.

    Return the words that are known, those in brackets, and the tokens that are signs.
    """
    known, bracketed, signs = dict[str, None](), dict[str, None](), set[str]()
    remembered = vocabulary.remembered
    for found, pairs in counts:
        for token, count in found.items():
            told = remembered[token]
            if told is None or not count:
                continue
            forms, word, habit, inner, sign = told
            for pair in forms:
                pairs[pair] = pairs.get(pair, 0) + count
            if word:
                known[word] = None
            if habit:
                habits[habit] = habits.get(habit, 0) + count
            if inner:
                bracketed[inner] = None
            if sign:
                signs.add(token)
    return tuple(known), tuple(bracketed), signs


def _own_words(middle: Pairs, asked: Collection[str]) -> dict[str, dict[str, int]]:
    """Return the spellings of the words that the page itself asks for."""
    own: dict[str, dict[str, int]] = {}
    for (word, form), count in middle.items():
        if word in asked:
            own.setdefault(word, {})[form] = count
    return own


def _codes(section: Section) -> Iterator[list[str]]:
    """Yield the words of each inline code of the section."""
    prose = section.prose
    return (prose[mark.start : mark.end].split() for mark in section.marks if mark.kind == "code")


def _commands(codes: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Pairs:
    """Count inline code of several words, by its slug."""
    commands: Pairs = {}
    for command, count in Counter([" ".join(code) for code in codes if len(code) > 1]).items():
        if vocabulary.holds(slug := slug_of(command)):
            commands[slug, command] = count
    return commands


def _begins(tokens: Sequence[str], ends: Iterable[int], vocabulary: Vocabulary) -> dict[str, int]:
    """Count the words that begin a sentence; what follows "e.g." begins none. `ends` are the tokens behind an end."""
    found: dict[str, int] = {}
    for at in ends:
        before = tokens[at - 1]
        if before[-1] in _SENTENCE_ENDS and at < len(tokens) and before.count(".") < _ABBREVIATION:
            bare = tokens[at].strip(BRACKETS)
            if bare.lower() in vocabulary.words and bare.isalpha():
                found[bare] = found.get(bare, 0) + 1
    return found


def _read_signs(tokens: Sequence[str], signs: Collection[str], vocabulary: Vocabulary, tally: Tally) -> None:
    """Count the signs with their neighbours."""
    for at, sign in enumerate(tokens[:-1]):
        if sign in signs:
            bare = tokens[at + 1].strip(BRACKETS)
            if (right := slug_of(bare)) in vocabulary.behind_signs:
                left = tokens[at - 1] if at else ""
                _count(tally.before, right, f"{sign} {bare}")
                _count(tally.between, f"{slug_of(left.strip(BRACKETS))} {right}", sign)


def _read_phrases(text: str, vocabulary: Vocabulary, tally: Tally) -> dict[str, dict[str, int]]:
    """Count the phrases in a text; return those that are whole slugs."""
    on_page: dict[str, dict[str, int]] = {}
    if (matcher := vocabulary.matcher) is not None:
        matches = matcher.find_matches_as_indexes(lowered(text), overlapping=True)
        read_phrases(text, matches, vocabulary, (tally.spelled, tally.begun), on_page)
    return on_page


def _count(counts: Pairs, word: str, form: str) -> None:
    counts[word, form] = counts.get((word, form), 0) + 1
