"""What a page tells all others of itself: where it stands, what can be linked to on it, what its own links ask for.

These are the facts from which the atlas is drawn (atlas.py). Headings, labels and hrefs are words as written: what they
mean is not known before all pages are.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.chunks.join_ids import DocumentOrder, document_order
from kg.chunks.markdown_reading import Anchor, Found
from kg.chunks.myst import read_terms
from kg.chunks.page import Content, Page
from kg.chunks.page_paths import path_fields
from kg.ids import Iri, SectionKey
from kg.records import Passage, SymbolDoc


class Signpost(NamedTuple):
    """A section as far as links to it need it. `headings` are those inside its text; `said` tells that it has words."""

    key: SectionKey
    iri: Iri
    anchor: str
    title: str | None
    said: bool
    headings: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    symbols: tuple[SymbolDoc, ...]
    terms: tuple[str, ...]


class Landmarks(NamedTuple):
    """A page's part of the atlas: its address, its sections, and each different thing its links ask for.

    `hrefs` are addresses, `symbols` dotted names, `labels` pairs of a MyST role and what it names.
    """

    iri: Iri
    source: str
    order: DocumentOrder
    paths: tuple[str, ...]
    signposts: tuple[Signpost, ...]
    hrefs: tuple[str, ...]
    symbols: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]


def read_landmarks(page: Page) -> Landmarks:
    """Return what a page tells all others."""
    document = page.document
    links = [link for content in page.contents for link in content.links]
    return Landmarks(
        document.iri,
        document.source,
        document_order(document),
        tuple(path_fields(document)),
        tuple(read_signposts(page)),
        tuple(dict.fromkeys(link.href for link in links if is_address(link))),
        tuple(dict.fromkeys(link.href for link in links if is_symbol(link))),
        tuple(dict.fromkeys((link.form, link.href) for link in links if not is_address(link) and not is_symbol(link))),
    )


def read_signposts(page: Page, *, terms: bool = True) -> Iterator[Signpost]:
    """Yield a page's sections in order, with the terms they define if wanted."""
    return (_signpost(*row, terms=terms) for row in zip(page.document.passages, page.contents, strict=True))


def is_symbol(link: Found) -> bool:
    """Tell whether a link names a symbol."""
    return link.form == "symbol" or link.form.startswith(("role:py:", "role:class", "role:func", "role:meth"))


def is_address(link: Found) -> bool:
    """Tell whether a link gives an address."""
    return link.form != "symbol" and (not link.form.startswith("role:") or link.form == "role:doc")


def _signpost(passage: Passage, content: Content, *, terms: bool) -> Signpost:
    return Signpost(
        passage.key,
        passage.iri,
        passage.anchor,
        passage.title,
        bool(passage.title or (content.prose and not content.prose.isspace())),
        tuple([heading.text for heading in content.headings]),
        content.anchors,
        content.symbols,
        tuple(read_terms(passage.text)) if terms else (),
    )
