"""Sentences of a section as a reader sees them, each with the way back to the section's text.

    prose      "[Masked LM](#mlm) masks\\n  some `tokens`, e.g. 15 %. It ..."   (markup blanked)
    sentence   "Masked LM masks some tokens, e.g. 15 %."       span(0, 9) -> Span of "Masked LM" in section.text

Splitting is by block (a heading, item or paragraph ends a sentence) and by end marks (`kg.syntax.splitting`). spaCy
only sees the sentences somebody asks the tokens of.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from kg.ids import SectionKey
from kg.records import Block, Mark, Section, Span
from kg.syntax.splitting import MAX_CHARS, split_line
from kg.syntax.tokens import Token, Word, read_doc, read_words, to_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

_T = TypeVar("_T")

PROSE_BLOCKS = frozenset(["paragraph", "item", "definition"])
_WORD = re.compile(r"\S+")
_WORDS = re.compile(r"\S+(?:\s\S+)*")
_SPACE = re.compile(r"\s")
_TARGET = re.compile(r"\]\([^)]*\)?|\]\[[^\]]*\]|<[^>]*>?|\{[^}]*\}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CODE = frozenset(["code", "symbol"])
_START, _MARK_START = attrgetter("start"), itemgetter(1)


class Sentence:
    """One sentence: `text` as read, `kind` and `depth` of its block, and the way back to the section."""

    __slots__ = ("__dict__", "base", "depth", "kind", "line", "number", "section", "text")

    def __init__(self, line: "Line", start: int, end: int, number: int) -> None:
        self.line, self.base, self.number = line, start, number
        self.text = line.text[start:end]
        self.section, self.kind, self.depth = line.section, line.block.kind, line.block.depth

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the span in the section's text of characters `[start, end)` of this sentence."""
        stop = len(self.text) if end is None else end
        return self.line.span(self.base + start, self.base + stop)

    @cached_property
    def code(self) -> tuple[tuple[int, int], ...]:
        """Character ranges of inline code and symbol references."""
        trimmed = (self._trimmed(start, end) for start, end in self.marked("code", "symbol"))
        return tuple((start, end) for start, end in trimmed if start < end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end]
        return start + _margin(words), end - (len(words) - len(words.rstrip()))

    def marked(self, *kinds: str) -> tuple[tuple[int, int], ...]:
        """Return the character ranges of the marks of these kinds (`link`, `code`, `strong`, ...)."""
        stop = self.base + len(self.text)
        return tuple(
            (start - self.base, end - self.base)
            for kind, start, end in _within(self.line.marks, self.base, stop, _MARK_START)
            if kind in kinds and start < end <= stop
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and signs of the sentence."""
        return to_tokens(self.words, self.text, self.code)

    @cached_property
    def words(self) -> list[Word]:
        """spaCy's tokens of the sentence."""
        return read_words(self.doc)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """spaCy's tokens in small letters, each once."""
        return frozenset(low for _, low, *_ in self.words)

    @cached_property
    def doc(self) -> "Doc":
        """The sentence as spaCy tokenizes it."""
        return read_doc(self.text)

    def __repr__(self) -> str:
        return f"Sentence({self.text!r})"


class Line:
    """A block read on one line: its text, and runs of it that stand unbroken in the section."""

    __slots__ = ("__dict__", "_inside", "_places", "block", "runs", "section", "starts", "text")

    def __init__(self, section: Section, block: Block, marks: Sequence[Mark], window: Span | None = None) -> None:
        """Read a block, or what lies in the window of it; `marks` are the section's, sorted by start."""
        self.section: SectionKey = section.key
        self.block = block
        first, last = (block.start, block.end) if window is None else _overlap(block, window)
        self.text, self.runs = _visible(section, first, last)
        self.starts = [run[0] for run in self.runs]
        self._places = [run[1] for run in self.runs]
        self._inside = [m for m in _within(marks, first, last, _START) if m.end <= block.end]

    @cached_property
    def marks(self) -> tuple[tuple[str, int, int], ...]:
        """Kind and place in this line of all marks in the block."""
        return tuple((m.kind, self.inward(m.start), self.inward(m.end)) for m in self._inside)

    @property
    def code(self) -> list[tuple[int, int]]:
        """Places in this line of inline code and symbol references."""
        code = (m for m in self._inside if m.kind in _CODE)
        return [(self.inward(m.start), self.inward(m.end)) for m in code]

    def span(self, start: int, end: int) -> Span:
        """Return the section's span for characters of this line; an empty range stays empty."""
        return Span(self._outward(start), self._outward(max(start, end - 1)) + (1 if end > start else 0))

    def _outward(self, at: int) -> int:
        if not self.runs:
            return self.block.start
        here, there, length = self.runs[max(0, bisect_right(self.starts, at) - 1)]
        return there + min(at - here, length)

    def inward(self, at: int) -> int:
        """Return the place in this line of an offset of the section."""
        index = bisect_right(self._places, at) - 1
        if index < 0:
            return 0
        here, there, length = self.runs[index]
        return here + min(at - there, length)


def _overlap(block: Block, window: Span) -> tuple[int, int]:
    return max(block.start, window.start), min(block.end, window.end)


def _visible(section: Section, first: int, stop: int) -> tuple[str, list[tuple[int, int, int]]]:
    parts: list[str] = []
    runs: list[tuple[int, int, int]] = []
    at, last = 0, first
    text, prose = section.text, section.prose
    for start, end in _stretches(section, first, stop):
        if parts and _is_apart(text[last:start]):
            parts.append(" ")
            at += 1
        runs.append((at, start, end - start))
        parts.append(prose[start:end])
        at, last = at + end - start, end
    return " ".join("".join(parts).split()), runs


def _stretches(section: Section, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield where words of a range stand, those with nothing but one space between them in the text together."""
    text, prose = section.text, section.prose
    for match in _WORDS.finditer(prose, first, last):
        start, end = match.span()
        if text.startswith(match[0], start):
            yield start, end
        else:
            yield from (word.span() for word in _WORD.finditer(prose, start, end))


def _is_apart(gap: str) -> bool:
    """Tell whether markup between two words also holds white space a reader sees."""
    return gap.isspace() or (_SPACE.search(gap) is not None and _SPACE.search(_TARGET.sub("", gap)) is not None)


def split_sentences(
    section: Section, kinds: frozenset[str] = PROSE_BLOCKS, *, most: int | None = None, window: Span | None = None
) -> list[Sentence]:
    """Return the sentences of the blocks of these kinds, in text order; no blocks are read when there are `most`.

    Of a `window` what lies in it is read as if nothing stood around it. A section without blocks is read by its blank
    lines. What goes on for more than 5,000 characters without an end is a list of something and no sentence: it is left
    out. Linear in the section's length, or in the window's.
    """
    found: list[Sentence] = []
    blocks, marks = _readable(section, window)
    for block in blocks:
        if most is not None and len(found) >= most:
            break
        if block.kind in kinds:
            line = Line(section, block, marks, window)
            for start, end in split_line(line.text, line.code):
                if end - start <= MAX_CHARS:
                    found.append(Sentence(line, start, end, len(found)))
    return found


def _readable(section: Section, window: Span | None) -> tuple[Iterable[Block], Sequence[Mark]]:
    """Return the blocks that a section, or the window of it, has, and at least the marks that begin in them."""
    if window is None or not section.blocks:
        return section.blocks or _paragraphs(section), sorted(section.marks, key=_START)
    first = max(0, bisect_right(section.blocks, window.start, key=_START) - 1)
    blocks = section.blocks[first : bisect_left(section.blocks, window.end, key=_START)]
    return blocks, _within(section.marks, blocks[0].start, blocks[-1].end, _START) if blocks else ()


def _paragraphs(section: Section) -> Iterator[Block]:
    start = 0
    for gap in [*_BLANK_LINE.finditer(section.prose), None]:
        end = gap.start() if gap else len(section.prose)
        if section.prose[start:end].strip():
            yield Block("paragraph", start, end)
        start = gap.end() if gap else end


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _within(marks: Sequence[_T], start: int, stop: int, key: Callable[[_T], Any]) -> Sequence[_T]:
    """Return those of the sorted marks that begin in `[start, stop]`."""
    return marks[bisect_left(marks, start, key=key) : bisect_right(marks, stop, key=key)]
