"""One page read: the parser's findings cut back into the page's passages, with offsets counted from each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.chunks.autodoc import read_autodoc, read_commands
from kg.chunks.markdown import Anchor, Found, Heading, Reading, read_markdown
from kg.chunks.sheet import Sheet, lay_out
from kg.records import Block, Finding, JoinedDocument, Mark, SymbolDoc

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\n]*\n)*?)---[ \t]*(?:\r?\n|\Z)")
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[(?P<term>[^\]\n]{1,60})\]:[^\n]*", re.M)
_FIELD = re.compile(r"^([A-Za-z_][\w.-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.M)


class Content(NamedTuple):
    """What one passage holds; offsets count from its beginning."""

    prose: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    links: tuple[Found, ...]
    anchors: tuple[Anchor, ...]
    headings: tuple[Heading, ...]
    symbols: tuple[SymbolDoc, ...]
    front_matter: tuple[tuple[str, str], ...]


class Page(NamedTuple):
    """A joined document and the content of each of its passages."""

    document: JoinedDocument
    contents: tuple[Content, ...]
    findings: tuple[Finding, ...]


def read_page(document: JoinedDocument, *, restore_blank_lines: bool) -> Page:
    """Read the Markdown of one page."""
    sheet = lay_out(document, restore_blank_lines=restore_blank_lines)
    front, fields = _front_matter(sheet)
    masked = sheet.masked if not front else re.sub(r"[^\r\n]", " ", sheet.masked[:front]) + sheet.masked[front:]
    reading = read_markdown(sheet.text, masked)
    code = _Cover((b.start, b.end) for b in reading.blocks if b.kind in ("code", "comment"))
    symbols = [s for s in read_autodoc(sheet.text) if not code.holds(s.start)]
    commands = [span for span in read_commands(sheet.text) if not code.holds(span[0])]
    ticks = _Cover((m.start, m.end) for m in sorted(m for m in reading.marks if m.kind == "code"))
    math = [span for span in sheet.math if not code.holds(span[0]) and not ticks.holds(span[0])]
    commands = [span for span in commands if not ticks.holds(span[0])]
    abbreviations = list(_ABBREVIATION.finditer(sheet.text)) if "*[" in sheet.text else []
    abbreviations = [found for found in abbreviations if not code.holds(found.start())]
    cuts = [*reading.cuts, *commands, *math, *((s.start, s.end) for s in symbols), *(a.span() for a in abbreviations)]
    prose = _prose(sheet.text, masked, reading.words, cuts)
    reading = _with_autodoc(reading, symbols)
    more = [*(_formula(sheet.text, *span) for span in math), *(Mark("abbr", *a.span("term")) for a in abbreviations)]
    marks = sorted([*reading.marks, *more], key=lambda mark: (mark.start, -mark.end))
    contents = _cut(sheet, reading._replace(marks=marks), symbols, prose)
    if fields and contents:
        known = contents[0].front_matter or document.passages[0].front_matter or fields
        contents[0] = contents[0]._replace(front_matter=known)
    contents = [
        content if content.front_matter or not passage.front_matter else content._replace(front_matter=passage.front_matter)
        for content, passage in zip(contents, document.passages, strict=True)
    ]
    return Page(document, tuple(contents), tuple(_findings(document, sheet, reading)))


def _formula(text: str, start: int, end: int) -> Mark:
    """Return the mark of a formula without its delimiters."""
    width = 1 if text[start] == "$" and text[start + 1] != "$" else 2 if text[start] == "$" else 3
    return Mark("math", start + width, end - width)


def _findings(document: JoinedDocument, sheet: Sheet, reading: Reading) -> Iterable[Finding]:
    for number in sheet.unclosed:
        passage = document.passages[number]
        message = "a code block or comment never closes: read up to the end of its section"
        yield Finding("P001", message, passage.key, document.source, passage.location)
    for place in reading.too_deep[:1]:
        passage = document.passages[sheet.passage_at(place)]
        message = "lists or quotes are nested more than 500 levels deep"
        yield Finding("P002", message, passage.key, document.source, passage.location)


def _front_matter(sheet: Sheet) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return where the page's front matter ends (0 for none) and its plain fields."""
    match = _FRONT_MATTER.match(sheet.masked)
    if not match:
        return 0, ()
    fields = tuple((name, value.strip("\"'")) for name, value in _FIELD.findall(match["body"]))
    return (match.end(), fields) if fields else (0, ())


