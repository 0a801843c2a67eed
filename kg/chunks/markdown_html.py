"""HTML in a page: the words between tags, links of `a` elements, anchors of `id` and `name`, abbreviations.

[ <a href="#new">Old</a><a id="old"></a> ]      an anchor beside a link: what was at #old has moved to #new
"""

import re

from kg.chunks.html import Tag, attribute, read_tags
from kg.chunks.markdown_reading import Anchor, Found, Reading
from kg.records import Mark

_MARKUP = re.compile(r"!?\[(?=[^\[\]\n]*\]\()|\]\([^()\n]*\)|\[(?=`)|(?<=`)\]|\*\*|`+")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


class HtmlReader:
    """What tags have been opened on a page: an `a` element with its words so far, an `abbr`."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self.reading = text, reading
        self.link: tuple[str, int, int] | None = None
        self.words: list[str] = []
        self.moved: tuple[str, int] = ("", -1)
        self.abbreviation = self.heading = -1

    def read_inline(self, start: int, end: int) -> None:
        """Read tags inside a paragraph."""
        for tag in read_tags(self.text, start, end):
            self._tag(tag)

    def read_block(self, start: int, end: int) -> str:
        """Read an HTML block and return its kind: `html`, or `comment` where nothing else is in it."""
        done, written = start, False
        tags = list(read_tags(self.text, start, end))
        for tag in tags:
            written |= self._words(done, tag.start)
            self._tag(tag)
            done = max(done, tag.end)
        written |= self._words(done, end)
        comment = bool(tags) and not written and all(tag.name[0] == "!" for tag in tags)
        return "comment" if comment else "html"

    def _words(self, start: int, end: int) -> bool:
        """Keep what stands between two tags, without the Markdown that is not read there; tell whether there is any."""
        first, found = start, False
        for markup in _MARKUP.finditer(self.text, start, end):
            found |= self._run(first, markup.start())
            first = markup.end()
        return self._run(first, end) or found

    def _run(self, start: int, end: int) -> bool:
        words = self.text[start:end]
        bare = words.strip()
        if not bare:
            return False
        start += len(words) - len(words.lstrip())
        self.reading.words.append((start, start + len(bare)))
        if self.link is not None:
            self.words.append(words)
        return True

    def _tag(self, tag: Tag) -> None:
        """Note the anchor a tag sets and the link an `a` element makes."""
        if tag.name == "/a":
            self._end_link(tag)
            return
        if tag.name == "/abbr" and self.abbreviation >= 0:
            self.reading.marks.append(Mark("abbr", self.abbreviation, tag.start))
        self.abbreviation = tag.end if tag.name == "abbr" else -1
        if tag.name in _HEADINGS:
            self.heading = tag.end
        elif tag.name[1:] in _HEADINGS and self.heading >= 0:
            self.reading.cuts.append((self.heading, tag.start))  # a heading is no prose
            self.heading = -1
        if not tag.attributes:
            return
        if name := attribute(tag.attributes, *(("id", "name") if tag.name == "a" else ("id",))):
            moved, at = self.moved
            beside = 0 <= at <= tag.start and not self.text[at : tag.start].strip()
            self.reading.anchors.append(Anchor(name, tag.start, moved if beside else ""))
        if tag.name == "a" and (href := attribute(tag.attributes, "href")):
            self.link, self.words = (href, tag.start, tag.end), []

    def _end_link(self, tag: Tag) -> None:
        if self.link is None:
            return
        href, start, inside = self.link
        text = " ".join("".join(self.words).split())
        self.reading.links.append(Found("html", href, text, start, tag.end))
        self.reading.marks.append(Mark("link", inside, tag.start))
        self.link, self.moved = None, (href, tag.end)
