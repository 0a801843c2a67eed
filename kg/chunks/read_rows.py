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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from kg.chunks.join_ids import path_of, read_chunk_id
from kg.errors import InputError, Location, SettingError
from kg.records import Chunk, Finding

COLUMNS = ("source", "url", "file_type", "chunk", "chunk_id")
_DEFAULTS = (("source", ""), ("url", ""), ("file_type", ".md"), ("chunk", ""), ("chunk_id", ""))


class Batch(NamedTuple):
    """Some rows of a table: how many, and the cells of each column that one of them has; None is a missing cell."""

    length: int
    columns: Mapping[str, Sequence[object]]


class Table(NamedTuple):
    """A table that is read in batches, as often as wanted; `names` are its columns', None where only its rows tell.

    `first` is the number of its first row in the file, where the table is a part of one.
    """

    path: str
    format: str
    names: tuple[str, ...] | None
    batches: Callable[[], Iterator[Batch]]
    first: int = 0


def whole_table(path: str, form: str, columns: Mapping[str, Sequence[object]]) -> Table:
    """Return a table that stands in memory."""
    batch = Batch(max(map(len, columns.values()), default=0), columns)
    return Table(path, form, tuple(columns), lambda: iter([batch]))


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


def to_chunks(
    table: Table, columns: Mapping[str, str], findings: list[Finding], shown: str = ""
) -> Iterator[list[Chunk]]:
    """Yield a table's chunks, batch by batch; append findings R001 (row skipped), R002 (half of a surrogate pair).

    Locations name the table as `shown`, if given. Raises `InputError` where the column `chunk`, or one that `columns`
    names, is missing. A table that has no ids, or does not tell its columns, is read twice.
    """
    names, numbering = _survey(table, columns)
    for ours in ("chunk", *columns):
        if theirs(columns, ours) not in names:
            found = ", ".join(list(names)[:20]) or "none"
            wanted = f"name it with --column {ours}=NAME; wanted are " + ", ".join(COLUMNS)
            raise InputError(table.path, f"no column {theirs(columns, ours)!r} among its columns ({found})", wanted)
    path = shown or table.path
    for rows in _rows(table, path, columns, names, findings):
        yield [_chunk(path, row if numbering is None else numbering.named(row)) for row in rows]


def _survey(table: Table, columns: Mapping[str, str]) -> "tuple[Collection[str], _Numbering | None]":
    """Return the names of a table's columns, and how its rows are numbered where they have no ids."""
    wanted = {theirs(columns, name) for name in COLUMNS}
    names: Collection[str] = table.names if table.names is not None else next(table.batches()).columns
    if table.names is None and not wanted <= set(names):
        names = {name: None for batch in table.batches() for name in batch.columns}
    if theirs(columns, "chunk_id") in names or theirs(columns, "chunk") not in names:
        return names, None
    rows = _rows(table, table.path, columns, names, [])
    return names, _Numbering(_page(row) for of_batch in rows for row in of_batch)


def _rows(
    table: Table, path: str, columns: Mapping[str, str], names: Collection[str], findings: list[Finding]
) -> Iterator[list[_Row]]:
    """Yield the rows that have text, batch by batch, and append a finding for each that has none."""
    first = table.first
    for batch in table.batches():
        cells = [_cells(batch, theirs(columns, name), names, default) for name, default in _DEFAULTS]
        yield _clean_rows(cells, first) or list(_doubtful_rows(cells, first, path, findings))
        first += batch.length


def _cells(batch: Batch, name: str, names: Collection[str], default: str) -> Sequence[object]:
    """Return a column's cells: missing ones where other rows of the table have it, else the default."""
    return batch.columns.get(name) or [None if name in names else default] * batch.length


def _clean_rows(cells: Sequence[Sequence[object]], first: int) -> list[_Row]:
    """Return the rows of a batch in which there is nothing to look into; none where there is."""
    if not all(map(_is_clean, cells)):
        return []
    rows = [_Row._make((number, *row)) for number, row in enumerate(zip(*cells, strict=True), first)]
    return rows if all(row.text and not row.text.isspace() and row.file_type for row in rows) else []


def _doubtful_rows(cells: Sequence[Sequence[object]], first: int, path: str, findings: list[Finding]) -> Iterator[_Row]:
    """Yield the rows that have text; tell of those that have none, and of letters that are none."""
    for number, row in enumerate(zip(*cells, strict=True), first):
        texts = [_text(path, number, name, cell, findings) for name, cell in zip(COLUMNS, row, strict=True)]
        source, url, file_type, text, chunk_id = texts
        if text and text.strip() and source is not None and url is not None:
            yield _Row(number, source, url, file_type or ".md", text, chunk_id or "")
            continue
        what = _complaint(dict(zip(COLUMNS, row, strict=True)), texts)
        findings.append(Finding("R001", what, None, source or "", Location(path, row=number)))


def _is_clean(cells: Sequence[object]) -> bool:
    """Tell whether all cells are text, without halves of surrogate pairs."""
    try:
        "".join(cells).encode()  # type: ignore[arg-type]
    except (TypeError, UnicodeEncodeError):
        return False
    return True


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


class _Numbering:
    """Ids for rows that have none; pages are numbered by source and address, not by place in the table."""

    def __init__(self, pages: Iterable[tuple[str, str]]) -> None:
        self._pages = {page: at for at, page in enumerate(sorted(set(pages)))}
        self._sections: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self._numbers: defaultdict[tuple[int, int], int] = defaultdict(int)

    def named(self, row: _Row) -> _Row:
        """Return a row with its id; rows are to be given in order."""
        page = _page(row)
        known = self._sections[page]
        section = known.setdefault(row.url if any(page) else str(row.number), len(known))
        at = (self._pages[page], section)
        number = self._numbers[at]
        self._numbers[at] += 1
        return row._replace(chunk_id=f"{at[0]}_{at[1]}_{number}")


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
