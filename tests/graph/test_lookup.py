"""A concept is found by what a person types."""

import pytest
from small import iri, small_graph

from kg.errors import NotFoundError
from kg.lookup import find_concept


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("BM25", "BM25"),
        ("bm25", "BM25"),
        ("Okapi BM25", "BM25"),
        ("okapi-bm25", "BM25"),
        ("tf idf", "TF-IDF"),
        ("the Ranking Functions", "ranking function"),
        ("rankin function", "ranking function"),
        (iri("TF-IDF"), "TF-IDF"),
    ],
)
def test_label_alias_variant_and_near_miss_find_the_concept(typed: str, label: str) -> None:
    assert find_concept(small_graph(), typed).label == label


def test_nothing_near_is_said_so() -> None:
    with pytest.raises(NotFoundError, match="no concept of that name; see kg info"):
        find_concept(small_graph(), "zebra crossing")


def test_the_nearest_names_are_listed() -> None:
    with pytest.raises(NotFoundError, match=r"nearest: .*ranking function"):
        find_concept(small_graph(), "ranked functionality")
