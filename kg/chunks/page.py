"""One page read: the parser's findings cut back into the page's passages, with offsets counted from each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from kg.chunks.autodoc import read_autodoc
from kg.chunks.hints import has
from kg.chunks.markdown import read_markdown
from kg.chunks.markdown_reading import Anchor, Found, Heading, Reading
from kg.chunks.myst import LABEL, read_option_labels
from kg.chunks.prose import Cover, make_prose
from kg.chunks.sheet import Sheet, lay_out
from kg.records import Block, Finding, JoinedDocument, Mark, SymbolDoc

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\n]*\n)*?)---[ \t]*(?:\r?\n|\Z)")
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[(?P<term>[^\]\n]{1,60})\]:[^\n]*", re.M)
_FIELD = re.compile(r"^([A-Za-z_][\w.-]*+)[ \t]*+:[ \t]*+(.*)$", re.M)


_NOT_NEWLINE = re.compile(r"[^\r\n]")
_ATTRIBUTES = re.compile(
    r"\{(?<!\{\{):?(?:[^{}#\n]{0,80}[ \t])?#(?P<name>[A-Za-z][\w:.-]{0,100})(?:[ \t][^{}\n]{0,80})?\}"
)
_ONLY_ANCHORS = re.compile(r"(?:\s++|<[^<>]*+>|\([\w:.-]++\)=)*+")
_LONGEST_ANCHORS = 500
_S = TypeVar("_S", Mark, Found, Heading, SymbolDoc)


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
    masked = sheet.masked if not front else _NOT_NEWLINE.sub(" ", sheet.masked[:front]) + sheet.masked[front:]
    reading = read_markdown(sheet.text, masked)
    code = Cover((b.start, b.end) for b in reading.blocks if b.kind in ("code", "comment"))
    ticks = Cover((m.start, m.end) for m in sorted(m for m in reading.marks if m.kind == "code"))
    symbols = [s for s in read_autodoc(sheet.text) if not code.holds(s.start)]
    math = [span for span in sheet.math if not code.holds(span[0]) and not ticks.holds(span[0])]
    cuts = [*reading.cuts, *math, *((s.start, s.end) for s in symbols)]
    more = [_formula(sheet.text, *span) for span in math]
    for found in _outside_code(_ABBREVIATION, "*[", sheet.text, code):
        cuts.append(found.span())
        more.append(Mark("abbr", *found.span("term")))
    labels = [*_outside_code(LABEL, ")=", sheet.text, code), *read_option_labels(sheet.text)]
    anchors = [Anchor(found["name"], found.start(), label=True) for found in labels]
    anchors += [Anchor(found["name"], found.start()) for found in _outside_code(_ATTRIBUTES, "{", sheet.text, code)]
    prose = make_prose(sheet.text, masked, words=reading.words, cuts=cuts, code=ticks)
    reading = _with_autodoc(reading, symbols)
    reading = reading._replace(
        marks=sorted([*reading.marks, *more], key=lambda mark: (mark.start, -mark.end)),
        anchors=sorted([*reading.anchors, *anchors], key=lambda anchor: anchor.at),
    )
    contents = _with_front_matter(document, _cut(sheet, reading, symbols, prose), fields)
    return Page(document, tuple(contents), tuple(_findings(document, sheet, reading)))


def _outside_code(pattern: re.Pattern[str], hint: str, text: str, code: Cover) -> Iterable[re.Match[str]]:
    return (m for m in pattern.finditer(text) if not code.holds(m.start())) if has(text, hint) else ()


def _with_front_matter(
    document: JoinedDocument, contents: Sequence[Content], fields: tuple[tuple[str, str], ...]
) -> list[Content]:
    """Give passages their front matter: what they came with, else what the page's text begins with."""
    known = [passage.front_matter for passage in document.passages]
    if fields and known and not known[0]:
        known[0] = fields
    return [
        content._replace(front_matter=own) if own else content for content, own in zip(contents, known, strict=True)
    ]


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
    fields = tuple((name, value.rstrip(" \t").strip("\"'")) for name, value in _FIELD.findall(match["body"]))
    return (match.end(), fields) if fields else (0, ())


def _with_autodoc(reading: Reading, symbols: Sequence[SymbolDoc]) -> Reading:
    """Put autodoc blocks in place of what the parser took them for."""
    if not symbols:
        return reading
    cover = Cover((s.start, s.end) for s in symbols)
    blocks: list[Block] = []
    for block in reading.blocks:
        at = bisect_left(cover.starts, block.end) - 1
        if at < 0 or cover.spans[at][1] <= block.start:
            blocks.append(block)
        else:
            blocks += _outside(block, cover)
    blocks += [Block("autodoc", s.start, s.end) for s in symbols]
    links = [link for link in reading.links if not cover.holds(link.start)]
    marks = [mark for mark in reading.marks if not cover.holds(mark.start)]
    return reading._replace(blocks=sorted(blocks, key=lambda b: b.start), links=links, marks=marks)


def _outside(block: Block, cover: Cover) -> list[Block]:
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
    number = 0
    for block in reading.blocks:
        kind, start, end, depth = block
        while number + 1 < count and sheet.starts[number + 1] <= start:
            number += 1
        for own in range(number, count):
            base = sheet.starts[own]
            if base >= end:
                break
            first, last = max(start, base), min(end, sheet.ends[own])
            if first < last:
                blocks[own].append(Block(kind, first - base, last - base, depth))
    marks = _shared(sheet, reading.marks)
    links = _shared(sheet, reading.links)
    headings = _shared(sheet, reading.headings)
    documented = _shared(sheet, symbols)
    anchors: list[list[Anchor]] = [[] for _ in range(count)]
    for anchor in reading.anchors:
        number = _owner(sheet, prose, anchor)
        anchors[number].append(anchor._replace(at=max(0, anchor.at - sheet.starts[number])))
    return [
        Content(
            prose[sheet.starts[n] : sheet.ends[n]], tuple(blocks[n]), tuple(marks[n]), tuple(links[n]),
            tuple(anchors[n]), tuple(headings[n]), tuple(documented[n]), (),
        )
        for n in range(count)
    ]  # fmt: skip


def _owner(sheet: Sheet, prose: str, anchor: Anchor) -> int:
    """Return the passage an anchor leads to: the next one where nothing but anchors follows it, as above a heading."""
    number = sheet.passage_at(anchor.at)
    end = sheet.ends[number]
    last = anchor.moved_to or number + 1 == len(sheet.starts) or end - anchor.at > _LONGEST_ANCHORS
    return number if last or not _ONLY_ANCHORS.fullmatch(sheet.text, anchor.at, end) else number + 1


def _shared(sheet: Sheet, spans: Iterable[_S]) -> list[list[_S]]:
    """Share spans among the passages they stand in; `spans` are nearly in order."""
    shared: list[list[_S]] = [[] for _ in sheet.starts]
    number, last = 0, len(sheet.starts) - 1
    for span in spans:
        start, end = span.start, span.end
        while number < last and sheet.starts[number + 1] <= start:
            number += 1
        while number and sheet.starts[number] > start:
            number -= 1
        base = sheet.starts[number]
        if end <= sheet.ends[number]:
            shared[number].append(_moved(span, start - base, end - base))
    return shared


def _moved(span: _S, start: int, end: int) -> _S:
    """Return a span at another place; start and end are the last fields of all of them."""
    moved: _S = tuple.__new__(type(span), (*span[:-2], start, end))
    return moved
