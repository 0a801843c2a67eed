"""CSV and TSV (RFC 4180; the delimiter is told by the header)."""

import csv
import io
import sys
from collections.abc import Collection, Iterator

from kg.chunks.read_rows import Table
from kg.errors import InputError

_DELIMITERS = (",", "\t", ";", "|")
_NAMES = {"\t": "tsv"}


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


def read_delimited(path: str, text: str, delimiter: str) -> Table:
    """Read rows below a header. A row with too few cells has nulls, one with too many loses them with its text.

    Raises `InputError` for an open quote and the like.
    """
    csv.field_size_limit(sys.maxsize)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = [name.strip() for name in next(rows, [])]
        filled = list(_filled(rows, len(header)))
    except csv.Error as error:
        raise InputError(path, f"broken table: {error}", "quoted cells must be closed; see RFC 4180") from None
    columns = {name: [row[at] for row in filled] for at, name in enumerate(header)}
    return Table(path, _NAMES.get(delimiter, "csv"), columns)


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
