"""JSON Lines (one object a line) and a JSON array of objects."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from kg.chunks.read_rows import Batch, Table, whole_table
from kg.errors import InputError

_ROWS = 8192


def is_json(text: str) -> bool:
    """Tell whether a text begins as an object or as an array of objects does.

    >>> is_json('{"chunk": "Words."}'), is_json("[Link](x)")
    (True, False)
    """
    start = text[:1000].lstrip()
    return (start.startswith("{") and start[1:].lstrip()[:1] in ('"', "}", "")) or (
        start.startswith("[") and start[1:].lstrip().startswith("{")
    )


def is_array(text: str) -> bool:
    """Tell whether JSON is one array, which can be read as a whole only."""
    return text.lstrip().startswith("[")


def read_json_array(path: str, text: str) -> Table:
    """Read an array of objects; a key that one lacks is a null. Raises `InputError` for anything else."""
    return whole_table(path, "json lines", _columns(_array(path, text)))


def read_json_lines(path: str, lines: Callable[[], Iterable[str]]) -> Table:
    """Read one object a line; a key that a line lacks is a null. Raises `InputError` with the line that is no object.

    `lines` gives the lines, as often as it is called.
    """

    def batches() -> Iterator[Batch]:
        objects = _objects(path, lines())
        some = list(islice(objects, _ROWS))
        while True:
            yield Batch(len(some), _columns(some))
            if not (some := list(islice(objects, _ROWS))):
                return

    return Table(path, "json lines", None, batches)


def _columns(rows: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    names = {name: None for row in rows for name in row}
    return {name: [row.get(name) for row in rows] for name in names}


def _objects(path: str, lines: Iterable[str]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.removesuffix("\n"))
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
