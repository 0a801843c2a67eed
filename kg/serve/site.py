"""What is served now: one generation per build, the next one put in its place when the build changes.

A request holds its generation until it is answered; a generation that nobody holds any more is closed.
"""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError, KgError
from kg.serve.cache import Cache
from kg.serve.pool import Limits, Pool
from kg.serve.reload import build_id, with_reload
from kg.views.manifest import NAME as MANIFEST

LOOK_EVERY_S = 0.5
EXPLORER = "graph.html"


class Generation:
    """One build as it is served: its explorer in memory, its workers."""

    def __init__(self, pool: Pool, explorer: bytes) -> None:
        self.pool, self.explorer, self.build = pool, with_reload(explorer), build_id(explorer)
        self.title = str(pool.facts["graph"]["title"])
        self.base = str(pool.facts["graph"]["base_iri"])
        self.cache = Cache()
        self.holders = 0


class Site:
    """The build in a folder, followed as it changes; `news` is set, and replaced, when another one is served."""

    def __init__(self, folder: Path, graphs: dict[str, str], limits: Limits) -> None:
        self.folder, self._graphs, self._limits = folder, graphs, limits
        self._seen: object = None
        self._generation: Generation | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self.news = asyncio.Event()
        self.ended = False

    async def start(self) -> None:
        """Read the build. Raises `InputError` where there is none."""
        self._seen = self._state()
        self._generation = await self._read()

    async def _read(self) -> Generation:
        pool = Pool(str(self.folder), self._graphs, self._limits)
        await pool.start()
        try:
            explorer = await asyncio.to_thread((self.folder / EXPLORER).read_bytes)
        except OSError as error:
            await pool.close()
            raise InputError(self.folder / EXPLORER, error.strerror or "can't be read") from None
        return Generation(pool, explorer)

    def _state(self) -> object:
        try:
            found = (self.folder / MANIFEST).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    @contextlib.contextmanager
    def current(self) -> Iterator[Generation]:
        """Hold the generation that is served now."""
        generation = self._generation
        assert generation is not None
        generation.holders += 1
        try:
            yield generation
        finally:
            generation.holders -= 1
            if generation is not self._generation and not generation.holders:
                self._close_later(generation)

    @property
    def build(self) -> str:
        """What tells the build that is served now from others."""
        with self.current() as generation:
            return generation.build

    def _tell(self) -> None:
        self.news.set()
        self.news = asyncio.Event()

    def end(self) -> None:
        """Let everybody go who waits for news."""
        self.ended = True
        self._tell()

    def _close_later(self, generation: Generation) -> None:
        task = asyncio.ensure_future(generation.pool.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def follow(self) -> None:
        """Put a new build in the place of the old one, whenever there is one; a broken one is told and left out."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            state = self._state()
            if state is None or state == self._seen:
                continue
            self._seen = state
            try:
                fresh = await self._read()
            except KgError as error:
                print(f"kg: the earlier build goes on being served: {error}", file=sys.stderr)  # noqa: T201
                continue
            old, self._generation = self._generation, fresh
            self._tell()
            if old is not None and not old.holders:
                self._close_later(old)

    async def close(self) -> None:
        """End all workers."""
        if self._generation is not None:
            await self._generation.pool.close()
        if self._closing:
            await asyncio.wait(self._closing)
