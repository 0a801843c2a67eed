"""Executors are processes of their own here, and one is killed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import corpora
import pytest
import sparking

from kg import pipeline
from kg.clock import Clock
from kg.config import make_settings
from kg.opening import Cluster, Run
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


def test_a_killed_executor_loses_and_doubles_nothing(cluster: "SparkSession", tmp_path: Path) -> None:
    bundles = sparking.bundles_of(TEXTS, 1)
    with LocalShelf(ListSources([rows for _, rows in bundles]), jobs=1) as shelf:
        expected = sparking.gathered(shelf)
    opening, *steps = sparking.STEPS
    steps[-1] = sparking.killing(steps[-1], tmp_path / "killed")
    with SparkShelf(bundles_frame(cluster, bundles, 6)) as shelf:
        assert sparking.gathered(shelf, [opening, *steps]) == expected
    assert (tmp_path / "killed").exists()


def test_a_build_whose_executor_is_killed_in_the_middle_is_the_same(
    cluster: "SparkSession", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_build: Path
) -> None:
    stages = dict(pipeline.STAGES)
    forms, mentions = stages["mentions"]
    stages["mentions"] = (forms, sparking.killing(mentions, tmp_path / "killed"))
    monkeypatch.setattr(pipeline, "STAGES", tuple(stages.items()))
    settings = make_settings({"title": "Lantern", "base_iri": "https://docs.lantern.example/concepts/"})
    run = Run(cluster=Cluster(sparking.CLUSTER))
    pipeline.build([str(corpora.ROOT / "data/chunks.parquet")], tmp_path / "out", settings, Clock(), run)
    assert (tmp_path / "killed").exists()
    assert sparking.differences(tmp_path / "out", sample_build) == []
