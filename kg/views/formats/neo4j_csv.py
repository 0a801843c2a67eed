"""CSV as `neo4j-admin database import` reads it (Operations Manual, "Import": header format, file considerations).

A source is two files: `NAME-header.csv` with one line, `iri:ID(Concept),mentions:int,aliases:string[],:LABEL`, and
`NAME.csv` with the rows. Strings are always quoted, quotes in them doubled, so that white space at their ends and line
ends inside them stay (`--multiline-fields=true`); nothing between two commas is null. Elements of an array can't be
escaped: they are parted by U+001F, the control character made for that; one in a value becomes a space.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

UNIT = "\x1f"


def clean(text: str) -> str:
    """Return text as it is written: without NUL, which no Neo4j tool takes."""
    return text.replace("\x00", "\ufffd")


def _string(value: Any) -> str:
    return '"' + clean(str(value)).replace('"', '""') + '"'


def _array(value: Sequence[Any]) -> str:
    return _string(UNIT.join(str(element).replace(UNIT, " ") for element in value)) if value else ""


def _writer(header: str) -> Callable[[Any], str]:
    """Return how the cells below a header are written: IDs, labels and types are strings."""
    kind = header.partition(":")[2].partition("(")[0]
    if kind.endswith("[]") or kind == "LABEL":
        return _array
    return str if kind in ("int", "long", "double") else _string


class CsvFile:
    """One source of nodes or relationships; leaving the block closes it. `largest` is its longest cell, in bytes."""

    def __init__(self, folder: Path, name: str, columns: Sequence[str]) -> None:
        self._paths = (folder / f"{name}-header.csv", folder / f"{name}.csv")
        self._paths[0].write_text(",".join(columns) + "\n", "utf-8", newline="\n")
        self._file = self._paths[1].open("w", encoding="utf-8", newline="\n")
        self._cells = [_writer(column) for column in columns]
        self.count = self.largest = 0

    def add(self, *row: Any) -> None:
        """Write a row."""
        cells = ["" if value is None else write(value) for write, value in zip(self._cells, row, strict=True)]
        self.largest = max(self.largest, 4 * max(map(len, cells)))
        self._file.write(",".join(cells) + "\n")
        self.count += 1

    def remove(self) -> None:
        """Remove both files, once they are closed."""
        for path in self._paths:
            path.unlink()

    def __enter__(self) -> "CsvFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
