"""Where the headings of a Markdown page stand: ATX and setext (CommonMark 0.31, 4.2 and 4.3), at the left margin.

    ## Title ##              Title =====          no heading: in a fenced block, in an HTML comment, in a list or quote

Line by line, each line once. A comment that never closes is no comment.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$")
_NOT_PARAGRAPH = re.compile(r"(?:    |\t| {0,3}(?:[-*+](?:\s|$)|\d{1,9}[.)]\s|>|\||<|#|:::|!!!|\?\?\?|\{%|\{\{|\[\[))")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_EXPLICIT = re.compile(r"(?:\[\[([^\[\]\s]+)\]\]|\{:?(?:[^{}#]*[ \t])?#([^\s{}]++)[^{}]*+\})[ \t]*$")
_CLASSES = re.compile(r"\{:?[ \t]*\.[\w-]+(?:[ \t]+\.[\w-]+)*[ \t]*\}[ \t]*$")
_ICON = re.compile(r":(?<![\w:]:)[a-z][a-z0-9_+-]*:(?![\w:])")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1(?![\w*])|(?<!\w)(_{1,3})(?=\S)([^_]+?)(?<=\S)\3(?!\w)"
)
_CODE = re.compile(r"(?<!`)(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST = 1000
_LONGEST_ANCHOR = 300
_NOT_SLUG = re.compile(r"[^\w\- ]")


class Heading(NamedTuple):
    """A heading: its text as written, level 1 to 6, where its lines begin and end, and its first line (1-based)."""

    raw: str
    level: int
    start: int
    end: int
    line: int


def find_headings(text: str) -> Iterator[Heading]:
    """Yield a page's headings in order; cost is linear in the text."""
    fence, comment, paragraph = "", False, list[tuple[str, int, int]]()
    last_close = text.rfind("-->")
    at = 0
    for number, full in enumerate(text.splitlines(keepends=True) if "\r" in text else _lines(text), 1):
        line, start = full.rstrip("\r\n"), at
        at += len(full)
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif comment:
            comment = "-->" not in line
        elif opened := _opens(line):
            fence, paragraph = opened, []
        elif _comments(line, start, last_close):
            comment, paragraph = True, []
        elif (setext := _SETEXT.match(line)) and paragraph:
            raw = " ".join(part.strip() for part, _, _ in paragraph)
            yield Heading(raw, 1 if setext[1][0] == "=" else 2, paragraph[0][1], at, paragraph[0][2])
            paragraph = []
        elif atx := _ATX.match(line):
            yield Heading(_without_closing(line[atx.end() :]), len(atx[1]), start, at, number)
            paragraph = []
        elif not line.strip() or _RULE.match(line) or (not paragraph and _NOT_PARAGRAPH.match(line)):
            paragraph = []
        elif paragraph or not _in_block(text, start):
            paragraph.append((line, start, number))


def _without_closing(words: str) -> str:
    """Drop the number signs that may close an ATX heading."""
    words = words.strip()
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else words


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _in_block(text: str, start: int) -> bool:
    """Tell whether the line before is not blank: then this one goes on with a list item, a quote or a tag."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    return bool(before.strip()) and bool(_NOT_PARAGRAPH.match(before)) and not _ATX.match(before)


def _opens(line: str) -> str:
    match = _FENCE.match(line)
    return match[1] if match and not (match[1][0] == "`" and "`" in match[2]) else ""


def _closes(line: str, fence: str) -> bool:
    bare = line.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def _comments(line: str, start: int, last_close: int) -> bool:
    """Tell whether a comment opens in the line and closes below it."""
    at = line.rfind("<!--")
    return at >= 0 and "-->" not in line[at:] and start + at < last_close and line.count("`", 0, at) % 2 == 0


def split_anchor(raw: str) -> tuple[str, str]:
    """Split a heading as written from its explicit anchor ('' where it has none); a list of classes is dropped.

    >>> split_anchor("Encoder [[cv-encoder]]"), split_anchor("Install {: .big #setup}"), split_anchor("C {x}")
    (('Encoder', 'cv-encoder'), ('Install', 'setup'), ('C {x}', ''))
    """
    if not raw.endswith(("]", "}")):
        return raw, ""
    match = _EXPLICIT.search(raw, max(0, len(raw) - _LONGEST_ANCHOR))
    if match is None:
        return _CLASSES.sub("", raw).rstrip(), ""
    return raw[: match.start()].rstrip(), match[1] or match[2]


def plain_title(raw: str) -> str:
    """Return a heading as a reader sees it, without markup; one of over 1000 code points is left as it is.

    >>> plain_title("The `fit` method of [**models**](m.md)")
    'The fit method of models'
    """
    if len(raw) > _LONGEST:
        return " ".join(raw.split())
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        codes.append(match[2])
        return f"\x00{len(codes) - 1}\x00"

    text = _CODE.sub(keep, raw.replace("\x00", ""))
    text = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    text = _EMPHASIS.sub(lambda m: m[2] or m[4], _EMPHASIS.sub(lambda m: m[2] or m[4], text))
    text = re.sub("\x00(\\d+)\x00", lambda m: codes[int(m[1])], _ESCAPE.sub(r"\1", text))
    return " ".join(text.split())


def without_icons(title: str) -> str:
    """Return a title without the short names of icons, unless it is nothing else.

    >>> without_icons(":rocket: Quick start"), without_icons("std::map::at")
    ('Quick start', 'std::map::at')
    """
    return " ".join(_ICON.sub("", title).split()) or title


def github_slug(title: str) -> str:
    """Return the anchor that GitHub makes of a heading.

    >>> github_slug("What's new in C++?")
    'whats-new-in-c'
    """
    return _NOT_SLUG.sub("", title.strip().lower()).replace(" ", "-")
