"""A bundle: rows that are joined together, and then the documents they make; nearly always one.

    rows  --Opening-->  [(address, document)]  --Step-->  [(address, document)]  --Step-->  ...

What a bundle is after a number of steps follows from its rows and from what was known at each step (`Entry`), so it can
be thrown away and read anew wherever that is cheaper than keeping it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

Facts = list[tuple[str, Any]]
"""What the documents of one bundle tell, with their addresses, in the order of the addresses."""


class Opening(NamedTuple):
    """The step that makes documents of rows.

    `read(rows, known)` returns documents with their addresses, in the order of the addresses, and the facts of the
    bundle; `gather` as for `Step`.
    """

    name: str
    read: Callable[[Any, Any], tuple[list[tuple[str, Any]], Any]]
    gather: Callable[[Iterator[Any], Any], Any]


class Entry(NamedTuple):
    """What is done at a step, and what was known: as much of a step as a worker needs."""

    read: Callable[[Any, Any], Any]
    opens: bool
    known: Any


def forgotten(history: Sequence[Entry]) -> list[Entry]:
    """Return steps that nobody will take again, without what was known at them."""
    return [entry._replace(known=None) for entry in history]


class Bundle:
    """Rows or documents, and how many steps they have taken."""

    __slots__ = ("documents", "taken")

    def __init__(self, rows: Any) -> None:
        """Begin with rows, which have no address."""
        self.documents: list[tuple[str, Any]] = [("", rows)]
        self.taken = 0

    def catch_up(self, history: Sequence[Entry]) -> Facts:
        """Take the steps that are missing; return the facts of the last one, which must be missing."""
        facts: Facts = []
        for entry in history[self.taken :]:
            facts = self._take(entry)
        self.taken = len(history)
        return facts

    def _take(self, entry: Entry) -> Facts:
        if entry.opens:
            self.documents, told = entry.read(self.documents[0][1], entry.known)
            return [(self.documents[0][0] if self.documents else "", told)]
        facts: Facts = []
        for number, (address, document) in enumerate(self.documents):
            after, told = entry.read(document, entry.known)
            self.documents[number] = (address, after)
            facts.append((address, told))
        return facts
