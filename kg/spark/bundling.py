"""Rows to bundles: the one shuffle of a build.

    partition | number | rows              rows that stood together in the input, packed
         --repartitionById, sortWithinPartitions("number"), mapInArrow-->
    number | facts | bundle                see `packing.SCHEMA`

The driver chooses the partition of each bundle, since it knows how much text each holds: neighbours go together, every
partition has about the same weight. So a page of a million chunks stands alone, and partitions ascend with the numbers.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.spark.packing import SCHEMA, batch, pack, unpack
from kg.spark.session import no_pandas

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

LOOSE = "partition int, number long, rows binary"
_PORTION = 1 << 23


def bundles_frame(session: "SparkSession", bundles: Sequence[Any], partitions: int) -> "DataFrame":
    """Return bundles that are in memory here (rows to be opened, in the order of the bundles' keys) as a frame."""
    count = len(bundles)
    places = [number * partitions // count for number in range(count)]
    rows = loose_batch(places, range(count), [pack(list(own)) for own in bundles])
    with no_pandas():
        return to_bundles(session.createDataFrame(_table(rows)), partitions)


def _table(rows: "pa.RecordBatch") -> "pa.Table":
    import pyarrow as pa

    return pa.Table.from_batches([rows])


def loose_batch(partitions: Sequence[int], numbers: Sequence[int], rows: Sequence[bytes]) -> "pa.RecordBatch":
    """Return rows with the partition and number of their bundle, in the columns of `LOOSE`."""
    import pyarrow as pa

    columns: list[Any] = [pa.array(partitions, pa.int32()), pa.array(numbers, pa.int64()), pa.array(rows, pa.binary())]
    return pa.RecordBatch.from_arrays(columns, ["partition", "number", "rows"])


def to_bundles(loose: "DataFrame", partitions: int) -> "DataFrame":
    """Bring the rows of each bundle together, bundles in the order of their numbers."""
    there = loose.repartitionById(partitions, "partition").sortWithinPartitions("number")
    with no_pandas():
        return there.mapInArrow(_bundled, SCHEMA)


def _bundled(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Make one row of all rows with one number, which stand together: what runs on the executors."""
    numbers, bundles, size = list[int](), list[bytes](), 0
    for number, portions in groupby(_rows(batches), key=itemgetter(0)):
        rows = [row for _, packed in portions for row in unpack(packed)]
        numbers.append(number)
        bundles.append(pack([("", rows)]))
        size += len(bundles[-1])
        if size > _PORTION:
            yield batch(numbers, [b""] * len(numbers), bundles)
            numbers, bundles, size = [], [], 0
    if numbers:
        yield batch(numbers, [b""] * len(numbers), bundles)


def _rows(batches: "Iterator[pa.RecordBatch]") -> Iterator[tuple[int, bytes]]:
    for portion in batches:
        yield from zip(portion.column("number").to_pylist(), portion.column("rows").to_pylist(), strict=True)
