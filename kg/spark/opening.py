"""Inputs to a shelf of joined documents, on a cluster.

inputs --read--> rows by bundle --shuffle--> bundles --cuts--> cutters --join--> documents
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kg.clock import Clock
from kg.config import Settings
from kg.opening import Cluster, Opened, join_steps
from kg.spark.reading import read_rows
from kg.spark.session import open_session
from kg.spark.shelf import SparkShelf


@contextmanager
def open_shelf(inputs: Sequence[str], settings: Settings, clock: Clock, cluster: Cluster) -> Iterator[Opened]:
    """Read the inputs' rows and put the documents they make on a shelf of a cluster, which is closed at the end."""
    with open_session(cluster.master, dict(cluster.conf)) as session:
        with clock.stage("read"):
            rows = read_rows(session, inputs, settings)
        with SparkShelf(rows.bundles, progress=clock.step) as shelf:
            with clock.stage("join"):
                cuts, join = join_steps(settings.base_iri)
                known = cuts.gather(shelf.run(cuts, None), None)
                rows.loose.unpersist()
                findings = join.gather(shelf.run(join, known), known)
            yield Opened(shelf, rows.inputs, [*rows.findings, *findings])
