"""Which spans of text the core speaks of: witnesses of statements, then those of names, then definitions.

    core  --number-->  spans 0, 1, 2, ...  --by document-->  bytes per document, read where the text is

A span's number is its place in that order. What is sent to a document (`Spot` rows, marshalled in version 2: equal for
equal content) also says what the span is a witness of, so that the document's own process writes the evidence down.
"""

import marshal
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import Any, NamedTuple

from kg.core import Core
from kg.ids import Iri, SectionKey
from kg.views.explorer_part import Part

MANY = 200_000  # spans: with more, what is sent is compressed
_PLAIN = marshal.dumps([], 2)[:1]  # what a marshalled list begins with, and no compressed one


class Spot(NamedTuple):
    """A span, and what it is a witness of: `relation` is empty where it is no witness, `confidence` None where the
    weight says nothing. `quote` is checked where it is not None; `seen` asks for the words as a reader sees them.
    """

    section: SectionKey
    start: int
    end: int
    source: Iri
    relation: str
    target: Iri | None
    label: str
    method: str
    weight: float
    confidence: float | None
    quote: str | None
    seen: bool


ALTERNATIVE, HIDDEN, DEFINITION = "skos:altLabel", "skos:hiddenLabel", "skos:definition"


class Spans(NamedTuple):
    """Spots and their numbers, by document; the numbers at which names and definitions begin.

    `asked` tells of each span whether its words are wanted.
    """

    spots: dict[Iri, bytes]
    numbers: dict[Iri, "array[int]"]
    names: int
    definitions: int
    asked: bytearray


def find_spans(core: Core, page: Mapping[SectionKey, Iri], part: Part) -> Spans:
    """Return the spans of a graph, given the documents of sections and the part whose words the explorer shows."""
    rows: dict[Iri, list[tuple[Any, ...]]] = {}
    numbers: dict[Iri, array[int]] = {}
    asked = bytearray()
    begin: list[int] = []
    shown = {concept.iri for concept in part.concepts}
    for spots in (_witnesses(core, set(part.statements)), _names(core), _definitions(core, shown)):
        begin.append(len(asked))
        for spot in spots:
            document = page[spot[0]]
            if document not in rows:
                rows[document], numbers[document] = [], array("q")
            rows[document].append(spot)
            numbers[document].append(len(asked))
            asked.append(spot[-1])
    tight = len(asked) > MANY
    packed = {document: _packed(rows.pop(document), tight=tight) for document in list(rows)}
    return Spans(packed, numbers, begin[1], begin[2], asked)


def _packed(rows: list[tuple[Any, ...]], *, tight: bool) -> bytes:
    plain = marshal.dumps(rows, 2)
    return zlib.compress(plain, 1) if tight else plain


def read_spots(packed: bytes) -> Iterator[Spot]:
    """Return the spots of a document."""
    plain = packed if packed.startswith(_PLAIN) else zlib.decompress(packed)
    return map(Spot._make, marshal.loads(plain))


def _witnesses(core: Core, shown: Set[int]) -> Iterator[tuple[Any, ...]]:
    for i, (r, confidence) in enumerate(zip(core.relations, core.confidences, strict=True)):
        seen = i in shown
        for method, section, start, end, quote, weight in r.evidence:
            yield (
                section, start, end, r.source, r.relation, r.target, r.target_label, method, weight, confidence, quote,
                seen,
            )  # fmt: skip


def _names(core: Core) -> Iterator[tuple[Any, ...]]:
    for c in core.concepts:
        for n in c.names:
            if n.section is not None:
                relation = HIDDEN if n.kind == "misspelling" else ALTERNATIVE
                if n.bearer is not None or n.end <= n.start:  # another concept's own label: told as a statement
                    relation = ""
                yield (
                    n.section, n.start, n.end, c.iri, relation, None, n.label, n.method, n.weight, n.weight, None,
                    False,
                )  # fmt: skip


def _definitions(core: Core, shown: Set[Iri]) -> Iterator[tuple[Any, ...]]:
    for c in core.concepts:
        for i, d in enumerate(c.definitions):
            seen = not i and c.iri in shown
            yield (d.section, d.start, d.end, c.iri, DEFINITION, None, d.text, d.form, 1.0, None, None, seen)


def named_sections(core: Core) -> set[SectionKey]:
    """Return the keys of all sections that the core names."""
    return {*home_sections(core), *chain.from_iterable(_keys(core))}


def _keys(core: Core) -> Iterator[Iterable[SectionKey]]:
    yield (e.section for r in core.relations for e in r.evidence)
    yield (n.section for c in core.concepts for n in c.names if n.section is not None)


def home_sections(core: Core) -> set[SectionKey]:
    """Return the keys of the sections that define a concept or have something wrong in them."""
    homes = {c.defined_in for c in core.concepts} | {finding.section for finding in core.findings}
    told = {d.section for c in core.concepts for d in c.definitions}
    return told.union(key for key in homes if key is not None)
