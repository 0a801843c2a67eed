"""Where bundles begin: their rows, in memory or in files.

Bundles are numbered in the order of their keys (the smallest address among their documents). Those that stand next to
each other in that order share a batch, the unit that is loaded and written where rows and documents lie on disk.
"""

import marshal
import pickle
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from kg.chunks import page_of_id
from kg.records import Chunk


class Sources(Protocol):
    """The rows of all bundles."""

    @property
    def weights(self) -> Sequence[int]:
        """Code points of text in each bundle."""

    @property
    def batches(self) -> Sequence[range]:
        """Numbers of the bundles of each batch."""


class ListSources:
    """Rows in memory; every bundle is a batch of its own."""

    def __init__(self, bundles: Iterable[Sequence[Chunk]]) -> None:
        """Take the rows of each bundle, in the order of the bundles' keys."""
        self.rows = list(bundles)
        self.weights: Sequence[int] = [sum(len(chunk.text) for chunk in rows) for rows in self.rows]
        self.batches: Sequence[range] = [range(number, number + 1) for number in range(len(self.rows))]

    def digests(self, salt: bytes) -> list[bytes]:
        """Return a hash of each bundle's content; where its rows stand in their table does not count."""
        return [blake2b(marshal.dumps(_content(rows), 2), digest_size=16, key=salt).digest() for rows in self.rows]


def _content(rows: Sequence[Chunk]) -> list[tuple[object, ...]]:
    """Return all that a bundle is made of; the rows' numbers only where they are told to people.

    So they are of rows that give one id twice, and of rows with an id that can't be read.
    """
    told = len({c.chunk_id for c in rows}) < len(rows) or any(page_of_id(c.chunk_id) is None for c in rows)
    return [
        (c.chunk_id, c.source, c.url, c.text, c.file_type, c.title, c.level, c.front_matter, c.location.path,
         c.location.line, c.location.row if told else None)
        for c in sorted(rows, key=lambda c: (c.chunk_id, c.source, c.url, c.text, c.location.row or 0))
    ]  # fmt: skip


class DiskSources:
    """Rows in files, one per batch, as `spread` wrote them."""

    def __init__(self, folder: Path, weights: Sequence[int], batches: Sequence[range]) -> None:
        """Take the folder that holds the batches' files."""
        self.folder, self.weights, self.batches = folder, weights, batches

    def load(self, batch: int) -> Sequence[Any]:
        """Return the rows of each bundle of a batch, read from its file."""
        rows: dict[int, list[Chunk]] = {number: [] for number in self.batches[batch]}
        with (self.folder / f"{batch}.rows").open("rb") as file:
            while True:
                try:
                    portion = pickle.load(file)
                except EOFError:
                    break
                for number, chunk in portion:
                    rows[number].append(chunk)
        return [rows[number] for number in self.batches[batch]]


def make_batches(weights: Sequence[int], most: int) -> list[range]:
    """Return neighbouring bundles in batches of at most `most` code points; a heavier bundle stands alone.

    >>> make_batches([4, 4, 4, 20, 1], 10)
    [range(0, 2), range(2, 3), range(3, 4), range(4, 5)]
    """
    batches: list[range] = []
    start = load = 0
    for number, weight in enumerate(weights):
        if load and load + weight > most:
            batches.append(range(start, number))
            start, load = number, 0
        load += weight
    return [*batches, range(start, len(weights))] if len(weights) > start else batches


def spread(portions: Iterable[Iterable[tuple[int, Chunk]]], batches: Sequence[range], folder: Path) -> None:
    """Write chunks, each with its bundle's number, into the files of their batches, portion by portion."""
    batch_of = [batch for batch, numbers in enumerate(batches) for _ in numbers]
    for portion in portions:
        shares: dict[int, list[tuple[int, Chunk]]] = {}
        for number, chunk in portion:
            shares.setdefault(batch_of[number], []).append((number, chunk))
        for batch, share in shares.items():
            with (folder / f"{batch}.rows").open("ab") as file:
                pickle.dump(share, file, pickle.HIGHEST_PROTOCOL)
