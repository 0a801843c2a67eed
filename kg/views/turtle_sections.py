"""Sections as Turtle: what `graph.ttl` says of each address of a document.

Two sections may share an address: they are one subject, with what is said of either. Mostly they are of one page; where
several documents have an address, their `Subject`s are joined at the end.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.records import Link, Section
from kg.steps import ReadDocument
from kg.views.evidence_blocks import Named
from kg.views.terms import Properties, iri, node, readable, text

Statements = Mapping[str, Set[str]]


class Subject(NamedTuple):
    """What a document says of an address: titles, heading paths and objects by property are Turtle terms."""

    address: Iri
    document: Iri
    position: int
    titles: tuple[str, ...]
    paths: tuple[str, ...]
    statements: tuple[tuple[str, Collection[str]], ...]


def find_subjects(
    read: ReadDocument, named: Named, documented: Iterable[tuple[Iri, str, str]], language: str
) -> list[Subject]:
    """Return what a document says of each of its addresses, by address.

    `documented` are addresses with property and object that statements of the graph give them.
    """
    sections: dict[Iri, list[Section]] = {}
    for section in read.sections:
        sections.setdefault(section.iri, []).append(section)
    said = _statements(read, named)
    for address, predicate, term in documented:
        said.setdefault(address, {}).setdefault(predicate, set()).add(term)
    return [
        Subject(
            address,
            found[0].document,
            min([section.position for section in found]),
            _terms([section.title for section in found], language),
            _terms([" > ".join(filter(None, map(readable, section.path))) for section in found], language),
            tuple(sorted(said[address].items())) if address in said else (),
        )
        for address, found in sorted(sections.items())
    ]


def _terms(texts: Sequence[str], language: str) -> tuple[str, ...]:
    words = {readable(text) for text in texts}
    return tuple([text(word, language) for word in sorted(words) if word])


def _statements(read: ReadDocument, named: Named) -> dict[Iri, dict[str, set[str]]]:
    address: dict[SectionKey, Iri] = {section.key: section.iri for section in read.sections}
    found: dict[Iri, dict[str, set[str]]] = {}
    mentions: dict[SectionKey, set[str]] = {}
    for concept, key in named:
        if key in mentions:
            mentions[key].add(iri(concept))
        else:
            mentions[key] = {iri(concept)}
    for key, concepts in mentions.items():
        found.setdefault(address[key], {}).setdefault("kgv:mentions", set()).update(concepts)
    for link in read.links:
        if (said := _of_link(link)) is not None:
            found.setdefault(address[link.section], {}).setdefault(said[0], set()).add(said[1])
    return found


def _of_link(link: Link) -> tuple[str, str] | None:
    if link.kind == "broken" or link.target is None:
        return ("kgv:unresolvedLink", text(readable(link.href))) if readable(link.href) else None
    if link.kind != "external":
        return "kgv:linksTo", iri(link.target)
    return ("dcterms:references", iri(link.target)) if link.target.startswith(("http://", "https://")) else None


def join_subjects(subjects: Iterable[Subject]) -> Subject:
    """Return what several documents, in the order of their addresses, say of one address."""
    first, *others = subjects
    statements: dict[str, set[str]] = {predicate: set(terms) for predicate, terms in first.statements}
    for other in others:
        for predicate, terms in other.statements:
            statements.setdefault(predicate, set()).update(terms)
    return first._replace(
        position=min(subject.position for subject in (first, *others)),
        titles=(*first.titles, *(title for other in others for title in other.titles)),
        paths=(*first.paths, *(path for other in others for path in other.paths)),
        statements=tuple(sorted(statements.items())),
    )


def subject_block(subject: Subject, pages: Set[Iri]) -> str:
    """Return a subject as a block of Turtle; an address that a page has too is titled as the page."""
    properties: Properties = [
        ("a", ["kgv:Section"]),
        ("dcterms:title", [] if subject.address in pages else subject.titles),
        ("kgv:headingPath", subject.paths),
        ("dcterms:isPartOf", [iri(subject.document)] if subject.document != subject.address else []),
        ("schema:position", [str(subject.position)]),
        *subject.statements,
    ]
    return node(iri(subject.address), properties)
