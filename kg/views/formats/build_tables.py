"""A build's tables read row by row, for formats that are written row by row: memory grows with concepts, not with text.

evidence.parquet  --groups of rows with one statement-->  Statement(relation, sections, places)
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.records import Evidence, Place, Relation
from kg.views.manifest import read_manifest
from kg.views.rows import TABLE
from kg.views.tables import FOLDER

ROWS_AT_ONCE = 2_000
_STATEMENT = ("source", "source_label", "relation", "target", "target_label")
_WITNESS = ("method", "section_key", "section_start", "section_end", "quote", "weight")
_PLACE = ("section", "chunk_id", "start", "end")


class Statement(NamedTuple):
    """A statement with its witnesses; `sections` (addresses) and `places` (in chunks) are those of the witnesses."""

    relation: Relation
    sections: tuple[str, ...]
    places: tuple[Place, ...]


class BuildTables:
    """The tables of a build in a folder, read from the beginning each time they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        about = read_manifest(folder).get("graph")
        if not isinstance(about, dict):
            raise InputError(folder, "manifest.json does not describe a graph", "build it again with kg build")
        self.title = str(about.get("title", ""))

    def rows(self, name: str, *wanted: str) -> Iterator[tuple[Any, ...]]:
        """Yield a table's rows in their order, the wanted columns of each. Raises `InputError` where there are none."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        unknown = set(wanted) - {column for column, _ in TABLE[name].columns}
        assert not unknown, unknown
        path = self._folder / f"{name}.parquet"
        try:
            with pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False) as file:
                missing = sorted(set(wanted) - set(file.schema_arrow.names))
                if missing:
                    raise InputError(path, f"has no column {', '.join(missing)}", "build it again with kg build")
                for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(wanted), use_threads=False):
                    yield from zip(*(batch.column(column).to_pylist() for column in wanted), strict=True)
        except (OSError, pa.ArrowException) as error:
            raise InputError(path, f"can't be read ({error})", "build it again with kg build") from error

    def statements(self) -> Iterator[Statement]:
        """Yield every statement with its evidence."""
        rows = self.rows("evidence", *_STATEMENT, *_WITNESS, *_PLACE)
        for head, group in groupby(rows, key=lambda row: row[:5]):
            witnesses = list(group)
            evidence = tuple(Evidence(*row[5:11]) for row in witnesses)
            places = tuple(Place(*row[12:15]) for row in witnesses)
            yield Statement(
                Relation(head[0], head[1], head[2], head[3], head[4], evidence),
                tuple(row[11] for row in witnesses),
                places,
            )
