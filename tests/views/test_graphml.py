"""GraphML: igraph and NetworkX read it, nothing is dropped, nothing that XML forbids gets in."""

import re
import warnings
from pathlib import Path

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from views.builders import BASE, graphs, small_graph

from kg.graph import Graph
from kg.views.graphml import EDGE, NODE, write_graphml, xml


@settings(max_examples=15, deadline=None)
@given(graphs())
def test_igraph_and_networkx_read_every_node_and_edge(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    path = tmp_path_factory.mktemp("graphml") / "graph.graphml"
    write_graphml(graph, path)
    network = nx.read_graphml(path, force_multigraph=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # igraph: self-made ids
        other = igraph.Graph.Read_GraphML(str(path))
    assert set(network) == set(graph.concept)
    assert network.number_of_edges() == other.ecount() == len(graph.edges)
    assert other.vcount() == len(graph.concepts)
    assert sorted(other.vs["id"]) == sorted(graph.concept) if graph.concepts else True
    for concept in graph.concepts:
        read = network.nodes[concept.iri]
        assert readable(read["label"]) == readable(concept.label)
        assert read["pagerank"] == pytest.approx(graph.pagerank[concept.iri])


def readable(text: str) -> str:
    return re.sub("[\x00-\x1f\uffff\\s]+", "", text)


def test_attributes_have_the_values_of_the_graph(tmp_path: Path) -> None:
    write_graphml(small_graph(), tmp_path / "g.graphml")
    network = nx.read_graphml(tmp_path / "g.graphml")
    node = network.nodes[f"{BASE}self-supervised-learning"]
    assert list(node) == [key.name for key in NODE]
    assert node["aliases"] == "SSL | self-supervised learnings"
    assert node["kind"] == "glossary"
    edges = network.get_edge_data(f"{BASE}self-supervised-learning", f"{BASE}supervised-learning")
    assert {edge["relation"] for edge in edges.values()} == {"contrast", "related"}  # parallel edges are kept
    for edge in edges.values():
        assert list(edge) == [key.name for key in EDGE]
    assert {edge["confidence"] for edge in edges.values()} == {0.9, 0.7}


def test_each_attribute_has_one_type_and_one_key() -> None:
    names = [(key.element, key.name) for key in (*NODE, *EDGE)]
    assert len(names) == len(set(names))
    assert {key.type for key in (*NODE, *EDGE)} == {"string", "int", "double"}


def test_xml_has_no_forbidden_character() -> None:
    assert xml('<a & "b">\x00\x1b\ufffe\ud800') == "&lt;a &amp; &quot;b&quot;&gt;"
