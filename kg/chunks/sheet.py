"""A page laid out as one text for the Markdown parser, with all offsets kept.

Passages stand one after the other with a border between them that ends every open paragraph, list and quote. So one
run of the parser reads a page, reference definitions count for the whole page, and a code block or comment that the
cutter took apart (a `#` line in it looked like a heading) is one block again. A fence or comment that never closes is
closed at the end of its passage, or it would swallow the rest of the page.

Line-wise cutters put two spaces where a blank line was; where a table's blank lines are lost this way they are put
back: "  \\n" becomes " \\n\\n", which has the same length. Characters that a parser would misread (math, component
tags on a line of their own) are masked one for one; `text` keeps what was written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from kg.chunks.masks import mask
from kg.records import JoinedDocument, Passage

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)$", re.M)
_BORDER = "\n\n#\n\n"
_MOST_CUTS = 50
_PLAIN_FENCE = 3
_MAY_BE_RAW = re.compile(r"<(?:!--|[pP][rR][eE]|[sS][cCtT]|[tT][eE][xX])")
_RAW = (
    ("<!--", re.compile(r"^[ \t>]*<!--", re.M), re.compile("-->"), "-->"),
    *(
        (f"<{tag}", re.compile(rf"^ {{0,3}}<{tag}\b", re.I | re.M), re.compile(rf"</{tag}\b", re.I), f"</{tag}>")
        for tag in ("pre", "script", "style", "textarea")
    ),
)


class Sheet(NamedTuple):
    """A page as written (`text`), as the parser gets it (`masked`, of the same length), and where passages begin."""

    text: str
    masked: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    unclosed: tuple[int, ...]
    math: tuple[tuple[int, int], ...]

    def passage_at(self, offset: int) -> int:
        """Return the number of the passage that holds an offset (or comes before it)."""
        return max(0, bisect_right(self.starts, offset) - 1)


def line_ends(document: JoinedDocument) -> tuple[int, int]:
    """Count a chunk table's line ends with two spaces before them, and its blank lines.

    Where the former are more, they stand in place of blank lines. Such tables come from cutters that strip each line:
    outside code there are no blank lines left.
    """
    texts = [passage.text for passage in document.passages if passage.title is None and passage.level is None]
    return sum(text.count("  \n") for text in texts), sum(text.count("\n\n") for text in texts)


def lay_out(document: JoinedDocument, *, restore_blank_lines: bool) -> Sheet:
    """Return the page as one text with borders between its passages."""
    passages = document.passages
    closers, unclosed = _closers(passages)
    borders = [closer + _BORDER for closer in closers]
    parts = [part for passage, border in zip(passages, borders, strict=True) for part in (passage.text, border)]
    offsets = [0, *accumulate(map(len, parts))]
    text = "".join(parts)
    masked, math = mask(text, mdx=document.source.lower().endswith(".mdx"))
    if restore_blank_lines:
        masked = masked.replace("  \n", " \n\n")
    return Sheet(text, masked, tuple(offsets[0:-1:2]), tuple(offsets[1::2]), tuple(unclosed), math)


def _closers(passages: Sequence[Passage]) -> tuple[list[str], list[int]]:
    """Return what closes, behind each passage, the markup it left open for good, and the numbers of such passages."""
    closers = [""] * len(passages)
    unclosed: list[int] = []
    fence = ""
    texts = [passage.text for passage in passages]
    for number, text in enumerate(texts):
        fence = _open_fence(text, fence)
        if fence and not _goes_on(texts[number + 1 : number + 1 + _MOST_CUTS], fence):
            closers[number], fence = f"\n{fence}\n", ""
            unclosed.append(number)
        if raw := _open_html(text, texts[number + 1 : number + 1 + _MOST_CUTS]):
            closers[number] += f"\n{raw}\n"
            unclosed.append(number)
    return closers, sorted(set(unclosed))


def _fences(text: str) -> Iterator[re.Match[str]]:
    return _FENCE.finditer(text) if "```" in text or "~~~" in text else iter(())


def _open_fence(text: str, fence: str) -> str:
    """Return the code fence that is open at the end of the text, given the one open at its beginning ('' for none)."""
    for match in _fences(text):
        if fence:
            if match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif match[1][0] == "~" or "`" not in match[2]:
            fence = match[1]
    return fence


def _goes_on(texts: Sequence[str], fence: str) -> bool:
    """Tell whether a fence left open is closed by a later passage.

    A plain fence may as well open a block there, unless the passage would be out of balance without this one.
    """
    for text in texts:
        if any(True for _ in _fences(text)):
            certain = len(fence) > _PLAIN_FENCE or bool(_open_fence(text, ""))
            return certain and not _open_fence(text, fence)
    return False


def _open_html(text: str, following: Sequence[str]) -> str:
    """Return what closes a comment or raw element that begins a line and is open for good; '' for none.

    The cutter may have taken it apart: then a later passage closes it before another is opened.
    """
    if "<" not in text or not _MAY_BE_RAW.search(text):
        return ""
    small = text.lower()
    for hint, opening, closing, closer in _RAW:
        last = _last(opening, text) if hint in small else -1
        if last >= 0 and last > _last(closing, text):
            return "" if _closes(following, opening, closing) else closer
    return ""


def _closes(texts: Sequence[str], opening: re.Pattern[str], closing: re.Pattern[str]) -> bool:
    for text in texts:
        end, again = closing.search(text), opening.search(text)
        if end is not None:
            return again is None or end.start() < again.start()
        if again is not None:
            return False
    return False


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last match begins; -1 for none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)
