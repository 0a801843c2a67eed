"""The assembled graph: order, indexes, numbers, invariants."""

from dataclasses import replace

import pytest
import small
from small import iri, relation, small_graph

from kg.config import make_settings
from kg.graph import InvariantError, check
from kg.records import Evidence


def test_a_good_graph_passes_its_own_check() -> None:
    check(small_graph())


def test_the_order_of_records_does_not_matter() -> None:
    backwards = {name: tuple(reversed(getattr(small, name.upper()))) for name in ("sections", "concepts", "mentions")}
    assert small_graph(**backwards, relations=small.RELATIONS[::-1]) == small_graph()


def test_weak_statements_are_left_out_on_wish() -> None:
    settings = make_settings({"base_iri": small.BASE, "title": "Small", "min_confidence": 0.7})
    assert {r.relation for r in small_graph(settings).relations} == {"broader", "contrast"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("concepts", (*small.CONCEPTS, small.CONCEPTS[0])),
        ("relations", (*small.RELATIONS, small.RELATIONS[0])),
        ("relations", (relation("BM25", "likes", "TF-IDF", small.evidence("0_1", "TF-IDF")),)),
        ("relations", (relation("BM25", "broader", "TF-IDF"),)),
        ("relations", (relation("BM25", "broader", "TF-IDF", Evidence("genus", "0_1", 0, 4, "nope", 0.5)),)),  # type: ignore[arg-type]
        ("relations", (relation("BM25", "broader", "TF-IDF", Evidence("genus", "0_1", 0, 999, "A", 0.5)),)),  # type: ignore[arg-type]
        ("mentions", (small.MENTIONS[0]._replace(start=0),)),
        ("mentions", (small.MENTIONS[0]._replace(concept=iri("nobody")),)),
    ],
)
def test_contradicting_records_are_a_bug_that_crashes(field: str, value: object) -> None:
    with pytest.raises(InvariantError):
        check(small_graph(**{field: value}))


def test_pagerank_sums_to_one_and_ranks_what_is_pointed_at() -> None:
    ranks = small_graph().pagerank
    assert sum(ranks.values()) == pytest.approx(1.0, abs=1e-6)
    assert ranks[iri("TF-IDF")] > ranks[iri("BM25")]


def test_communities_are_named_by_their_most_central_members() -> None:
    graph = small_graph()
    assert graph.community[iri("BM25")] == graph.community[iri("TF-IDF")]
    assert graph.community[iri("BM25")].startswith("TF-IDF")
    assert graph.community[iri("engine")] == "weighting, engine"


def test_a_graph_without_concepts_has_empty_numbers() -> None:
    graph = small_graph(concepts=(), mentions=(), relations=())
    assert (graph.pagerank, graph.community, graph.edges) == ({}, {}, [])


def test_a_link_leads_to_the_concept_its_section_defines() -> None:
    graph = small_graph()
    assert [graph.concept_of_link(link) for link in graph.links] == [iri("TF-IDF"), None]


def test_networkx_keeps_parallel_edges_and_all_evidence() -> None:
    network = small_graph().to_networkx()
    assert set(network[iri("BM25")][iri("TF-IDF")]) == {"contrast", "requires"}
    edge = network[iri("BM25")][iri("ranking function")]["broader"]
    assert edge["evidence"][0]["quote"] == "A ranking function that scores documents."
    assert network.number_of_nodes() == 5


def test_the_confidence_of_two_methods_is_more_than_of_each() -> None:
    one, two = small.evidence("0_1", "TF-IDF", "a", 0.5), small.evidence("0_1", "TF-IDF", "b", 0.8)
    assert relation("x", "related", "y", one, two).confidence == pytest.approx(0.9)


def test_two_witnesses_of_one_method_count_as_its_best() -> None:
    one, two = small.evidence("0_1", "TF-IDF", "a", 0.5), small.evidence("0_2", "Term", "a", 0.8)
    assert relation("x", "related", "y", one, two).confidence == pytest.approx(0.8)


def test_a_span_goes_back_to_the_first_chunk_that_holds_it_whole() -> None:
    from kg.records import Piece, Place

    twice = replace(small.SECTIONS[0], pieces=(Piece("a", 0, 30), Piece("b", 20, 40), Piece("c", 61, 9)))
    assert twice.place(21, 28) == Place("a", 21, 28)
    assert twice.place(25, 35) == Place("b", 5, 15)
    assert twice.place(55, 65) == Place("b", 35, 40)
    assert twice.place(60, 61) == Place("b", 40, 40)
