"""The shelf of a cluster: a frame with a row per bundle, which every step turns into the next frame.

    facts | bundle     --mapInArrow (known is broadcast)-->     facts | bundle
                                                                  |
                       driver  <---- in the order of addresses ---+

Bundles stand in the order of their names, within a partition and from partition to partition, and a step does not move
them; so facts arrive in order without a sort. A frame is kept (memory, else disk) until the next one is whole.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.shelves.bundles import Bundle, Entry, Facts, Opening
from kg.shelves.shelf import Progress, in_order, silent
from kg.spark.packing import SCHEMA, batch, pack, unpack
from kg.spark.session import no_pandas
from kg.steps import Shelf, Step

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import Broadcast
    from pyspark.sql import DataFrame

_PORTION = 1 << 23  # bytes of an Arrow batch
_FEW = 1 << 24  # packed bytes of facts that the driver takes at once


class SparkShelf(Shelf):
    """Documents of a build on a cluster; see `kg.steps.Shelf`. Close it, or use it in a `with` statement."""

    def __init__(self, frame: "DataFrame", *, progress: Progress = silent) -> None:
        """Take bundles in the columns of `packing.SCHEMA`, in the order of their names.

        `progress` is called with a step's name, and 0 of 1 when it begins, 1 of 1 when all documents are read.
        """
        self.frame, self._progress = frame, progress
        self._known: list[Broadcast[Entry]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Release what the cluster keeps."""
        self.frame.unpersist()
        for known in self._known:
            known.destroy()
        self._known = []

    def run(self, step: Step | Opening, known: Any) -> Iterator[Any]:
        """Let every document take a step; yield the facts in the order of addresses. See `kg.steps.Shelf.run`."""
        self._progress(step.name, 0, 1)
        entry = self.frame.sparkSession.sparkContext.broadcast(Entry(step.read, isinstance(step, Opening), known))
        self._known.append(entry)  # a partition that is lost will need it again
        with no_pandas():
            after = self.frame.mapInArrow(partial(take, entry), SCHEMA)
        size = keep(after)
        self.frame.unpersist()
        self.frame = after
        self._progress(step.name, 1, 1)
        return in_order(_facts(after, size))


def keep(frame: "DataFrame") -> int:
    """Have a frame made, all partitions at once, and keep it; return how many bytes of facts there are."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    size: int | None = frame.persist(StorageLevel.MEMORY_AND_DISK).agg(f.sum(f.octet_length("facts"))).collect()[0][0]
    return size or 0


def _facts(frame: "DataFrame", size: int) -> Iterator[Facts]:
    """Yield the facts of each bundle in the order of the rows; where they are many, one partition at a time."""
    facts = frame.select("facts")
    rows: Iterable[Any] = facts.collect() if size <= _FEW else facts.toLocalIterator(prefetchPartitions=True)
    for row in rows:
        yield unpack(row[0])


def take(entry: "Broadcast[Entry]", batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """Let the bundles of a partition take a step: what runs on the executors."""
    with _no_collector():
        yield from _portions(entry.value, batches)


def _portions(entry: Entry, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    facts, bundles, size = list[bytes](), list[bytes](), 0
    for portion in batches:
        packed: bytes
        for packed in portion.column("bundle").to_pylist():  # type: ignore[assignment]
            told, after = _taken(entry, packed)
            facts.append(told)
            bundles.append(after)
            size += len(told) + len(after)
            if size > _PORTION:
                yield batch(facts, bundles)
                facts, bundles, size = [], [], 0
    if bundles:
        yield batch(facts, bundles)


def _taken(entry: Entry, packed: bytes) -> tuple[bytes, bytes]:
    """Return what a bundle tells and what it becomes; it is packed anew only where the step changed it."""
    bundle = Bundle(None)
    bundle.documents = unpack(packed)
    before = [document for _, document in bundle.documents]
    facts = pack(bundle.catch_up([entry]))
    after = [document for _, document in bundle.documents]
    same = len(before) == len(after) and all(a is b for a, b in zip(before, after, strict=True))
    return facts, packed if same else pack(bundle.documents)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Work without the cyclic collector, which finds nothing in records and costs a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
