"""Executors are processes of their own here, and one is killed."""

from collections.abc import Iterator
from pathlib import Path
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
def cluster() -> Iterator["SparkSession"]:
    with sparking.session(sparking.CLUSTER) as session:
        yield session


@pytest.mark.parametrize("at", [1, 2])
def test_a_killed_executor_loses_and_doubles_nothing(cluster: "SparkSession", tmp_path: Path, at: int) -> None:
    bundles = sparking.bundles_of(TEXTS, 1)
    with LocalShelf(ListSources([rows for _, rows in bundles]), jobs=1) as shelf:
        expected = sparking.gathered(shelf)
    steps = list(sparking.STEPS)
    steps[at] = sparking.killing(steps[at], tmp_path / "killed")
    with SparkShelf(bundles_frame(cluster, bundles, 6)) as shelf:
        assert sparking.gathered(shelf, steps) == expected
    assert (tmp_path / "killed").exists()
