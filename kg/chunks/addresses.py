"""Where a link points: to a page of these documents, out of them, or nowhere.

    on  https://docs.example.org/en/guide/install  (source guide/install.md)
    ./setup#port   setup.md   ../api/   guide/setup/index.html   -> by the source's folder, as authors write
    /en/guide/setup/   /guide/setup   /v2.0/en/guide/setup       -> from the root of the site, versions dropped
    https://docs.example.org/latest/en/guide/setup               -> the same docs by their own address

The site's address is what its pages' addresses share. A tree without addresses has paths only; which prefix its
root-relative links carry (`/docs/`) is counted: the prefix under which most of them find a page.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from posixpath import normpath
from typing import Literal, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from kg.chunks.page_paths import PageAddress, other_paths, page_path
from kg.ids import Iri, clean_iri

_VERSION = re.compile(
    r"(?:main|master|latest|stable|dev|develop|nightly|current|next|edge|v?\d++(?:\.(?:\d++|x))*+(?:[._-]?\w+)?)$", re.I
)
_MOVING = re.compile(r"(?:main|master|latest|stable|current)$", re.I)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = frozenset(["javascript", "data", "vbscript", "file", "blob", "about", "view-source"])
_SHORTCODE = re.compile(r"^\{\{[<%]\s*(?:rel)?ref\s+[\"']?([^\"'\s]+?)[\"']?\s*[>%]\}\}$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FILE = re.compile(
    r"\.(?!md|mdx|html?|markdown|rst)[A-Za-z][A-Za-z0-9]{0,5}$|(?:^|/)(?:[A-Z]{4,}|Makefile|Dockerfile)$"
)
_MALFORMED = re.compile(r"[\s<>\"`{}|\\^\[\]]|^\(|:/")
_DEEPEST = 12

Where = Literal["page", "external", "unsafe", "missing"]


class Address(NamedTuple):
    """What a href means. `page` is the document meant; `anchor` is decoded; `url` is set for external ones."""

    where: Where
    page: Iri | None = None
    anchor: str = ""
    url: str = ""


class _Home(NamedTuple):
    """A document's paths below the root: by its address and by its source file."""

    iri: Iri
    path: str
    source: str


class Site:
    """All pages of the input by address."""

    def __init__(self, pages: Sequence[PageAddress]) -> None:
        self.host, self.base = _shared_base([page.iri for page in pages])
        sources = [page.source.replace("\\", "/").strip() for page in pages]
        root = _shared_folder(sources)
        self.homes: dict[Iri, _Home] = {}
        self.pages: dict[str, Iri] = {}
        self.folded: dict[str, Iri] = {}
        for page, source in zip(pages, sources, strict=True):
            home = _Home(page.iri, urlsplit(page.iri).path[len(self.base) :].strip("/"), source[len(root) :].strip("/"))
            self.homes[page.iri] = home
        for path, iri in [
            *((home.path, home.iri) for home in self.homes.values()),
            *((home.source, home.iri) for home in self.homes.values()),
        ]:
            self.pages.setdefault(page_path(unquote(path)), iri)
        for path, iri in self.pages.items():
            self.folded.setdefault(path.lower(), iri)
        for page in pages:
            for path in other_paths(self.homes[page.iri].source, page.paths):
                self.pages.setdefault(page_path(path), page.iri)
                self.folded.setdefault(page_path(path).lower(), page.iri)
        self.prefixes = frozenset({self.base.strip("/"), ""})
        self._project, self._language = _project_of(self.base)

    def learn_prefixes(self, hrefs: Iterable[str]) -> None:
        """Learn from root-relative links which prefixes stand before pages' paths."""
        votes: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        deep = set[str]()  # one link proves a prefix if folder and page behind it are right
        for href in sorted(
            {href.partition("#")[0].partition("?")[0] for href in hrefs if href[:1] == "/" and href[:2] != "//"}
        ):
            parts = href.strip("/").split("/")[:_DEEPEST]
            for cut in range(1, len(parts)):
                if self._page("/".join(parts[cut:])) is not None:
                    votes["/".join(parts[:cut])] += 1
                    deep |= {"/".join(parts[:cut])} if len(parts) - cut > 1 else set()
                    break
            for cut in range(1, len(parts)):
                asked["/".join(parts[:cut])] += 1
        seen = {prefix for prefix, count in votes.items() if count > 1} | deep
        self.prefixes |= {prefix for prefix in seen if 2 * votes[prefix] >= asked[prefix]}

    def _page(self, path: str) -> Iri | None:
        path = page_path(path)
        return self.pages.get(path) or self.folded.get(path.lower())

    def locate(self, document: Iri, href: str) -> Address:
        """Return what a href on a page means."""
        href = _SHORTCODE.sub(r"\1", href.strip())
        scheme = _SCHEME.match(_without_controls(href).strip())
        if not href or (scheme and _is_unsafe(scheme[1])):
            return Address("unsafe")
        if scheme or href.startswith("//"):
            return self._absolute(href if scheme else "https:" + href)
        return self._local(document, href)

    def _local(self, document: Iri, href: str) -> Address:
        path, _, fragment = href.partition("#")
        anchor = _anchor(fragment)
        path = unquote(path.partition("?")[0]).replace("\\", "/").strip()
        if not path:
            return Address("page", document, anchor)
        if path.startswith("@site/"):
            found = self._below(path.split("/")[1:])
        else:
            found = self._rooted(path) if path[0] == "/" else self._relative(document, path)
        if found is not None:
            return Address("page", found, anchor)
        if _MALFORMED.search(path):
            return Address("unsafe")
        if _FILE.search(path.rstrip("/")):
            return Address("external", None, anchor, clean_iri(_joined(document, href)))
        return Address("missing", None, anchor)

    def _relative(self, document: Iri, path: str) -> Iri | None:
        """Look a relative path up: from the source's folder, from the page's address, from the root."""
        home = self.homes[document]
        source = home.source.rpartition("/")[0]
        address = home.path.rpartition("/")[0]
        for folder in dict.fromkeys((source, address, home.path, "")):
            joined = normpath(f"{folder}/{path}" if folder else path)
            if not joined.startswith("..") and (page := self._page("" if joined == "." else joined)) is not None:
                return page
        bare = path
        while bare.startswith(("./", "../")):
            bare = bare.partition("/")[2]
        return self._page(bare) if bare != path else None

    def _below(self, parts: Sequence[str]) -> Iri | None:
        """Look up a path from a project's root (Docusaurus), of which the tree may be any part."""
        ways = ("/".join(parts[number:]) for number in range(len(parts)))
        return next((page for way in ways if (page := self._page(way)) is not None), None)

    def _rooted(self, path: str) -> Iri | None:
        """Look a path from the site's root up, with its known prefixes, version and language dropped."""
        parts = [part for part in path.split("/") if part]
        for number in range(min(len(parts), _DEEPEST) + 1):
            if "/".join(parts[:number]) not in self.prefixes:
                continue
            if (page := self._page("/".join(parts[number:]))) is not None:
                return page
            old = number + 1 < len(parts) and _VERSION.match(parts[number])
            if old and (page := self._page("/".join(parts[number + 1 :]))) is not None:
                return page
        rest = self._below_project(parts)
        return self._page("/".join(rest.parts)) if rest else None

    def _below_project(self, parts: Sequence[str]) -> "_Below | None":
        """Return what follows the project's part of an address, version and language dropped; None for other sites."""
        project, language = self._project, self._language
        if list(parts[: len(project)]) != project:
            return None
        rest = list(parts[len(project) :])
        version = rest.pop(0) if rest and _VERSION.match(rest[0]) and self._page("/".join(rest)) is None else ""
        spoken = rest.pop(0) if language and rest and _LANGUAGE.match(rest[0]) else ""
        if not version and spoken and rest and _VERSION.match(rest[0]) and self._page("/".join(rest)) is None:
            version = rest.pop(0)
        return _Below(tuple(rest), version, spoken if spoken != language else "", bool(project) or bool(language))

    def _absolute(self, href: str) -> Address:
        parts = _split(href)
        if parts is None:
            return Address("unsafe")
        if parts.scheme in ("http", "https"):
            if not parts.host or " " in parts.host:
                return Address("unsafe")
            if self.host and parts.host == self.host:
                return self._own(parts.path, _anchor(parts.fragment), parts.url)
        return Address("external", None, "", parts.url)

    def _own(self, path: str, anchor: str, url: str) -> Address:
        """Judge an address on the documents' own host: a page, a page that is missing, or another part of the site."""
        parts = [unquote(part) for part in path.split("/") if part]
        below = self._below_project(parts)
        if below is None or below.language:
            return Address("external", None, anchor, url)
        page = self._page("/".join(below.parts))
        if page is not None:
            return Address("page", page, anchor, url)
        old = bool(below.version) and not _MOVING.match(below.version)
        if old or not below.parts or not below.certain or _FILE.search(below.parts[-1]):
            return Address("external", None, anchor, url)
        return Address("missing", None, anchor, url)


