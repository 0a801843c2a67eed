"""The nouns: every value that crosses a stage border, frozen and slotted.

    Chunk --join--> Passage (in a JoinedDocument) --parse--> Section, Link
    Section, Link --> Concept --> Mention --> Relation (+ Evidence) --> Graph

Offsets are half-open, in Unicode code points. Inside the program a span counts from the start of its
section's `text`; `Section.place` takes it back to the chunk row it came from.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, NamedTuple

from kg.errors import NOWHERE, Location
from kg.ids import Iri, SectionKey

ConceptKind = Literal["glossary", "topic", "symbol", "term"]
LinkKind = Literal["section", "page", "symbol", "external", "broken"]


class Span(NamedTuple):
    """A half-open range of code points, counted from the start of a section's text."""

    start: int
    end: int


class Place(NamedTuple):
    """A span taken back to the input: offsets into the text of one chunk."""

    chunk_id: str
    start: int
    end: int


class Piece(NamedTuple):
    """One chunk's part of a joined section: chunk text `[0, length)` stands at `[start, start + length)`.

    Neighbouring pieces overlap where chunks do. White space that the cutter removed between two chunks is put
    back in the joined text and belongs to no piece.
    """

    chunk_id: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A row of a chunk table, or a section of a Markdown file (which then knows its own heading)."""

    source: str
    url: str
    chunk_id: str
    text: str
    file_type: str = ".md"
    title: str | None = None
    level: int | None = None
    front_matter: tuple[tuple[str, str], ...] = ()
    location: Location = NOWHERE


class Mark(NamedTuple):
    """A stretch of inline markup; `kind` is one of `code`, `link`, `symbol`, `emphasis`, `strong`, `image`, `math`,
    `abbr`. The span covers the words (a link's text, the emphasised words), not the markup around them.
    """

    kind: str
    start: int
    end: int


class Block(NamedTuple):
    """A leaf block; `kind` is one of `paragraph`, `item`, `definition`, `table`, `code`, `html`, `comment`,
    `autodoc`, `heading`. Blocks are in text order and do not overlap. `depth` is the list or quote nesting, from 0.
    """

    kind: str
    start: int
    end: int
    depth: int = 0


class SymbolDoc(NamedTuple):
    """What one `[[autodoc]]` block documents: a dotted name and the members listed below it."""

    name: str
    members: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A section's joined text before parsing. `title` and `level` are None where the input has no heading text."""

    key: SectionKey
    iri: Iri
    anchor: str
    title: str | None
    level: int | None
    text: str
    pieces: tuple[Piece, ...]
    position: int
    front_matter: tuple[tuple[str, str], ...] = ()
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class JoinedDocument:
    """A page whose chunks have been joined; passages are in page order."""

    iri: Iri
    source: str
    url: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A page. `iri` is its address without the trailing slash (the page's first section has the slash)."""

    iri: Iri
    source: str
    title: str
    chunks: int
    sections: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it, up to the next heading.

    `prose` has the length of `text`: what a reader does not read as words (code blocks, tags, comments, link
    targets, markup characters) is blanked with spaces, so that offsets into one are offsets into the other.
    Inline code, table cells and link texts stay; `marks` and `blocks` tell them apart.
    """

    key: SectionKey
    iri: Iri
    document: Iri
    anchor: str
    title: str
    level: int | None
    path: tuple[str, ...]
    position: int
    text: str
    prose: str
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    symbols: tuple[SymbolDoc, ...] = ()
    front_matter: tuple[tuple[str, str], ...] = ()
    location: Location = NOWHERE

    def place(self, start: int, end: int) -> Place:
        """Return the chunk and the offsets in it for a span of this section.

        Where chunks overlap, the first chunk that holds the whole span is named. A span that no chunk holds whole
        is named by the chunk it starts in, cut at that chunk's end.
        """
        return place(self.pieces, start, end)


_START = attrgetter("start")


def place(pieces: Sequence[Piece], start: int, end: int) -> Place:
    """Take a span of joined text back to a chunk; see `Section.place`. `pieces` are sorted by `start`."""
    last = bisect_right(pieces, start, key=_START)
    if last == 1 and end <= pieces[0].start + pieces[0].length:  # most spans: nothing to choose from
        return Place(pieces[0].chunk_id, start - pieces[0].start, end - pieces[0].start)
    holding = [piece for piece in pieces[max(0, last - 3) : last] if start < piece.start + piece.length]
    if not holding:
        piece = pieces[max(0, last - 1)]
        return Place(piece.chunk_id, piece.length, piece.length)
    whole = next((piece for piece in holding if end <= piece.start + piece.length), holding[-1])
    return Place(whole.chunk_id, start - whole.start, min(end - whole.start, whole.length))


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written. `start`/`end` span the whole link in the section's text; `text` is what a reader sees.

    `target` is a section's or document's IRI, or an absolute URL; None where it resolves to nothing.
    `kind` is `symbol` for references such as [`Trainer`], resolved or not.
    """

    section: SectionKey
    href: str
    text: str
    target: Iri | None
    kind: LinkKind
    start: int
    end: int
    target_section: SectionKey | None = None


class Name(NamedTuple):
    """Another name of a concept and the words that give it.

    `kind`: `acronym`, `expansion`, `synonym`, `former`, `spelling`, `plural` (labels) or `misspelling` (hidden).
    `section`, `start`, `end` span the sentence or heading that proves it; section None where it follows from the
    label's own letters (plural, spelling). `method` is a key of the methods table in docs/methods.md.
    `bearer` is another concept whose own label this is (an entry says "another name for X", and X is an entry too):
    then it is told as a statement, and is no label here.
    """

    label: str
    kind: str
    method: str
    section: SectionKey | None = None
    start: int = 0
    end: int = 0
    weight: float = 1.0
    bearer: Iri | None = None


class Genus(NamedTuple):
    """The kind of thing a definition says its concept is: words as a person writes them, singular, no article."""

    label: str
    start: int
    end: int


class Definition(NamedTuple):
    """A definitional sentence: its span in the section's text, how it was read, and the genera it states."""

    section: SectionKey
    start: int
    end: int
    text: str
    form: str
    genera: tuple[Genus, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A node: something the documentation talks about.

    `label` is the preferred label; `aliases` are alternative labels (sorted), `hidden` ones only serve matching.
    The first of `definitions` is the definition that is shown. `defined_in` is the section whose subject it is.
    """

    iri: Iri
    label: str
    kind: ConceptKind
    names: tuple[Name, ...] = ()
    hidden: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    defined_in: SectionKey | None = None
    score: float = 0.0

    @property
    def aliases(self) -> tuple[str, ...]:
        """Alternative labels, sorted, without the preferred one."""
        if not self.names:
            return ()
        own = {n.label for n in self.names if n.kind != "misspelling" and n.bearer is None}
        return tuple(sorted(own - {self.label}))

    @property
    def definition(self) -> str | None:
        """The definition as written, or None where the documentation never says what this is."""
        return self.definitions[0].text if self.definitions else None


class Mention(NamedTuple):
    """A place where a concept is named; the span counts from the start of the section's text."""

    concept: Iri
    section: SectionKey
    start: int
    end: int
    surface: str
    linked: bool


class Evidence(NamedTuple):
    """One witness of a relation: the words, where they stand (span in the section's text), who read them.

    `weight` is the probability that a statement with this witness alone is right, in [0, 1].
    """

    method: str
    section: SectionKey
    start: int
    end: int
    quote: str
    weight: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A bare statement and its witnesses. `relation` is a name of `vocab.RELATIONS`.

    `source` is a concept's IRI (a section's for `links_to` and `documents`). `target` is None where the other side
    is not a concept (yet): then `target_label` keeps its words.
    """

    source: Iri
    source_label: str
    relation: str
    target: Iri | None
    target_label: str
    evidence: tuple[Evidence, ...]

    @property
    def confidence(self) -> float:
        """Probability that the statement is right: noisy-or over methods, the best witness of each.

        Two sentences read by one method share its mistakes, so only the best of them counts.
        """
        best: dict[str, float] = {}
        for witness in self.evidence:
            best[witness.method] = max(best.get(witness.method, 0.0), witness.weight)
        doubt = 1.0
        for weight in best.values():
            doubt *= 1.0 - weight
        return round(1.0 - doubt, 4)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks wrong in the user's documents, or was lost on the way. `code` is in `vocab.FINDINGS`."""

    code: str
    message: str
    section: SectionKey | None = None
    source: str = ""
    location: Location = NOWHERE
