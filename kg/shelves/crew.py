"""Several processes, each with its own desk and bundles; between them travel rows once, facts and what is known.

    parent   --steps taken since, new bundles, numbers-->   worker     see `kg.shelves.sending`
             <--number, facts----------------------------              facts pickled one by one

Workers are copies of the process (fork), begun before the input is read: the first loads what reading needs
(`prepare`) while the parent looks at the rows, then the others are copied from it, so this is done and kept once. A
bundle belongs to the worker that has least when the bundle is first read, the heaviest given away first (Graham
1969). A worker ends when the parent does, however that ends: its pipe closes.
"""

import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, Pipe, wait

from kg.shelves.bundles import Bundle, Entry, forgotten
from kg.shelves.desks import Desk, DiskDesk, MemoryDesk
from kg.shelves.sending import pack, unpack
from kg.shelves.sources import Sources

_PORTION = 1 << 18
Told = tuple[int, bytes]


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_fork(*, asked: bool) -> bool:
    """Tell whether copies of this process can work for it: on Linux, and unasked only while no other thread runs."""
    return sys.platform == "linux" and (asked or threading.active_count() == 1)


class WorkerError(RuntimeError):
    """A worker failed; the message is its traceback."""


class Crew:
    """Workers with a desk each."""

    def __init__(self, size: int, *, prepare: Callable[[], object] = int) -> None:
        """Start `size` workers, which call `prepare` before anything else."""
        self._prepare = prepare
        self._pipes: list[Connection] = []
        self._pids: list[int] = []
        self._loads: list[int] = []
        self._known: list[int] = []
        self._worker_of: dict[int, int] = {}
        self._desk: DiskDesk | None = None
        self.grow(size)

    def grow(self, size: int) -> None:
        """Start workers until there are `size`."""
        more = size - len(self._pipes)
        if more > 0:
            self._start(more)
            self._loads += [0] * more
            self._known += [0] * more
            for pipe in self._pipes[-more:] if self._desk is not None else ():
                pipe.send_bytes(pickle.dumps(self._desk))

    def use(self, desk: DiskDesk) -> None:
        """Have the workers read from files; else they are sent their bundles."""
        self._desk = desk
        for pipe in self._pipes:
            pipe.send_bytes(pickle.dumps(desk))

    def _start(self, size: int) -> None:
        pairs = [Pipe() for _ in range(size)]
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            for pipe in (*self._pipes, *(ours for ours, _ in pairs)):
                pipe.close()
            _work([theirs for _, theirs in pairs], self._prepare)
        for ours, theirs in pairs:
            theirs.close()
            self._pipes.append(ours)
        self._pids.append(pid)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def read(
        self,
        numbers: Sequence[int],
        history: Sequence[Entry],
        sources: Sources,
        hand_over: Callable[[int], Bundle],
    ) -> Iterator[Told]:
        """Let bundles take the steps they miss; yield each with its facts, pickled, in the order of `numbers`.

        The workers begin at once, whenever the first answer is asked for. `hand_over` gives a bundle, by number, to
        the worker that reads it for the first time.
        """
        fresh = self._assign(numbers, sources)
        shares: list[list[int]] = [[] for _ in self._pipes]
        for number in numbers:
            shares[self._worker_of[number]].append(number)
        news: dict[int, bytes] = {}
        for worker, (pipe, share) in enumerate(zip(self._pipes, shares, strict=True)):
            if share:
                since = self._known[worker]
                if since not in news:
                    news[since] = pack(history, since)
                self._known[worker] = len(history)
                pipe.send_bytes(
                    pickle.dumps(([(n, hand_over(n)) for n in fresh[worker]], share), pickle.HIGHEST_PROTOCOL)
                )
                pipe.send_bytes(news[since])
        return self._answers(numbers)

    def _answers(self, numbers: Sequence[int]) -> Iterator[Told]:
        told: list[deque[Told]] = [deque() for _ in self._pipes]
        for number in numbers:
            worker = self._worker_of[number]
            while not told[worker]:
                self._receive(told)
            yield told[worker].popleft()

    def _assign(self, numbers: Sequence[int], sources: Sources) -> list[list[int]]:
        """Give bundles that nobody has to workers, by batch; return what each worker got."""
        fresh: list[list[int]] = [[] for _ in self._pipes]
        new = {number for number in numbers if number not in self._worker_of}
        batches = [batch for batch in sources.batches if batch.start in new] if new else []
        weights = {batch: sum(sources.weights[number] for number in batch) + 1 for batch in batches}
        for batch in sorted(batches, key=lambda batch: (-weights[batch], batch.start)):
            worker = min(range(len(self._pipes)), key=lambda worker: (self._loads[worker], worker))
            self._loads[worker] += weights[batch]
            fresh[worker] += batch
            for number in batch:
                self._worker_of[number] = worker
        return fresh if self._desk is None else [[] for _ in self._pipes]

    def _receive(self, told: Sequence[deque[Told]]) -> None:
        """Take what any worker has to say, so that none waits while another is slow."""
        for ready in wait(self._pipes):
            assert isinstance(ready, Connection)
            try:
                message = pickle.loads(ready.recv_bytes())
            except (EOFError, ConnectionResetError):
                raise WorkerError("a worker process has ended, maybe for want of memory") from None
            if isinstance(message, str):
                raise WorkerError(message)
            told[self._pipes.index(ready)].extend(message)

    def dismiss(self) -> None:
        """Let the workers end, and do not wait for it."""
        for pipe in self._pipes:
            pipe.close()
        self._pipes = []

    def close(self) -> None:
        """End the workers."""
        self.dismiss()
        for pid in self._pids:
            os.waitpid(pid, 0)
        self._pids = []


def _work(pipes: Sequence[Connection], prepare: Callable[[], object]) -> None:
    """Serve the first pipe, and have copies serve the others, until they close; then end this process.

    Nothing of the parent's is run, flushed or closed. Ctrl-C goes to the whole terminal; it stays blocked here, where
    the parent alone answers it.
    """
    pipe, copies = pipes[0], list[int]()
    try:
        if pipes[1:]:
            prepare()  # first, for all
        else:
            threading.Thread(target=prepare, daemon=True).start()  # nobody waits for it
        for other in pipes[1:]:
            pid = os.fork()
            if not pid:
                pipe, copies = other, list[int]()
                break
            copies.append(pid)
        for another in pipes:
            if another is not pipe:
                another.close()
        _serve(pipe)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the parent has ended
    except BaseException:
        pipe.send_bytes(pickle.dumps(traceback.format_exc()))
        raise
    finally:
        for pid in copies:
            os.waitpid(pid, 0)
        os._exit(0)


def _serve(pipe: Connection) -> None:
    memory, desk = MemoryDesk(), None
    history: list[Entry] = []
    while True:
        message = pickle.loads(pipe.recv_bytes())
        if isinstance(message, DiskDesk):
            desk = message
            continue
        fresh, numbers = message
        memory.bundles.update(fresh)
        if desk is not None:
            history = forgotten(history)
        history = unpack(pipe.recv_bytes(), history)
        _answer(pipe, desk or memory, numbers, history)


def _answer(pipe: Connection, desk: Desk, numbers: Sequence[int], history: Sequence[Entry]) -> None:
    portion: list[Told] = []
    size = 0
    for number, facts in desk.read(numbers, history):
        blob = pickle.dumps(facts, pickle.HIGHEST_PROTOCOL)
        portion.append((number, blob))
        size += len(blob)
        if size > _PORTION:
            pipe.send_bytes(pickle.dumps(portion))
            portion, size = [], 0
    if portion:
        pipe.send_bytes(pickle.dumps(portion))
