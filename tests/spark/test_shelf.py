"""The shelf of a cluster: the facts are those of a list in memory, in the same order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import sparking

from kg.shelves import ListSources, LocalShelf
from kg.spark import SparkShelf, bundles_frame

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.xdist_group("spark")

TEXTS = {f"doc{i:03}": " ".join(f"w{(i * j) % 17}" for j in range(i % 9 + 1)) for i in range(60)}


@pytest.fixture(scope="module")
def spark() -> Iterator["SparkSession"]:
    with sparking.session(sparking.LOCAL) as session:
        yield session


@pytest.mark.parametrize(("size", "partitions"), [(1, 1), (1, 5), (4, 3)])
def test_facts_are_those_of_this_machine_in_the_same_order(spark: "SparkSession", size: int, partitions: int) -> None:
    bundles = sparking.bundles_of(TEXTS, size)
    with LocalShelf(ListSources([rows for _, rows in bundles]), jobs=1) as shelf:
        expected = sparking.gathered(shelf)
    with SparkShelf(bundles_frame(spark, bundles, partitions)) as shelf:
        assert sparking.gathered(shelf) == expected


def test_many_facts_come_one_partition_at_a_time(spark: "SparkSession", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spark.shelf._FEW", 10)
    bundles = sparking.bundles_of(TEXTS, 1)
    with SparkShelf(bundles_frame(spark, bundles, 4)) as shelf:
        opened, _, ranked = sparking.gathered(shelf)
    assert opened == [1] * len(TEXTS)
    assert [text for text, _ in ranked] == [TEXTS[name] for name in sorted(TEXTS)]


def test_documents_that_interleave_with_another_bundles_are_told_in_the_order_of_addresses(
    spark: "SparkSession",
) -> None:
    chunks = [rows[0] for _, rows in sparking.bundles_of(TEXTS, 1)]
    parts = [[chunks[0], chunks[5], chunks[9]], chunks[1:5], [chunks[6], chunks[8]], [chunks[7]]]
    bundles = [(rows[0].source, rows) for rows in parts]
    with SparkShelf(bundles_frame(spark, bundles, 4)) as shelf:
        *_, ranked = sparking.gathered(shelf)
    assert [text for text, _ in ranked] == [chunk.text for chunk in chunks[:10]]


def test_only_the_newest_frame_is_kept(spark: "SparkSession") -> None:
    with SparkShelf(bundles_frame(spark, sparking.bundles_of(TEXTS, 1), 2)) as shelf:
        sparking.gathered(shelf)
        assert len(spark.sparkContext._jsc.getPersistentRDDs()) == 1
    assert not spark.sparkContext._jsc.getPersistentRDDs()
