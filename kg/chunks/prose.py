"""Prose: a page's text with everything but the words blanked, place by place; line ends stay."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.chunks.autodoc import read_commands

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
Spans = Sequence[tuple[int, int]]


class Cover:
    """Spans in order, to ask whether one of them holds an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = list(spans)
        self.starts = [start for start, _ in self.spans]

    def holds(self, offset: int) -> bool:
        """Tell whether a span holds the offset."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and offset < self.spans[at][1]


def make_prose(text: str, masked: str, *, words: Spans, cuts: Spans, code: Cover) -> str:
    """Return the text with only `words` kept and `cuts` blanked, and commands outside inline `code`."""
    blank = _blank(masked)
    parts, done = list[str](), 0
    for begin, end in words:
        start = max(begin, done)
        if end > start:
            if start > done:
                parts.append(_gap(masked, blank, done, start))
            kept = text[start:end]
            if "\\" in kept or "&" in kept:
                kept = _ESCAPE.sub(_spaces, kept)
            parts.append(kept)
            done = end
    prose = "".join([*parts, _gap(masked, blank, done, len(masked))])
    commands = [span for span in read_commands(prose) if not code.holds(span[0])]
    return _without(prose, [*cuts, *commands]) if cuts or commands else prose


def _gap(masked: str, blank: str, start: int, end: int) -> str:
    """Return what stands between two words: white space as it is, anything else blanked."""
    gap = masked[start:end]
    return gap if gap.isspace() else blank[start:end]


def _without(prose: str, cuts: Spans) -> str:
    parts, done = [], 0
    for begin, end in sorted(cuts):
        start = max(begin, done)
        if end > start:
            parts += [prose[done:start], _blank(prose[start:end])]
            done = end
    return "".join([*parts, prose[done:]])


def _blank(text: str) -> str:
    """Return spaces for everything but line ends."""
    if not text or text.isspace():
        return text
    return "\n".join([" " * len(line) for line in text.split("\n")]) if "\n" in text else " " * len(text)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
