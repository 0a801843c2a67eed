"""The door of stage 2: sources propose, definitions are read, names are merged.

Section, Link --words, phrases, usage--> Candidate --entries--> Concept (+ Finding)
"""

from collections import defaultdict
from collections.abc import Sequence

from kg.concepts.counting import gather_phrases, read_phrases, scope_phrases
from kg.concepts.entering import Concepts, gather_entries, read_entries, scope_entries
from kg.concepts.using import gather_using, read_using, scope_using
from kg.concepts.vocabulary import gather_words, read_words, scope_words
from kg.config import Settings
from kg.ids import Iri, SectionKey
from kg.records import Document, Link, Section
from kg.steps import List, ReadDocument, Step, run_steps

STEPS: tuple[Step, ...] = (
    Step("words", read_words, gather_words, scope_words),
    Step("phrases", read_phrases, gather_phrases, scope_phrases),
    Step("usage", read_using, gather_using, scope_using),
    Step("entries", read_entries, gather_entries, scope_entries),
)


def find_concepts(sections: Sequence[Section], links: Sequence[Link], *, settings: Settings) -> Concepts:
    """Find what the documentation talks about.

    Concepts are sorted by IRI; IRIs depend on labels alone. Linear in the words of the corpus.
    """
    found: Concepts = run_steps(List(make_documents(sections, links)), STEPS, settings)
    return found


def make_documents(sections: Sequence[Section], links: Sequence[Link]) -> list[ReadDocument]:
    """Return sections and links as documents, sorted by address."""
    parts: dict[Iri, list[Section]] = defaultdict(list)
    for section in sections:
        parts[section.document].append(section)
    inside: dict[SectionKey, list[Link]] = defaultdict(list)
    for link in links:
        inside[link.section].append(link)
    return [_document(iri, sorted(parts[iri], key=lambda s: (s.position, s.key)), inside) for iri in sorted(parts)]


def _document(iri: Iri, sections: Sequence[Section], inside: dict[SectionKey, list[Link]]) -> ReadDocument:
    links = (link for section in sections for link in sorted(inside[section.key], key=lambda k: (k.start, k.href)))
    return ReadDocument(Document(iri, "", "", 0, len(sections)), tuple(sections), tuple(links))
