"""What a source of concepts proposes, before names are merged."""

from dataclasses import dataclass

from kg.records import ConceptKind, Definition, Name, Section, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed concept.

    `section` is the section whose subject it is; with `span`, the entry is only that part of the section (an entry
    of a definition list). `readable` are the sections to read its definition from, best first. `symbol` is the
    dotted name of a symbol, which is its identity; everything else is identified by its names. A `proper` name, such as
    that of the documented product, is not the same as the common noun it is made of.
    """

    label: str
    kind: ConceptKind
    section: Section | None = None
    span: Span | None = None
    names: tuple[Name, ...] = ()
    hidden: tuple[str, ...] = ()
    readable: tuple[Section, ...] = ()
    definitions: tuple[Definition, ...] = ()
    context: str = ""
    symbol: str = ""
    proper: bool = False
    score: float = 0.0
