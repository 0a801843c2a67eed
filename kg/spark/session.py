"""A Spark session: what we ask of it, and what a user may set."""

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import SettingError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_DEFAULTS = {
    "spark.app.name": "kg build",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",  # facts are bounded by vocabulary, concepts and statements, not by this
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",
    "spark.sql.execution.arrow.maxBytesPerBatch": "16m",  # a row is a document, or more
    "spark.sql.adaptive.enabled": "false",  # partitions are bundles of our choice
}

_WANTED = "pip install 'doc-concept-graph[spark]' and Java 17 or newer are wanted"
_HERE = Path(__file__).parent
_JAVA = f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile=file:{_HERE / 'log4j2.properties'}"
"""Java moves bytes here; its second compiler costs more processor time than it saves in the minutes of a build."""


@contextmanager
def open_session(master: str, conf: Mapping[str, str]) -> "Iterator[SparkSession]":
    """Give a session, and stop it at the end; one that runs in this process already is taken, and goes on running.

    `conf` comes before our defaults. Raises `SettingError` where Spark is not installed or does not start.
    """
    try:
        with no_pandas():
            import pyspark.testing  # noqa: F401  # PySpark loads it later, and it warns
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
    except ImportError:
        raise SettingError("--engine spark", "pyspark is not installed", _WANTED) from None
    if (running := SparkSession.getActiveSession()) is not None:
        yield running
        return
    if _is_here(master):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master)
    for name, value in {**_DEFAULTS, **_local(master), **conf}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise SettingError("--engine spark", f"Spark does not start: {error}", _WANTED) from None
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def no_pandas() -> Iterator[None]:
    """Define functions for a frame without PySpark's word on pandas, which is not used."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        yield


def _is_here(master: str) -> bool:
    return master.startswith("local")


def _local(master: str) -> dict[str, str]:
    """Return what holds where all processes run on this machine: this Python, this program, no network."""
    if not _is_here(master):
        return {}
    path = [str(_HERE.parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(path),
        "spark.driver.memory": "2g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": _JAVA,
        "spark.executor.extraJavaOptions": _JAVA,
    }
