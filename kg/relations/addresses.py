"""The first step: where links lead. Addresses and titles of sections that a link leads to or that define a concept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from kg.config import Settings
from kg.ids import Iri, SectionKey
from kg.pointing import heads
from kg.records import Concept
from kg.steps import ReadDocument


class Census(Protocol):
    """What is counted in mentions."""

    @property
    def pages(self) -> Mapping[Iri, int]:
        """Number of documents that mention a concept."""


class Known(NamedTuple):
    """What is known when relations are inferred."""

    settings: Settings
    concepts: Sequence[Concept]
    census: Census


class Addresses(NamedTuple):
    """What a document tells: its sections (key, address, title), the one that heads the page, where its links lead."""

    document: Iri
    sections: tuple[tuple[SectionKey, Iri, str], ...]
    heading: SectionKey | None
    targets: tuple[str, ...]


class Addressed(NamedTuple):
    """What is known when statements are read.

    `address` has the sections that links lead to or that define concepts, `first` the first section of the pages that
    links lead to, `title` the titles by address, `heading` the headings of pages that are concepts.
    """

    settings: Settings
    concepts: Sequence[Concept]
    pages: Mapping[Iri, int]
    documents: int
    address: Mapping[SectionKey, Iri]
    first: Mapping[Iri, Iri]
    title: Mapping[Iri, str]
    heading: Mapping[Iri, SectionKey]


def read_addresses(document: ReadDocument, known: Known) -> tuple[ReadDocument, Addresses]:
    """Tell where a document's sections stand and what its links lead to."""
    ends = {end for link in document.links for end in (link.target_section, link.target) if end is not None}
    sections = tuple((s.key, s.iri, s.title) for s in document.sections)
    return document, Addresses(document.document.iri, sections, heads(document.sections), tuple(sorted(ends)))


def gather_addresses(facts: Iterator[Addresses], known: Known) -> Addressed:
    """Keep the addresses that somebody asks for."""
    defined = {concept.defined_in for concept in known.concepts if concept.defined_in is not None}
    wanted: set[str] = set()
    address: dict[SectionKey, Iri] = {}
    first: dict[Iri, Iri] = {}
    title: dict[Iri, str] = {}
    heading: dict[Iri, SectionKey] = {}
    documents = 0
    for told in facts:
        wanted.update(told.targets)
        documents += bool(told.sections)
        if told.heading is not None and told.heading in defined:
            heading[told.document] = told.heading
        for key, iri, name in told.sections:
            address[key] = iri
            first.setdefault(told.document, iri)
            title.setdefault(iri, name)
    address = {key: iri for key, iri in address.items() if key in wanted or key in defined}
    first = {document: iri for document, iri in first.items() if document in wanted}
    led_to = wanted.union(address.values(), first.values())
    title = {iri: name for iri, name in title.items() if name and iri in led_to}
    return Addressed(known.settings, known.concepts, known.census.pages, documents, address, first, title, heading)
