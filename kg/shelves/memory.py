"""What earlier builds found out: the facts of each bundle at each step, by everything they depend on.

One SQLite file per result folder, in a folder of its own that can be deleted at any time. A key is a hash of the
bundle's rows, of the program and its settings, and of what each step knew that matters to the bundle, so nothing in
here can be out of date: what does not fit is not found. A build writes everything in one transaction at its end; a
build that is killed has written nothing, and of two at once both read, one after the other writes. What a build did
not ask for is thrown away. A file that can't be read is made anew.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_BUSY_S = 5.0
_SCHEMA = "CREATE TABLE IF NOT EXISTS facts (key BLOB PRIMARY KEY, told BLOB NOT NULL) WITHOUT ROWID"


class Memory:
    """Facts by key."""

    def __init__(self, path: Path) -> None:
        """Use a file, which need not exist; its folder is made, readable by nobody else, as the facts are."""
        self.path = path
        self._asked: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._reading: sqlite3.Connection | None = None
        self._known = self._keys() if is_there(path) else set()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)

    def _keys(self) -> set[bytes]:
        """Return what is there, and begin to read: what another build changes from now on is not seen."""
        try:
            self._reading = self._open()
            self._reading.execute("BEGIN")
            return {key for (key,) in self._reading.execute("SELECT key FROM facts")}
        except sqlite3.DatabaseError:
            return set()

    def facts(self, key: bytes) -> bytes | None:
        """Return the facts of a key, or None; what is asked for is kept for the next build."""
        self._asked.add(key)
        if key in self._new or key not in self._known or self._reading is None:
            return self._new.get(key)
        try:
            row = self._reading.execute("SELECT told FROM facts WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return bytes(row[0]) if row else None

    def remember(self, key: bytes, told: bytes) -> None:
        """Keep facts until `save`."""
        self._new[key] = told

    def save(self) -> None:
        """Write what is new, throw away what was not asked for; where that can't be done, leave things as they are."""
        if self._reading is not None:
            self._reading.close()
        with suppress(OSError, sqlite3.OperationalError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._write()
            except sqlite3.OperationalError:
                raise  # busy, or a full disk
            except sqlite3.DatabaseError:
                self.path.unlink(missing_ok=True)
                self._known = set()
                self._write()

    def _write(self) -> None:
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        gone = [(key,) for key in self._known - self._asked]
        with closing(self._open()) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("BEGIN IMMEDIATE")
            database.execute(_SCHEMA)
            database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", self._new.items())
            database.executemany("DELETE FROM facts WHERE key = ?", gone)
            database.execute("COMMIT")


def is_there(path: Path) -> bool:
    """Tell whether a path can be seen."""
    try:
        return path.exists()
    except OSError:
        return False
