"""What documents add to a build, written by the executors as part files: text that the driver never sees.

    PLACE/sections/  links/  mentions/   Parquet, with the columns and rows of the tables of that name
    PLACE/triples/                       N-Triples: sections with their links and mentions, and all evidence

With `graph.ttl` of the build, which then has the scheme, concepts and documents, the triples are those of `graph.ttl`
and `evidence.ttl` of a build on one machine. Spark commits a part when its task ends well, so a part of a machine that
is lost is written once.
"""

import pickle
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.ids import Iri
from kg.spark.packing import unpack
from kg.spark.places import absolute
from kg.spark.session import no_pandas
from kg.spark.shelf import SparkShelf
from kg.steps import Shelf, Step
from kg.views.formats.triples import sorted_lines
from kg.views.packing import to_arrow
from kg.views.render import EVIDENCE, RENDER, ROWS, STATEMENTS, Made, Wanted, render
from kg.views.schema import TABLES
from kg.views.table_files import arrow_schema
from kg.views.terms import RDF, header
from kg.views.turtle_sections import Subject, join_subjects, subject_block

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import Broadcast
    from pyspark.sql import DataFrame

_READ = [table for table in TABLES if table.read]


class PartsShelf(Shelf):
    """A shelf of a cluster that writes parts when the views render."""

    def __init__(self, shelf: SparkShelf, place: str) -> None:
        """Write below a place that Spark writes to, where there is nothing yet."""
        self._shelf, self._place = shelf, absolute(place).rstrip("/")

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        """Let every document take a step; see `kg.steps.Shelf.run`."""
        if step is RENDER:
            self._write(known._replace(parts=(ROWS, STATEMENTS, EVIDENCE)))
        return self._shelf.run(step, known)

    def _write(self, wanted: Wanted) -> None:
        from pyspark import StorageLevel
        from pyspark.sql.pandas.types import from_arrow_schema

        frame = self._shelf.frame
        known = frame.sparkSession.sparkContext.broadcast(wanted)
        with no_pandas():
            made = frame.select("bundle").mapInArrow(partial(_render, known), "made binary, shared binary")
            made = made.persist(StorageLevel.MEMORY_AND_DISK)
            for number, table in enumerate(_READ):
                rows = made.select("made").mapInArrow(partial(_rows, number), from_arrow_schema(arrow_schema(table)))
                rows.write.parquet(f"{self._place}/{table.name}")
            made.select("made").mapInArrow(_triples, "value string").write.text(f"{self._place}/triples")
            self._write_shared(made, wanted)
        made.unpersist()
        known.destroy()

    def _write_shared(self, made: "DataFrame", wanted: Wanted) -> None:
        """Write what is said of addresses that several documents have."""
        subjects: dict[Iri, list[Subject]] = {}
        for row in made.where("shared is not null").select("shared").collect():
            for subject in pickle.loads(row[0]):
                subjects.setdefault(subject.address, []).append(subject)
        blocks = [subject_block(join_subjects(said), wanted.pages) for said in subjects.values()]
        if blocks:
            lines = [(line.rstrip("\n"),) for line in sorted_lines(header() + "".join(blocks))]
            frame = made.sparkSession.createDataFrame(lines, "value string")
            frame.coalesce(1).write.mode("append").text(f"{self._place}/triples")


def _render(known: "Broadcast[Wanted]", batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    for portion in batches:
        for packed in portion.column("bundle").to_pylist():
            parts = [render(document, known.value)[1] for _, document in unpack(packed)]  # type: ignore[arg-type]
            shared = [subject for made in parts for subject in made.shared]
            yield pa.RecordBatch.from_pydict(
                {"made": [pickle.dumps(parts)], "shared": [pickle.dumps(shared) if shared else None]},
                schema=pa.schema([("made", pa.binary()), ("shared", pa.binary())]),
            )


def _made(batches: "Iterator[pa.RecordBatch]") -> Iterator[list[Made]]:
    """Yield the parts of the documents of a batch."""
    for portion in batches:
        yield [made for packed in portion.column("made").to_pylist() for made in pickle.loads(packed)]  # type: ignore[arg-type]


def _rows(number: int, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    table = _READ[number]
    for parts in _made(batches):
        counts, columns = zip(*(made.rows[number] for made in parts), strict=True)
        arrays = [
            to_arrow(kind, sum(counts), column)
            for (_, kind), column in zip(table.columns, zip(*columns, strict=True), strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=arrow_schema(table))


def _triples(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    start = header(extra=[RDF])
    for parts in _made(batches):
        blocks = [b for made in parts for own in (made.subjects, made.evidence, made.mentions) for b in own.blocks]
        lines = [line.rstrip("\n") for line in sorted_lines(start + b"".join(blocks).decode())]
        yield pa.RecordBatch.from_arrays([pa.array(lines, pa.string())], ["value"])
