"""Which phrases of a large corpus can be frequent, without a dictionary of all of them.

Most phrases stand in a text once, so a dictionary of them grows with the text. Counted into a fixed number of buckets
by their hash, none is counted too low: what stands `least` times is in a bucket that counts as many. Only phrases of
such buckets are then counted one by one, which gives the same result (after Park, Chen & Yu, "An effective hash-based
algorithm for mining association rules", SIGMOD 1995).
"""

from array import array
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

BUCKETS = 1 << 22


@lru_cache(maxsize=1 << 18)
def bucket(phrase: str) -> int:
    """Return a phrase's bucket; the same in every process."""
    return crc32(phrase.encode("utf-8", "surrogatepass")) % BUCKETS


def hashed(phrases: Iterable[str]) -> bytes:
    """Return the buckets of a document's phrases, each as often as it stands there."""
    return array("I", map(bucket, phrases)).tobytes()


class Tally:
    """Counts of all buckets."""

    def __init__(self) -> None:
        self.counts = array("I", bytes(4 * BUCKETS))

    def add(self, told: bytes) -> None:
        """Add what one document tells, see `hashed`."""
        counts = self.counts
        for number in array("I", told):
            counts[number] += 1

    def likely(self, least: int) -> bytes:
        """Return for each bucket 1 where it counts at least `least`, else 0."""
        return bytes(count >= least for count in self.counts)
