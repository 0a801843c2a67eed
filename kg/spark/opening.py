"""Inputs to a shelf of joined documents, on a cluster.

inputs --read--> rows by bundle --shuffle--> bundles --cuts--> cutters --join--> documents
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kg.clock import Clock
from kg.config import Settings
from kg.errors import OutputError
from kg.opening import Cluster, Opened, join_steps
from kg.spark.parts import PartsShelf
from kg.spark.places import Places
from kg.spark.reading import read_rows
from kg.spark.session import open_session
from kg.spark.shelf import SparkShelf, keep


@contextmanager
def open_shelf(inputs: Sequence[str], settings: Settings, clock: Clock, cluster: Cluster) -> Iterator[Opened]:
    """Read the inputs' rows and put the documents they make on a shelf of a cluster, which is closed at the end."""
    with open_session(cluster.master, dict(cluster.conf)) as session:
        if cluster.parts and Places(session).exists(cluster.parts):
            raise OutputError(cluster.parts, "is there already", "give a new place for parts")
        with clock.stage("read"):
            rows = read_rows(session, inputs, settings)
            keep(rows.bundles)
            rows.loose.unpersist()
        with SparkShelf(rows.bundles, progress=clock.step) as shelf:
            with clock.stage("join"):
                cuts, join = join_steps(settings.base_iri)
                known = shelf.take(cuts, None)
                findings = join.gather(shelf.run(join, known), known)
            there = PartsShelf(shelf, cluster.parts) if cluster.parts else shelf
            yield Opened(there, rows.inputs, [*rows.findings, *findings])
