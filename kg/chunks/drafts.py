"""A page between reading and titles: its sections and links are there, lost headings are not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.chunks.atlas import Atlas
from kg.chunks.landmarks import read_signposts
from kg.chunks.page import Page
from kg.chunks.resolve import resolve_links
from kg.chunks.section_names import name_sections
from kg.chunks.slugs import dialect_named
from kg.chunks.title_places import PageSpellings
from kg.ids import Iri
from kg.records import Finding, Link, Section


@dataclass(frozen=True, slots=True)
class Draft:
    """A page with addresses and links. `spellings` are its own, once they are read."""

    iri: Iri
    source: str
    chunks: int
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    link_findings: tuple[Finding, ...]
    spellings: PageSpellings | None = None

    def with_spellings(self, spellings: PageSpellings) -> "Draft":
        """Return the page with its own spellings beside it."""
        return replace(self, spellings=spellings)


def draft_page(page: Page, atlas: Atlas) -> Draft:
    """Name a page's sections and resolve its links."""
    document = page.document
    links, findings = resolve_links(page, atlas)
    atlas.forget(document.iri)
    chunks = {piece.chunk_id for passage in document.passages for piece in passage.pieces}
    return Draft(
        document.iri, document.source, len(chunks), tuple(_sections(page, atlas)), tuple(links),
        page.findings, tuple(findings),
    )  # fmt: skip


def _sections(page: Page, atlas: Atlas) -> Iterator[Section]:
    names = name_sections(list(read_signposts(page, terms=False)), dialect_named(atlas.dialect))
    for passage, content, name in zip(page.document.passages, page.contents, names, strict=True):
        yield Section(
            passage.key, name.iri, page.document.iri, name.anchor, passage.title or "", passage.level, (),
            passage.position, passage.text, content.prose, passage.pieces, content.blocks, content.marks, name.anchors,
            content.symbols, content.front_matter, passage.location,
        )  # fmt: skip


def titled_section(section: Section, title: str, path: tuple[str, ...]) -> Section:
    """Return a section with its title and the titles above it."""
    if section.title == title and section.path == path:
        return section
    return Section(
        section.key, section.iri, section.document, section.anchor, title, section.level, path, section.position,
        section.text, section.prose, section.pieces, section.blocks, section.marks, section.anchors, section.symbols,
        section.front_matter, section.location,
    )  # fmt: skip
