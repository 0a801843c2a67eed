"""Markdown to blocks, marks and links with offsets: one walk over the events of pyromark (pulldown-cmark).

    Read [`Trainer`] and [the guide](./guide#setup).
         ~~~~~~~~~~~     ~~~~~~~~~~~~~~~~~~~~~~~~~~   links
           ~~~~~~~        ~~~~~~~~~                   marks (the words)
    ~~~~  ~~~~~~~~~  ~~~   ~~~~~~~~~                  words (what prose keeps)

pulldown-cmark is CommonMark 0.31 with GitHub's tables, strikethrough, task lists and footnotes, and definition lists.
Its offsets count UTF-8 bytes; they are turned into code points by the places of the non-ASCII characters. Nothing
here recurses, so nesting of any depth is one pass.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Any, NamedTuple

import pyromark
from pyromark import Options

from kg.chunks.html import Tag, attribute, read_tags
from kg.records import Block, Mark

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_GFM
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_DEFINITION_LIST
)
_SYMBOL = re.compile(r"[~!.]?[^\W\d][\w.:]*(?:\(\))?")
_ROLE = re.compile(r"\{(?P<role>[a-z][\w:+-]{0,40})\}$")
_ROLE_TARGET = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>$", re.S)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKUP = re.compile(r"!?\[(?=[^\[\]\n]*\]\()|\]\([^()\n]*\)|\[(?=`)|(?<=`)\]|\*\*|`+")
_INNER = {"Emphasis": ("emphasis", 1), "Strong": ("strong", 2)}
_WORDS_OF = {"DefinitionListTitle": "definition", "DefinitionListDefinition": "definition", "Item": "item"}
_PARSER = pyromark.Markdown(options=_OPTIONS)
_NESTING = ("BlockQuote", "List", "FootnoteDefinition")
DEEPEST = 500


class Anchor(NamedTuple):
    """A name a link can ask for, where it stands, and the href beside it if this is an entry of a map of moved names."""

    name: str
    at: int
    moved_to: str = ""


class Found(NamedTuple):
    """A link as it stands. `form`: `inline`, `reference`, `autolink`, `symbol`, `html`, or `role:NAME` (MyST)."""

    form: str
    href: str
    text: str
    start: int
    end: int


class Heading(NamedTuple):
    """A heading inside the text (tables of chunks keep those the cutter did not cut at)."""

    text: str
    start: int
    end: int


class Reading(NamedTuple):
    """What the parser found in one text; every list is in text order. `words` are the stretches prose keeps,
    `cuts` the markup inside them."""

    blocks: list[Block]
    marks: list[Mark]
    links: list[Found]
    anchors: list[Anchor]
    headings: list[Heading]
    words: list[tuple[int, int]]
    cuts: list[tuple[int, int]]
    too_deep: list[int]


def read_markdown(text: str, masked: str) -> Reading:
    """Read a page; `masked` is what the parser gets (see masks.py), `text` is where words and names are taken from."""
    walk = _Walk(text, masked)
    walk.run()
    return walk.reading


def plain(markdown: str) -> str:
    """Return the words of one line of Markdown.

    >>> plain("The `Trainer` and *why*")
    'The Trainer and why'
    """
    if not re.search(r"[`*_\[\]<>\\&~]", markdown):
        return markdown.strip()
    words = []
    for event in pyromark.events("# " + markdown.replace("\n", " "), options=_OPTIONS):
        if isinstance(event, dict):
            words.append(str(event.get("Text") or event.get("Code") or ""))
    return "".join(words).strip()


def code_points(text: str) -> Callable[[int], int] | None:
    """Return what turns UTF-8 byte offsets into code points; None where they are the same."""
    if text.isascii():
        return None
    wide = [(match.start(), ord(match[0])) for match in _NON_ASCII.finditer(text)]
    extra = list(accumulate((1 if code < 0x800 else 2 if code < 0x10000 else 3 for _, code in wide), initial=0))
    begins = [place + more for (place, _), more in zip(wide, extra, strict=False)]
    return lambda offset: offset - extra[bisect_right(begins, offset - 1)]


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
        self.containers: list[str] = []
        self.last = 0
        self.links: list[_OpenLink] = []
        self.image = 0
        self.heading: list[str] | None = None
        self.anchor_link: tuple[str, int, int] | None = None
        self.html_words: list[str] = []
        self.moved: tuple[str, int] = ("", -1)
        self.abbreviation = -1

    def run(self) -> None:
        """Walk over all events."""
        convert = code_points(self.masked)
        skip_until = 0
        for event, span in _PARSER.events_with_range(self.masked, merge_text=True):
            start, end = span["start"], span["end"]
            if convert is not None:
                start, end = convert(start), convert(end)
            if event.__class__ is str:
                self.last = end
                continue
            ((kind, value),) = event.items()
            if kind == "Text":
                if start >= skip_until:
                    self._words(start, end)
            elif kind == "Start":
                name = value if value.__class__ is str else next(iter(value))
                if start >= skip_until:
                    skip_until = self._start(name, value, start, end)
            elif kind == "End":
                if start >= skip_until or end > skip_until:
                    self._end(value if value.__class__ is str else next(iter(value)), start, end)
            elif kind == "Code":
                self._code(start, end)
            elif kind == "InlineHtml":
                self._inline_html(start, end)

    def _words(self, start: int, end: int) -> None:
        self._touch(start, end)
        if self.image:
            return
        self.reading.words.append((start, end))
        if self.links or self.heading is not None or self.anchor_link is not None:
            self._collect(self.text[start:end], start, end)

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
        elif self.anchor_link is not None:
            self.html_words.append(words)
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

    def _start(self, name: str, value: Any, start: int, end: int) -> int:
        """Begin a block or inline element; return where reading goes on (the end of what is taken whole)."""
        if name in ("Link", "Image"):
            self._start_link(name, value[name], start, end)
        elif name in _INNER:
            self._touch(start, self.last)
            kind, width = _INNER[name]
            self.reading.marks.append(Mark(kind, start + width, max(start + width, end - width)))
        elif name == "Paragraph":
            self._open("paragraph", start)
        elif name in _WORDS_OF:
            self._close(start)
            self.waiting = _WORDS_OF[name]
        elif name in _NESTING:
            self._close(start)
            self._deeper(start)
        elif name == "Heading":
            self._open("heading", start)
            self.heading = []
        elif name == "Table":
            self._open("table", start)
        elif name in ("CodeBlock", "HtmlBlock", "MetadataBlock"):
            return self._whole(name, start, end)
        return 0

    def _deeper(self, start: int) -> None:
        self.depth += 1
        if self.depth == DEEPEST:
            self.reading.too_deep.append(start)

    def _whole(self, name: str, start: int, end: int) -> int:
        """Take a code or HTML block in one piece."""
        self._close(start)
        self.waiting = ""
        if name == "HtmlBlock":
            self._html_block(start, end)
        else:
            self.reading.blocks.append(Block("code", start, end, self.depth))
        self.last = end
        return end

    def _end(self, name: str, start: int, end: int) -> None:
        if name in ("Link", "Image"):
            self._end_link(name, start, end)
        elif name in ("Paragraph", "Table"):
            self._close(end)
        elif name == "Heading":
            words = "".join(self.heading or ())
            self.reading.headings.append(Heading(words, start, end))
            self.heading = None
            self._close(end)
        elif name in _WORDS_OF:
            self._close(end)
            self.waiting = ""
        elif name in _NESTING:
            self._close(end)
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

    def _end_link(self, name: str, start: int, end: int) -> None:
        if name == "Image":
            self.image -= 1
            if self.links:
                self._collect(_alt(self.text[start:end]), start, end)
            self.last = end
            return
        link = self.links.pop()
        first, last = link.place if link.words else (start + 1, start + 1)
        text = " ".join("".join(link.words).split())
        self.reading.links.append(Found(link.form, self._href(link, end), text, start, end))
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
        if self.image:
            return
        written = self.text[start:end]
        ticks = len(written) - len(written.lstrip("`"))
        first, last = start + ticks, end - ticks
        inside = self.text[first:last]
        if len(inside) > 1 and inside[0] == " " == inside[-1] and inside.strip():
            first, last = first + 1, last - 1
        self.reading.words.append((first, last))
        self._collect(self.text[first:last], first, last)
        if self.text[start - 1 : start] == "}" and (role := _ROLE.search(self.text, max(0, start - 44), start)):
            self._role(role, first, last, end)
        elif self._is_symbol(start, end) and _SYMBOL.fullmatch(inside):
            self._symbol(inside, first, last, start - 1, end + 1)
        else:
            self.reading.marks.append(Mark("code", first, last))

    def _is_symbol(self, start: int, end: int) -> bool:
        """Tell whether a code span stands alone in brackets that make no link: [`Trainer`]."""
        text = self.masked
        alone = text[start - 1 : start] == "[" and text[end : end + 1] == "]" and not self.links
        return alone and text[start - 2 : start - 1] != "\\"

    def _symbol(self, name: str, first: int, last: int, start: int, end: int) -> None:
        """Note a symbol reference; prose keeps its name without the tilde."""
        bare = name.lstrip("~!.")
        words = self.reading.words
        words[-1] = (last - len(bare), last)
        self.reading.cuts.extend([(start, start + 1), (end - 1, end)])
        text = bare.rpartition(".")[2] if name[0] == "~" else bare
        if self.masked[end : end + 2] == "[]":
            self.reading.cuts.append((end, end + 2))
            end += 2
        self.reading.links.append(Found("symbol", name, text, start, end))
        self.reading.marks.append(Mark("symbol", last - len(bare), last))

    def _role(self, role: re.Match[str], first: int, last: int, end: int) -> None:
        """Read a MyST role: {term}`words` or {ref}`words <target>`."""
        inside = self.text[first:last]
        target = _ROLE_TARGET.match(inside)
        text, href = (target["text"], target["target"]) if target else (inside.lstrip("~!"), inside)
        words = self.reading.words
        words[-1:] = [(first, first + len(text))] if target else [(last - len(text), last)]
        if words[:-1] and words[-2][1] == role.end():  # the role's own name is no word
            words[-2] = (words[-2][0], role.start())
        self.reading.links.append(Found("role:" + role["role"], href, text, role.start(), end))
        self.reading.marks.append(Mark("link", *words[-1]))

    def _inline_html(self, start: int, end: int) -> None:
        self._touch(start, self.last)
        self.last = end
        for tag in read_tags(self.text, start, end):
            self._tag(tag)

    def _html_block(self, start: int, end: int) -> None:
        """Read an HTML block: comments apart, words between tags kept, links and anchors noted."""
        done, written = start, False
        tags = list(read_tags(self.text, start, end))
        for tag in tags:
            written |= self._html_words(done, tag.start)
            self._tag(tag)
            done = max(done, tag.end)
        written |= self._html_words(done, end)
        comment = bool(tags) and not written and all(tag.name[0] == "!" for tag in tags)
        self.reading.blocks.append(Block("comment" if comment else "html", start, end, self.depth))

    def _html_words(self, start: int, end: int) -> bool:
        """Keep what stands between two tags, without the Markdown that is not read there; tell whether there is any."""
        first, found = start, False
        for markup in _MARKUP.finditer(self.text, start, end):
            found |= self._html_run(first, markup.start())
            first = markup.end()
        return self._html_run(first, end) or found

    def _html_run(self, start: int, end: int) -> bool:
        words = self.text[start:end]
        bare = words.strip()
        if not bare:
            return False
        start += len(words) - len(words.lstrip())
        self.reading.words.append((start, start + len(bare)))
        if self.anchor_link is not None:
            self.html_words.append(words)
        return True

    def _tag(self, tag: Tag) -> None:
        """Note the anchor a tag sets and the link an `a` element makes."""
        if tag.name == "/a":
            self._end_anchor_link(tag)
            return
        if tag.name == "/abbr" and self.abbreviation >= 0:
            self.reading.marks.append(Mark("abbr", self.abbreviation, tag.start))
        self.abbreviation = tag.end if tag.name == "abbr" else -1
        if not tag.attributes:
            return
        if name := attribute(tag.attributes, "id") or (tag.name == "a" and attribute(tag.attributes, "name")) or "":
            moved, at = self.moved
            beside = 0 <= at <= tag.start and not self.text[at : tag.start].strip()
            self.reading.anchors.append(Anchor(name, tag.start, moved if beside else ""))
        if tag.name == "a" and (href := attribute(tag.attributes, "href")):
            self.anchor_link, self.html_words = (href, tag.start, tag.end), []

    def _end_anchor_link(self, tag: Tag) -> None:
        if self.anchor_link is None:
            return
        href, start, inside = self.anchor_link
        text = " ".join("".join(self.html_words).split())
        self.reading.links.append(Found("html", href, text, start, tag.end))
        self.reading.marks.append(Mark("link", inside, tag.start))
        self.anchor_link, self.moved = None, (href, tag.end)


def _alt(image: str) -> str:
    """Return an image's alternative text from how it is written."""
    return image[2 : image.rfind("](")] if "](" in image else image[2:-1]

