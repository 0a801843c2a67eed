"""Bundles as they lie in a frame: pickled, then packed with LZ4, which saves two thirds and costs little.

column  number  long     bundles are numbered in the order of their smallest addresses
        facts   binary   what the last step told, pickled
        bundle  binary   the documents (or rows, before the first step)
"""

import pickle
import struct
from collections.abc import Sequence
from typing import Any

SCHEMA = "number long, facts binary, bundle binary"
_SIZE = struct.Struct("<Q")


def pack(value: Any) -> bytes:
    """Pickle and compress."""
    import pyarrow as pa

    plain = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _SIZE.pack(len(plain)) + pa.compress(plain, "lz4", asbytes=True)


def unpack(packed: bytes) -> Any:
    """Return what was packed.

    >>> unpack(pack(["a", 1]))
    ['a', 1]
    """
    import pyarrow as pa

    return pickle.loads(pa.decompress(memoryview(packed)[_SIZE.size :], _SIZE.unpack_from(packed)[0], "lz4"))


def batch(numbers: Sequence[int], facts: Sequence[bytes], bundles: Sequence[bytes]) -> Any:
    """Return rows of a frame as an Arrow record batch."""
    import pyarrow as pa

    columns: list[Any] = [pa.array(numbers, pa.int64()), pa.array(facts, pa.binary()), pa.array(bundles, pa.binary())]
    return pa.RecordBatch.from_arrays(columns, ["number", "facts", "bundle"])
