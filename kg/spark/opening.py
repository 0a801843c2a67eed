"""Inputs to a shelf of joined documents, on a cluster.

inputs --read--> rows by bundle --shuffle--> bundles --cuts--> cutters --join--> documents
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from kg.chunks import bundled, note_rows, plan_bundles, scan_chunks
from kg.clock import Clock
from kg.config import Settings
from kg.opening import Cluster, Opened, join_steps
from kg.spark.bundling import bundles_frame
from kg.spark.session import open_session
from kg.spark.shelf import SparkShelf


@contextmanager
def open_shelf(inputs: Sequence[str], settings: Settings, clock: Clock, cluster: Cluster) -> Iterator[Opened]:
    """Read the inputs' rows and put the documents they make on a shelf of a cluster, which is closed at the end."""
    session = open_session(cluster.master, dict(cluster.conf))
    try:
        with clock.stage("read"):
            scan = scan_chunks(inputs, columns=dict(settings.columns))
            chunks = list(chain.from_iterable(scan))
            plan = plan_bundles(note_rows(chunks, base_iri=settings.base_iri), base_iri=settings.base_iri)
            frame = bundles_frame(session, bundled(chunks, plan))
        with SparkShelf(frame, progress=clock.step) as shelf:
            with clock.stage("join"):
                cuts, join = join_steps(settings.base_iri)
                known = cuts.gather(shelf.run(cuts, None), None)
                findings = join.gather(shelf.run(join, known), known)
            yield Opened(shelf, scan.inputs, [*scan.findings, *findings])
    finally:
        session.stop()
