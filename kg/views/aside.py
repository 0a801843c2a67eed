"""Work that a copy of this process does while this one goes on with other work; two processors, half the time.

    parent  --fork-->  own work  -------------------->  answer()
    child      \\---->  work  --pickled, by a pipe-->    ends

The copy sees everything the parent knew without a byte being sent, and only its short answer comes back. A copy that
fails, for whatever reason, says nothing: the parent then does the work itself, so an error is raised where it can be
seen. Where a process can't be copied safely (not Linux, or other threads run) or nothing is won (one processor),
the work is done when it is asked for.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from select import select
from typing import Generic, NamedTuple, TypeVar

Answer = TypeVar("Answer")
Work = Callable[[], Answer]


class Wait(NamedTuple, Generic[Answer]):
    """Work that goes on elsewhere: `answer` waits for its answer, `is_done` tells whether it need not wait."""

    answer: Callable[[], Answer]
    is_done: Callable[[], bool]


def can_copy() -> bool:
    """Tell whether a copy of this process can work beside it."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


@contextmanager
def aside(work: Callable[[], Answer], again: Callable[[], Answer], *, small: bool = True) -> Iterator[Wait[Answer]]:
    """Begin `work` in a copy of this process; its answer must be picklable.

    Where there is no copy or it gave no answer, `again` is called for it, which must not mind what `work` left behind.
    A process that is not `small` is not copied: what both write to would be in memory twice.
    A copy that nobody waited for, because of an error, is stopped.
    """
    if not small or not can_copy():
        yield Wait(again, lambda: True)
        return
    reading, writing = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C waits until somebody will stop the copy
    child = os.fork()
    if not child:
        _answer(work, writing)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            yield Wait(lambda: _read(pipe.read(), again), lambda: bool(select([pipe], [], [], 0)[0]))
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)  # one that has answered has nothing left to do
            os.waitpid(child, 0)


def _answer(work: Callable[[], object], writing: int) -> None:
    """Do the work, send the answer, end this process: nothing of the parent's is run, flushed or closed.

    Ctrl-C goes to the whole terminal; it stays blocked here, where the parent alone answers it.
    """
    try:
        answer = pickle.dumps(work())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def _read(answer: bytes, again: Callable[[], Answer]) -> Answer:
    return pickle.loads(answer) if answer else again()
