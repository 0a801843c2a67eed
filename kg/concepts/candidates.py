"""What a source of concepts proposes, before names are merged."""

from typing import NamedTuple

from kg.ids import SectionKey
from kg.records import ConceptKind, Definition, Name, Section, Span


class Candidate(NamedTuple):
    """A proposed concept.

    `section` is the section whose subject it is, `heading` that section's title; with `span`, the entry is only that
    part of the section (an entry of a definition list). `symbol` is the dotted name of a symbol, which is its identity;
    everything else is identified by its names. A `proper` name, such as that of the documented product, is not the
    same as the common noun it is made of.
    """

    label: str
    kind: ConceptKind
    section: SectionKey | None = None
    heading: str = ""
    span: Span | None = None
    names: tuple[Name, ...] = ()
    hidden: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    context: str = ""
    symbol: str = ""
    proper: bool = False
    score: float = 0.0

    @property
    def labels(self) -> tuple[str, ...]:
        """All it is called, hidden names too."""
        return (self.label, *(name.label for name in self.names), *self.hidden)


class Introduced(NamedTuple):
    """A candidate and the sections to read its definition and names from, best first."""

    candidate: Candidate
    readable: tuple[Section, ...] = ()


class Proposal(NamedTuple):
    """A candidate as its sections tell of it, and what it was called before they were read."""

    candidate: Candidate
    called: tuple[str, ...]
