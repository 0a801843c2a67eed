"""What is made of a known is made once, and what links lead to needs no text."""

import pickle
import random

import apart
from written import SETTINGS

from kg.graph import assemble
from kg.pointing import heads, make_leads
from kg.steps import by_document, latest


def test_what_is_made_of_a_known_is_made_once_for_the_same_and_for_a_copy() -> None:
    made: list[object] = []

    @latest
    def count(known: list[str]) -> int:
        made.append(known)
        return len(made)

    one, other = ["a"], ["b"]
    assert [count(one), count(one), count(pickle.loads(pickle.dumps(one))), count(other), count(one)] == [1, 1, 1, 2, 3]


def test_documents_made_of_mixed_records_are_the_ones_they_came_from() -> None:
    documents, _ = apart.read_corpus(apart.sample_chunks(), SETTINGS)
    sections = [section for document in documents for section in document.sections]
    links = [link for document in documents for link in document.links]
    mixed = random.Random(1)
    again = by_document(mixed.sample(sections, len(sections)), mixed.sample(links, len(links)))
    assert again == documents


def test_links_lead_where_the_graph_says_they_do() -> None:
    documents, concepts = apart.read_corpus(apart.sample_chunks(), SETTINGS)
    sections = [section for document in documents for section in document.sections]
    links = [link for document in documents for link in document.links]
    graph = assemble(SETTINGS, [], sections, links, concepts, [], [], [])
    headings = {d.document.iri: key for d in documents if (key := heads(d.sections)) is not None}
    leads = make_leads(graph.concepts, {section.key: section.iri for section in sections}, headings)
    assert [leads.concept_of(link) for link in links] == [graph.concept_of_link(link) for link in links]
    assert any(leads.concept_of(link) for link in links)
