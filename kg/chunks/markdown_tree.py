"""A folder of Markdown pages (`.md`, `.mdx`, `.markdown`), or one page: each heading begins a chunk of its own.

    guide/install.md      ---                       source          url                       chunk_id
                          title: Install            guide/install.md  guide/install/          guide/install.md#0
                          ---
                          Before you begin.
                          ## From source            guide/install.md  guide/install/#from-source  guide/install.md#1

A chunk's text is the page's from below the heading to the next one, blank lines around it cut off; the heading is the
chunk's `title`, without markup. Front matter goes with a page's first chunk; its `title:`, else an `h1` element, is
the title of what stands above the first heading. `url` is the path without suffix; `index`, `_index` and `README` are
their folder's page (the root's is `index`), in this order where a folder has several: the others keep their name.
`join_chunks` puts the base IRI in front. An anchor is the one a heading names itself (`[[anchor]]`, `{#anchor}`), else
GitHub's, `-1`, `-2` behind it where it is taken; `parse` knows what other renderers make of a heading. Hidden folders,
`node_modules` and the like are skipped.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from kg.chunks.front_matter import split_front_matter
from kg.chunks.markdown_headings import Heading, find_headings, github_slug, plain_title, split_anchor, without_icons
from kg.chunks.read_files import RawFile, Text, child, decode, list_folder, read_bytes
from kg.errors import Location
from kg.records import Chunk, Finding

SUFFIXES = frozenset([".md", ".mdx", ".markdown"])
_BATCH = 5000
_FOLDER_PAGES = ("index", "_index", "readme")
_H1 = re.compile(r"<h1\b[^<>]{0,300}>(.{1,300}?)</h1>", re.S)
_BLANK_START = re.compile(r"(?:[ \t]*\r?\n)+")


class Tree:
    """What has been read of a tree so far: how many chunks and bytes, the findings, and a hash over paths and files."""

    def __init__(self) -> None:
        self.chunks = self.bytes = 0
        self.findings: list[Finding] = []
        self.digest = hashlib.sha256()


def is_markdown(name: str) -> bool:
    """Tell a Markdown page by its suffix."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def read_tree(folder: str, tree: Tree, *, shown: str = "") -> Iterator[list[Chunk]]:
    """Yield the pages below a folder cut at their headings, in the order of their paths; see `read_pages`."""
    names = [name for name in list_folder(folder) if is_markdown(name)]
    return read_pages(names, lambda name: read_bytes(child(folder, name)), tree, shown=shown)


def read_pages(
    names: Sequence[str], read: Callable[[str], RawFile], tree: Tree, *, shown: str = ""
) -> Iterator[list[Chunk]]:
    """Yield the chunks of pages, a few pages at a time; each page is given by its path in the tree.

    Locations have `shown` in front. Findings: R002 undecodable bytes, R005 page with no text.
    """
    urls = page_urls(names)
    chunks: list[Chunk] = []
    for name in names:
        raw = read(name)
        tree.digest.update(f"{name}\0{raw.sha256}\n".encode("utf-8", "surrogateescape"))
        tree.bytes += raw.size
        chunks += _page(name, urls[name], f"{shown.rstrip('/')}/{name}" if shown else name, decode(raw), tree)
        if len(chunks) >= _BATCH:
            yield chunks
            chunks = []
    yield chunks


def _page(name: str, url: str, path: str, text: Text, tree: Tree) -> list[Chunk]:
    if text.replaced:
        told = f"{text.replaced} in the file"
        tree.findings.append(Finding("R002", told, None, name, Location(path, line=text.line)))
    found = list(_cut(name, url, path, text.text))
    if not any(chunk.text or chunk.title for chunk in found):
        told = "nothing but front matter or white space"
        tree.findings.append(Finding("R005", told, None, name, Location(path)))
        return []
    tree.chunks += len(found)
    return found


def page_urls(names: Sequence[str]) -> dict[str, str]:
    """Return each page's path in the site.

    >>> page_urls(["a.md", "b/_index.md", "README.md"])
    {'a.md': 'a/', 'b/_index.md': 'b/', 'README.md': 'index/'}
    """
    urls: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names, key=lambda name: (_rank(name), name)):
        path = PurePosixPath(name)
        whole = path.with_suffix("").as_posix()
        folder = path.parent.as_posix() if str(path.parent) != "." else "index"
        wanted = folder if _rank(name) else whole
        url = next(way for way in (wanted, whole, name) if way.casefold() not in taken or way == name)
        taken.add(url.casefold())
        urls[name] = url + "/"
    return {name: urls[name] for name in names}


def _rank(name: str) -> int:
    """Return 0 for an ordinary page, 1 and more for the pages that stand for their folder, the first choice first."""
    stem = PurePosixPath(name).stem.lower()
    return _FOLDER_PAGES.index(stem) + 1 if stem in _FOLDER_PAGES else 0


def _cut(name: str, url: str, path: str, text: str) -> Iterator[Chunk]:
    """Yield a page's sections. The part above the first heading is one if it has text, or a title of its own."""
    values, begin = split_front_matter(text)
    skipped = text.count("\n", 0, begin)
    body = text[begin:]
    headings = list(find_headings(body))
    top = _strip(body[: headings[0].start] if headings else body)
    title = next((value for key, value in values if key.lower() == "title"), None) or _html_title(top)
    number = 0
    file_type = PurePosixPath(name).suffix.lower()
    if top or (title and not (headings and headings[0].level == 1)):
        line = skipped + 1 + body[: body.find(top)].count("\n") if top else 1
        level = 1 if title else None
        yield Chunk(name, url, f"{name}#0", top, file_type, title, level, values, Location(path, line=line))
        number, values = 1, ()
    anchors = _anchors(headings)
    ends = [*(heading.start for heading in headings[1:]), len(body)]
    for heading, anchor, end in zip(headings, anchors, ends, strict=False):
        where = Location(path, line=skipped + heading.line)
        shown = without_icons(plain_title(split_anchor(heading.raw)[0])) or None
        address = f"{url}#{anchor}" if anchor else url
        below = _strip(body[heading.end : end])
        yield Chunk(name, address, f"{name}#{number}", below, file_type, shown, heading.level, values, where)
        number, values = number + 1, ()


def _html_title(top: str) -> str | None:
    """Return the words of an `h1` element above the first heading, as a README with a picture has it."""
    match = _H1.search(top) if "<h1" in top else None
    return (plain_title(match[1]) or None) if match else None


def _anchors(headings: Sequence[Heading]) -> list[str]:
    """Return the anchors of a page's headings, each once, as GitHub counts them."""
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    anchors = []
    for heading in headings:
        raw, explicit = split_anchor(heading.raw)
        slug = explicit or github_slug(plain_title(raw)) or "section"
        anchor = slug
        while anchor in taken:
            seen[slug] += 1
            anchor = f"{slug}-{seen[slug]}"
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


def _strip(text: str) -> str:
    """Cut off blank lines before and white space behind; the first line keeps its indentation."""
    blank = _BLANK_START.match(text)
    return text[blank.end() if blank else 0 :].rstrip()
