"""JSON Lines (one object a line) and a JSON array of objects."""

import json
from collections.abc import Iterator

from kg.chunks.read_rows import Table
from kg.errors import InputError


def is_json(text: str) -> bool:
    """Tell whether a text begins as an object or as an array of objects does.

    >>> is_json('{"chunk": "Words."}'), is_json("[Link](x)")
    (True, False)
    """
    start = text[:1000].lstrip()
    return (start.startswith("{") and start[1:].lstrip()[:1] in ('"', "}", "")) or (
        start.startswith("[") and start[1:].lstrip().startswith("{")
    )


def read_json_lines(path: str, text: str) -> Table:
    """Read objects; a key that a line lacks is a null. Raises `InputError` with the line that is no object."""
    rows = list(_objects(path, text))
    names = {name: None for row in rows for name in row}
    return Table(path, "json lines", {name: [row.get(name) for row in rows] for name in names})


def _objects(path: str, text: str) -> Iterator[dict[str, object]]:
    if text.lstrip().startswith("["):
        yield from _array(path, text)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}, line {number}", f"not JSON: {error}", "one object a line is wanted") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}", "not an object", "one object a line is wanted")
        yield row


def _array(path: str, text: str) -> list[dict[str, object]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"not JSON: {error}", "an array of objects is wanted") from None
    if not all(isinstance(row, dict) for row in rows):
        raise InputError(path, "an element is not an object", "an array of objects is wanted")
    return list(rows)
