"""Places in the input: which location is kept of a section, and where spans of it stand in chunks."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from kg.errors import Location
from kg.ids import SectionKey
from kg.records import Piece, place

Chunked = tuple[str, int, int]
"""A chunk and offsets in it; a `Place` without names."""


def located(location: Location, section: SectionKey | None) -> Location:
    """Return the location that is kept: where a section is known, a table's row number says nothing more.

    So shuffling the rows of a table changes nothing in the graph.
    """
    return Location("") if section is not None and location.row is not None else location


def locator(pieces: Sequence[Piece]) -> Callable[[int, int], Chunked]:
    """Return a function that takes spans of a section back to chunks, as `Section.place` does, quickly for many."""
    if len(pieces) == 1:
        chunk, base, length = pieces[0]

        def in_one(start: int, end: int) -> Chunked:
            if base <= start and end <= base + length:
                return chunk, start - base, end - base
            return place(pieces, start, end)

        return in_one
    starts = [piece.start for piece in pieces]
    ends = [piece.start + piece.length for piece in pieces]
    reach = [-1, *map(max, [-1, *ends], ends)][: len(ends)]  # how far the two pieces before reach

    def in_many(start: int, end: int) -> Chunked:
        last = bisect_right(starts, start) - 1
        if last >= 0 and reach[last] <= start < ends[last]:  # most spans: no other chunk holds where they start
            base, stop = starts[last], ends[last]
            return pieces[last][0], start - base, (end if end < stop else stop) - base
        return place(pieces, start, end)

    return in_many
