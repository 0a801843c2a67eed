"""HTML inside Markdown: tags, their attributes, comments. Read by pattern.

Pages hold fragments, not documents: a parser that builds trees would close what another fragment closes.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

ELEMENTS = frozenset(
    [
        "a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo", "blockquote", "body",
        "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd",
        "del", "details", "dfn", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe",
        "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "menu", "meta", "meter",
        "nav", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "pre", "progress",
        "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select", "slot", "small", "source", "span",
        "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot",
        "th", "thead", "time", "title", "tr", "track", "u", "ul", "var", "video", "wbr",
    ]
)  # fmt: skip
_VALUES = r"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+"
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    rf"|<(?P<raw>script|style|textarea)\b{_VALUES}>.*?(?:</(?P=raw)\s*>|\Z)"
    rf"|<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*+)(?P<attributes>{_VALUES})>"
    r"|<[?!][^<>]*>",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(
    r"(?:^|[\s\"'/])(?P<name>[\w:@.-]+)\s*=\s*(?:\"(?P<d>[^\"]*)\"|'(?P<s>[^']*)'|\{?(?P<u>[^\s\"'=<>`{}]+)\}?)"
)


class Tag(NamedTuple):
    """A tag, comment or raw element; `name` is `!` for what has none, `/a` for a closing tag."""

    name: str
    attributes: str
    start: int
    end: int


def read_tags(text: str, start: int, end: int) -> Iterator[Tag]:
    """Return the tags between two offsets, in order; linear."""
    for match in _TOKEN.finditer(text, start, end):
        name = match["name"]
        if name:
            yield Tag(match["close"] + name.lower(), match["attributes"], *match.span())
        else:
            yield Tag("!--" if match["comment"] is not None else "!", "", *match.span())


def attribute(attributes: str, *names: str) -> str:
    """Return the first attribute of these names, entities decoded; '' where none.

    >>> attribute(' class="x" id="cli&amp;more"', "id", "name")
    'cli&more'
    """
    for match in _ATTRIBUTE.finditer(attributes):
        if match["name"].lower() in names:
            return unescape(match["d"] or match["s"] or match["u"] or "").strip()
    return ""
