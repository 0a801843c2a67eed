"""Second step of the views: each document's own part of tables, Turtle and explorer, ready to be put together.

    ReadDocument, Wanted  --render-->  Made     rows as bytes, blocks of Turtle, places and words of spans

A part depends on the document and on what `scope` returns: the statements that stand in it, what its links lead to,
addresses that it shares. So an unchanged document's part can be taken from an earlier build.
"""

import re
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.pointing import Leads
from kg.records import Section
from kg.steps import ReadDocument, Step
from kg.views.evidence_blocks import Blocks, Tongue, evidence_blocks, mention_blocks
from kg.views.packing import Packed, pack
from kg.views.rows_read import Locators, concepts_of, read_columns
from kg.views.schema import TABLES
from kg.views.spans import Spot, read_spots
from kg.views.survey import Told, as_they_come
from kg.views.turtle_sections import Subject, find_subjects, subject_block

ROWS, STATEMENTS, EVIDENCE, WORDS = "rows", "statements", "evidence", "words"
ALL = (ROWS, STATEMENTS, EVIDENCE, WORDS)
_SPACED = re.compile(r" ([,.;:!?)])(?=\s|$)")  # where a blanked link target stood before a sentence mark
_MARKUP_END = re.compile(r"\.(?:mdx?|html?)$")


class Wanted(NamedTuple):
    """What documents have to know.

    `parts` are asked for (see `ALL`). `pages` are the addresses of documents, `shared` those that sections
    of several documents have. `spots` are spans by document (see `spans`), `documented` is what statements say of a
    document's sections: address, property, term. `ends` are ends of addresses whose anchors are asked for, `shown` the
    sections whose mentions the explorer lists (None: all).
    """

    parts: tuple[str, ...]
    tongue: Tongue
    leads: Leads
    pages: Set[Iri]
    shared: Set[Iri]
    spots: Mapping[Iri, bytes]
    documented: Mapping[Iri, tuple[tuple[Iri, str, str], ...]]
    ends: Set[str]
    shown: Set[SectionKey] | None


Naming = tuple[Iri, int, int, str]
"""A concept that a section names: concept, section (its number among those of the document that are shown), how often,
and first by which words."""


class Made(NamedTuple):
    """A document's part.

    `places` (address, chunk, offsets) are of its spots, in their order; `words` (as seen, as written) of those that ask
    for them: None where both are what the spot's quote says. `rows` are number and columns by table. `subjects` are
    addresses with their blocks, `shared` those that other documents have too. `led` are the concepts that its links
    lead to.
    """

    places: list[tuple[Iri, str, int, int]]
    words: list[tuple[str, str] | None]
    namings: list[Naming]
    rows: list[tuple[int, list[Packed]]]
    subjects: Blocks
    shared: list[Subject]
    evidence: Blocks
    mentions: Blocks
    led: tuple[Iri, ...]
    anchors: tuple[tuple[str, Iri], ...]


_NOTHING = Blocks([], [])


def render(read: ReadDocument, wanted: Wanted) -> tuple[ReadDocument, Made]:
    """Make a document's part; the document stays as it is."""
    sections = {section.key: section for section in read.sections}
    document, tongue = read.document.iri, wanted.tongue
    spots = list(read_spots(wanted.spots[document])) if document in wanted.spots else []
    locators = Locators(read.sections)
    placed = [locators[s.section](s.start, s.end) for s in spots]
    named = _named(read)
    blocks, shared = _subjects(read, named, wanted) if STATEMENTS in wanted.parts else (_NOTHING, [])
    evidence = EVIDENCE in wanted.parts
    led = concepts_of(read.links, wanted.leads)
    return read, Made(
        [(sections[s.section].iri, *place) for s, place in zip(spots, placed, strict=True)],
        [_words(sections[s.section], s) for s in spots if s.seen] if WORDS in wanted.parts else [],
        _namings(read, named, wanted.shown) if WORDS in wanted.parts else [],
        _rows(read, led, locators) if ROWS in wanted.parts else [],
        blocks,
        shared,
        evidence_blocks(spots, placed, sections, tongue) if evidence else _NOTHING,
        mention_blocks(named, sections, tongue) if evidence else _NOTHING,
        tuple(sorted({concept for concept in led if concept is not None})),
        _anchors(read) if address_end(document) in wanted.ends else (),
    )


