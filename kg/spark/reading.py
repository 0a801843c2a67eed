"""Inputs to bundles of rows: Parquet is read by the executors, everything else by the driver.

inputs --> loose rows (kept) --pages--> what belongs together --> bundles
"""

import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.chunks import InputFile, RowFacts, plan_bundles
from kg.chunks.input_names import Page, names_apart
from kg.chunks.parquet import values
from kg.chunks.read import below, read_place, shared_root
from kg.chunks.read_rows import COLUMNS, Batch, Table, check_columns, theirs, to_chunks
from kg.config import Settings
from kg.errors import InputError
from kg.ids import Iri
from kg.records import Finding
from kg.spark.bundling import PARTITION, to_bundles
from kg.spark.loose import SCHEMA, Asked, arrow_schema, loose_rows
from kg.spark.places import Places, absolute, by_address, spelled
from kg.spark.session import no_pandas

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, Row, SparkSession

_FILE, _NUMBER = "kg_file", "kg_number"


class Rows(NamedTuple):
    """All rows as bundles, and what reading told. `loose` is kept until bundles are read."""

    bundles: "DataFrame"
    loose: "DataFrame"
    inputs: list[InputFile]
    findings: list[Finding]


class Parquet(NamedTuple):
    """A Parquet input: its files, by what Spark calls them, with their places; its columns."""

    place: str
    files: dict[str, str]
    names: tuple[str, ...]


class _Told(NamedTuple):
    """What the driver itself has read."""

    inputs: list[InputFile]
    findings: list[Finding]


def read_rows(session: "SparkSession", inputs: Sequence[str], settings: Settings) -> Rows:
    """Read inputs of any size into bundles; see `kg.chunks.scan_chunks` for what is read, and how.

    Inputs are read twice if they use one id for different documents. Raises `InputError`.
    """
    asked = Asked(dict(settings.columns), settings.base_iri, {})
    check_columns(asked.columns)
    reader = _Reader(session, inputs, asked)
    loose, told = reader.read(asked)
    pages = _shared_pages(loose)
    if apart := _names_apart(pages, reader.first_files()):
        loose.unpersist()
        loose, told = reader.read(asked._replace(apart=apart))
        pages = _shared_pages(loose)
    files = [*told.inputs, *reader.counted(loose)]
    if not sum(file.chunks for file in files):
        raise InputError(", ".join(reader.places), "no text to read", "at least one chunk or page with text is wanted")
    findings = [found for row in loose.where("findings is not null").select("findings").collect()
                for found in pickle.loads(row[0])]  # fmt: skip
    moved = plan_bundles(_facts(pages), base_iri=asked.base_iri).moved
    bundles = to_bundles(_moved(loose.where("count > 0"), moved), _partitions(session, loose))
    return Rows(bundles, loose, sorted(files), [*told.findings, *findings])


class _Reader:
    """The inputs of a build, and who reads which."""

    def __init__(self, session: "SparkSession", inputs: Sequence[str], asked: Asked) -> None:
        self.session, self.files = session, Places(session)
        self.places = sorted(set(inputs))
        self.root = shared_root(self.places, self.files.is_folder)
        self.parquet: list[Parquet] = []
        self.others: list[str] = []
        for place in self.places:
            if (found := self._parquet(place, asked)) is not None:
                self.parquet.append(found)
            else:
                self.others.append(place)

    def _parquet(self, place: str, asked: Asked) -> Parquet | None:
        """Return what executors can read; a table without ids is numbered as a whole, which the driver does."""
        if not (files := self.files.parquet_files(place)):
            return None
        names = tuple(self._frame(place, files).columns)
        if theirs(asked.columns, "chunk_id") not in names and theirs(asked.columns, "chunk") in names:
            return None
        for file in files:
            for _ in to_chunks(Table(file, "parquet", names, lambda: iter(())), asked.columns, []):
                pass  # told here what columns are missing
        return Parquet(place, by_address(files), names)

    def _frame(self, place: str, files: Sequence[str]) -> "DataFrame":
        from pyspark.errors import PySparkException

        try:
            return self.session.read.option("mergeSchema", len(files) > 1).parquet(*map(absolute, files))
        except PySparkException as error:
            raise InputError(place, str(error).splitlines()[0], "whole Parquet files are wanted") from None

    def read(self, asked: Asked) -> tuple["DataFrame", _Told]:
        """Return loose rows, which are kept, and what the driver knows of them."""
        from pyspark import StorageLevel

        told = _Told([], [])
        frames = [self._here(place, asked, told) for place in self.others]
        frames += [self._there(source, asked) for source in self.parquet]
        loose = frames[0]
        for frame in frames[1:]:
            loose = loose.union(frame)
        return loose.persist(StorageLevel.MEMORY_AND_DISK), told

    def _there(self, source: Parquet, asked: Asked) -> "DataFrame":
        from pyspark.sql import functions as f

        wanted = [f.col(f"`{name}`") for name in dict.fromkeys(theirs(asked.columns, name) for name in COLUMNS)
                  if name in source.names]  # fmt: skip
        frame = self._frame(source.place, list(source.files.values())).select(
            *wanted, f.col("_metadata.file_path").alias(_FILE), f.col("_metadata.row_index").alias(_NUMBER)
        )
        with no_pandas():
            return frame.mapInArrow(partial(read_parquet, source, self.root, asked), SCHEMA)

    def _here(self, place: str, asked: Asked, told: _Told) -> "DataFrame":
        import pyarrow as pa

        with TemporaryDirectory() as copies:
            here, root = place, self.root
            if "://" in place:
                root = f"{copies}/in"
                here = str(Path(root, below(self.root, place)))
                self.files.fetch(place, Path(here))
            inputs: list[InputFile] = []
            batches = [
                loose_rows(place, "", chunks, (), asked)
                for chunks in read_place(here, asked.columns, root, inputs, told.findings)
            ]
        told.inputs.extend(file._replace(path=place + file.path[len(here) :]) for file in inputs)
        with no_pandas():
            return self.session.createDataFrame(pa.Table.from_batches(batches, arrow_schema()), SCHEMA)

    def first_files(self) -> dict[str, str]:
        """Return the first file of each input, by place, in the order of the places."""
        first = {source.place: next(iter(source.files.values())) for source in self.parquet}
        return {place: first.get(place, place) for place in self.places}

    def counted(self, loose: "DataFrame") -> list[InputFile]:
        """Return the Parquet files that executors read."""
        counts = loose.where("file <> ''").groupBy("file").agg({"count": "sum"}).collect()
        chunks = {row[0]: row[1] for row in counts}
        return [
            InputFile(file, "parquet", *self.files.about(file), chunks.get(file, 0))
            for source in self.parquet
            for file in source.files.values()
        ]


