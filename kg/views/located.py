"""Places in the input: which location is kept of a section, and where spans of it stand in chunks."""

from collections.abc import Iterable, Iterator, Sequence

from kg.errors import Location
from kg.ids import SectionKey
from kg.records import Piece, Place, place


def located(location: Location, section: SectionKey | None) -> Location:
    """Return the location that is kept: where a section is known, a table's row number says nothing more.

    So shuffling the rows of a table changes nothing in the graph.
    """
    return Location("") if section is not None and location.row is not None else location


def places(pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """Take spans of one section back to chunks; see `Section.place`."""
    chunk, base, length = pieces[0]
    stop = base + length
    following = pieces[1].start if len(pieces) > 1 else None
    for start, end in spans:
        if base <= start and end <= stop and (following is None or start < following):
            yield Place(chunk, start - base, end - base)  # most spans: nothing to choose from
        else:
            yield place(pieces, start, end)
