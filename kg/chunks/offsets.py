"""UTF-8 byte offsets to code points, by the places of the characters that take more than one byte."""

import re
import sys
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def code_points(text: str) -> Callable[[int], int]:
    """Return what turns UTF-8 byte offsets into code points."""
    if text.isascii():
        return int
    wide = [(match.start(), ord(match[0])) for match in _NON_ASCII.finditer(text)]
    extra = list(accumulate((1 if code < 0x800 else 2 if code < 0x10000 else 3 for _, code in wide), initial=0))
    begins = [place + more for (place, _), more in zip(wide, extra, strict=False)]
    low, high, more = -1, begins[0], 0  # behind `low` and up to `high` as many bytes are more than code points

    def convert(offset: int) -> int:
        nonlocal low, high, more
        if not low < offset <= high:
            at = bisect_left(begins, offset)
            low, high = begins[at - 1] if at else -1, begins[at] if at < len(begins) else sys.maxsize
            more = extra[at]
        return offset - more

    return convert
