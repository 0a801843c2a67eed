"""`related`: a concept's own section links to another concept's section.

Editors link where a reader needs the other concept (Mihalcea & Csomai 2007), so the link is a statement; what kind
of statement, only the sentence around it can say.
"""

from collections.abc import Iterator

from kg.relations.corpus import Corpus
from kg.relations.statements import Statement


def find_related(corpus: Corpus) -> Iterator[Statement]:
    """Propose the concepts that the entries of each concept link to."""
    for concept, sections in corpus.entries:
        for section in sections:
            for link in corpus.links_of.get(section.key, ()):
                target = corpus.graph.concept_of_link(link)
                if target is not None and target != concept.iri:
                    label = corpus.graph.concept[target].label
                    span = corpus.sentence_span(section.key, link.start, link.end)
                    yield Statement(concept.iri, "related", label, "related_link", section.key, *span, target=target)
