"""Rows of a table to chunks, whatever file the table came from.

The column `chunk` is a must. What else is missing is made of what is there:

    chunk_id   rows of one `source` and `url` are one section's chunks, in the order of the table; rows with neither are
               sections of their own
    url        the path of `source` below the base IRI, `#section-N` behind it
    source     the page's address, else the name of the file
    file_type  ".md"

A column that goes by another name is named by `columns` (ours: theirs); nothing is guessed from names or contents.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from kg.chunks.join_ids import path_of, read_chunk_id
from kg.errors import InputError, Location, SettingError
from kg.records import Chunk, Finding

COLUMNS = ("source", "url", "file_type", "chunk", "chunk_id")


class Table(NamedTuple):
    """A table as read: the cells of each column, None where a cell is missing."""

    path: str
    format: str
    columns: dict[str, list[object]]


class _Row(NamedTuple):
    number: int
    source: str
    url: str
    file_type: str
    text: str
    chunk_id: str


def theirs(columns: Mapping[str, str], ours: str) -> str:
    """Return what a table calls one of our columns."""
    return columns.get(ours, ours)


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise `SettingError` for a column that is none of ours."""
    for name in columns:
        if name not in COLUMNS:
            raise SettingError("columns", f"unknown column {name!r}", "allowed: " + ", ".join(COLUMNS))


def to_chunks(table: Table, columns: Mapping[str, str], shown: str = "") -> tuple[list[Chunk], list[Finding]]:
    """Return a table's chunks and findings R001 (row skipped) and R002 (half of a surrogate pair replaced).

    Locations name the table as `shown`, if given. Raises `InputError` where the column `chunk`, or one that `columns`
    names, is missing.
    """
    _check_present(table, columns)
    table = table._replace(path=shown or table.path)
    findings: list[Finding] = []
    rows = list(_rows(table, columns, findings))
    if theirs(columns, "chunk_id") not in table.columns:
        rows = _numbered(rows)
    return [_chunk(table.path, row) for row in rows], findings


def _check_present(table: Table, columns: Mapping[str, str]) -> None:
    for ours in ("chunk", *columns):
        if theirs(columns, ours) not in table.columns:
            found = ", ".join(list(table.columns)[:20]) or "none"
            wanted = f"name it with --column {ours}=NAME; wanted are " + ", ".join(COLUMNS)
            raise InputError(table.path, f"no column {theirs(columns, ours)!r} among its columns ({found})", wanted)


def _rows(table: Table, columns: Mapping[str, str], findings: list[Finding]) -> Iterator[_Row]:
    """Yield the rows that have text, and a finding for each that has none."""
    length = max(map(len, table.columns.values()), default=0)
    cells = {name: table.columns.get(theirs(columns, name)) for name in COLUMNS}
    absent: Sequence[object] = [""] * length
    values = [cells[name] or absent for name in ("source", "url", "file_type", "chunk", "chunk_id")]
    for number, row in enumerate(zip(*values, strict=True)):
        texts = [_text(table.path, number, name, cell, findings) for name, cell in zip(COLUMNS, row, strict=True)]
        source, url, file_type, text, chunk_id = texts
        if text and text.strip() and source is not None and url is not None:
            yield _Row(number, source, url, file_type or ".md", text, chunk_id or "")
            continue
        what = _complaint(dict(zip(COLUMNS, row, strict=True)), texts)
        findings.append(Finding("R001", what, None, source or "", Location(table.path, row=number)))


def _complaint(row: Mapping[str, object], texts: Sequence[str | None]) -> str:
    for name, text in zip(COLUMNS, texts, strict=True):
        if name in ("source", "url", "chunk") and text is None:
            return f"{name} is null" if row[name] is None else f"{name} is {type(row[name]).__name__}, not text"
    return "chunk is empty"


def _text(path: str, number: int, name: str, cell: object, findings: list[Finding]) -> str | None:
    """Return a cell as text: a number only where it is an id; None where it is null or no text."""
    if isinstance(cell, str):
        if cell.isascii():
            return cell
        text = cell.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(cell) else cell
    elif isinstance(cell, bytes):
        text = cell.decode("utf-8", "replace")
    else:
        return str(cell) if name == "chunk_id" and cell is not None else None
    if (text != cell and "\ufffd" in text) or _has_surrogate(str(cell)):
        findings.append(Finding("R002", f"in {name}", None, "", Location(path, row=number)))
    return text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _numbered(rows: Sequence[_Row]) -> list[_Row]:
    """Give ids to rows that have none; pages are numbered by source and address, not by place in the table."""
    pages = {page: at for at, page in enumerate(sorted({_page(row) for row in rows}))}
    sections: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    numbers: defaultdict[tuple[int, int], int] = defaultdict(int)
    named = []
    for row in rows:
        page = _page(row)
        known = sections[page]
        section = known.setdefault(row.url if any(page) else str(row.number), len(known))
        at = (pages[page], section)
        named.append(row._replace(chunk_id=f"{at[0]}_{at[1]}_{numbers[at]}"))
        numbers[at] += 1
    return named


def _page(row: _Row) -> tuple[str, str]:
    return row.source, row.url.partition("#")[0]


def _chunk(path: str, row: _Row) -> Chunk:
    address = read_chunk_id(row.chunk_id) if not row.source or not row.url else None
    page = address.page if address else row.chunk_id
    source = row.source or row.url.partition("#")[0] or f"{PurePosixPath(path).name.partition('.')[0]}/{page}"
    url = row.url
    if not url:
        url = path_of(source) + "/" + (f"#section-{address.section}" if address and address.section else "")
    return Chunk(source, url, row.chunk_id, row.text, row.file_type, location=Location(path, row=row.number))
