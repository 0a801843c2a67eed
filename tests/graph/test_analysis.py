"""PageRank, communities and layout on graphs whose answer is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analysis

EDGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 1.0)), max_size=40)


def test_two_cliques_are_two_communities() -> None:
    clique = [(a, b, 1.0) for a in range(4) for b in range(a)]
    edges = [*clique, *((a + 4, b + 4, w) for a, b, w in clique), (0, 4, 0.1)]
    assert analysis.communities(8, edges, seed=1) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_pagerank_of_a_cycle_is_even() -> None:
    assert analysis.pagerank(4, [(i, (i + 1) % 4, 1.0) for i in range(4)]) == [0.25] * 4


def test_pagerank_solves_its_equation() -> None:
    edges = [(0, 1, 1.0), (1, 2, 0.5), (2, 0, 1.0), (0, 2, 0.25), (3, 2, 1.0), (2, 4, 3.0)]
    rank = analysis.pagerank(5, edges)
    out = [sum(w for a, _, w in edges if a == node) for node in range(5)]
    dangling = sum(rank[node] for node in range(5) if not out[node]) / 5
    for node in range(5):
        received = sum(rank[a] * w / out[a] for a, b, w in edges if b == node)
        assert rank[node] == pytest.approx(0.15 / 5 + 0.85 * (received + dangling), abs=1e-6)


@given(EDGES)
@settings(max_examples=40, deadline=None)
def test_the_same_graph_gives_the_same_numbers(edges: list[tuple[int, int, float]]) -> None:
    for compute in (
        lambda: analysis.pagerank(12, edges),
        lambda: analysis.communities(12, edges, seed=3),
        lambda: analysis.layout(12, edges, seed=3),
    ):
        assert compute() == compute()


@given(EDGES)
@settings(max_examples=40, deadline=None)
def test_every_node_is_in_one_community(edges: list[tuple[int, int, float]]) -> None:
    groups = analysis.communities(12, edges, seed=3)
    assert sorted(node for group in groups for node in group) == list(range(12))
