"""A line of text cut into sentences by its end marks, unless they belong to something else.

No end mark is that of an abbreviation, initials, a number, a path, inline code or a parenthesis. Regular expressions do
this at 50 MB/s.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from string import ascii_letters

MAX_CHARS = 5_000
"""What goes on for longer is no sentence."""

_MAX_PARENTHESIS = 400
_END = re.compile(r"(?:(?<![.!?])[.!?]++|…)[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[`]*[A-Z0-9À-Þ`🤗]|\s+[^\x00-ÿ]|\s*$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.\s?g|i\.\s?e|cf|vs|viz|al|etc|approx|resp|ca?|fl|b|d|r|no|nos|vol|pp?|fig|figs|eq|eqs|sec|ch|ed|eds|dept"
    r"|inc|ltd|corp|co|dr|mr|mrs|ms|prof|st|jr|sr|gen|col|lt|sgt|rev|hon|mt|ft|pron|lit|pl|sing|abbr|gr|lat|fr|ger"
    r"|it|jan|feb|mar|apr|aug|sept?|oct|nov|dec|p\.\s?m|a\.\s?m|u\.\s?s|u\.\s?k)|(?:^|[\s(.])[A-Za-z])\.$",
    re.IGNORECASE,
)
_SHORTENED = frozenset(re.findall(r"[a-z]+", _ABBREVIATED.pattern.replace("sept?", "sep|sept").replace("ca?", "c|ca")))
_ENDING = frozenset(["etc.", "al.", "a.m.", "p.m.", "inc.", "ltd.", "co.", "u.s.", "u.k.", "jr."])
_OPENERS = re.compile(r"(?:The|An?|It|This|These|They|In|For|However|If|When|Its|There|We|You|Such|One|Some|Each)\b")


def split_line(text: str, code: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the sentences' ranges in a line of text.

    >>> text = "Use e.g. BERT (Devlin et al. 2019). It is 3.5 times larger. See config.json first."
    >>> [text[a:b] for a, b in split_line(text)]
    ['Use e.g. BERT (Devlin et al. 2019).', 'It is 3.5 times larger.', 'See config.json first.']
    """
    ranges: list[tuple[int, int]] = []
    start, stop, spans = 0, len(text.rstrip()), _apart(code)
    for mark in _END.finditer(text):
        end = mark.end()
        if end < stop and not _ends(text, start, mark, spans):
            continue
        if end >= stop and _is_inside(mark.start(), end, spans):
            continue
        ranges.append((_behind_space(text, start), end))
        start = end
    if start < stop:
        ranges.append((_behind_space(text, start), stop))
    return ranges


def _behind_space(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def _ends(text: str, start: int, mark: re.Match[str], code: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a mark with something behind it ends the sentence that begins at `start`."""
    at, end = mark.span()
    if code and _is_inside(at, end, code):
        return False
    if end == at + 1 and text[at] == "." and _is_abbreviated(text, start, at):
        return False
    if end - start > MAX_CHARS:
        return True
    opened = text.count("(", start, end)
    return not opened or opened <= text.count(")", start, end) or text.find(")", end, end + _MAX_PARENTHESIS) < 0


def _is_abbreviated(text: str, start: int, at: int) -> bool:
    """Tell whether the full stop at a place belongs to an abbreviation and ends no sentence."""
    before = text[max(start, at - 12) : at]
    last = before[len(before.rstrip(ascii_letters)) :]
    if not last or (len(last) > 1 and last.lower() not in _SHORTENED):
        return False
    before += "."
    if not _ABBREVIATED.search(before):
        return False
    return before.split()[-1].lower() not in _ENDING or not _OPENERS.match(text, _behind_space(text, at + 1))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges sorted, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _is_inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a range lies in one of the ranges, which are sorted and apart."""
    before = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return before >= 0 and end <= spans[before][1]
