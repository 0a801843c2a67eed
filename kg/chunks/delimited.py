"""CSV and TSV (RFC 4180; the delimiter is told by the header)."""

import csv
import io
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from kg.chunks.read_rows import Batch, Table
from kg.errors import InputError

_DELIMITERS = (",", "\t", ";", "|")
_NAMES = {"\t": "tsv"}
_ROWS = 8192


def header_delimiter(text: str, wanted: Collection[str]) -> str:
    """Return the delimiter under which the first line names a wanted column; '' where none does.

    >>> header_delimiter("chunk_id;chunk\\n0_0_0;Words.", ["chunk"])
    ';'
    """
    best = max(_DELIMITERS, key=lambda delimiter: len(set(_header(text, delimiter)) & set(wanted)))
    return best if set(_header(text, best)) & set(wanted) else ""


def likely_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first line into most cells; a comma where none does."""
    return max(_DELIMITERS, key=lambda delimiter: len(_header(text, delimiter)))


def read_delimited(path: str, lines: Callable[[], Iterable[str]], delimiter: str) -> Table:
    """Read rows below a header. A row with too few cells has nulls, one with too many loses them with its text.

    `lines` gives the lines with their ends, as often as it is called. Raises `InputError` for an open quote and the
    like.
    """
    csv.field_size_limit(sys.maxsize)

    def batches() -> Iterator[Batch]:
        try:
            rows = csv.reader(split_lines(lines()), delimiter=delimiter, strict=True)
            header = _names(rows)
            filled = _filled(rows, len(header))
            while some := list(islice(filled, _ROWS)):
                yield Batch(len(some), dict(zip(header, zip(*some, strict=True), strict=True)))
        except csv.Error as error:
            raise InputError(path, f"broken table: {error}", "quoted cells must be closed; see RFC 4180") from None

    try:
        header = _names(csv.reader(split_lines(lines()), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(path, f"broken table: {error}", "quoted cells must be closed; see RFC 4180") from None
    return Table(path, _NAMES.get(delimiter, "csv"), tuple(dict.fromkeys(header)), batches)


def split_lines(lines: Iterable[str]) -> Iterator[str]:
    """Split lines at carriage returns too, as a table from an old Mac has them.

    >>> list(split_lines(["a\\rb\\r\\n", "c"]))
    ['a\\r', 'b\\r\\n', 'c']
    """
    for line in lines:
        if "\r" in line[:-2] or ("\r" in line and not line.endswith("\r\n")):
            yield from io.StringIO(line, newline="")
        else:
            yield line


def _names(rows: Iterator[list[str]]) -> list[str]:
    return [name.strip() for name in next(rows, [])]


def _header(text: str, delimiter: str) -> list[str]:
    line = text.lstrip("\r\n")[:10_000].partition("\n")[0].rstrip("\r")
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _filled(rows: Iterator[list[str]], width: int) -> Iterator[list[object]]:
    for row in rows:
        if not row:
            continue
        if len(row) > width:
            yield [None] * width
        else:
            yield [*row, *[None] * (width - len(row))]
