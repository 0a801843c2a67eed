"""The library's face: `kg.build`, `kg.open`, and the graph as pandas, NetworkX, rdflib and pyvis see it."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.config import Settings, make_settings
from kg.graph import Graph
from kg.lookup import find_concept
from kg.records import Concept

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib
    from pyvis.network import Network

__all__ = ["KnowledgeGraph", "build", "open"]


class KnowledgeGraph:
    """A concept graph in a notebook: tables as data frames, conversions, look-up by name.

    `graph.records` is the `kg.graph.Graph` below it.
    """

    def __init__(self, records: Graph, manifest: Mapping[str, object]) -> None:
        self.records = records
        self.manifest = manifest

    def __repr__(self) -> str:
        g = self.records
        return (
            f"<KnowledgeGraph {g.title!r}: {len(g.concepts)} concepts, {len(g.relations)} relations, "
            f"{len(g.mentions)} mentions, {len(g.documents)} documents>"
        )

    def _frame(self, name: str) -> "pd.DataFrame":
        from kg.views.frames import frame

        return frame(self.records, name)

    @cached_property
    def concepts(self) -> "pd.DataFrame":
        """One row per concept; columns as in docs/tables.md."""
        return self._frame("concepts")

    @cached_property
    def relations(self) -> "pd.DataFrame":
        """One row per statement and section."""
        return self._frame("relations")

    @cached_property
    def evidence(self) -> "pd.DataFrame":
        """One row per witness of a statement."""
        return self._frame("evidence")

    @cached_property
    def mentions(self) -> "pd.DataFrame":
        """One row per place where a concept is named."""
        return self._frame("mentions")

    @cached_property
    def links(self) -> "pd.DataFrame":
        """One row per link as written."""
        return self._frame("links")

    @cached_property
    def sections(self) -> "pd.DataFrame":
        """One row per section, with its joined text."""
        return self._frame("sections")

    @cached_property
    def documents(self) -> "pd.DataFrame":
        """One row per page."""
        return self._frame("documents")

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """One row per thing that looks wrong or was lost."""
        return self._frame("findings")

    def find(self, name: str) -> Concept:
        """Return the concept of a label, alias, acronym or IRI. Raises `NotFoundError` with the nearest names."""
        return find_concept(self.records, name)

    def sparql(self, query: str) -> "pd.DataFrame | bool | rdflib.Graph":
        """Ask in SPARQL: SELECT gives a frame, ASK a truth value, CONSTRUCT and DESCRIBE an rdflib graph.

        Statements and evidence are one graph; the prefixes of a build need not be declared. Raises `KgError` with the
        place for a query that can't be read.
        """
        from kg.rdf.results import to_python
        from kg.rdf.sparql import run

        return to_python(run(self._store, query))

    @cached_property
    def _store(self) -> Any:
        from kg.rdf.store import text_store
        from kg.views.formats.triples import evidence_turtle
        from kg.views.turtle import turtle

        return text_store(turtle(self.records), evidence_turtle(self.records))

    def to_networkx(self) -> "nx.MultiDiGraph[Any]":
        """Return concepts and statements as a NetworkX multigraph; edges carry all their evidence."""
        return self.records.to_networkx()

    def to_rdflib(self) -> "rdflib.Graph":
        """Return what `graph.ttl` says as an rdflib graph."""
        from kg.views.rdf import to_rdflib

        return to_rdflib(self.records)

    def to_pyvis(self, max_nodes: int = Settings().pyvis_max_nodes) -> "Network":
        """Return the most central concepts as a pyvis network that works offline."""
        from kg.views.pyvis_network import to_pyvis

        return to_pyvis(self.records, max_nodes=max_nodes)

    def write(self, out: str | Path) -> None:
        """Write every file of a build into `out`; an earlier build there is replaced whole at the end."""
        from kg.views import write_views

        write_views(self.records, Path(out), manifest=self.manifest)


def build(*inputs: str | Path, **settings: Any) -> KnowledgeGraph:
    """Build a concept graph from chunk tables or Markdown trees; keywords are the names of `kg.config.Settings`.

    Raises `InputError` for input that can't be read, `SettingError` for a wrong setting.
    """
    from kg import pipeline
    from kg.clock import Clock

    checked = make_settings(settings)
    clock = Clock()
    graph, files = pipeline.build_graph([str(path) for path in inputs], checked, clock)
    return KnowledgeGraph(graph, pipeline.manifest(files, checked, clock))


def open(folder: str | Path) -> KnowledgeGraph:  # noqa: A001
    """Open what `kg build` wrote. Raises `InputError` where the folder holds no build."""
    from kg.views.manifest import read_manifest
    from kg.views.tables import read_graph

    return KnowledgeGraph(read_graph(Path(folder)), read_manifest(Path(folder)))
