"""Where bundles are read: a desk of one process. In memory, or one batch at a time with the rest on disk."""

import pickle
import struct
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import is_not
from pathlib import Path
from typing import Any, Protocol

from kg.shelves.bundles import Bundle, Entry, Facts
from kg.shelves.sources import DiskSources

_SIZE = struct.Struct("<Q")


class Desk(Protocol):
    """A share of the bundles."""

    def read(self, numbers: Sequence[int], history: Sequence[Entry]) -> Iterator[tuple[int, Facts]]:
        """Let bundles take the steps they miss; yield each with the facts of the last step. `numbers` ascend."""


class MemoryDesk:
    """All bundles stay in memory; they are put here before they are first read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.bundles: dict[int, Bundle] = {}

    def begin(self, number: int, rows: Any) -> None:
        """Begin a bundle with its rows; one that has begun stays as it is."""
        if number not in self.bundles:
            self.bundles[number] = Bundle(rows)

    def read(self, numbers: Sequence[int], history: Sequence[Entry]) -> Iterator[tuple[int, Facts]]:
        """See `Desk.read`."""
        for number in numbers:
            yield number, self.bundles[number].catch_up(history)


class DiskDesk:
    """One batch is in memory at a time; what its bundles have become lies in a file until the next step.

    All bundles take all steps, so whatever lies in a file has taken every step but the newest.
    """

    def __init__(self, sources: DiskSources, folder: Path) -> None:
        """Keep the files in a folder, which is somebody else's to make and remove."""
        self.sources, self.folder = sources, folder
        self._batch_of = [batch for batch, numbers in enumerate(sources.batches) for _ in numbers]

    def read(self, numbers: Sequence[int], history: Sequence[Entry]) -> Iterator[tuple[int, Facts]]:
        """See `Desk.read`; `numbers` must name whole batches."""
        for batch, members in groupby(numbers, key=self._batch_of.__getitem__):
            path = self.folder / f"{batch}.bundles"
            bundles = _load(path, len(history) - 1) if len(history) > 1 else _new(self.sources, batch)
            before = [document for bundle in bundles for _, document in bundle.documents]
            for number, bundle in zip(members, bundles, strict=True):
                yield number, bundle.catch_up(history)
            after = [document for bundle in bundles for _, document in bundle.documents]
            if len(history) == 1 or len(before) != len(after) or any(map(is_not, before, after)):
                _dump(bundles, path)


def _new(sources: DiskSources, batch: int) -> list[Bundle]:
    return [Bundle(rows) for rows in sources.load(batch)]


def _dump(bundles: Sequence[Bundle], path: Path) -> None:
    import pyarrow as pa

    plain = pickle.dumps([bundle.documents for bundle in bundles], pickle.HIGHEST_PROTOCOL)
    path.write_bytes(_SIZE.pack(len(plain)) + pa.compress(plain, "lz4", asbytes=True))


def _load(path: Path, taken: int) -> list[Bundle]:
    import pyarrow as pa

    packed = path.read_bytes()
    plain = pa.decompress(memoryview(packed)[_SIZE.size :], _SIZE.unpack_from(packed)[0], "lz4")
    bundles = []
    for documents in pickle.loads(plain):
        bundle = Bundle(None)
        bundle.documents, bundle.taken = documents, taken
        bundles.append(bundle)
    return bundles
