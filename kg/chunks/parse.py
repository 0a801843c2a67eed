"""Joined pages to sections with prose, blocks, marks and links: the door of this step.

lay out (sheet.py) -> read Markdown (markdown.py) -> cut back into sections -> addresses and slugs (addresses.py)
-> resolve links (resolve.py) -> restore titles (titles.py)
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.chunks.page import Page, read_page
from kg.chunks.resolve import resolve_links
from kg.chunks.section_names import Naming, section_paths
from kg.chunks.sheet import blank_lines_are_lost
from kg.chunks.titles import restore_titles
from kg.ids import Iri
from kg.records import Document, Finding, JoinedDocument, Link, Section


class Parsing(NamedTuple):
    """What the pages say: documents and sections in address order, links in text order."""

    documents: list[Document]
    sections: list[Section]
    links: list[Link]
    findings: list[Finding]


def parse(documents: Iterable[JoinedDocument]) -> Parsing:
    """Return documents, sections with titles and paths, and resolved links.

    Linear in the text. Order of documents is kept. Links of one section are in text order.
    """
    joined = list(documents)
    lost = blank_lines_are_lost(joined)
    pages = [read_page(document, restore_blank_lines=lost) for document in joined]
    resolution = resolve_links(pages)
    sections = _sections(pages, resolution.naming)
    titles = restore_titles(sections, resolution.links)
    titled = [replace(s, title=titles[s.key]) if titles[s.key] != s.title else s for s in sections]
    of_page: dict[Iri, list[Section]] = defaultdict(list)
    for section in titled:
        of_page[section.document].append(section)
    records = [_document(page, of_page[page.document.iri]) for page in pages]
    names = {record.iri: record.title for record in records}
    placed = [
        section if section.path == path else replace(section, path=path)
        for iri, members in of_page.items()
        for section, path in zip(members, section_paths(members, names[iri]), strict=True)
    ]
    findings = [finding for page in pages for finding in page.findings] + resolution.findings
    return Parsing(records, placed, resolution.links, findings)


def _sections(pages: Sequence[Page], naming: Naming) -> list[Section]:
    return [
        Section(
            key=passage.key,
            iri=name.iri,
            document=page.document.iri,
            anchor=name.anchor,
            title=passage.title or "",
            level=passage.level,
            path=(),
            position=passage.position,
            text=passage.text,
            prose=content.prose,
            pieces=passage.pieces,
            blocks=content.blocks,
            marks=content.marks,
            anchors=name.anchors,
            symbols=content.symbols,
            front_matter=content.front_matter,
            location=passage.location,
        )
        for page in pages
        for passage, content, name in zip(
            page.document.passages, page.contents, naming.names[page.document.iri], strict=True
        )
    ]


def _document(page: Page, sections: Sequence[Section]) -> Document:
    joined = page.document
    chunks = {piece.chunk_id for passage in joined.passages for piece in passage.pieces}
    return Document(joined.iri, joined.source, _page_title(sections), len(chunks), len(sections))


def _page_title(sections: Sequence[Section]) -> str:
    """Return the front matter's title, else the first heading, else ''."""
    for section in sections:
        for name, value in section.front_matter:
            if name == "title" and value.strip():
                return value.strip()
    return next((section.title for section in sections if section.title), "")