def read_parquet(
    source: Parquet, root: str, asked: Asked, batches: "Iterator[pa.RecordBatch]"
) -> "Iterator[pa.RecordBatch]":
    """Read rows: what runs on the executors. Rows keep the numbers that they have in their files."""
    for portion in batches:
        at = 0
        for address, length in _stretches(portion):
            yield _read_stretch(source, root, asked, portion.slice(at, length), source.files[spelled(address)])
            at += length


def _stretches(portion: Any) -> Iterator[tuple[str, int]]:
    """Yield the stretches of rows that follow each other in one file: what Spark calls it, and how many."""
    places = zip(portion.column(_FILE).to_pylist(), portion.column(_NUMBER).to_pylist(), strict=True)
    for (address, _), stretch in groupby((address, number - at) for at, (address, number) in enumerate(places)):
        yield address, sum(1 for _ in stretch)


def _read_stretch(source: Parquet, root: str, asked: Asked, portion: Any, file: str) -> "pa.RecordBatch":
    cells = Batch(portion.num_rows, {name: values(portion.column(name)) for name in portion.schema.names})
    table = Table(file, "parquet", source.names, lambda: iter([cells]), portion.column(_NUMBER)[0].as_py())
    findings = list[Finding]()
    chunks = [chunk for batch in to_chunks(table, asked.columns, findings, below(root, file)) for chunk in batch]
    return loose_rows(source.place, file, chunks, findings, asked)


def _shared_pages(loose: "DataFrame") -> "list[Row]":
    """Return the ids' documents that name more than one document, or page, with all that they name."""
    from pyspark.sql import functions as f

    page = f.explode("pages").alias("page")
    named = loose.select("name", "place", page).select("name", "place", "page.id", "page.source", "page.at")
    said = f.struct("place", "source", "at")
    found = named.groupBy("id").agg(f.collect_set("name").alias("names"), f.collect_set(said).alias("said"))
    return found.where("size(names) > 1 or size(said) > 1").collect()


def _facts(pages: "Sequence[Row]") -> RowFacts:
    return RowFacts({row["id"]: set(map(Iri, row["names"])) for row in pages if row["id"]})


def _names_apart(pages: "Sequence[Row]", files: dict[str, str]) -> dict[str, str]:
    found: defaultdict[str, set[Page]] = defaultdict(set)
    for row in pages:
        for place, source, at in row["said"]:
            found[place].add((row["id"], (source, at)))
    return names_apart({place: found[place] for place in files}, files) if len(files) > 1 else {}


def _moved(loose: "DataFrame", moved: dict[Iri, Iri]) -> "DataFrame":
    """Name rows by their bundles."""
    from pyspark.sql import functions as f

    rows = loose.select("name", "rows")
    if not moved:
        return rows
    bundle = rows.sparkSession.createDataFrame([tuple(pair) for pair in moved.items()], "name string, bundle string")
    return rows.join(f.broadcast(bundle), "name", "left").select(f.coalesce("bundle", "name").alias("name"), "rows")


def _partitions(session: "SparkSession", loose: "DataFrame") -> int:
    from pyspark.sql import functions as f

    size: int | None = loose.agg(f.sum(f.octet_length("rows"))).collect()[0][0]
    return max(2 * session.sparkContext.defaultParallelism, (size or 0) // PARTITION)
