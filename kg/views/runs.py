"""Blocks of bytes put in order by their keys, in memory or, where they are many, through sorted runs on disk.

An external merge sort (Knuth, TAOCP 3, 5.4): what was added since the last run is sorted and written when it exceeds
`BUDGET` bytes; at the end all runs are merged. Memory is bounded by the budget, whatever the text.
"""

import marshal
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

BUDGET = 1 << 26
_BLOCKS = 256  # that are read back at once
PORTION = 1 << 20  # bytes that are written at once


class Runs:
    """Blocks with keys; keys are unique."""

    def __init__(self, folder: Path | None = None, budget: int | None = None) -> None:
        """Keep runs in a folder (None: the system's for temporary files), where nothing is made before the first."""
        self._folder, self._budget = folder, BUDGET if budget is None else budget
        self._keys: list[Sequence[str]] = []
        self._blocks: list[Sequence[bytes]] = []
        self._held = 0
        self._files: list[IO[bytes]] = []

    def add(self, keys: Sequence[str], blocks: Sequence[bytes]) -> None:
        """Add blocks, in any order."""
        self._keys.append(keys)
        self._blocks.append(blocks)
        self._held += sum(map(len, blocks)) + sum(map(len, keys))
        if self._held > self._budget:
            self._spill()

    def _spill(self) -> None:
        file = TemporaryFile(dir=self._folder)  # noqa: SIM115  # closed by `close`, or with the process
        self._files.append(file)
        portion: list[tuple[str, bytes]] = []
        for pair in self._sorted():
            portion.append(pair)
            if len(portion) == _BLOCKS:
                marshal.dump(portion, file)
                portion = []
        marshal.dump(portion, file)
        self._keys, self._blocks, self._held = [], [], 0

    def _sorted(self) -> Iterator[tuple[str, bytes]]:
        """Yield what is held, in the order of the keys."""
        keys = list(chain.from_iterable(self._keys))
        blocks = list(chain.from_iterable(self._blocks))
        for number in sorted(range(len(keys)), key=keys.__getitem__):
            yield keys[number], blocks[number]

    def blocks(self) -> Iterator[bytes]:
        """Yield all blocks in the order of their keys; can be asked for again."""
        if not self._files:
            return (block for _, block in self._sorted())
        return (block for _, block in merge(*map(_read, self._files), self._sorted()))

    def texts(self) -> Iterator[str]:
        """Yield all blocks as text."""
        return map(bytes.decode, self.blocks())

    def close(self) -> None:
        """Remove the runs."""
        for file in self._files:
            file.close()
        self._files = []


def _read(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    file.seek(0)
    while True:
        portion: list[tuple[str, bytes]] = marshal.load(file)
        yield from portion
        if len(portion) < _BLOCKS:
            return
