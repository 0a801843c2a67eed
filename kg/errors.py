"""The error tree, and where in the input something stands.

Three kinds of trouble, three answers (see docs/architecture.md): bad input or a bad setting raises one of
the exceptions here (one line at the command line, exit code 2); something wrong in the user's documents is a
`Finding` (exit code 1 where findings are what was asked for); our own bugs crash.
"""

from typing import NamedTuple


class Location(NamedTuple):
    """A place in an input: a file, and a row (tables, 0-based) or line (text files, 1-based) in it."""

    path: str
    row: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        if self.row is not None:
            return f"{self.path}, row {self.row}"
        return self.path if self.line is None else f"{self.path}, line {self.line}"


NOWHERE = Location("")


class KgError(Exception):
    """Something the user can mend: `where: what is wrong; what is allowed`, always on one line."""

    def __init__(self, where: object, what: str, allowed: str = "") -> None:
        message = f"{where}: {what}" + (f"; {allowed}" if allowed else "")
        super().__init__(" ".join(message.split()))
        self.where, self.what, self.allowed = where, what, allowed


class InputError(KgError):
    """An input can't be read: missing, empty, broken, or of an unknown format."""


class SettingError(KgError):
    """An option or a setting has a value outside its range, or a name nobody knows."""


class OutputError(KgError):
    """The result can't be written: not a folder, read-only, disk full."""


class NotFoundError(KgError):
    """A concept, view or relation that was asked for is not in the graph."""
