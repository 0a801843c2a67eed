"""`tables/*.parquet`: the records as columns, with the same bytes for the same graph; and the way back.

Parquet with zstd and no pandas metadata: readable by pandas, DuckDB and Spark. `read_graph` gives back exactly the
graph that was written (see `located.located` for the one thing that is not kept).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.errors import InputError, Location
from kg.graph import Graph
from kg.records import (
    Block,
    Concept,
    Definition,
    Document,
    Evidence,
    Finding,
    Genus,
    Link,
    Mark,
    Mention,
    Name,
    Piece,
    Relation,
    Section,
    SymbolDoc,
)
from kg.steps import List
from kg.views.manifest import read_manifest
from kg.views.packing import Packed
from kg.views.render import ROWS
from kg.views.rows import core_columns
from kg.views.schema import TABLE, TABLES, Table
from kg.views.table_files import TableFile, arrow_columns
from kg.views.whole import Whole, gather_whole

FOLDER = "tables"


class TableFiles:
    """The tables of a build in a folder, which is made: those of documents fill up as documents come."""

    def __init__(self, folder: Path, *, text: bool = True) -> None:
        """Begin the tables of documents; without text there are none."""
        folder.mkdir()
        self._folder = folder
        self._read = [TableFile(table, folder) for table in TABLES if table.read and text]

    def add(self, rows: Sequence[tuple[int, Sequence[Packed]]]) -> None:
        """Add one document's rows, in the order of the tables that documents fill."""
        for file, (count, columns) in zip(self._read, rows, strict=True):
            file.add_packed(count, columns)

    def has_begun(self, name: str) -> bool:
        """Tell whether a file of the build is a table that this process has begun to write, and alone can finish."""
        return any(file.is_open and name == f"{FOLDER}/{file.path.name}" for file in self._read)

    def finish(self, table: Table, whole: Whole) -> None:
        """Write what is left of a table of documents, or all of one of concepts or statements."""
        file = next((file for file in self._read if file.table is table), None)
        if file is None:
            file = TableFile(table, self._folder)
            for columns in core_columns(whole, table.name):
                file.add(arrow_columns(table, columns))
        file.close()


def write_tables(graph: Graph, folder: Path) -> None:
    """Write every table as `folder/NAME.parquet`; `folder` is made."""
    files = TableFiles(folder)
    whole = gather_whole(graph.core, List(graph.read_documents()), parts=(ROWS,), rows=files.add)
    for table in TABLES:
        files.finish(table, whole)


def read_graph(folder: Path) -> Graph:
    """Return the graph of a build. Raises `InputError` where `folder` holds no build, or a damaged one."""
    about = read_manifest(folder).get("graph")
    if not isinstance(about, dict):
        raise InputError(folder, "manifest.json does not describe a graph", "build it again with kg build")
    tables = {table.name: list(_read_rows(folder, table.name)) for table in TABLES}
    try:
        return Graph(
            **about,
            documents=tuple(Document(*row) for row in tables["documents"]),
            sections=tuple(_section(row) for row in tables["sections"]),
            links=tuple(_link(row) for row in tables["links"]),
            concepts=_concepts(tables),
            mentions=tuple(_mention(row) for row in tables["mentions"]),
            relations=_relations(tables["evidence"]),
            findings=tuple(_finding(row) for row in tables["findings"]),
        )
    except TypeError as error:
        raise InputError(folder, f"manifest.json is of another version ({error})", "build it again") from error


def _read_rows(folder: Path, name: str) -> Iterator[Sequence[Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / FOLDER / f"{name}.parquet"
    wanted = [column for column, _ in TABLE[name].columns]
    try:
        table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowException) as error:
        raise InputError(path, f"can't be read ({error})", "build it again with kg build") from error
    missing = sorted(set(wanted) - set(table.column_names))
    if missing:
        raise InputError(path, f"has no column {', '.join(missing)}", "build it again with kg build")
    return zip(*(table.column(column).to_pylist() for column in wanted), strict=True)


def _section(row: Sequence[Any]) -> Section:
    iri, document, anchor, title, path, position, _, text, key, level, prose, *rest = row
    ids, starts, lengths, anchors, front_names, front_values, file, line = rest[:8]
    block_columns, mark_columns, symbol_columns = rest[8:12], rest[12:15], rest[15:19]
    symbols = zip(*symbol_columns, strict=True)
    return Section(
        key=key, iri=iri, document=document, anchor=anchor, title=title, level=level, path=tuple(path),
        position=position, text=text, prose=prose, pieces=tuple(map(Piece, ids, starts, lengths)),
        blocks=tuple(map(Block, *block_columns)), marks=tuple(map(Mark, *mark_columns)), anchors=tuple(anchors),
        symbols=tuple(SymbolDoc(name, tuple(members), a, b) for name, members, a, b in symbols),
        front_matter=tuple(zip(front_names, front_values, strict=True)), location=Location(file, None, line),
    )  # fmt: skip


def _link(row: Sequence[Any]) -> Link:
    _, href, text, target, kind, _, _, _, _, section, start, end, target_section = row
    return Link(section, href, text, target, kind, start, end, target_section)


def _mention(row: Sequence[Any]) -> Mention:
    concept, _, _, _, _, surface, linked, section, start, end = row
    return Mention(concept, section, start, end, surface, linked)


def _concepts(tables: dict[str, list[Sequence[Any]]]) -> tuple[Concept, ...]:
    names = {iri: tuple(map(_name, rows)) for iri, rows in groupby(tables["names"], key=lambda row: row[0])}
    definitions = {
        iri: tuple(map(_definition, rows)) for iri, rows in groupby(tables["definitions"], key=lambda row: row[0])
    }
    return tuple(
        Concept(row[0], row[1], row[3], names.get(row[0], ()), tuple(row[11]), definitions.get(row[0], ()), row[13],
                row[12])
        for row in tables["concepts"]
    )  # fmt: skip


def _name(row: Sequence[Any]) -> Name:
    _, label, kind, method, weight, *_, section, start, end, bearer = row
    return Name(label, kind, method, section, start, end, weight, bearer)


def _definition(row: Sequence[Any]) -> Definition:
    _, _, text, form, labels, starts, ends, *_, section, start, end = row
    return Definition(section, start, end, text, form, tuple(map(Genus, labels, starts, ends)))


def _relations(rows: list[Sequence[Any]]) -> tuple[Relation, ...]:
    return tuple(
        Relation(source, source_label, relation, target, target_label, tuple(map(_witness, witnesses)))
        for (source, source_label, relation, target, target_label), witnesses in groupby(rows, key=lambda row: row[:5])
    )


def _witness(row: Sequence[Any]) -> Evidence:
    method, weight, _, _, _, _, quote, section, start, end = row[5:]
    return Evidence(method, section, start, end, quote, weight)


def _finding(row: Sequence[Any]) -> Finding:
    code, _, message, _, source, file, line_row, line, key = row
    return Finding(code, message, key, source, Location(file, line_row, line))
