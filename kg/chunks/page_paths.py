"""The paths a page is served at, without what tells nothing of the page: slashes around, suffix, `index`."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from kg.ids import Iri
from kg.records import JoinedDocument

_SUFFIX = re.compile(r"\.(?:md|mdx|markdown|html?|rst|ipynb)$", re.I)
_INDEX = re.compile(r"(?:^|/)(?:_?index|readme|default)$", re.I)
_PATH_FIELDS = frozenset(["slug", "id", "permalink", "url", "aliases", "alias", "redirect_from"])
_NO_PATH = re.compile(r"[\s:{}<>?#]|\.\.")
_VERSIONED = re.compile(r"(?:^|/)versioned_docs/version-(?P<version>[^/]+)/(?P<rest>.+)")


class PageAddress(Protocol):
    """What the site has to know of a page; `paths` are what `path_fields` returns."""

    @property
    def iri(self) -> Iri:
        """The page's address."""

    @property
    def source(self) -> str:
        """The file it was made from."""

    @property
    def paths(self) -> tuple[str, ...]:
        """What its front matter names as its paths."""


@lru_cache(1 << 13)
def page_path(path: str) -> str:
    """Return a page's path without slashes around, suffix and index name.

    >>> page_path("/guide/README.md"), page_path("guide/setup.html"), page_path("index")
    ('guide', 'guide/setup', '')
    """
    return _INDEX.sub("", _SUFFIX.sub("", path.strip("/")))


def path_fields(document: JoinedDocument) -> Iterator[str]:
    """Return the paths that a page's front matter serves it at."""
    for name, value in document.passages[0].front_matter if document.passages else ():
        if name.lower() in _PATH_FIELDS and value and not _NO_PATH.search(value):
            yield value


def other_paths(source: str, fields: Iterable[str]) -> Iterator[str]:
    """Return the other paths a page is served at: its front matter's, and those of a version's folder (Docusaurus).

    `slug`, `permalink` and `url` are from the root if they begin with a slash, else beside the page, as is `id`;
    `aliases` and `redirect_from` are where it once was.
    """
    folder = source.rpartition("/")[0]
    for value in fields:
        yield value.strip("/") if value[0] == "/" else f"{folder}/{value}".strip("/")
    if versioned := _VERSIONED.search(source):
        yield f"docs/{versioned['version']}/{versioned['rest']}"
