"""How the flow is cut so that it runs anywhere: one document at a time, with what all documents together tell.

    document, known  --read-->   document, facts     one document; in this process, in another, on another machine
    facts of all     --gather--> known               one place; `known` goes out with the next step

Both halves are pure functions of their arguments, so it does not matter who calls them, in which order documents are
read, or whether one was read in an earlier build (see docs/decisions/0030-steps.md). A stage is a tuple of steps;
`kg.shelf` runs them in one process, in several, from disk or from the results of an earlier build, `kg.spark` on a
cluster. After Dean & Ghemawat, "MapReduce" (OSDI 2004), with `known` as its broadcast.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from kg.ids import Iri, SectionKey
from kg.records import Document, Link, Mention, Section

_T = TypeVar("_T")
_R = TypeVar("_R")
_Placed = TypeVar("_Placed", Link, Mention)


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
    `holds(facts, known)` tells whether facts that an earlier build found for the same scope would be found again; a
    step that has it needs no scope, and its facts must tell what the document becomes: what follows is then not read
    again where a new scope led to the same facts.
    """

    name: str
    read: Callable[[Any, Any], tuple[Any, Any]]
    gather: Callable[[Iterator[Any], Any], Any]
    scope: Callable[[Any, Any], object] | None = None
    holds: Callable[[Any, Any], bool] | None = None


class Shelf(Protocol):
    """Where the documents of a build stand between steps.

    A shelf may also keep, for later builds, what was made of all documents: by name and by all it depends on. Those
    that do not say so keep nothing.
    """

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        """Read every document, keep what it became, and yield its facts in the order of the documents' addresses."""

    def take(self, step: Step, known: Any) -> Any:
        """Let every document take a step and return what it gathers."""
        return step.gather(self.run(step, known), known)

    @property
    def remembers(self) -> bool:
        """Tell whether anything is kept in this build."""
        return False

    def recall(self, name: str, given: bytes) -> bytes | None:
        """Return what an earlier build made of the same, or None."""
        return None

    def keep(self, name: str, given: bytes, made: bytes) -> None:
        """Keep what was made."""
        return

    def last(self) -> Callable[[], None]:
        """End the steps; return what is left to do to keep everything: later, or in a copy of this process.

        What `keep` is given until then is kept too.
        """
        return _nothing


def _nothing() -> None:
    """Keep nothing."""


class List(Shelf):
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
        known = shelf.take(step, known)
    return known


def by_document(
    sections: Iterable[Section], links: Iterable[Link] = (), mentions: Iterable[Mention] = ()
) -> list[ReadDocument]:
    """Return documents, in the order of their addresses, made of records in any order."""
    found: dict[Iri, list[Section]] = {}
    for section in sections:
        found.setdefault(section.document, []).append(section)
    linked, named = _in_section(links), _in_section(mentions)
    return [_document(iri, own, linked, named) for iri, own in sorted(found.items())]


def _document(
    iri: Iri, own: list[Section], links: dict[SectionKey, list[Link]], mentions: dict[SectionKey, list[Mention]]
) -> ReadDocument:
    sections = tuple(sorted(own, key=lambda s: (s.position, s.key)))
    return ReadDocument(
        Document(iri, "", "", 0, len(sections)),
        sections,
        tuple(k for s in sections for k in sorted(links.get(s.key, ()), key=lambda k: (k.start, k.end, k.href))),
        tuple(m for s in sections for m in sorted(mentions.get(s.key, ()), key=lambda m: (m.start, m.end, m.concept))),
    )


def _in_section(records: Iterable[_Placed]) -> dict[SectionKey, list[_Placed]]:
    found: dict[SectionKey, list[_Placed]] = {}
    for record in records:
        found.setdefault(record.section, []).append(record)
    return found


def latest(make: Callable[[_T], _R]) -> Callable[[_T], _R]:
    """Return a function that remembers what it made of the newest argument, by identity, then by equality.

    For what is made of a known: it is made once per process and step, not once per document, and never pickled.
    """
    kept: list[tuple[Any, Any]] = []

    @wraps(make)
    def made(known: _T) -> _R:
        if not (kept and (kept[0][0] is known or kept[0][0] == known)):
            kept[:] = [(known, make(known))]
        elif kept[0][0] is not known:
            kept[:] = [(known, kept[0][1])]
        return cast("_R", kept[0][1])

    return made