class _Parts(NamedTuple):
    """An absolute address taken apart: scheme in small letters, host without `www.`; `url` is all of it, cleaned."""

    scheme: str
    host: str
    path: str
    fragment: str
    url: Iri


@lru_cache(1 << 12)
def _split(href: str) -> _Parts | None:
    """Take an absolute address apart; None where it is broken."""
    try:
        split = urlsplit(href)
        host = (split.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return _Parts(split.scheme.lower(), host, split.path, split.fragment, clean_iri(_without_controls(href)))


class _Below(NamedTuple):
    parts: tuple[str, ...]
    version: str
    language: str
    certain: bool


def _project_of(base: str) -> tuple[list[str], str]:
    """Return the folders of a site's address that are the project's, and its language; no version or language is."""
    project, language = [part for part in base.split("/") if part], ""
    while project and (_LANGUAGE.match(project[-1]) or _VERSION.match(project[-1])):
        language = project[-1] if _LANGUAGE.match(project[-1]) else language
        project.pop()
    return project, language


def _without_controls(href: str) -> str:
    return href if href.isprintable() else _CONTROL.sub("", href)


def _anchor(fragment: str) -> str:
    """Return a fragment decoded, without a text directive."""
    return unquote(fragment.partition(":~:")[0]).strip() if fragment else ""


def _joined(document: Iri, href: str) -> str:
    """Return an absolute address; a relative one counts from the page's folder."""
    try:
        return urljoin(document, href)
    except ValueError:
        return href


def _is_unsafe(scheme: str) -> bool:
    """Tell whether a scheme runs code, opens files, or is a drive's letter."""
    return scheme.lower() in _UNSAFE or len(scheme) == 1


def _shared_base(iris: Sequence[Iri]) -> tuple[str, str]:
    """Return the host and the folder that most pages' addresses share."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for iri in iris:
        split = urlsplit(iri)
        hosts[(split.hostname or "").removeprefix("www.")].append(split.path)
    if not hosts:
        return "", "/"
    host = max(sorted(hosts), key=lambda host: len(hosts[host]))
    return host, _shared_folder(hosts[host])


def _shared_folder(paths: Sequence[str]) -> str:
    """Return the folder all paths stand in, with its slash; one page's own folder for one page."""
    if not paths:
        return ""
    known = [path for path in paths if path] or [""]
    first, last = min(known), max(known)  # what these two share, all share
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind("/", 0, same) + 1]
