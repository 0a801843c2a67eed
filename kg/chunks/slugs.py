"""Slug dialects: how a renderer makes a heading's anchor, and which one a corpus was written for.

    heading "What's `new` in C++ & Go?"
    github      whats-new-in-c--go      GitHub, Docusaurus, doc-builder, Hugo, MyST, VitePress
    ascii       the same, letters outside ASCII dropped (Hugo's github-ascii)
    toc         whats-new-in-c-go       Python-Markdown's toc, so MkDocs; repeated: _1
    dashes      what-s-new-in-c-go      Blackfriday, VuePress, reStructuredText, older GitBook
    kramdown    whats-new-in-c--go      leading digits dropped (Jekyll)

The dialect that resolves most of the corpus's own links to anchors wins; a tie goes to the first.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

_NOT_GITHUB = re.compile(r"[^\w\- ]")
_NOT_ASCII = re.compile(r"[^a-z0-9_\- ]")
_NOT_TOC = re.compile(r"[^\w\s-]")
_NOT_LETTER = re.compile(r"[^\w]+|_+")
_NOT_KRAMDOWN = re.compile(r"[^a-z0-9 -]")


_P = TypeVar("_P", bound=str)


class Dialect(NamedTuple):
    """A way to make anchors: of a heading's words, and of the nth repetition of one."""

    name: str
    slug: Callable[[str], str]
    repeated: str


def _github(words: str) -> str:
    return _NOT_GITHUB.sub("", words.strip().lower()).replace(" ", "-")


def _ascii(words: str) -> str:
    return _NOT_ASCII.sub("", words.strip().lower()).replace(" ", "-")


def _toc(words: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", _NOT_TOC.sub("", ascii_only).strip().lower())


def _dashes(words: str) -> str:
    return _NOT_LETTER.sub("-", words.lower()).strip("-")


def _kramdown(words: str) -> str:
    return _NOT_KRAMDOWN.sub("", re.sub(r"^[^A-Za-z]+", "", words).lower()).replace(" ", "-")


DIALECTS: tuple[Dialect, ...] = (
    Dialect("github", _github, "{}-{}"),
    Dialect("toc", _toc, "{}_{}"),
    Dialect("ascii", _ascii, "{}-{}"),
    Dialect("dashes", _dashes, "{}-{}"),
    Dialect("kramdown", _kramdown, "{}-{}"),
)


def dialect_named(name: str) -> Dialect:
    """Return a dialect by its name."""
    return next(dialect for dialect in DIALECTS if dialect.name == name)


def anchors_of(headings: Iterable[str], dialect: Dialect, taken: Iterable[str] = ()) -> list[str]:
    """Return the anchors of a page's headings in order; a repeated one gets a number. Cost is linear.

    >>> anchors_of(["Usage", "Notes", "Usage"], DIALECTS[0])
    ['usage', 'notes', 'usage-1']
    """
    seen, counts, anchors = set(taken), dict[str, int](), []
    for words in headings:
        base = dialect.slug(words)
        anchor = base
        while anchor in seen and base:
            counts[base] = counts.get(base, 0) + 1
            anchor = dialect.repeated.format(base, counts[base])
        seen.add(anchor)
        anchors.append(anchor)
    return anchors


def infer_dialect(headings: Mapping[_P, Sequence[str]], wanted: Mapping[_P, Iterable[str]]) -> Dialect:
    """Return the dialect whose anchors meet most of the wanted ones; both maps go by page."""
    asked = {page: frozenset(anchors) for page, anchors in wanted.items() if page in headings}

    def met(dialect: Dialect) -> int:
        return sum(len(anchors & set(anchors_of(headings[page], dialect))) for page, anchors in asked.items())

    return max(DIALECTS, key=met)
