"""What is counted once in a corpus's running text, for the spelling of its slugs' words (title_words.py)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kg.records import Section

OPENING = "([{<`*_\"'“‘«|~#@"
CLOSING = ")]}>`*_\"'”’»,;:.!?|…=\\"
BRACKETS = OPENING + CLOSING
_ENDS_SENTENCE = frozenset(".:!?|-*#>•…—–")
_ABBREVIATION = 2
_SIGN = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_SENTENCE_ENDS = frozenset(".!?")
_NOT_SLUG_OR_SPACE = re.compile(r"[^\w\s-]")


def slug_of(text: str) -> str:
    """Return the anchor most renderers make of a heading: lower case, signs dropped, spaces to hyphens.

    >>> slug_of("What's new in 🤗 Accelerate?")
    'whats-new-in--accelerate'
    """
    return re.sub(r"\s", "-", _NOT_SLUG_OR_SPACE.sub("", text.lower()))


def without_code(section: Section) -> str:
    """Return the section's prose with its inline code filled with back ticks, place by place."""
    prose, cut, end = section.prose, [], 0
    for mark in section.marks:
        if mark.kind == "code" and mark.start >= end:
            cut += [prose[end : mark.start], "`" * (mark.end - mark.start)]
            end = mark.end
    return "".join([*cut, prose[end:]]) if cut else prose


def commonest(forms: Mapping[str, int], default: str) -> str:
    """Return the most frequent form; a tie goes to the slug's own letters, then to code point order."""
    return min(forms, key=lambda form: (-forms[form], form != default, form))


def sum_of(counters: Iterable[Counter[str]]) -> Counter[str]:
    """Add counters up."""
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


class Tally:
    """Counts over all sections. `running` is `without_code` of each.

    `anywhere` are all tokens, `pages` those in mid-sentence by page, `begins` the words that begin a sentence, `signs`
    the tokens without a letter with their neighbours, `commands` the inline code of several words by its slug.
    """

    def __init__(self, sections: Sequence[Section], running: Sequence[str]) -> None:
        """Read the sections."""
        self.anywhere: Counter[str] = Counter()
        self.pages: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.begins: Counter[str] = Counter()
        self.signs: Counter[tuple[str, str, str]] = Counter()
        self._codes: Counter[str] = Counter()
        self.texts: defaultdict[str, list[str]] = defaultdict(list)
        for section, text in zip(sections, running, strict=True):
            self._read(section, text)
        self.commands: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for code, count in self._codes.items():
            self.commands[slug_of(code)][code] += count

    def _read(self, section: Section, text: str) -> None:
        tokens = text.split()
        self.anywhere.update(tokens)
        self.pages[section.document].update(
            [after for before, after in pairwise(tokens) if before[-1] not in _ENDS_SENTENCE]
        )
        self.begins.update(_begins(tokens))
        if _SIGN.search(text):
            self.signs.update(_signs(tokens))
        self.texts[section.document].append(section.prose)
        for code in _codes(section):
            self.anywhere.update(code)
            if len(code) > 1:
                self._codes[" ".join(code)] += 1


def _codes(section: Section) -> list[list[str]]:
    """Return the words of each inline code of the section."""
    prose = section.prose
    return [prose[mark.start : mark.end].split() for mark in section.marks if mark.kind == "code"]


def _begins(tokens: Sequence[str]) -> list[str]:
    """Return the words that begin a sentence; what follows "e.g." begins none."""
    at = [
        i for i, token in enumerate(tokens[:-1], 1) if token[-1] in _SENTENCE_ENDS and token.count(".") < _ABBREVIATION
    ]
    return [bare for i in at if (bare := tokens[i].strip(BRACKETS)).isalpha()]


def _signs(tokens: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the tokens without a letter, with their neighbours; plain punctuation and markup are left out."""
    return [
        (tokens[i - 1] if i else "", sign, tokens[i + 1])
        for i, sign in enumerate(tokens[:-1])
        if not sign[0].isalnum() and not any(map(str.isalnum, sign)) and sign.strip("-–—_|*#`\"'.,:;!?()[]{}<>=~^\\/")
    ]
