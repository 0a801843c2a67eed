"""Workers for one build: quick queries go ahead, slow ones are moved aside, and what takes too long is killed.

A query starts in one of `quick` places. After `PATIENCE_S` it gives its place up and goes on with lower priority, so a
few heavy queries never keep light ones waiting; more than `slow` of those are refused. At the time limit its process
is killed.
"""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.serve import wire

PATIENCE_S = 0.25
START_S = 300.0
FORK_S = 10.0
JOBS_PER_WORKER = 1000
MOST_WAITING = 500
_NICE = 10


class Limits(NamedTuple):
    """What a query may use."""

    time_s: float = 10.0
    result_bytes: int = 16 << 20
    memory_bytes: int = 512 << 20
    quick: int = 2
    slow: int = 8


class Refusal(Exception):  # noqa: N818
    """A query got no answer; `status` is what HTTP says."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(slots=True)
class Worker:
    """A process that answers one job at a time; `tired` ones are not used again."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    jobs: int = 0
    tired: bool = False


Reply = tuple[wire.Header, bytes]


class Pool:
    """The nursery of one build and its workers. `facts` is what the nursery told of the data."""

    def __init__(self, folder: str, graphs: dict[str, str], limits: Limits) -> None:
        self.limits = limits
        self.facts: dict[str, Any] = {}
        self._options = {"folder": folder, "graphs": graphs, "max_memory_bytes": limits.memory_bytes}
        self._idle: list[Worker] = []
        self._quick = asyncio.Semaphore(limits.quick)
        self._slow = 0
        self._waiting = 0

    async def start(self) -> None:
        """Read the build. Raises `InputError` where there is none, or a broken one."""
        self._control, theirs = socket.socketpair()
        command = [sys.executable, "-m", "kg.serve.nursery", str(theirs.fileno()), json.dumps(self._options)]
        self._nursery = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()
        self._control.settimeout(START_S)
        told = await asyncio.to_thread(wire.receive, self._control)
        self._control.settimeout(FORK_S)
        if told is None or "error" in told[0]:
            await self.close()
            raise InputError("kg serve", told[0]["error"] if told else "the build can't be read")
        self.facts = told[0]

    async def close(self) -> None:
        """End the nursery, and with it all workers."""
        for worker in self._idle:
            worker.writer.close()
        self._idle.clear()
        self._control.close()
        try:
            await asyncio.to_thread(self._nursery.wait, 10)
        except subprocess.TimeoutExpired:
            self._nursery.kill()

    async def answer(self, job: wire.Header) -> Reply:
        """Return a worker's answer. Raises `Refusal` when it takes too long, waiting included, or there is no room.

        Cancelling ends the query's process.
        """
        deadline = asyncio.get_running_loop().time() + self.limits.time_s
        if self._waiting >= MOST_WAITING:
            raise Refusal(503, "too many queries are waiting; try again")
        self._waiting += 1
        try:
            await asyncio.wait_for(self._quick.acquire(), self.limits.time_s)
        except TimeoutError:
            raise Refusal(503, "no place was free in time; try again") from None
        finally:
            self._waiting -= 1
        return await self._run(job, Place(self._quick), deadline)

    async def _run(self, job: wire.Header, place: "Place", deadline: float) -> Reply:
        try:
            worker = await self._take()
        except BaseException:
            place.leave()
            raise
        reply = asyncio.ensure_future(wire.receive_async(worker.reader))
        whole = False
        try:
            worker.writer.write(wire.pack(job))
            finished, _ = await asyncio.wait([reply], timeout=min(PATIENCE_S, self.limits.time_s))
            if not finished:
                place.leave()
                await self._slowly(worker, reply, deadline)
            found = reply.result()
            whole = True
            return found
        except (EOFError, asyncio.IncompleteReadError):
            raise Refusal(503, "the query ended its process: too deep, or more memory than it may have") from None
        finally:
            reply.cancel()
            place.leave()
            self._give_back(worker, whole=whole)

    async def _slowly(self, worker: Worker, reply: "asyncio.Future[Reply]", deadline: float) -> None:
        if self._slow >= self.limits.slow:
            raise Refusal(503, "too many slow queries are running; try again")
        with contextlib.suppress(OSError):  # it may have ended just now
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)
        worker.tired = True  # its priority can't be raised again
        self._slow += 1
        try:
            left = max(0.0, deadline - asyncio.get_running_loop().time())
            finished, _ = await asyncio.wait([reply], timeout=left)
        finally:
            self._slow -= 1
        if not finished:
            raise Refusal(503, f"stopped: the query took more than {self.limits.time_s:g} seconds")

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if not worker.reader.at_eof():
                return worker
            self._end(worker)
        try:
            self._control.sendall(wire.pack({"fork": True}))
            told, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
        except OSError:
            raise Refusal(503, "no worker could be started") from None
        if not descriptors:
            raise Refusal(503, "no worker could be started")
        reader, writer = await asyncio.open_connection(sock=socket.socket(fileno=descriptors[0]), limit=1 << 22)
        return Worker(json.loads(told[4:])["pid"], reader, writer)

    def _give_back(self, worker: Worker, *, whole: bool) -> None:
        worker.jobs += 1
        if whole and not worker.tired and worker.jobs < JOBS_PER_WORKER and len(self._idle) < self.limits.quick:
            self._idle.append(worker)
        else:
            self._end(worker)

    def _end(self, worker: Worker) -> None:
        worker.writer.close()
        with contextlib.suppress(OSError):  # the nursery has gone, and the worker with it
            self._control.sendall(wire.pack({"end": worker.pid}))


class Place:
    """A place among the quick queries, given up once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places: asyncio.Semaphore | None = places

    def leave(self) -> None:
        """Give the place to the next."""
        if self._places is not None:
            self._places.release()
            self._places = None
