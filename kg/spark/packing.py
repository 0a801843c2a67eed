"""Bundles as they lie in a frame: pickled, then packed with LZ4, which saves two thirds and costs little.

column  facts   binary   what the last step told
        bundle  binary   the documents (before the first step: the rows) with their addresses
"""

import pickle
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = "facts binary, bundle binary"
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


def batch(facts: Sequence[bytes], bundles: Sequence[bytes]) -> "pa.RecordBatch":
    """Return rows of a frame as an Arrow record batch."""
    import pyarrow as pa

    return pa.RecordBatch.from_arrays(
        [pa.array(facts, pa.binary()), pa.array(bundles, pa.binary())], ["facts", "bundle"]
    )
