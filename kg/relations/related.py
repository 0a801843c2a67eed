"""`related`: a concept's own section links to another concept's section.

Editors link where a reader needs the other concept (Mihalcea & Csomai 2007), so the link is a statement; what kind
of statement, only the sentence around it can say.
"""

from collections.abc import Iterable, Iterator

from kg.records import Concept, Link, Mention, Section
from kg.relations.page import Page
from kg.relations.statements import Statement


def find_related(page: Page) -> Iterator[Statement]:
    """Propose the concepts that the entries of each concept link to."""
    for concept, sections in page.entries:
        for link, target in linked_concepts(page, concept, sections):
            yield relate(page, concept, target, "related_link", link)


def linked_concepts(page: Page, concept: Concept, sections: Iterable[Section]) -> Iterator[tuple[Link, Concept]]:
    """Return the links in some sections that lead to other concepts, with those."""
    for section in sections:
        for link in page.links_of.get(section.key, ()):
            target = page.known.leads.concept_of(link)
            if target is not None and target != concept.iri:
                yield link, page.known.concepts[target]


def relate(page: Page, concept: Concept, target: Concept, method: str, place: Link | Mention) -> Statement:
    """Return the statement that a link or mention makes by standing where it does; its sentence is the proof."""
    span = page.sentence_span(place.section, place.start, place.end)
    return Statement(concept.iri, "related", target.label, method, place.section, *span, target=target.iri)
