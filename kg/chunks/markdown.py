"""Markdown to blocks, marks and links with offsets: one walk over the events of pyromark (pulldown-cmark).

    Read [`Trainer`] and [the guide](./guide#setup).
         ~~~~~~~~~~~     ~~~~~~~~~~~~~~~~~~~~~~~~~~   links
           ~~~~~~~        ~~~~~~~~~                   marks (the words)
    ~~~~  ~~~~~~~~~  ~~~   ~~~~~~~~~                  words (what prose keeps)

pulldown-cmark is CommonMark 0.31 with GitHub's tables, strikethrough, task lists and footnotes, and definition lists.
Its offsets count UTF-8 bytes; they are turned into code points by the places of the non-ASCII characters. Nothing
here recurses, so nesting of any depth is one pass.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pyromark
from pyromark import Options

from kg.chunks.markdown_code import read_code
from kg.chunks.markdown_html import HtmlReader
from kg.chunks.markdown_reading import Found, Heading, Reading
from kg.chunks.offsets import code_points
from kg.records import Block, Mark

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_GFM
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_DEFINITION_LIST
)
_INNER = {"Emphasis": ("emphasis", 1), "Strong": ("strong", 2)}
_WORDS_OF = {"DefinitionListTitle": "definition", "DefinitionListDefinition": "definition", "Item": "item"}
_PARSER = pyromark.Markdown(options=_OPTIONS)
_LEAVES = {"Paragraph": "paragraph", "Heading": "heading", "Table": "table"}
_WHOLE = ("CodeBlock", "HtmlBlock", "MetadataBlock")
_NESTING = ("BlockQuote", "List", "FootnoteDefinition")
DEEPEST = 500
_Range = Any  # {"start": ..., "end": ...} in bytes
_Convert = Callable[[int], int]


def read_markdown(text: str, masked: str) -> Reading:
    """Read a page; `masked` is what the parser gets (see masks.py), `text` is where words and names are taken from."""
    walk = _Walk(text, masked)
    walk.run()
    return walk.reading


class _OpenLink(NamedTuple):
    form: str
    href: str
    start: int
    words: list[str]
    place: list[int]


class _Walk:
    """The state of one walk: which leaf block is open, how deep we are, which link is open."""

    def __init__(self, text: str, masked: str) -> None:
        self.text, self.masked = text, masked
        self.reading = Reading([], [], [], [], [], [], [], [])
        self.depth = 0
        self.leaf: tuple[str, int, int] | None = None
        self.waiting = ""
        self.last = 0
        self.links: list[_OpenLink] = []
        self.image = 0
        self.heading: list[str] | None = None
        self.html = HtmlReader(text, self.reading)
        self.cells = 0
        self.skip = 0

    def run(self) -> None:
        """Walk over all events; what stands inside a block that was taken whole is passed over."""
        convert = code_points(self.masked)
        for event, span in _PARSER.events_with_range(self.masked, merge_text=True):
            if isinstance(event, str):
                self._break(convert(span["start"]), convert(span["end"]))
            elif "Text" in event:
                if span["start"] >= self.skip:
                    self._words(convert(span["start"]), convert(span["end"]))
            elif "Start" in event:
                self._start(event["Start"], span, convert)
            elif "End" in event:
                self._end(event["End"], span, convert)
            elif "Code" in event:
                self._code(convert(span["start"]), convert(span["end"]))
            elif "InlineHtml" in event:
                self._inline_html(convert(span["start"]), convert(span["end"]))

    def _words(self, start: int, end: int) -> None:
        if self.leaf is None:
            self._open("", start)
        self.last = end
        if not self.image:
            self.reading.words.append((start, end))
            if self.links or self.heading is not None or self.html.link is not None:
                self._collect(self.text[start:end], start, end)

    def _break(self, start: int, end: int) -> None:
        """Go over a line end inside a paragraph."""
        self.last = end
        self._collect(" ", start, end)

    def _touch(self, start: int, end: int) -> None:
        """Open an implicit leaf block (a tight list item has no paragraph) and note how far its words go."""
        if self.leaf is None:
            self._open("", start)
        self.last = end

    def _collect(self, words: str, start: int, end: int) -> None:
        if self.links:
            link = self.links[-1]
            link.words.append(words)
            link.place[:] = [min(start, link.place[0]), max(end, link.place[1])]
        elif self.html.link is not None:
            self.html.words.append(words)
        if self.heading is not None:
            self.heading.append(words)

    def _open(self, kind: str, start: int) -> None:
        """Open a leaf block; the first one inside a list item or definition is named after it."""
        self._close(start)
        named = self.waiting if kind in ("", "paragraph") else ""
        self.waiting = ""
        self.leaf = (named or kind or "paragraph", start, self.depth)

    def _close(self, end: int) -> None:
        if self.leaf is not None:
            kind, start, depth = self.leaf
            end = min(end, max(self.last, start)) if kind in ("item", "definition", "paragraph") else end
            if end > start:
                self.reading.blocks.append(Block(kind, start, end, depth))
            self.leaf = None

    def _start(self, value: Any, span: _Range, convert: _Convert) -> None:
        """Begin a block or inline element."""
        start = convert(span["start"])
        name = value if isinstance(value, str) else next(iter(value))
        if name in _LEAVES:
            self._open(_LEAVES[name], start)
            self.heading = [] if name == "Heading" else None
        elif name in _WORDS_OF:
            self._close(start)
            self.waiting = _WORDS_OF[name]
        elif name in ("Link", "Image"):
            self._start_link(name, value[name], start, convert(span["end"]))
        elif name == "TableCell":
            self._border(start)
        elif name in _INNER:
            self._touch(start, self.last)
            kind, width = _INNER[name]
            self.reading.marks.append(Mark(kind, start + width, max(start + width, convert(span["end"]) - width)))
        elif name in _NESTING:
            self._deeper(start)
        elif name in _WHOLE:
            self._whole(name, start, convert(span["end"]))
            self.skip = span["end"]
        elif name in ("TableHead", "TableRow"):
            self.cells = 0

    def _border(self, start: int) -> None:
        """Keep the bar between two cells: no phrase goes over it."""
        self.cells += 1
        if self.cells > 1 and self.text[start - 1] == "|":
            self.reading.words.append((start - 1, start))

    def _deeper(self, start: int) -> None:
        self._close(start)
        self.depth += 1
        if self.depth == DEEPEST:
            self.reading.too_deep.append(start)

    def _whole(self, name: str, start: int, end: int) -> None:
        """Take a code or HTML block in one piece."""
        self._close(start)
        self.waiting = ""
        kind = self.html.read_block(start, end) if name == "HtmlBlock" else "code"
        self.reading.blocks.append(Block(kind, start, end, self.depth))
        self.last = end

    def _end(self, value: Any, span: _Range, convert: _Convert) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        if name in _LEAVES:
            end = convert(span["end"])
            if self.heading is not None:
                self.reading.headings.append(Heading("".join(self.heading), convert(span["start"]), end))
                self.heading = None
            self._close(end)
        elif name in _WORDS_OF:
            self._close(convert(span["end"]))
            self.waiting = ""
        elif name == "Link":
            self._end_link(convert(span["end"]))
        elif name == "Image":
            self._end_image(convert(span["start"]), convert(span["end"]))
        elif name in _NESTING:
            self._close(convert(span["end"]))
            self.depth -= 1

    def _start_link(self, name: str, link: Any, start: int, end: int) -> None:
        self._touch(start, self.last)
        if name == "Image":
            self.image += 1
            self.reading.marks.append(Mark("image", start, end))
            return
        kind = link["link_type"]
        form = {"Inline": "inline", "Autolink": "autolink", "Email": "autolink"}.get(kind, "reference")
        href = link["dest_url"]
        if kind == "Email":
            href = "mailto:" + href
        self.links.append(_OpenLink(form, href, start, [], [end, start]))

    def _end_image(self, start: int, end: int) -> None:
        self.image -= 1
        if self.links:
            self._collect(_alt(self.text[start:end]), start, end)
        self.last = end

    def _end_link(self, end: int) -> None:
        link = self.links.pop()
        first, last = link.place if link.words else (link.start + 1, link.start + 1)
        text = " ".join("".join(link.words).split())
        self.reading.links.append(Found(link.form, self._href(link, end), text, link.start, end))
        self.reading.marks.append(Mark("link", first, last))
        self.last = end

    def _href(self, link: _OpenLink, end: int) -> str:
        """Return the target as written: the parser saw a masked one where masks.py changed it."""
        if link.form != "inline" or self.masked[link.start : end] == self.text[link.start : end]:
            return link.href
        at = self.masked.rfind("](", link.start, end)
        return self.text[at + 2 : end - 1].strip() if at >= 0 else link.href

    def _code(self, start: int, end: int) -> None:
        self._touch(start, end)
        if not self.image:
            first, last = read_code(self.text, self.reading, start, end, in_link=bool(self.links))
            self._collect(self.text[first:last], first, last)

    def _inline_html(self, start: int, end: int) -> None:
        self._touch(start, end)
        self.html.read_inline(start, end)


def _alt(image: str) -> str:
    """Return an image's alternative text from how it is written."""
    return image[2 : image.rfind("](")] if "](" in image else image[2:-1]