def _named(read: ReadDocument) -> dict[tuple[Iri, SectionKey], dict[str, int]]:
    found: dict[tuple[Iri, SectionKey], dict[str, int]] = {}
    for mention in read.mentions:
        pair = mention[:2]
        surfaces = found.get(pair)
        if surfaces is None:
            found[pair] = {mention[4]: 1}
        else:
            surfaces[mention[4]] = surfaces.get(mention[4], 0) + 1
    return found


def _namings(
    read: ReadDocument, named: Mapping[tuple[Iri, SectionKey], Mapping[str, int]], shown: Set[SectionKey] | None
) -> list[Naming]:
    keys = (section.key for section in read.sections if shown is None or section.key in shown)
    number = {key: i for i, key in enumerate(keys)}
    return [
        (concept, number[key], sum(surfaces.values()) if len(surfaces) > 1 else surfaces[first], first)
        for (concept, key), surfaces in named.items()
        if key in number
        for first in [next(iter(surfaces))]
    ]


def _words(section: Section, spot: Spot) -> tuple[str, str] | None:
    """Return a span as a reader sees it (markup blanked, one space for many) and as it is written."""
    written = section.text[spot.start : spot.end]
    seen = _SPACED.sub(r"\1", " ".join(section.prose[spot.start : spot.end].split())) or " ".join(written.split())
    return None if seen == written == spot.quote else (seen, written)


def _rows(read: ReadDocument, led: Sequence[Iri | None], locators: Locators) -> list[tuple[int, list[Packed]]]:
    found = []
    for table in TABLES:
        if table.read:
            columns = read_columns(table.name, read, led, locators)
            packed = [pack(kind, values) for (_, kind), values in zip(table.columns, columns, strict=True)]
            found.append((len(columns[0]), packed))
    return found


def _subjects(
    read: ReadDocument, named: Mapping[tuple[Iri, SectionKey], Mapping[str, int]], wanted: Wanted
) -> tuple[Blocks, list[Subject]]:
    documented = wanted.documented.get(read.document.iri, ())
    subjects = find_subjects(read, named, documented, wanted.tongue.language)
    own = [subject for subject in subjects if subject.address not in wanted.shared]
    blocks = Blocks(
        [subject.address for subject in own], [subject_block(subject, wanted.pages).encode() for subject in own]
    )
    return blocks, [subject for subject in subjects if subject.address in wanted.shared]


def _anchors(read: ReadDocument) -> tuple[tuple[str, Iri], ...]:
    found: dict[str, Iri] = {}
    for section in read.sections:
        for anchor in (section.anchor, *section.anchors):
            if anchor:
                found.setdefault(anchor, section.iri)
    return tuple(found.items())


def address_end(address: str) -> str:
    """Return the last part of a page's address, without what tells its format.

    >>> address_end("https://example.org/docs/intro.html/")
    'intro'
    """
    return _MARKUP_END.sub("", address.rstrip("/").rpartition("/")[2])


def _scope(told: Told, wanted: Wanted) -> object:
    """Return what a document's part depends on beside the document."""
    leads, targets = wanted.leads, told.targets
    addresses = sorted({home.iri for home in told.sections})
    return (
        wanted.parts,
        tuple(wanted.tongue),
        wanted.spots.get(told.document),
        wanted.documented.get(told.document),
        tuple(leads.defined.get(key) for key in targets.sections),
        tuple(tuple(sorted(leads.entries.get(key, {}).items())) for key in targets.sections),
        tuple(leads.symbols.get(name) for name in targets.symbols),
        tuple(leads.at.get(address) for address in targets.addresses),
        tuple(address for address in addresses if address in wanted.pages),
        tuple(address for address in addresses if address in wanted.shared),
        address_end(told.document) in wanted.ends,
        None if wanted.shown is None else tuple(home.key in wanted.shown for home in told.sections),
    )


RENDER = Step("render", render, as_they_come, _scope)
