"""The shelf of this machine: who reads which bundle, and which need not be read at all.

    facts of an earlier build   <- key fits           Recall, Memory
    a desk in this process      <- little to read     MemoryDesk, or DiskDesk where the text is large
    a crew of processes         <- there is one       Crew

The facts do not depend on who reads, so neither does anything that is made of them.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.shelves.bundles import Bundle, Entry, Facts, Opening, forgotten
from kg.shelves.crew import Crew, processors
from kg.shelves.desks import DiskDesk, MemoryDesk
from kg.shelves.memory import Memory
from kg.shelves.recall import Recall, Turn
from kg.shelves.sources import DiskSources, ListSources, Sources
from kg.steps import Shelf, Step

WORTH_A_WORKER = 250_000  # code points: with less to read, a second process costs more than it saves
JOINED_HERE = 8_000_000  # code points: with more to join, waiting for the crew is worth it
Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


class LocalShelf(Shelf):
    """Documents of a build on this machine; see `kg.steps.Shelf`. Close it, or use it in a `with` statement.

    `crew` are processes that read, `jobs` how many there may be (None: as many as are worth it); without a crew this
    process reads. `folder` is where documents lie between steps if their rows lie on disk. `memory` is what earlier
    builds found out and `salt` a hash of whatever else results depend on; memory goes with rows in memory. `progress`
    is called with a step's name, the code points read and those to read.
    """

    def __init__(
        self,
        sources: Sources,
        *,
        crew: Crew | None = None,
        jobs: int | None = None,
        folder: Path | None = None,
        memory: Memory | None = None,
        salt: bytes = b"",
        progress: Progress = silent,
    ) -> None:
        """Take the rows; nothing is read yet."""
        self._sources, self._crew, self._jobs, self._progress = sources, crew, jobs, progress
        self._over = False
        self._recall: Recall | None = None
        if memory is not None and isinstance(sources, ListSources):
            self._recall = Recall(memory, sources.digests(salt), salt, self._read_again)
        self._history: list[Entry] = []
        self._steps: list[Step | Opening] = []
        self._desk: MemoryDesk | DiskDesk = MemoryDesk()
        if isinstance(sources, DiskSources):
            assert folder is not None
            self._desk = DiskDesk(sources, folder)
            if crew is not None:
                crew.use(self._desk)
        self._total = sum(sources.weights)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker processes."""
        if self._crew is not None:
            self._crew.close()
            self._crew = None

    def run(self, step: Step | Opening, known: Any) -> Iterator[Any]:
        """Let every document take a step; yield the facts in the order of addresses. See `kg.steps.Shelf.run`."""
        self._enter(step, known)
        recall = self._recall
        if recall is None:
            return in_order(self._told(self._read(range(len(self._sources.weights)))))
        turn = recall.begin(self._name(), step, known, whole=False)
        return in_order(self._told(self._to_end(turn, recall, self._take(turn, recall))))

    def _to_end(self, turn: Turn, recall: Recall, facts: Iterator[tuple[int, Facts]]) -> Iterator[tuple[int, Facts]]:
        yield from facts
        recall.end(turn, None)

    def take(self, step: Step | Opening, known: Any) -> Any:
        """Let every document take a step; return what it gathers. See `kg.steps.Shelf.take`."""
        recall = self._recall
        if recall is None:
            return step.gather(self.run(step, known), known)
        self._enter(step, known)
        turn = recall.begin(self._name(), step, known, whole=True)
        if turn.may_repeat:
            deque(self._blobs(turn, recall, turn.unsettled), maxlen=0)
            if turn.repeats:
                self._progress(step.name, self._total, self._total)
                return recall.pass_by(turn)
        result = step.gather(in_order(self._told(self._take(turn, recall))), known)
        recall.end(turn, result)
        return result

    @property
    def remembers(self) -> bool:
        """Tell whether anything is kept; see `kg.steps.Shelf`."""
        return self._recall is not None

    def recall(self, name: str, given: bytes) -> bytes | None:
        """Return what an earlier build made of all documents; see `kg.steps.Shelf`."""
        return None if self._recall is None else self._recall.made(name, given)

    def keep(self, name: str, given: bytes, made: bytes) -> None:
        """Keep what was made of all documents; see `kg.steps.Shelf`."""
        if self._recall is not None:
            self._recall.make(name, given, made)

    def last(self) -> Callable[[], None]:
        """End the steps and dismiss the crew; return what is left to do to keep everything.

        See `kg.steps.Shelf`.
        """
        if self._crew is not None:
            self._crew.dismiss()
        over, self._over = self._over, True
        if self._recall is None or over:
            return super().last()
        self._recall.write_down()
        return self._recall.memory.close()

    def _enter(self, step: Step | Opening, known: Any) -> None:
        if isinstance(self._desk, DiskDesk):
            self._history = forgotten(self._history)
        self._steps.append(step)
        self._history.append(Entry(step.read, isinstance(step, Opening), known))

    def _name(self) -> str:
        """Return the newest step's number and name."""
        return f"{len(self._history)} {self._steps[-1].name}"

    def _told(self, stream: Iterator[tuple[int, Facts]]) -> Iterator[Facts]:
        name, done = self._steps[-1].name, 0
        for number, facts in stream:
            done += self._sources.weights[number]
            self._progress(name, done, self._total)
            yield facts

    def _read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Facts]]:
        """Have bundles read, here or by the crew."""
        crew = self._free_crew()
        if crew is not None:
            return ((number, pickle.loads(blob)) for number, blob in self._read_there(crew, numbers))
        return self._read_here(numbers)

    def _free_crew(self) -> Crew | None:
        """Return the crew; None while it still loads what reading needs, and rows in memory can be joined here."""
        opened = any(entry.opens for entry in self._history[:-1])
        here = not opened and self._total <= JOINED_HERE and isinstance(self._sources, ListSources)
        return None if here else self._crew

    def _read_there(self, crew: Crew, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Have bundles read by the crew, which grows when there is more to read than its workers should."""
        worth = sum(self._sources.weights[number] for number in numbers) // WORTH_A_WORKER
        crew.grow(min(worth, processors()) if self._jobs is None else self._jobs)
        return crew.read(numbers, self._history, self._sources, self._hand_over)

    def _hand_over(self, number: int) -> Bundle:
        """Return a bundle as it is by now, for somebody else to keep."""
        assert isinstance(self._desk, MemoryDesk) and isinstance(self._sources, ListSources)
        return self._desk.bundles.pop(number, None) or Bundle(self._sources.rows[number])

    def _read_here(self, numbers: Sequence[int]) -> Iterator[tuple[int, Facts]]:
        if isinstance(self._desk, MemoryDesk) and isinstance(self._sources, ListSources):
            for number in numbers:
                self._desk.begin(number, self._sources.rows[number])
        return self._desk.read(numbers, self._history)

    def _take(self, turn: Turn, recall: Recall) -> Iterator[tuple[int, Facts]]:
        """Return the facts of all bundles as they come, which are kept for the next step."""
        return self._kept(turn, recall, self._blobs(turn, recall, range(len(self._sources.weights))))

    def _kept(self, turn: Turn, recall: Recall, blobs: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, Facts]]:
        for number, blob in blobs:
            facts = pickle.loads(blob)
            recall.tell(turn, number, facts)
            yield number, facts

    def _blobs(self, turn: Turn, recall: Recall, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Return facts, pickled: what is remembered and holds; the rest, which others begin to read, is remembered."""
        found = recall.found(turn, numbers)
        fresh = self._read_blobs([number for number in numbers if number not in found])
        if not turn.now.keys:
            recall.key(turn)
        recall.write_down()
        return self._settled(turn, recall, numbers, found, fresh)

    def _settled(
        self, turn: Turn, recall: Recall, numbers: Sequence[int], found: dict[int, bytes], fresh: Iterator[bytes]
    ) -> Iterator[tuple[int, bytes]]:
        for number in numbers:
            blob = found.pop(number, None)
            if blob is None:
                blob = next(fresh)
                recall.memory.remember(turn.name, turn.now.keys[number], blob)
            turn.settle(number, blob)
            yield number, blob

    def _read_blobs(self, numbers: Sequence[int]) -> Iterator[bytes]:
        if not numbers:
            return iter(())
        crew = self._free_crew()
        if crew is not None:
            return (blob for _, blob in self._read_there(crew, numbers))
        return (pickle.dumps(facts, pickle.HIGHEST_PROTOCOL) for _, facts in self._read_here(numbers))

    def _read_again(self, number: int) -> Facts:
        """Return the facts of a bundle at the step before the newest, read from its rows."""
        assert isinstance(self._sources, ListSources)
        return Bundle(self._sources.rows[number]).catch_up(self._history[:-1])


def in_order(told: Iterator[Facts]) -> Iterator[Any]:
    """Yield the facts of all documents in the order of their addresses.

    Bundles come in the order of their smallest addresses, so a document waits until no later bundle can go before it.

    >>> list(in_order(iter([[("a", 1), ("d", 4)], [("b", 2)], [("c", 3)], [("e", 5)]])))
    [1, 2, 3, 4, 5]
    """
    waiting: list[tuple[str, int, Any]] = []
    count = 0
    for facts in told:
        while waiting and facts and waiting[0][0] < facts[0][0]:
            yield heappop(waiting)[2]
        for address, fact in facts:
            count += 1
            heappush(waiting, (address, count, fact))
    while waiting:
        yield heappop(waiting)[2]
