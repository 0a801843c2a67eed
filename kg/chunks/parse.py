"""Joined pages to sections with prose, blocks, marks and links, in five steps over single pages.

lay out    JoinedDocument -> JoinedDocument   how lines end                      -> Layout     are blank lines lost?
read       JoinedDocument -> Page             landmarks, what links ask for      -> Atlas      where they lead
resolve    Page           -> Draft            slugs of lost headings, link texts -> Vocabulary what is asked of prose
spell      Draft          -> Draft            tallies of words and phrases       -> Tables     how they are spelled
title      Draft          -> ReadDocument     the document, its findings         -> Parsed
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.chunks.atlas import Atlas, draw_atlas, scope_of
from kg.chunks.drafts import Draft, draft_page, titled_section
from kg.chunks.landmarks import Landmarks, read_landmarks
from kg.chunks.page import Page, read_page
from kg.chunks.section_names import section_paths
from kg.chunks.sheet import line_ends
from kg.chunks.title_slugs import without_address
from kg.chunks.title_tables import Tables, gather_tables
from kg.chunks.title_tally import Tally, read_tally
from kg.chunks.title_vocabulary import Repeats, Vocabulary, gather_vocabulary, read_repeats
from kg.chunks.titles import restore_titles, titles_hold
from kg.config import Settings
from kg.records import Document, Finding, JoinedDocument, Link, Section
from kg.steps import List, ReadDocument, Step, run_steps


class Parsed(NamedTuple):
    """What the last step gathers: documents and findings, in the order of the documents."""

    findings: list[Finding]
    documents: list[Document]


class Parsing(NamedTuple):
    """What the pages say: documents and sections in address order, links in text order."""

    documents: list[Document]
    sections: list[Section]
    links: list[Link]
    findings: list[Finding]


class Layout(NamedTuple):
    """What is known of all pages before they are read: blank lines were lost, some headings were."""

    restore_blank_lines: bool
    untitled: bool


class _Outline(NamedTuple):
    """What a page tells before it is read: its spaced and its blank line ends, and whether a heading is lost."""

    spaced: int
    blank: int
    untitled: bool


class _Ending(NamedTuple):
    """What a page leaves: its record, what is wrong with it and with its links, and what its titles go by."""

    document: Document
    findings: tuple[Finding, ...]
    link_findings: tuple[Finding, ...]
    answers: bytes | None


def parse(documents: Iterable[JoinedDocument]) -> Parsing:
    """Return documents, sections with titles and paths, and resolved links.

    Linear in the text. Order of documents is kept. Links of one section are in text order.
    """
    shelf = List(documents)
    parsed: Parsed = run_steps(shelf, STEPS, Settings())
    sections = [section for read in shelf.documents for section in read.sections]
    links = [link for read in shelf.documents for link in read.links]
    return Parsing(parsed.documents, sections, links, parsed.findings)


def _lay_out(document: JoinedDocument, settings: Settings) -> tuple[JoinedDocument, _Outline]:
    untitled = any(not passage.title and passage.anchor for passage in document.passages)
    return document, _Outline(*line_ends(document), untitled)


def _gather_layout(facts: Iterator[_Outline], settings: Settings) -> Layout:
    spaced = blank = 0
    untitled = False
    for outline in facts:
        spaced, blank, untitled = spaced + outline.spaced, blank + outline.blank, untitled or outline.untitled
    return Layout(spaced > blank, untitled)


def _read(document: JoinedDocument, layout: Layout) -> tuple[Page, Landmarks]:
    page = read_page(document, restore_blank_lines=layout.restore_blank_lines)
    return page, read_landmarks(page)


def _gather_atlas(facts: Iterator[Landmarks], layout: Layout) -> Atlas:
    return draw_atlas(facts, untitled=layout.untitled)


def _resolve(page: Page, atlas: Atlas) -> tuple[Draft, Repeats | None]:
    draft = draft_page(page, atlas)
    return draft, read_repeats(draft.iri, draft.sections, draft.links) if atlas.untitled else None


def _gather_vocabulary(facts: Iterator[Repeats | None], atlas: Atlas) -> Vocabulary:
    return gather_vocabulary(repeats for repeats in facts if repeats is not None)


def _spell(draft: Draft, vocabulary: Vocabulary) -> tuple[Draft, Tally | None]:
    if not vocabulary.slugs:
        return draft, None
    slugs = [without_address(section.anchor) for section in draft.sections if not section.title and section.anchor]
    tally, own = read_tally(draft.sections, slugs, vocabulary)
    return draft.with_spellings(own), tally


def _gather_tables(facts: Iterator[Tally | None], vocabulary: Vocabulary) -> Tables | None:
    tallies = [tally for tally in facts if tally is not None] if not vocabulary.slugs else facts
    return gather_tables(tallies, vocabulary) if vocabulary.slugs else None


def _title(draft: Draft, tables: Tables | None) -> tuple[ReadDocument, _Ending]:
    titles, answers = restore_titles(draft, tables)
    name = _page_title(draft.sections, titles)
    paths = section_paths(draft.sections, titles, name)
    sections = tuple(map(titled_section, draft.sections, titles, paths))
    document = Document(draft.iri, draft.source, name, draft.chunks, len(sections))
    return ReadDocument(document, sections, draft.links), _Ending(
        document, draft.findings, draft.link_findings, answers
    )  # fmt: skip


def _gather_parsed(facts: Iterator[_Ending], tables: Tables | None) -> Parsed:
    endings = list(facts)
    findings = [finding for ending in endings for finding in ending.findings]
    findings += [finding for ending in endings for finding in ending.link_findings]
    return Parsed(findings, [ending.document for ending in endings])


def _page_title(sections: Iterable[Section], titles: Iterable[str]) -> str:
    """Return the front matter's title, else the first heading, else ''."""
    for section in sections:
        for name, value in section.front_matter:
            if name == "title" and value.strip():
                return value.strip()
    return next(filter(None, titles), "")


STEPS: tuple[Step, ...] = (
    Step("lay out", _lay_out, _gather_layout),
    Step("read Markdown", _read, _gather_atlas, lambda facts, layout: layout.restore_blank_lines),
    Step("resolve links", _resolve, _gather_vocabulary, scope_of),
    Step("spell", _spell, _gather_tables, lambda facts, vocabulary: vocabulary.digest, holds=lambda facts, known: True),
    Step("restore titles", _title, _gather_parsed, holds=lambda facts, tables: titles_hold(facts.answers, tables)),
)
