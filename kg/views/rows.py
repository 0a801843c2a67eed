"""The tables of a build: names, columns, and the rows of each, straight from the records.

A column is `(name, type)`; the columns that docs/tables.md promises come first. `start` and `end` are offsets
into the text of the chunk, `section_start` and `section_end` into the text of the section; `section` is an address,
`section_key` tells sections apart that share one.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from kg.errors import Location
from kg.graph import Graph
from kg.ids import SectionKey
from kg.records import Evidence, Relation, Section
from kg.vocab import FINDING

Row = tuple[object, ...]
# types: text, count (32-bit), number (double), flag; a trailing ? allows null; [] and [][] are lists
SPAN = (("chunk_id", "text"), ("start", "count"), ("end", "count"))
SECTION_SPAN = (("section_key", "text"), ("section_start", "count"), ("section_end", "count"))


class Table(NamedTuple):
    """A table: its name, its columns in order, and a function that yields its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[Graph], Iterator[Row]]


def _place(graph: Graph, key: SectionKey | None, start: int, end: int) -> Row:
    if key is None:
        return (None, None, None, None)
    section = graph.section[key]
    return (section.iri, *section.place(start, end))


def _documents(graph: Graph) -> Iterator[Row]:
    return ((d.iri, d.source, d.title, d.chunks, d.sections) for d in graph.documents)


def located(location: Location, section: SectionKey | None) -> Location:
    """Return the location that is kept: where a section is known, a table's row number says nothing more.

    So shuffling the rows of a table changes nothing in the graph.
    """
    return Location("") if section is not None and location.row is not None else location


def _sections(graph: Graph) -> Iterator[Row]:
    for s in graph.sections:
        chunks = list(dict.fromkeys(piece.chunk_id for piece in s.pieces))
        yield (s.iri, s.document, s.anchor, s.title, s.path, s.position, chunks, s.text, *_layout(s), *_markup(s))


def _layout(s: Section) -> Row:
    where = located(s.location, s.key)
    ids, starts, lengths = [p.chunk_id for p in s.pieces], [p.start for p in s.pieces], [p.length for p in s.pieces]
    front = ([name for name, _ in s.front_matter], [value for _, value in s.front_matter])
    return (s.key, s.level, s.prose, ids, starts, lengths, s.anchors, *front, where.path, where.line)


def _markup(s: Section) -> Row:
    blocks, marks, symbols = s.blocks, s.marks, s.symbols
    return (
        [b.kind for b in blocks], [b.start for b in blocks], [b.end for b in blocks], [b.depth for b in blocks],
        [m.kind for m in marks], [m.start for m in marks], [m.end for m in marks],
        [d.name for d in symbols], [d.members for d in symbols], [d.start for d in symbols], [d.end for d in symbols],
    )  # fmt: skip


def _concepts(graph: Graph) -> Iterator[Row]:
    for c in graph.concepts:
        home = graph.section[c.defined_in].iri if c.defined_in is not None else None
        yield (
            c.iri, c.label, c.aliases, c.kind, c.definition, home, len(graph.mentions_of.get(c.iri, ())),
            graph.pages_of.get(c.iri, 0), graph.degree[c.iri], graph.pagerank[c.iri], graph.community[c.iri],
            c.hidden, c.score, c.defined_in,
        )  # fmt: skip


def _names(graph: Graph) -> Iterator[Row]:
    for c in graph.concepts:
        for n in c.names:
            place = _place(graph, n.section, n.start, n.end)
            yield (c.iri, n.label, n.kind, n.method, n.weight, *place, n.section, n.start, n.end, n.bearer)


def _definitions(graph: Graph) -> Iterator[Row]:
    for c in graph.concepts:
        for d in c.definitions:
            genera = ([g.label for g in d.genera], [g.start for g in d.genera], [g.end for g in d.genera])
            place = _place(graph, d.section, d.start, d.end)
            yield (c.iri, c.label, d.text, d.form, *genera, *place, d.section, d.start, d.end)


def _links(graph: Graph) -> Iterator[Row]:
    for k in graph.links:
        section, *place = _place(graph, k.section, k.start, k.end)
        concept = graph.concept_of_link(k)
        yield (section, k.href, k.text, k.target, k.kind, concept, *place, k.section, k.start, k.end, k.target_section)


def _mentions(graph: Graph) -> Iterator[Row]:
    for m in graph.mentions:
        section, *place = _place(graph, m.section, m.start, m.end)
        yield (m.concept, section, *place, m.surface, m.linked, m.section, m.start, m.end)


def _relations(graph: Graph) -> Iterator[Row]:
    for r in graph.relations:
        ordered = sorted(r.evidence, key=lambda e: e.section)
        for key, group in groupby(ordered, key=lambda e: e.section):
            yield _relation_row(graph, r, key, list(group))


