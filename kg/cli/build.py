"""`kg build`: read documentation, write the concept graph."""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.progress import make_progress
from kg.errors import SettingError

if TYPE_CHECKING:
    from kg.clock import Clock
    from kg.opening import Cluster

NAME = "build"
HELP = "Read chunk tables or Markdown trees and write the concept graph."
EXAMPLE = """\
examples:
  kg build chunks.parquet --out out
  kg build docs/ --out out --title "My docs" --base-iri https://docs.example.org/concepts/
  kg build rows.csv --column chunk=text --column chunk_id=id --out out
  kg build hdfs://cluster/chunks/ --engine spark --master yarn --out /shared/out
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; `kg watch` has the same and more."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="Parquet, CSV, TSV, JSON Lines (or .gz), "
                        "viewer dump, Markdown file or folder; a path or an fsspec URL")  # fmt: skip
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for the result; a build there is replaced")
    parser.add_argument("--title", help="title of the graph (default: Concept graph)")
    parser.add_argument("--base-iri", metavar="IRI", help="concepts' IRIs begin with it; HTTP, ends in / or #")
    parser.add_argument("--licence", metavar="IRI", help="licence of the documentation, told in graph.ttl")
    parser.add_argument("--column", action="append", default=[], metavar="OURS=THEIRS",
                        help="a table's own column name, such as chunk=text (repeatable)")  # fmt: skip
    parser.add_argument("--config", default="", metavar="FILE", help="settings in TOML (see docs/settings.md)")
    parser.add_argument("--spacy-model", metavar="NAME", help="add the rules that need this trained spaCy pipeline")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes that read (default: as many as are worth it); "
                        "any number gives the same bytes")  # fmt: skip
    cache = parser.add_mutually_exclusive_group()
    cache.add_argument("--cache", metavar="DIR", help="folder of what earlier builds found out, so that only what has "
                       "changed is read; safe to delete (default: the user's cache folder)")  # fmt: skip
    cache.add_argument("--no-cache", action="store_true", help="read everything, and keep nothing for the next build")
    add_engine(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Declare what tells where a build runs."""
    engine = parser.add_argument_group("where it runs", "any engine gives the same bytes; see docs/scale.md")
    engine.add_argument("--engine", choices=["local", "spark"], default="local",
                        help="this machine (default), or Spark (pip install 'doc-concept-graph[spark]')")  # fmt: skip
    engine.add_argument("--master", metavar="MASTER", help="Spark's master: local[N], spark://HOST:PORT, yarn, "
                        "k8s://... (default: local[*])")  # fmt: skip
    engine.add_argument("--spark-conf", action="append", default=[], metavar="KEY=VALUE",
                        help="a Spark setting, such as spark.executor.memory=8g (repeatable)")  # fmt: skip
    engine.add_argument("--parts", metavar="PLACE", help="executors write tables and triples of sections, links, "
                        "mentions and evidence there, in parts; DIR has the rest")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Build and tell in one line what was found."""
    from kg.clock import Clock

    clock = Clock(make_progress(quiet=given.quiet))
    with batch(last=True):
        told = build_once(given, clock)
    if not given.quiet:
        print(f"{told} ({sum(clock.seconds.values()):.1f} s)", file=sys.stderr)
    return 0


def build_once(given: argparse.Namespace, clock: "Clock") -> str:
    """Build as the arguments say; return in one line what was found."""
    from kg.config import read_settings
    from kg.opening import Run
    from kg.pipeline import build

    run = Run(jobs=given.jobs, cache=_cache(given), cluster=_cluster(given))
    graph = build(given.inputs, Path(given.out), read_settings(given.config, _overrides(given)), clock, run)
    return (
        f"{given.out}: {len(graph.concepts)} concepts, {len(graph.relations)} relations, "
        f"{sum(graph.mentions.values())} mentions from {len(graph.documents)} documents; "
        f"{len(graph.findings)} findings in report.md"
    )


def _cache(given: argparse.Namespace) -> Path | None:
    from platformdirs import user_cache_path

    if given.jobs is not None and given.jobs < 1:
        raise SettingError("--jobs", f"{given.jobs} is no number of processes", "allowed: 1 or more")
    return None if given.no_cache else Path(given.cache) if given.cache else user_cache_path("doc-concept-graph")


def _cluster(given: argparse.Namespace) -> "Cluster | None":
    if given.engine == "local":
        options = {"--master": given.master, "--spark-conf": given.spark_conf, "--parts": given.parts}
        if asked := [option for option, value in options.items() if value]:
            raise SettingError(asked[0], "is for Spark", "say --engine spark")
        return None
    from kg.opening import Cluster

    pairs = [_pair(pair, "--spark-conf", "KEY=VALUE, such as spark.executor.memory=8g") for pair in given.spark_conf]
    return Cluster(given.master or "local[*]", tuple(pairs), given.parts)


@contextmanager
def batch(*, last: bool) -> Iterator[None]:
    """Work as a process that does one thing; the `last` thing that it does, or one of many.

    Records are made by the million and refer to nothing that refers back, so Python's cyclic collector finds nothing:
    it costs a quarter of a build's time and frees no memory. igraph loads matplotlib wherever it is installed; nothing
    is drawn here.
    """
    collecting, plotting = gc.isenabled(), "matplotlib" in sys.modules
    gc.disable()
    if not plotting:
        sys.modules["matplotlib"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if not plotting:
            sys.modules.pop("matplotlib", None)
        if collecting:
            if last:
                gc.freeze()  # what is left lives until the end: neither the next collection nor the exit walks there
            gc.enable()


def _overrides(given: argparse.Namespace) -> dict[str, Any]:
    named = {
        "title": given.title,
        "base_iri": given.base_iri,
        "spacy_model": given.spacy_model,
        "licence": given.licence,
    }
    values: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    if given.column:
        values["columns"] = dict(_pair(pair, "--column", "OURS=THEIRS, such as chunk=text") for pair in given.column)
    return values


def _pair(pair: str, option: str, wanted: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not (name and equals and value):
        raise SettingError(option, f"{pair!r} is no pair", f"wanted: {wanted}")
    return name, value
