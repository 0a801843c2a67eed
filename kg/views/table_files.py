"""Parquet files written as rows arrive: zstd, no pandas metadata, row groups cut by rows alone.

However rows are portioned, a file has the same bytes: a row group is written when it is full, from one array per
column.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.views.packing import Packed, arrow_type, pack, to_arrow
from kg.views.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(table: Table) -> "pa.Schema":
    """Return the Arrow schema of a table."""
    import pyarrow as pa

    return pa.schema([pa.field(name, arrow_type(kind), nullable=kind.endswith("?")) for name, kind in table.columns])


def arrow_columns(table: Table, columns: Sequence[Sequence[Any]]) -> "pa.Table":
    """Return columns of Python values as an Arrow table."""
    import pyarrow as pa

    kinds = [kind for _, kind in table.columns]
    arrays = [to_arrow(kind, len(values), [pack(kind, values)]) for kind, values in zip(kinds, columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


class TableFile:
    """A Parquet file of a table; rows come as Arrow tables or packed."""

    def __init__(self, table: Table, folder: Path) -> None:
        """Open `folder/NAME.parquet` for writing when there is something to write, at the latest in `close`."""
        self.table, self.path = table, folder / f"{table.name}.parquet"
        self._packed: list[Sequence[Packed]] = []
        self._waiting: list[pa.Table] = []
        self._rows = self._packed_rows = 0
        self._writer: Any = None

    @property
    def is_open(self) -> bool:
        """Tell whether something is written, but not all."""
        return self._writer is not None

    def add_packed(self, count: int, columns: Sequence[Packed]) -> None:
        """Add so many rows of one document."""
        if count:
            self._packed.append(columns)
            self._packed_rows += count
        if self._packed_rows >= self.table.group:
            self._unpack()
            self._write_full()

    def add(self, rows: "pa.Table") -> None:
        """Add rows."""
        self._waiting.append(rows)
        self._rows += rows.num_rows
        self._write_full()

    def _unpack(self) -> None:
        import pyarrow as pa

        schema = arrow_schema(self.table)
        columns: Iterable[Sequence[Packed]] = zip(*self._packed, strict=True)
        kinds = [kind for _, kind in self.table.columns]
        arrays = [to_arrow(kind, self._packed_rows, column) for kind, column in zip(kinds, columns, strict=True)]
        self._waiting.append(pa.Table.from_arrays(arrays, schema=schema))
        self._rows += self._packed_rows
        self._packed, self._packed_rows = [], 0

    def _write_full(self) -> None:
        import pyarrow as pa

        group = self.table.group
        if self._rows < group:
            return
        rows = pa.concat_tables(self._waiting)
        for start in range(0, self._rows - group + 1, group):
            self._write(rows.slice(start, group))
        rest = self._rows % group
        self._waiting, self._rows = [rows.slice(self._rows - rest)] if rest else [], rest

    def _write(self, rows: "pa.Table") -> None:
        import pyarrow.parquet as pq

        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, arrow_schema(self.table), compression="zstd")
        self._writer.write_table(rows.combine_chunks(), row_group_size=self.table.group)

    def close(self) -> None:
        """Write what is left; an empty table is a file too."""
        import pyarrow as pa

        if self._packed:
            self._unpack()
            self._write_full()
        if self._rows or self._writer is None:
            self._write(pa.concat_tables(self._waiting) if self._waiting else arrow_schema(self.table).empty_table())
        self._writer.close()
