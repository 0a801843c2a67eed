"""Columns as bytes: what one document adds to a table, made and sent without Arrow, joined to Arrow arrays at the end.

    ["ab", None, "c"]  text?      ->  (b"\\1\\0\\1", lengths 2 0 1, b"abc")
    [[1, 2], [], [3]]  count[]    ->  (lengths 2 0 1, 1 2 3)

Parts of one column are joined by joining their bytes, whatever the documents were; the layout is that of the Arrow
columnar format (1.4), but for lengths in place of offsets and bytes in place of bits. Numbers are little-endian.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

Packed = tuple[bytes, ...]


def _ints(values: Iterable[int]) -> bytes:
    found = array("i", list(values))  # filled at once from a list, one by one from anything else
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _doubles(values: Iterable[float]) -> bytes:
    found = array("d", values)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _texts(values: Sequence[str]) -> Packed:
    joined = "".join(values)
    if joined.isascii():
        return _ints(map(len, values)), joined.encode()
    encoded = [value.encode() for value in values]
    return _ints(map(len, encoded)), b"".join(encoded)


def _known(values: Sequence[Any]) -> bytes:
    return bytes([value is not None for value in values])


_PACK: dict[str, Callable[[Sequence[Any]], Packed]] = {
    "text": _texts,
    "count": lambda values: (_ints(values),),
    "number": lambda values: (_doubles(values),),
    "flag": lambda values: (bytes(values),),
    "text?": lambda values: (_known(values), *_texts([value or "" for value in values])),
    "count?": lambda values: (_known(values), _ints([value or 0 for value in values])),
    "count[]": lambda values: (_ints(map(len, values)), _ints(chain.from_iterable(values))),
    "text[]": lambda values: (_ints(map(len, values)), *_texts(list(chain.from_iterable(values)))),
    "text[][]": lambda values: (_ints(map(len, values)), *_PACK["text[]"](list(chain.from_iterable(values)))),
}


def pack(kind: str, values: Sequence[Any]) -> Packed:
    """Return a column of a type of `schema.TABLES`."""
    return _PACK[kind](values)


def to_arrow(kind: str, length: int, columns: Iterable[Packed]) -> "pa.Array[Any]":
    """Join the parts of a column, of so many values in all, to one Arrow array of the type `arrow_type(kind)`."""
    return _array(kind, length, map(b"".join, zip(*columns, strict=True)))


def _array(kind: str, length: int, part: Iterator[bytes]) -> "pa.Array[Any]":
    import pyarrow as pa

    valid, nulls = None, 0
    if kind.endswith("?"):
        valid, nulls, kind = _bitmap(next(part)), -1, kind[:-1]
    if kind.endswith("[]"):
        offsets = _offsets(next(part))
        values = _array(kind[:-2], int(offsets[-1]), part)
        return pa.Array.from_buffers(arrow_type(kind), length, [valid, pa.py_buffer(offsets.data)], nulls, 0, [values])
    if kind == "text":
        offsets = _offsets(next(part))
        text = [valid, pa.py_buffer(offsets.data), pa.py_buffer(next(part))]
        return pa.Array.from_buffers(pa.string(), length, text, nulls)
    data = next(part)
    held = _bitmap(data) if kind == "flag" else pa.py_buffer(data)
    return pa.Array.from_buffers(arrow_type(kind), length, [valid, held], nulls)


def _bitmap(flags: bytes) -> "pa.Buffer":
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(np.frombuffer(flags, np.uint8), bitorder="little").data)


def _offsets(lengths: bytes) -> "np.ndarray":
    import numpy as np

    found = np.zeros(len(lengths) // 4 + 1, "<i8")
    np.cumsum(np.frombuffer(lengths, "<i4"), out=found[1:])
    return found.astype("<i4")


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
