"""What earlier builds found out: the facts of each bundle at each step, by everything they depend on.

One SQLite file per result folder, in a folder of its own that can be deleted at any time; what one step told lies
together in it, so that a build reads it in one go. A key is a hash of the
bundle's rows, of the program and its settings, and of what each step knew that matters to the bundle, so nothing in
here can be out of date: what does not fit is not found. A build writes everything in one transaction at its end; a
build that is killed has written nothing, and of two at once both read, one after the other writes. What a build did
not ask for is thrown away. A file that can't be read is made anew.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

_BUSY_S = 5.0
_PAGE = 1 << 15  # bytes; facts of a bundle are some kilobytes
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS told"
    " (step TEXT, key BLOB, size INTEGER, facts BLOB NOT NULL, PRIMARY KEY (step, key)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS went (step TEXT PRIMARY KEY, how BLOB NOT NULL)",
)
_LARGE = 4000  # bytes: larger facts are compressed
_MANY = 20  # asked for more facts of a step than these, all are read in one go


class Memory:
    """Facts by step and key, and how each step went."""

    def __init__(self, path: Path) -> None:
        """Use a file, which need not exist; its folder is made, readable by nobody else, as the facts are."""
        self.path = path
        self._steps: set[str] = set()
        self._gone: list[tuple[str, bytes]] = []
        self._new: dict[tuple[str, bytes], bytes] = {}
        self._went: dict[str, bytes] = {}
        self._reading = self._begin() if is_there(path) else None

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)

    def _begin(self) -> sqlite3.Connection | None:
        """Begin to read: what another build changes from now on is not seen."""
        try:
            reading = self._open()
            reading.execute("BEGIN")
            reading.execute("SELECT step FROM told LIMIT 1").fetchone()
        except sqlite3.DatabaseError:
            return None
        return reading

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query; none where they can't be read."""
        if self._reading is None:
            return []
        try:
            return self._reading.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            return []

    def went(self, step: str) -> bytes | None:
        """Return how a step went in the build before, or None."""
        self._steps.add(step)
        return next((how for (how,) in self._read("SELECT how FROM went WHERE step = ?", step)), None)

    def keep(self, step: str, how: bytes) -> None:
        """Keep how a step went, to be written at the end."""
        self._went[step] = how

    def facts(self, step: str, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return the facts of each key at a step, or None."""
        if len(keys) > _MANY:
            rows = self._read("SELECT key, size, facts FROM told WHERE step = ?", step)
        else:
            query = "SELECT key, size, facts FROM told WHERE step = ? AND key = ?"
            rows = [row for key in keys for row in self._read(query, step, key)]
        found = {key: _unpacked(size, facts) for key, size, facts in rows}
        return [self._new.get((step, key)) or found.get(key) for key in keys]

    def remember(self, step: str, key: bytes, facts: bytes) -> None:
        """Keep facts, to be written at the end."""
        self._new[step, key] = facts

    def forget(self, step: str, keys: Iterable[bytes]) -> None:
        """Throw facts away at the end."""
        self._gone += [(step, key) for key in keys]

    def close(self) -> Callable[[], None]:
        """End reading; return what writes, which a copy of this process can do as well."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        return self._save

    def _save(self) -> None:
        """Write what is new, throw away what is forgotten; where that can't be done, leave things as they are."""
        with suppress(OSError, sqlite3.OperationalError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._write()
            except sqlite3.OperationalError:
                raise  # busy, or a full disk
            except sqlite3.DatabaseError:
                self.path.unlink(missing_ok=True)
                self._write()

    def _write(self) -> None:
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(self._open()) as database:
            database.execute(f"PRAGMA page_size = {_PAGE}")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("BEGIN IMMEDIATE")
            for table in _SCHEMA:
                database.execute(table)
            new = ((step, key, *_packed(facts)) for (step, key), facts in self._new.items())
            database.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", new)
            database.executemany("DELETE FROM told WHERE step = ? AND key = ?", self._gone)
            database.executemany("INSERT OR REPLACE INTO went VALUES (?, ?)", self._went.items())
            others = {step for (step,) in database.execute("SELECT step FROM went")} - self._steps
            for table in ("told", "went"):
                database.executemany(f"DELETE FROM {table} WHERE step = ?", [(step,) for step in others])
            database.execute("COMMIT")


def _packed(facts: bytes) -> tuple[int, bytes]:
    """Return the size of facts that are compressed, else 0; and their bytes."""
    if len(facts) < _LARGE:
        return 0, facts
    import pyarrow as pa

    return len(facts), pa.compress(facts, "lz4", asbytes=True)


def _unpacked(size: int, facts: bytes) -> bytes | None:
    """Return facts as they were; None where they are damaged."""
    if not size:
        return facts
    import pyarrow as pa

    try:
        plain: bytes = pa.decompress(facts, size, "lz4", asbytes=True)
    except (OSError, ValueError):
        return None
    return plain


def is_there(path: Path) -> bool:
    """Tell whether a path can be seen."""
    try:
        return path.exists()
    except OSError:
        return False
