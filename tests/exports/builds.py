"""Build folders with nothing in them but the tables, which is all that these exports read."""

from pathlib import Path

from kg.config import make_settings
from kg.graph import Graph, assemble
from kg.views.manifest import write_manifest
from kg.views.tables import write_tables


def tables_alone(graph: Graph, build: Path) -> tuple[Graph, Path]:
    """Put a graph in order as a build does; return it, and the folder with its tables."""
    graph = assemble(
        make_settings({}), graph.documents, graph.sections, graph.links, graph.concepts, graph.mentions,
        graph.relations, graph.findings,
    )  # fmt: skip
    build.mkdir()
    write_tables(graph, build / "tables")
    write_manifest(graph, build, {})
    return graph, build
