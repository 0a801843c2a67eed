"""Which concept a link leads to, told by concepts and by the addresses of their sections alone: no text is needed.

[What are input IDs?](glossary#input-ids)   the concept that the section defines, or an entry in it of that name
[`~Trainer.train`]                          the symbol
[the glossary](glossary)                    the concept that the page is about
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.records import Concept, Link, Section
from kg.text import fold


class Leads(NamedTuple):
    """What links lead to: concepts by the section that is theirs, by entry in a section, by symbol, by address."""

    defined: Mapping[SectionKey, Iri]
    entries: Mapping[SectionKey, Mapping[str, Iri]]
    symbols: Mapping[str, Iri]
    at: Mapping[Iri, Iri]

    def concept_of(self, link: Link) -> Iri | None:
        """Return the concept that a link leads to, if any; of the entries of one section, the one the link names."""
        if link.kind == "symbol":
            name = link.href.lstrip("~")
            return self.symbols.get(name) or self.symbols.get(link.text)
        if link.target_section is not None:
            if link.target_section in self.defined:
                return self.defined[link.target_section]
            if (entries := self.entries.get(link.target_section)) is not None:
                named = (entries.get(fold(name)) for name in (link.text, link.href))
                if (entry := next((iri for iri in named if iri is not None), None)) is not None:
                    return entry
        return self.at.get(link.target) if link.target is not None else None


def make_leads(
    concepts: Sequence[Concept], address: Mapping[SectionKey, Iri], heading: Mapping[Iri, SectionKey]
) -> Leads:
    """Return what links lead to; `concepts` are sorted by IRI.

    `address` has the sections that define concepts, `heading` the section that `heads` each document.
    """
    defined = {c.defined_in: c.iri for c in concepts if c.defined_in is not None}
    at = {address[key]: iri for key, iri in defined.items() if key in address}
    for document, key in heading.items():
        if key in defined:
            at.setdefault(document, defined[key])
    return Leads(defined, _entries(concepts, defined), symbols_by_name(concepts), at)


def heads(sections: Iterable[Section]) -> SectionKey | None:
    """Return the section whose heading is the page's: the first with a title at the top."""
    return next((s.key for s in sections if s.title and s.level in (None, 0, 1)), None)


def symbols_by_name(concepts: Iterable[Concept]) -> dict[str, Iri]:
    """Return symbols by label and by alias; of several with one name the first."""
    found: dict[str, Iri] = {}
    for concept in concepts:
        if concept.kind == "symbol":
            for name in (concept.label, *concept.aliases):
                found.setdefault(name, concept.iri)
    return found


def _entries(concepts: Sequence[Concept], defined: Mapping[SectionKey, Iri]) -> dict[SectionKey, dict[str, Iri]]:
    """Return concepts by a section that holds their definition among others, and by name: a definition list's."""
    found: dict[SectionKey, dict[str, Iri]] = {}
    for concept in reversed(concepts):
        for definition in concept.definitions:
            if definition.section not in defined:
                names = (concept.label, *concept.aliases)
                found.setdefault(definition.section, {}).update((fold(name), concept.iri) for name in names)
    return found


def names_digest(concepts: Iterable[Concept]) -> bytes:
    """Return a hash of what concepts are called and of their kinds, in the order given; of nothing else."""
    rows = [(c.iri, c.label, c.kind, c.aliases, c.hidden) for c in concepts]
    return blake2b(repr(rows).encode("utf-8", "surrogatepass"), digest_size=16).digest()
