"""Parquet, by its first four bytes; read row group by row group."""

from collections.abc import Collection, Iterator
from typing import Any

from kg.chunks.read_files import OpenFile
from kg.chunks.read_rows import Batch, Table
from kg.errors import InputError

MAGIC = b"PAR1"
_ROWS = 8192


def read_parquet(raw: OpenFile, wanted: Collection[str]) -> Table:
    """Read a Parquet file's columns, of those wanted. Raises `InputError` for a truncated or broken file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def complain(error: Exception) -> InputError:
        reason = str(error).splitlines()[0] if str(error) else "broken"
        cut = "truncated Parquet: " if not raw.ends_with(MAGIC) else "broken Parquet: "
        return InputError(raw.path, cut + reason, "a whole Parquet file is wanted")

    def batches() -> Iterator[Batch]:
        try:
            with pq.ParquetFile(raw.source(), pre_buffer=False) as file:  # a buffered file stays in memory to its end
                for batch in file.iter_batches(_ROWS, columns=chosen):
                    yield Batch(batch.num_rows, {name: values(batch.column(name)) for name in batch.schema.names})
        except (pa.ArrowException, OSError, ValueError) as error:
            raise complain(error) from None

    try:
        with pq.ParquetFile(raw.source()) as file:
            names = tuple(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise complain(error) from None
    chosen = [name for name in names if name in wanted]
    return Table(raw.path, "parquet", names, batches)


def values(column: Any) -> list[object]:
    """Return a column's cells; text that is not UTF-8 is given as bytes."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return list(column.cast(pa.large_binary()).to_pylist())
