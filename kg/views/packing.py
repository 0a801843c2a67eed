"""Columns as bytes: what one document adds to a table, made and sent without Arrow, joined to Arrow arrays at the end.

    ["ab", None, "c"]  text?      ->  Packed(3, (b"\\1\\0\\1", lengths 2 0 1, b"abc"))
    [[1, 2], [], [3]]  count[]    ->  Packed(3, (lengths 2 0 1, 1 2 3))

Parts of one column are joined by joining their bytes, whatever the documents were; the layout is that of the Arrow
columnar format (1.4), but for lengths in place of offsets. Numbers are little-endian.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


class Packed(NamedTuple):
    """A column, or a part of one: how many values, and bytes as its type wants them."""

    length: int
    parts: tuple[bytes, ...]


def pack(kind: str, values: Sequence[Any]) -> Packed:
    """Return a column of a type of `schema.TABLES`."""
    return Packed(len(values), tuple(_parts(kind, values)))


def _parts(kind: str, values: Sequence[Any]) -> Iterable[bytes]:
    if kind.endswith("?"):
        yield bytes(value is not None for value in values)
        empty = "" if kind == "text?" else 0
        yield from _parts(kind[:-1], [empty if value is None else value for value in values])
    elif kind.endswith("[]"):
        yield _ints(map(len, values))
        yield from _parts(kind[:-2], list(chain.from_iterable(values)))
    elif kind == "text":
        yield from _text(values)
    elif kind == "count":
        yield _ints(values)
    elif kind == "number":
        yield _doubles(values)
    else:
        assert kind == "flag", kind
        yield bytes(values)


def _text(values: Sequence[str]) -> tuple[bytes, bytes]:
    joined = "".join(values)
    if joined.isascii():
        return _ints(map(len, values)), joined.encode()
    encoded = [value.encode() for value in values]
    return _ints(map(len, encoded)), b"".join(encoded)


def _ints(values: Iterable[int]) -> bytes:
    found = array("i", values)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _doubles(values: Iterable[float]) -> bytes:
    found = array("d", values)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def to_arrow(kind: str, columns: Sequence[Packed]) -> "pa.Array[Any]":
    """Join the parts of a column to one Arrow array of the type `arrow_type(kind)`."""
    parts = [b"".join(part) for part in zip(*(column.parts for column in columns), strict=True)]
    return _array(kind, sum(column.length for column in columns), iter(parts))


def _array(kind: str, count: int, parts: Iterable[bytes]) -> "pa.Array[Any]":
    import pyarrow as pa

    part = iter(parts)
    valid, nulls = None, 0
    if kind.endswith("?"):
        valid, nulls, kind = _bitmap(next(part)), -1, kind[:-1]
    if kind.endswith("[]"):
        offsets = _offsets(next(part))
        values = _array(kind[:-2], int(offsets[-1]), part)
        return pa.Array.from_buffers(arrow_type(kind), count, [valid, pa.py_buffer(offsets.data)], nulls, 0, [values])
    if kind == "text":
        offsets = _offsets(next(part))
        return pa.Array.from_buffers(
            pa.string(), count, [valid, pa.py_buffer(offsets.data), pa.py_buffer(next(part))], nulls
        )
    data = next(part)
    held = _bitmap(data) if kind == "flag" else pa.py_buffer(data)
    return pa.Array.from_buffers(arrow_type(kind), count, [valid, held], nulls)


def _bitmap(flags: bytes) -> "pa.Buffer":
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(np.frombuffer(flags, np.uint8), bitorder="little").data)


def _offsets(lengths: bytes) -> "np.ndarray":
    import numpy as np

    found = np.frombuffer(lengths, "<i4")
    return np.concatenate(([0], np.cumsum(found, dtype=np.int64))).astype("<i4")


def arrow_type(kind: str) -> "pa.DataType":
    """Return the Arrow type of a type of `schema.TABLES`; whether null is allowed is said by the field."""
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(arrow_type(kind[:-2]))
    scalars: dict[str, pa.DataType] = {
        "text": pa.string(),
        "count": pa.int32(),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    return scalars[kind.rstrip("?")]
