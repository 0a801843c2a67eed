"""The door of stage 2: sources propose, names are merged, definitions are read.

Section, Link --sources--> Candidate --merge--> Concept (+ Finding)
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kg.concepts.candidates import Candidate
from kg.concepts.corpus import Corpus
from kg.concepts.genera import find_genera
from kg.concepts.glossary import find_glossary
from kg.concepts.merge import group_candidates, merge_group
from kg.concepts.reading import read_candidate
from kg.concepts.scheme import find_faults, make_concepts
from kg.concepts.symbols import find_symbols
from kg.concepts.terms import find_terms
from kg.concepts.topics import find_topics
from kg.config import Settings
from kg.records import Concept, Finding, Link, Section
from kg.syntax.dependencies import load_parser

Source = Callable[[Corpus, Sequence[Candidate]], list[Candidate]]

SOURCES: tuple[Source, ...] = (find_glossary, find_symbols, find_topics, find_terms)


class Concepts(NamedTuple):
    """What `find_concepts` returns."""

    concepts: list[Concept]
    findings: list[Finding]


def find_concepts(sections: Sequence[Section], links: Sequence[Link], *, settings: Settings) -> Concepts:
    """Find what the documentation talks about.

    Concepts are sorted by IRI; IRIs depend on labels alone. Linear in the words of the corpus.
    """
    corpus = Corpus(sections, links, settings)
    found: list[Candidate] = []
    for source in SOURCES:
        found += source(corpus, found)
    parser = load_parser(settings.spacy_model)
    read = [read_candidate(candidate, parser) for candidate in found]
    read += find_genera(read)
    merged = [merge_group(group) for group in group_candidates(read)]
    concepts = make_concepts(merged, settings.base_iri)
    return Concepts(concepts, find_faults(concepts))
