"""Parquet, by its first four bytes."""

import io
from typing import Any

from kg.chunks.read_files import RawFile
from kg.chunks.read_rows import Table
from kg.errors import InputError

MAGIC = b"PAR1"


def read_parquet(raw: RawFile) -> Table:
    """Read a Parquet file's columns. Raises `InputError` for a truncated or broken file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(io.BytesIO(raw.content)) as file:
            table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "broken"
        cut = "truncated Parquet: " if not raw.content.endswith(MAGIC) else "broken Parquet: "
        raise InputError(raw.path, cut + reason, "a whole Parquet file is wanted") from None
    return Table(raw.path, "parquet", {name: _values(table.column(name)) for name in table.column_names})


def _values(column: Any) -> list[object]:
    """Return a column's cells; text that is not UTF-8 is given as bytes."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return list(column.cast(pa.large_binary()).to_pylist())
