"""Parquet files written row by row; a row group has `ROWS_AT_ONCE` rows, or fewer where they are large."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 10_000
SIZE_AT_ONCE = 8_000_000  # characters, and elements of lists at eight each
_LIST = "[]"


def schema(columns: Mapping[str, str]) -> "pa.Schema":
    """Return the schema of columns given as `{"id": "text", "size": "whole", "ids": "text[]"}`."""
    import pyarrow as pa

    finding = pa.struct([("summary", pa.string()), ("explanation", pa.string())])
    known: dict[str, pa.DataType] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "finding": finding,
    }
    kinds = {name: known[kind.removesuffix(_LIST)] for name, kind in columns.items()}
    return pa.schema(
        {name: pa.list_(kinds[name]) if kind.endswith(_LIST) else kinds[name] for name, kind in columns.items()}
    )


class ParquetFile:
    """A file to be written; leaving the block closes it."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        import pyarrow.parquet as pq

        self._schema = schema(columns)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[tuple[Any, ...]] = []
        self._size = self.count = 0

    def add(self, *row: Any) -> int:
        """Add a row; return its number."""
        self._rows.append(row)
        self.count += 1
        self._size += sum(len(v) if isinstance(v, str) else 8 * len(v) for v in row if isinstance(v, (str, list)))
        if len(self._rows) == ROWS_AT_ONCE or self._size > SIZE_AT_ONCE:
            self._flush()
        return self.count - 1

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            values = zip(*self._rows, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(values, self._schema, strict=True)]
            self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._rows.clear()
            self._size = 0

    def __enter__(self) -> "ParquetFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
