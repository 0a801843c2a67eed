"""Several processes, each with its own desk and its own bundles; between them travel only facts and what is known.

    parent   --entry (a step, what is known), numbers-->   worker     pickled once, sent to all
             <--number, facts--------------------------               facts pickled one by one

A worker is a copy of the process (fork), so it has the rows without a byte being sent. Each bundle belongs to one
worker, the heaviest given away first (Graham 1969). A worker ends when the parent does, however that ends: its pipe
closes.
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

from kg.shelves.bundles import Entry
from kg.shelves.desks import Desk
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

    def __init__(self, sources: Sources, size: int, make_desk: Callable[[int], Desk]) -> None:
        """Start `size` workers; `make_desk` is called in each, with its number."""
        self._worker_of = _assign(sources, size)
        self._known = 0
        self._pipes: list[Connection] = []
        self._pids: list[int] = []
        for number in range(size):
            self._start(number, make_desk)

    def _start(self, number: int, make_desk: Callable[[int], Desk]) -> None:
        ours, theirs = Pipe()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            for pipe in (*self._pipes, ours):
                pipe.close()
            _work(theirs, make_desk, number)
        theirs.close()
        self._pipes.append(ours)
        self._pids.append(pid)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def read(self, numbers: Sequence[int], history: Sequence[Entry]) -> Iterator[Told]:
        """Let bundles take the steps they miss; yield each with its facts, pickled, in the order of `numbers`."""
        shares: list[list[int]] = [[] for _ in self._pipes]
        for number in numbers:
            shares[self._worker_of[number]].append(number)
        news = pickle.dumps(list(history[self._known :]), pickle.HIGHEST_PROTOCOL)
        self._known = len(history)
        for pipe, share in zip(self._pipes, shares, strict=True):
            pipe.send_bytes(news)
            pipe.send_bytes(pickle.dumps(share))
        told: list[deque[Told]] = [deque() for _ in self._pipes]
        for number in numbers:
            worker = self._worker_of[number]
            while not told[worker]:
                self._receive(told)
            yield told[worker].popleft()

    def _receive(self, told: Sequence[deque[Told]]) -> None:
        """Take what any worker has to say, so that none waits while another is slow."""
        for ready in wait(self._pipes):
            assert isinstance(ready, Connection)
            try:
                message = pickle.loads(ready.recv_bytes())
            except EOFError:
                raise WorkerError("a worker process has ended, maybe for want of memory") from None
            if isinstance(message, str):
                raise WorkerError(message)
            told[self._pipes.index(ready)].extend(message)

    def close(self) -> None:
        """End the workers."""
        for pipe in self._pipes:
            pipe.close()
        for pid in self._pids:
            os.waitpid(pid, 0)
        self._pipes, self._pids = [], []


def _assign(sources: Sources, size: int) -> list[int]:
    """Return the worker of each bundle: batches from the heaviest on, each to whoever has least."""
    weights = [sum(sources.weights[number] for number in batch) for batch in sources.batches]
    loads, worker_of = [0] * size, [0] * len(sources.weights)
    for batch in sorted(range(len(weights)), key=lambda batch: (-weights[batch], batch)):
        worker = min(range(size), key=lambda worker: (loads[worker], worker))
        loads[worker] += weights[batch] + 1
        for number in sources.batches[batch]:
            worker_of[number] = worker
    return worker_of


def _work(pipe: Connection, make_desk: Callable[[int], Desk], number: int) -> None:
    """Serve until the pipe closes, then end this process: nothing of the parent's is run, flushed or closed.

    Ctrl-C goes to the whole terminal; it stays blocked here, where the parent alone answers it.
    """
    try:
        desk, history = make_desk(number), list[Entry]()
        while True:
            history += pickle.loads(pipe.recv_bytes())
            _answer(pipe, desk, pickle.loads(pipe.recv_bytes()), history)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the parent has ended
    except BaseException:
        pipe.send_bytes(pickle.dumps(traceback.format_exc()))
        raise
    finally:
        os._exit(0)


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
