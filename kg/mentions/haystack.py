"""A section's prose in the form in which names are looked for, and the way back to its offsets.

    prose     "Fine-\\ntuning  keeps `head`s | A"      white space runs, code, table cells
    text      "Fine- tuning keeps ; s ; A"           one space inside a sentence, two or a sign at a border
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
_RUN = re.compile(rf"([\s{BORDER}][\s{BORDER}]+)")  # twice as fast as with {{2,}}
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")


class _Small(dict[int, str]):
    """A translation table: one character for one character, made as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = char.lower()
        self[code] = lower if len(lower) == 1 and (char.isalnum() or char == "_") else " "
        return self[code]


_SMALL = _Small()
_SMALL_ASCII = "".join(map(chr, range(128))).translate(_SMALL).encode().ljust(256)


def to_small(text: str) -> str:
    """Return text of the same length in lower case, with a space for whatever is no letter, digit or underscore.

    >>> to_small("Fine-Tuning (of BERT)")
    'fine tuning  of bert '
    """
    if text.isascii():
        return text.encode().translate(_SMALL_ASCII).decode()
    parts = _FOREIGN.split(text)
    parts[::2] = [part.encode().translate(_SMALL_ASCII).decode() for part in parts[::2]]
    parts[1::2] = [part.translate(_SMALL) for part in parts[1::2]]
    return "".join(parts)


class Haystack(NamedTuple):
    """`text` and `small` have one length; `origin` takes their offsets back to the section's text."""

    text: str
    small: str
    ends: Sequence[int]
    shifts: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the section's span of a stretch of `text` that neither begins nor ends with white space."""
        first = last = bisect_right(self.ends, start)
        if last < len(self.ends) and self.ends[last] < end:
            last = bisect_right(self.ends, end - 1)
        return start + self.shifts[first], end + self.shifts[last]


def make_haystack(section: Section) -> Haystack:
    """Return the searchable form of a section. Linear in its length."""
    parts = _RUN.split(_with_borders(section))  # words and runs in turn
    ends: list[int] = []
    shifts = [0]
    at = shift = 0
    for i in range(1, len(parts), 2):
        run = parts[i]
        parts[i] = short = _short(run)
        at += len(parts[i - 1]) + len(short)
        if len(short) < len(run):
            shift += len(run) - len(short)
            ends.append(at)
            shifts.append(shift)
    text = "".join(parts).replace("\n", " ").replace("\t", " ")
    return Haystack(text, to_small(text), ends, shifts)


def _short(run: str) -> str:
    """Return what stands for a run of white space and border signs; it begins and ends with the same of both."""
    if BORDER not in run:
        return "  " if run.count("\n") > 1 else " "
    first, last = run[0], run[-1]
    if BORDER in (first, last):
        return first + last
    return f" {BORDER} "


def _with_borders(section: Section) -> str:
    """Return the prose, of equal length, with a border sign where no name goes on."""
    prose = section.prose
    parts: list[str] = []
    done = 0
    for start, end in sorted(_edits(section)):
        if end > done:
            begin = max(start, done)
            parts += (prose[done:begin], BORDER * (end - begin))
            done = end
    parts.append(prose[done:])
    return "".join(parts)


def _edits(section: Section) -> list[tuple[int, int]]:
    """Return what is no prose, and one character between blocks, between cells and behind links."""
    prose = section.prose
    edits = [(start, end) for kind, start, end in section.marks if kind in _UNREAD]
    edits += [(end, end + 1) for kind, _, end in section.marks if kind == "link" and prose[end : end + 1].isspace()]
    for kind, start, end, _ in section.blocks:
        if kind in _UNREAD_BLOCKS:
            edits.append((start, end))
            continue
        if start and prose[start - 1].isspace():
            edits.append((start - 1, start))
        if kind == "table":
            edits += _pipes(section.text, prose, start, end)
    return edits


def _pipes(text: str, prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Borders between table cells, whose pipes the prose leaves out."""
    place = text.find("|", start, end)
    while place >= 0:
        if prose[place].isspace() or prose[place] == "|":
            yield place, place + 1
        place = text.find("|", place + 1, end)
