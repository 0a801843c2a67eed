"""A section's prose in the form in which names are looked for, and the way back to its offsets.

    prose     "Fine-\\ntuning  keeps `head`s | A"      white space runs, code, table cells
    text      "Fine- tuning keeps ;      s ; A"      one space inside a sentence, two or a sign at a border
    small     "fine   tuning keeps ..."              lower case; whatever is no letter or digit is a space

A name of several words is looked for with single spaces between them, so it reaches over a line break or a hyphen but
never over punctuation, a paragraph, a list item, a table cell, inline code or the end of a link.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.records import Section

BORDER = "\x7f"  # in ASCII, so that a text in ASCII stays one: translated ten times faster
_UNREAD = frozenset({"code", "symbol", "math", "image"})
_UNREAD_BLOCKS = frozenset({"code", "html", "comment", "autodoc", "heading"})
_RUN = re.compile(r"\s{2,}")


class _Small(dict[int, str]):
    """A translation table: one character for one character, made as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = char.lower()
        self[code] = lower if len(lower) == 1 and (char.isalnum() or char == "_") else " "
        return self[code]


_SMALL = _Small()


def to_small(text: str) -> str:
    """Return text of the same length in lower case, with a space for whatever is no letter, digit or underscore.

    >>> to_small("Fine-Tuning (of BERT)")
    'fine tuning  of bert '
    """
    return text.translate(_SMALL)


class Haystack(NamedTuple):
    """`text` and `small` have one length; `origin` takes their offsets back to the section's text."""

    text: str
    small: str
    ends: Sequence[int]
    shifts: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the section's span of a stretch of `text` that neither begins nor ends with white space."""
        return start + self._shift(start), end + self._shift(end - 1)

    def _shift(self, offset: int) -> int:
        return self.shifts[bisect_right(self.ends, offset)]


def make_haystack(section: Section) -> Haystack:
    """Return the searchable form of a section. Linear in its length."""
    prose = _with_borders(section)
    parts: list[str] = []
    ends: list[int] = []
    shifts = [0]
    done = shift = 0
    for run in _RUN.finditer(prose):
        start, end = run.span()
        parts.append(prose[done:start])
        parts.append("  " if prose.count("\n", start, end) > 1 else " ")
        done = end
        more = end - start - len(parts[-1])
        if more:
            ends.append(end - shift - more)
            shift += more
            shifts.append(shift)
    parts.append(prose[done:])
    text = "".join(parts).replace("\n", " ").replace("\t", " ")
    return Haystack(text, to_small(text), ends, shifts)


def _with_borders(section: Section) -> str:
    """Return the prose, of equal length, with a border sign where no name goes on."""
    prose = section.prose
    edits = sorted(_edits(section))
    if not edits:
        return prose
    parts: list[str] = []
    done = 0
    for start, end in edits:
        if end <= done:
            continue
        begin = max(start, done)
        parts += [prose[done:begin], BORDER * (end - begin)]
        done = end
    parts.append(prose[done:])
    return "".join(parts)


def _edits(section: Section) -> Iterator[tuple[int, int]]:
    prose, text = section.prose, section.text
    for mark in section.marks:
        if mark.kind in _UNREAD:
            yield mark.start, mark.end
        elif mark.kind == "link" and prose[mark.end : mark.end + 1].isspace():
            yield mark.end, mark.end + 1
    for block in section.blocks:
        if block.kind in _UNREAD_BLOCKS:
            yield block.start, block.end
            continue
        if block.start and prose[block.start - 1].isspace():
            yield block.start - 1, block.start
        if block.kind == "table":
            yield from _pipes(text, prose, block.start, block.end)


def _pipes(text: str, prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Borders between table cells, whose pipes the prose leaves out."""
    place = text.find("|", start, end)
    while place >= 0:
        if prose[place].isspace() or prose[place] == "|":
            yield place, place + 1
        place = text.find("|", place + 1, end)
