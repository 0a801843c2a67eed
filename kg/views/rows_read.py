"""What one document adds to the tables of sections, links and mentions: columns, in the order of `schema.TABLES`."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from kg.core import Leads
from kg.records import Block, Link, Mark, Place, Section, SymbolDoc
from kg.steps import ReadDocument
from kg.views.located import located, places

Columns = list[list[Any]]
NONE: tuple[()] = ()


def read_columns(name: str, read: ReadDocument, leads: Leads) -> Columns:
    """Return the columns of a table for the records of one document."""
    if name == "sections":
        return section_columns(read.sections)
    return link_columns(read, leads) if name == "links" else mention_columns(read)


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
    return turned([tuple(zip(*found, strict=True)) if found else (NONE,) * width for found in records], width)


def turned(rows: Sequence[Sequence[Any]], width: int) -> Columns:
    """Return rows of this width as columns."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def link_columns(read: ReadDocument, leads: Leads) -> Columns:
    """Return the columns of the table of links."""
    links = read.links
    address, placed = _placed(read, links, [(link.start, link.end) for link in links], attrgetter("section"))
    return [
        address, [k.href for k in links], [k.text for k in links], [k.target for k in links], [k.kind for k in links],
        concepts_of(links, leads), *_fields_of(placed), [k.section for k in links], [k.start for k in links],
        [k.end for k in links], [k.target_section for k in links],
    ]  # fmt: skip


def concepts_of(links: Sequence[Link], leads: Leads) -> list[Any]:
    """Return the concept that each link leads to, or None."""
    return [leads.concept_of(link) for link in links]


def mention_columns(read: ReadDocument) -> Columns:
    """Return the columns of the table of mentions."""
    concept, section, start, end, surface, linked = turned(read.mentions, 6)
    address, placed = _placed(read, read.mentions, list(zip(start, end, strict=True)), itemgetter(1))
    return [concept, address, *_fields_of(placed), surface, linked, section, start, end]


def _fields_of(placed: list[Place]) -> Columns:
    return turned(placed, 3)


def _placed(
    read: ReadDocument, records: Sequence[Any], spans: Sequence[tuple[int, int]], key: Any
) -> tuple[list[Any], list[Place]]:
    """Return the address of each record's section and its place in a chunk; records of a section stand together."""
    section = {s.key: s for s in read.sections}
    address: list[Any] = []
    found: list[Place] = []
    for name, group in groupby(records, key):
        count = sum(1 for _ in group)
        at = len(found)
        address += [section[name].iri] * count
        found += places(section[name].pieces, spans[at : at + count])
    return address, found