def _relation_row(graph: Graph, r: Relation, key: SectionKey, witnesses: list[Evidence]) -> Row:
    best = max(witnesses, key=lambda e: (e.weight, -e.start, -e.end, e.method))
    section, chunk_id, *_ = _place(graph, key, best.start, best.end)
    methods = sorted({e.method for e in witnesses})
    return (
        r.source, r.source_label, r.relation, r.target, r.target_label, r.confidence, methods, section, chunk_id,
        best.quote, len(witnesses), key,
    )  # fmt: skip


def _evidence(graph: Graph) -> Iterator[Row]:
    for r in graph.relations:
        for e in r.evidence:
            statement = (r.source, r.source_label, r.relation, r.target, r.target_label)
            place = _place(graph, e.section, e.start, e.end)
            yield (*statement, e.method, e.weight, *place, e.quote, e.section, e.start, e.end)


def _findings(graph: Graph) -> Iterator[Row]:
    for f in graph.findings:
        section = graph.section[f.section].iri if f.section in graph.section and f.section is not None else None
        where = located(f.location, f.section)
        severity = FINDING[f.code].severity
        yield (f.code, severity, f.message, section, f.source, where.path, where.row, where.line, f.section)


STATEMENT = (
    ("source", "text"), ("source_label", "text"), ("relation", "text"), ("target", "text?"), ("target_label", "text"),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    Table("documents", (
        ("document", "text"), ("source", "text"), ("title", "text"), ("chunks", "count"), ("sections", "count"),
    ), _documents),
    Table("sections", (
        ("section", "text"), ("document", "text"), ("anchor", "text"), ("title", "text"), ("path", "text[]"),
        ("position", "count"), ("chunk_ids", "text[]"), ("text", "text"),
        ("section_key", "text"), ("level", "count?"), ("prose", "text"),
        ("piece_chunk_ids", "text[]"), ("piece_starts", "count[]"), ("piece_lengths", "count[]"),
        ("anchors", "text[]"), ("front_matter_names", "text[]"), ("front_matter_values", "text[]"),
        ("file", "text"), ("line", "count?"),
        ("block_kinds", "text[]"), ("block_starts", "count[]"), ("block_ends", "count[]"), ("block_depths", "count[]"),
        ("mark_kinds", "text[]"), ("mark_starts", "count[]"), ("mark_ends", "count[]"),
        ("symbols", "text[]"), ("symbol_members", "text[][]"), ("symbol_starts", "count[]"), ("symbol_ends", "count[]"),
    ), _sections),
    Table("concepts", (
        ("concept", "text"), ("label", "text"), ("aliases", "text[]"), ("kind", "text"), ("definition", "text?"),
        ("defined_in", "text?"), ("mentions", "count"), ("documents", "count"), ("degree", "count"),
        ("pagerank", "number"), ("community", "text"), ("hidden_labels", "text[]"), ("score", "number"),
        ("section_key", "text?"),
    ), _concepts),
    Table("names", (
        ("concept", "text"), ("name", "text"), ("kind", "text"), ("method", "text"), ("weight", "number"),
        ("section", "text?"), ("chunk_id", "text?"), ("start", "count?"), ("end", "count?"),
        ("section_key", "text?"), ("section_start", "count"), ("section_end", "count"), ("bearer", "text?"),
    ), _names),
    Table("definitions", (
        ("concept", "text"), ("label", "text"), ("definition", "text"), ("form", "text"), ("genera", "text[]"),
        ("genus_starts", "count[]"), ("genus_ends", "count[]"), ("section", "text"), *SPAN, *SECTION_SPAN,
    ), _definitions),
    Table("links", (
        ("section", "text"), ("href", "text"), ("text", "text"), ("target", "text?"), ("kind", "text"),
        ("concept", "text?"), *SPAN, *SECTION_SPAN, ("target_key", "text?"),
    ), _links),
    Table("mentions", (
        ("concept", "text"), ("section", "text"), *SPAN, ("surface", "text"), ("linked", "flag"), *SECTION_SPAN,
    ), _mentions),
    Table("relations", (
        *STATEMENT, ("confidence", "number"), ("methods", "text[]"), ("section", "text"), ("chunk_id", "text"),
        ("quote", "text"), ("witnesses", "count"), ("section_key", "text"),
    ), _relations),
    Table("evidence", (
        *STATEMENT, ("method", "text"), ("weight", "number"), ("section", "text"), *SPAN, ("quote", "text"),
        *SECTION_SPAN,
    ), _evidence),
    Table("findings", (
        ("code", "text"), ("severity", "text"), ("message", "text"), ("section", "text?"), ("source", "text"),
        ("file", "text"), ("row", "count?"), ("line", "count?"), ("section_key", "text?"),
    ), _findings),
)  # fmt: skip
TABLE: dict[str, Table] = {table.name: table for table in TABLES}


def columns(graph: Graph, name: str) -> dict[str, list[object]]:
    """Return a table's columns by name, in order."""
    table = TABLE[name]
    rows = list(table.rows(graph))
    values = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in table.columns]
    return {column: found for (column, _), found in zip(table.columns, values, strict=True)}
