"""Runs the steps of a build on Apache Spark: the same functions as on one machine, with documents spread over many.

    rows (Parquet, JSON, CSV, Markdown)  --shuffle by bundle-->  a frame of bundles, pickled
    frame, known (broadcast)             --mapInArrow, per step-->  frame, facts (to the driver)

A frame's partition that is lost with its machine is read anew from its rows and what was known at each step: `read` is
a pure function, so nothing is lost and nothing counted twice. After Zaharia et al., "Resilient Distributed Datasets"
(NSDI 2012). Spark is an extra: `pip install 'doc-concept-graph[spark]'`; it needs Java 17 or newer.
"""

from kg.spark.bundling import bundles_frame
from kg.spark.opening import open_shelf
from kg.spark.session import open_session
from kg.spark.shelf import SparkShelf

__all__ = ["SparkShelf", "bundles_frame", "open_session", "open_shelf"]
