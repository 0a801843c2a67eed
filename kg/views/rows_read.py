"""What one document adds to the tables of sections, links and mentions: columns, in the order of `schema.TABLES`."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.ids import Iri, SectionKey
from kg.pointing import Leads
from kg.records import Block, Link, Mark, Section, SymbolDoc
from kg.steps import ReadDocument
from kg.views.located import Chunked, located, locator

Columns = list[list[Any]]
NONE: tuple[()] = ()


class Locators(dict[SectionKey, Callable[[int, int], Chunked]]):
    """A function for each section of a document that takes spans to chunks, made when first asked for."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = {section.key: section for section in sections}

    def __missing__(self, key: SectionKey) -> Callable[[int, int], Chunked]:
        found = self[key] = locator(self._sections[key].pieces)
        return found


def read_columns(name: str, read: ReadDocument, led: Sequence[Iri | None], locators: Locators) -> Columns:
    """Return the columns of a table for the records of one document; `led` is the concept that each link leads to."""
    if name == "sections":
        return section_columns(read.sections)
    return link_columns(read, led, locators) if name == "links" else mention_columns(read, locators)


def section_columns(sections: Sequence[Section]) -> Columns:
    """Return the columns of the table of sections."""
    where = [located(s.location, s.key) for s in sections]
    pieces = [tuple(zip(*s.pieces, strict=True)) or (NONE,) * 3 for s in sections]
    return [
        [s.iri for s in sections], [s.document for s in sections], [s.anchor for s in sections],
        [s.title for s in sections], [s.path for s in sections], [s.position for s in sections],
        [list(dict.fromkeys(ids)) for ids, _, _ in pieces], [s.text for s in sections],
        [s.key for s in sections], [s.level for s in sections], [s.prose for s in sections],
        *turned(pieces, 3), [s.anchors for s in sections],
        [[name for name, _ in s.front_matter] for s in sections],
        [[value for _, value in s.front_matter] for s in sections],
        [place.path for place in where], [place.line for place in where],
        *_fields([s.blocks for s in sections], len(Block._fields)),
        *_fields([s.marks for s in sections], len(Mark._fields)),
        *_fields([s.symbols for s in sections], len(SymbolDoc._fields)),
    ]  # fmt: skip


def _fields(records: Iterable[Sequence[tuple[Any, ...]]], width: int) -> Columns:
    """Return a list column for each of the first `width` fields of the records of each section."""
    none = (NONE,) * width
    return turned([tuple(zip(*found, strict=True)) if found else none for found in records], width)


def turned(rows: Sequence[Sequence[Any]], width: int) -> Columns:
    """Return rows of this width as columns."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def concepts_of(links: Sequence[Link], leads: Leads) -> list[Iri | None]:
    """Return the concept that each link leads to, or None."""
    return [leads.concept_of(link) for link in links]


def link_columns(read: ReadDocument, led: Sequence[Iri | None], locators: Locators) -> Columns:
    """Return the columns of the table of links."""
    links = read.links
    section, start, end = [k.section for k in links], [k.start for k in links], [k.end for k in links]
    return [
        _addresses(read, section), [k.href for k in links], [k.text for k in links], [k.target for k in links],
        [k.kind for k in links], list(led), *_placed(locators, section, start, end),
        section, start, end, [k.target_section for k in links],
    ]  # fmt: skip


def mention_columns(read: ReadDocument, locators: Locators) -> Columns:
    """Return the columns of the table of mentions."""
    concept, section, start, end, surface, linked = turned(read.mentions, 6)
    placed = _placed(locators, section, start, end)
    return [concept, _addresses(read, section), *placed, surface, linked, section, start, end]


def _addresses(read: ReadDocument, keys: Sequence[SectionKey]) -> list[Iri]:
    address = {s.key: s.iri for s in read.sections}
    return [address[key] for key in keys]


def _placed(locators: Locators, keys: Sequence[SectionKey], starts: Sequence[int], ends: Sequence[int]) -> Columns:
    """Return chunk, start and end of spans of sections."""
    return turned([locators[key](a, b) for key, a, b in zip(keys, starts, ends, strict=True)], 3)
