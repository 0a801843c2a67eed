"""What one page's running text says of the words of slugs: the facts from which titles are restored.

    Section, Vocabulary -> Tally (for all pages), PageSpellings (for the page itself)

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place. All counts are
of words, pairs and wholes of slugs: how long a page's tally can get is up to the slugs, not to the page.
"""

import marshal
import re
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
_SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_PLAIN = "-–—_|*#`\"'.,:;!?()[]{}<>=~^\\/"
_TELLING = re.compile(rf"[^\w\s{re.escape(_PLAIN)}]")
_TELLING_ASCII = re.compile(r"[$%&+@\x00-\x08\x0e-\x1b\x7f]")
_BORDER = "|"

Pairs = dict[tuple[str, str], int]


class Tally(NamedTuple):
    """Counts of (word, spelling): `anywhere`, and in the middle of a sentence.

    `begins` are words that begin a sentence, `before` and `between` signs with the word behind or the words around
    them, `commands` inline code of several words by its slug, `spelled` and `begun` phrases in mid-sentence and not.
    `known`, `bracketed` are words that were seen (in brackets), `habits` counts of words as they stand. `on_page` is a
    hash of the page's own spellings of whole slugs: with `middle`, it tells which spellings the page goes on with.
    """

    anywhere: Pairs
    middle: Pairs
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
    texts = [without_code(section) for section in sections]
    codes = [code for section in sections for code in _codes(section)]
    asked = {word for slug in slugs for word in slug.split("-")}
    tokens = f" {_BORDER} ".join(texts).split()
    ends = [at for at, token in enumerate(tokens, 1) if token[-1] in _ENDS_SENTENCE]
    tally = Tally({}, {}, _begins(tokens, ends, vocabulary), {}, {}, _commands(codes, vocabulary), {}, {}, (), (), {})
    if vocabulary.behind_signs:
        _read_signs(texts, vocabulary, tally)
    seen, starting = Counter(tokens), Counter([*tokens[:1], *(tokens[at] for at in ends if at < len(tokens))])
    coded = Counter([word for code in codes for word in code])
    known, bracketed = _read_tokens(seen, starting, coded, vocabulary, tally)
    words = _own_words(tally.middle, asked)
    found = _read_phrases(texts, vocabulary, tally)
    phrases = found if asked else {}
    on_page = blake2b(marshal.dumps(phrases, 2), digest_size=16).digest() if phrases else b""
    return tally._replace(known=known, bracketed=bracketed, on_page=on_page), PageSpellings(words, phrases)


def _read_tokens(
    seen: Mapping[str, int],
    starting: Mapping[str, int],
    coded: Mapping[str, int],
    vocabulary: Vocabulary,
    tally: Tally,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Count what tokens spell: those of running text, of which some start a sentence, and those of code.

    Return the words that are known, and those in brackets.
    """
    known, bracketed = set[str](), set[str]()
    remembered = vocabulary.remembered
    anywhere, middle, habits = tally.anywhere, tally.middle, tally.habits
    for token in (*seen, *(token for token in coded if token not in seen)):
        told = remembered[token] if token in remembered else vocabulary.read(token)
        if told is None:
            continue
        running = seen.get(token, 0)
        count = running + coded.get(token, 0)
        inside = running - starting.get(token, 0)
        for pair in told.forms:
            anywhere[pair] = anywhere.get(pair, 0) + count
            if inside:
                middle[pair] = middle.get(pair, 0) + inside
        if told.known:
            known.add(told.known)
        if told.habit:
            habits[told.habit] = habits.get(told.habit, 0) + count
        if told.bracketed:
            bracketed.add(told.bracketed)
    return tuple(sorted(known)), tuple(sorted(bracketed))


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


def _read_signs(texts: Iterable[str], vocabulary: Vocabulary, tally: Tally) -> None:
    """Count the tokens without a letter, with their neighbours; plain punctuation and markup are left out."""
    for text in texts:
        if not (_TELLING_ASCII if text.isascii() else _TELLING).search(text) or not _SIGN.search(text):
            continue
        tokens = text.split()
        for at, sign in enumerate(tokens[:-1]):
            if sign[0].isalnum() or any(map(str.isalnum, sign)) or not sign.strip(_PLAIN):
                continue
            bare = tokens[at + 1].strip(BRACKETS)
            if (right := slug_of(bare)) in vocabulary.behind_signs:
                left = tokens[at - 1] if at else ""
                _count(tally.before, right, f"{sign} {bare}")
                _count(tally.between, f"{slug_of(left.strip(BRACKETS))} {right}", sign)


def _read_phrases(texts: Iterable[str], vocabulary: Vocabulary, tally: Tally) -> dict[str, dict[str, int]]:
    """Count the phrases in texts; return those that are whole slugs."""
    on_page: dict[str, dict[str, int]] = {}
    if (matcher := vocabulary.matcher) is None:
        return on_page
    for text in texts:
        matches = matcher.find_matches_as_indexes(lowered(text), overlapping=True)
        read_phrases(text, matches, vocabulary, (tally.spelled, tally.begun), on_page)
    return on_page


def _count(counts: Pairs, word: str, form: str) -> None:
    counts[word, form] = counts.get((word, form), 0) + 1
