"""What one document's statements depend on: what concepts are called, where its links lead, what it says of concepts.

Counts, scores and what other pages say do not matter to what a document says.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from kg.ids import Iri, SectionKey
from kg.pointing import names_digest
from kg.records import Concept
from kg.relations.addresses import Addressed, Addresses
from kg.relations.lookups import Lookups, has_genus, lookups_of
from kg.steps import latest


def scope_statements(told: Addresses, addressed: Addressed) -> object:
    """Return what the statements of one document depend on."""
    known = lookups_of(addressed)
    about = _about(addressed)
    return (
        _names(addressed),
        tuple(about.get(key, b"") for key, _, _ in told.sections),
        tuple(_end(known, end) for end in told.targets),
    )


def _end(known: Lookups, end: str) -> object:
    """Return all that is known of where a link leads."""
    key, iri, leads = SectionKey(end), Iri(end), known.leads
    address = known.addressed.address.get(key) or known.addressed.first.get(iri)
    return (
        address,
        known.addressed.title.get(address or iri),
        leads.defined.get(key),
        leads.at.get(iri),
        tuple(leads.entries.get(key, {}).items()),
    )


@latest
def _names(addressed: Addressed) -> tuple[bytes, tuple[Iri, ...]]:
    """Return what concepts are called, and which of them a definition explains."""
    ordered = lookups_of(addressed).ordered
    return names_digest(ordered), tuple(concept.iri for concept in ordered if has_genus(concept))


@latest
def _about(addressed: Addressed) -> dict[SectionKey, bytes]:
    """Return a hash of the concepts that each section says something of."""
    said: dict[SectionKey, list[str]] = defaultdict(list)
    for concept in lookups_of(addressed).ordered:
        keys = dict.fromkeys(_sections(concept))
        content = repr(replace(concept, score=0.0)) if keys else ""
        for key in keys:
            said[key].append(content)
    return {key: blake2b(repr(found).encode("utf-8", "surrogatepass")).digest() for key, found in said.items()}


def _sections(concept: Concept) -> Iterator[SectionKey]:
    """Return the sections that say something of a concept, maybe more than once."""
    if concept.defined_in is not None:
        yield concept.defined_in
    yield from (name.section for name in concept.names if name.section is not None)
    yield from (definition.section for definition in concept.definitions)