class _Cover:
    """Spans in order, to ask whether one of them holds an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = list(spans)
        self.starts = [start for start, _ in self.spans]

    def holds(self, offset: int) -> bool:
        """Tell whether a span holds the offset."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and offset < self.spans[at][1]


def _prose(text: str, masked: str, words: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]]) -> str:
    """Return the text with everything but the words blanked; line ends stay."""
    parts, done = [], 0
    for start, end in words:
        start = max(start, done)
        if end > start:
            kept = text[start:end]
            if "\\" in kept or "&" in kept:
                kept = _ESCAPE.sub(_unescaped, kept)
            parts += [_blank(masked[done:start]), kept]
            done = end
    prose = "".join([*parts, _blank(masked[done:])])
    if not cuts:
        return prose
    parts, done = [], 0
    for start, end in sorted(cuts):
        start = max(start, done)
        if end > start:
            parts += [prose[done:start], _blank(masked[start:end])]
            done = end
    return "".join([*parts, prose[done:]])


def _blank(text: str) -> str:
    """Return spaces for everything but line ends."""
    if text.isspace() or not text:
        return text
    return "\n".join([" " * len(line) for line in text.split("\n")]) if "\n" in text else " " * len(text)


def _unescaped(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _with_autodoc(reading: Reading, symbols: Sequence[SymbolDoc]) -> Reading:
    """Put autodoc blocks in place of what the parser took them for."""
    if not symbols:
        return reading
    cover = _Cover((s.start, s.end) for s in symbols)
    blocks: list[Block] = []
    for block in reading.blocks:
        blocks += _outside(block, cover)
    blocks += [Block("autodoc", s.start, s.end) for s in symbols]
    links = [link for link in reading.links if not cover.holds(link.start)]
    marks = [mark for mark in reading.marks if not cover.holds(mark.start)]
    return reading._replace(blocks=sorted(blocks, key=lambda b: b.start), links=links, marks=marks)


def _outside(block: Block, cover: _Cover) -> list[Block]:
    """Return the parts of a block that no span of the cover touches."""
    parts, start = [], block.start
    at = max(0, bisect_right(cover.starts, block.start) - 1)
    for first, last in cover.spans[at:]:
        if first >= block.end:
            break
        if last > start:
            if first > start:
                parts.append(block._replace(start=start, end=first))
            start = last
    if start < block.end:
        parts.append(block._replace(start=start))
    return parts


def _cut(sheet: Sheet, reading: Reading, symbols: Sequence[SymbolDoc], prose: str) -> list[Content]:
    """Share what was found among the passages; a block that goes over a border is cut there, anything else dropped."""
    count = len(sheet.starts)
    blocks: list[list[Block]] = [[] for _ in range(count)]
    for block in reading.blocks:
        number = sheet.passage_at(block.start)
        while number < count and sheet.starts[number] < block.end:
            first = max(block.start, sheet.starts[number])
            last = min(block.end, sheet.ends[number])
            if first < last:
                base = sheet.starts[number]
                blocks[number].append(Block(block.kind, first - base, last - base, block.depth))
            number += 1
    marks = _shared(sheet, reading.marks)
    links = _shared(sheet, reading.links)
    headings = _shared(sheet, reading.headings)
    documented = _shared(sheet, symbols)
    anchors: list[list[Anchor]] = [[] for _ in range(count)]
    for anchor in reading.anchors:
        number = sheet.passage_at(anchor.at)
        anchors[number].append(anchor._replace(at=anchor.at - sheet.starts[number]))
    return [
        Content(
            prose[sheet.starts[n] : sheet.ends[n]], tuple(blocks[n]), tuple(marks[n]), tuple(links[n]), tuple(anchors[n]),
            tuple(headings[n]), tuple(documented[n]), (),
        )
        for n in range(count)
    ]  # fmt: skip


def _shared(sheet: Sheet, spans: Iterable[object]) -> list[list]:
    shared: list[list] = [[] for _ in sheet.starts]
    number, last = 0, len(sheet.starts) - 1
    for span in spans:
        start, end = span.start, span.end
        while number < last and sheet.starts[number + 1] <= start:
            number += 1
        while number and sheet.starts[number] > start:
            number -= 1
        base = sheet.starts[number]
        if end <= sheet.ends[number]:
            shared[number].append(span._replace(start=start - base, end=end - base))
    return shared
