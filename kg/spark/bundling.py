"""Rows to bundles: the one shuffle of a build.

    name | rows                rows of one bundle that stood together in the input, packed
       --repartitionByRange("name"), sortWithinPartitions("name"), mapInArrow-->
    facts | bundle             see `packing.SCHEMA`

Spark draws the partitions' borders through a sample of the names, so that all hold about as much, and neighbours stay
together: partitions ascend as their bundles do.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.spark.packing import SCHEMA, batch, pack, unpack
from kg.spark.session import no_pandas

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

LOOSE = "name string, rows binary"
_PORTION = 1 << 23  # bytes of an Arrow batch
PARTITION = 1 << 21  # packed bytes of rows; documents take twice as much, what the views make of them four times


def bundles_frame(
    session: "SparkSession", bundles: Iterable[tuple[str, Any]], partitions: int | None = None
) -> "DataFrame":
    """Return bundles that are in memory here, each a name and rows, as a frame; names need not be in order."""
    import pyarrow as pa

    names, rows = list[str](), list[bytes]()
    for name, own in bundles:
        names.append(name)
        rows.append(pack(list(own)))
    with no_pandas():
        loose = session.createDataFrame(pa.Table.from_batches([loose_batch(names, rows)]))
    return to_bundles(loose, partitions or partitions_for(session, sum(map(len, rows))))


def partitions_for(session: "SparkSession", size: int) -> int:
    """Return how many partitions rows of so many packed bytes are worth."""
    return max(2 * session.sparkContext.defaultParallelism, size // PARTITION)


def loose_batch(names: "list[str]", rows: "list[bytes]") -> "pa.RecordBatch":
    """Return rows with the names of their bundles, in the columns of `LOOSE`."""
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array(names, pa.string()), pa.array(rows, pa.binary())], ["name", "rows"])


def to_bundles(loose: "DataFrame", partitions: int) -> "DataFrame":
    """Bring the rows of each bundle together, bundles in the order of their names."""
    there = loose.repartitionByRange(partitions, "name").sortWithinPartitions("name")
    with no_pandas():
        return there.mapInArrow(_bundled, SCHEMA)


def _bundled(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Make one row of all rows with one name, which stand together: what runs on the executors."""
    bundles, size = list[bytes](), 0
    for name, portions in groupby(_rows(batches), key=itemgetter(0)):
        bundles.append(pack([(name, [row for _, packed in portions for row in unpack(packed)])]))
        size += len(bundles[-1])
        if size > _PORTION:
            yield batch([b""] * len(bundles), bundles)
            bundles, size = [], 0
    if bundles:
        yield batch([b""] * len(bundles), bundles)


def _rows(batches: "Iterator[pa.RecordBatch]") -> Iterator[tuple[str, bytes]]:
    for portion in batches:
        yield from zip(portion.column("name").to_pylist(), portion.column("rows").to_pylist(), strict=True)
