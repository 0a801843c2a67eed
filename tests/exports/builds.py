"""Graphs that hypothesis thinks of, in the order in which a build puts them."""

from kg.config import make_settings
from kg.graph import Graph, assemble


def in_order(graph: Graph) -> Graph:
    """Return a graph sorted as a build's is."""
    return assemble(
        make_settings({}), graph.documents, graph.sections, graph.links, graph.concepts, graph.mentions,
        graph.relations, graph.findings,
    )  # fmt: skip
