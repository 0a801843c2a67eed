"""How the flow is cut so that it runs anywhere: one document at a time, with what all documents together tell.

    document, known  --read-->   document, facts     one document; in this process, in another, on another machine
    facts of all     --gather--> known               one place; `known` goes out with the next step

Both halves are pure functions of their arguments, so it does not matter who calls them, in which order documents are
read, or whether a document was read in an earlier build (see docs/decisions/0030-steps.md). A stage is a tuple of steps;
`kg.shelf` runs them in one process, in several, from disk or from the results of an earlier build, `kg.spark` on a
cluster. After Dean & Ghemawat, "MapReduce" (OSDI 2004), with `known` as its broadcast.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from kg.records import Document, Link, Mention, Section


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as far as it is read: sections by position and key; links and mentions in section and text order.

    This is what stage 1 leaves of a document, and what the later stages are given.
    """

    document: Document
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    mentions: tuple[Mention, ...] = ()


class Step(NamedTuple):
    """A step of a stage.

    `read(document, known)` returns the document as the next step wants it, and the facts it adds to the whole. It may
    not change its arguments, and what it returns must be picklable. `gather(facts, known)` is given the facts of all
    documents, as an iterator in the order of their addresses, and returns what the next step has to know; it must not
    keep more than a vocabulary, the concepts and the statements need. Facts of most documents are small, and many are
    counts. `scope(facts, known)` returns the part of `known` on which one document's result depends, in a form
    that is equal only for equal parts (`facts` are the document's own, from the step before); None: all of it.
    """

    name: str
    read: Callable[[Any, Any], tuple[Any, Any]]
    gather: Callable[[Iterator[Any], Any], Any]
    scope: Callable[[Any, Any], object] | None = None


class Shelf(Protocol):
    """Where the documents of a build stand between steps."""

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        """Read every document, keep what it became, and yield its facts in the order of the documents' addresses."""


class List:
    """A shelf that is a list in memory: what the tests and the doors of the stages use."""

    def __init__(self, documents: Iterable[Any]) -> None:
        """Take documents in the order of their addresses."""
        self.documents = list(documents)

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        """Read every document and yield its facts; see `Shelf.run`."""
        for number, document in enumerate(self.documents):
            self.documents[number], facts = step.read(document, known)
            yield facts


def run_steps(shelf: Shelf, steps: Iterable[Step], known: Any) -> Any:
    """Run a stage's steps one after the other; return what the last one gathers."""
    for step in steps:
        known = step.gather(shelf.run(step, known), known)
    return known
