"""Text units of GraphRAG: sections as they stand, long ones cut where paragraphs end.

    section text   [0 ........... 3,900 | 3,900 ...... 6,020)     no overlap, no character lost
    text unit      heading, empty line, the characters as they stand

GraphRAG fills its context with whole units and stops at the first that does not fit (1,200 tokens are its own default
size), so a page-long section would keep all sources out; hence `MOST_CHARS`. Chunks of a table are no units here: they
overlap and cut sentences in two. Each unit names the chunks it stands in.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

MOST_CHARS = 4_000
CHARS_PER_TOKEN = 4


class Unit(NamedTuple):
    """A text unit: its number, and its span in the section's text."""

    number: int
    start: int
    end: int


def unit_id(number: int) -> str:
    """Return a unit's id: 16 hexadecimal digits."""
    return f"{number:016x}"


def cut(key: str, text: str) -> list[Unit]:
    """Cut a section's text into units; none where there is nothing but white space.

    >>> [(unit.start, unit.end) for unit in cut("1_2", "abc")], cut("1_2", " ")
    ([(0, 3)], [])
    """
    if not text.strip():
        return []
    return [Unit(_number(key, start), start, end) for start, end in _spans(text)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > MOST_CHARS:
        end = _best_end(text, start + MOST_CHARS // 2, start + MOST_CHARS)
        yield start, end
        start = end
    yield start, len(text)


def _best_end(text: str, least: int, most: int) -> int:
    """Return where to cut: behind an empty line, else behind a line, else behind a space, else anywhere."""
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, least, most)
        if found >= 0:
            return found + len(mark)
    return most


def _number(key: str, start: int) -> int:
    """Return 64 bits of SHA-256: among ten million units, the odds of two alike are one to 370,000."""
    return int.from_bytes(hashlib.sha256(f"{key}\x1f{start}".encode("utf-8", "replace")).digest()[:8], "big")


def touching(units: list[Unit], start: int, end: int) -> list[Unit]:
    """Return the units that a span of the section's text stands in: one, or more where it was cut."""
    if len(units) == 1:
        return units
    return [unit for unit in units if unit.start < end and start < unit.end]


def chunks_of(unit: Unit, ids: list[str], starts: list[int], lengths: list[int]) -> list[str]:
    """Return the ids of the chunks that a unit's text stands in."""
    pieces = zip(ids, starts, lengths, strict=True)
    return list(dict.fromkeys(chunk for chunk, at, size in pieces if at < unit.end and unit.start < at + size))


def unit_text(heading: str, text: str, unit: Unit) -> str:
    """Return what a unit says: its heading on a line of its own, then its characters."""
    return f"{heading}\n\n{text[unit.start : unit.end]}" if heading else text[unit.start : unit.end]


def tokens(text: str) -> int:
    """Estimate a text's tokens by its characters: no tokenizer runs here, and GraphRAG counts again for itself."""
    return max(1, round(len(text) / CHARS_PER_TOKEN))
