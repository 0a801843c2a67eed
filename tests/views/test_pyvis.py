"""The pyvis network: offline, nothing to inject, at rest, the most central concepts."""

import re
from dataclasses import replace

from views.builders import iri, small_graph

from kg.graph import Graph
from kg.records import Concept
from kg.views.pyvis_network import to_pyvis

HOSTILE = '<img src=x onerror="alert(1)" href="y"></script><script>alert(2)</script>'


def hostile_graph() -> Graph:
    bad = Concept(iri("bad"), HOSTILE, "topic")
    return replace(small_graph(), concepts=tuple(sorted((*small_graph().concepts, bad), key=lambda c: c.iri)))


def test_it_holds_concepts_and_parallel_statements() -> None:
    network = to_pyvis(small_graph())
    assert {node["label"] for node in network.nodes} == {c.label for c in small_graph().concepts}
    assert len(network.edges) == len(small_graph().edges)


def test_the_page_loads_nothing_from_outside() -> None:
    page = to_pyvis(small_graph()).generate_html()
    for tag in re.findall(r"<(?:link|script|img|iframe)\b[^>]*>", page):
        assert "http" not in tag and "src=" not in tag, tag
    assert "@import" not in page
    assert "vis.Network(container, data, options)" in page  # the library itself is in the page


def test_titles_are_text_even_with_href_in_them() -> None:
    page = to_pyvis(hostile_graph()).generate_html()
    assert "popup.innerHTML" not in page
    assert "<img" not in page
    assert HOSTILE not in page


def test_a_heading_can_not_carry_markup() -> None:
    network = to_pyvis(hostile_graph())
    network.heading = HOSTILE
    assert HOSTILE not in network.generate_html()


def test_physics_is_off_and_every_node_has_its_place() -> None:
    network = to_pyvis(small_graph())
    assert network.options.physics.enabled is False
    for node in network.nodes:
        assert node["physics"] is False
        assert isinstance(node["x"], int) and isinstance(node["y"], int)


def test_only_the_most_central_are_shown() -> None:
    graph = small_graph()
    network = to_pyvis(graph, max_nodes=2)
    central = sorted(graph.concepts, key=lambda c: -graph.pagerank[c.iri])[:2]
    assert [node["id"] for node in network.nodes] == [c.iri for c in central]
    assert all({edge["from"], edge["to"]} <= {c.iri for c in central} for edge in network.edges)


def test_two_networks_give_one_page() -> None:
    assert to_pyvis(small_graph()).generate_html() == to_pyvis(small_graph()).generate_html()


def test_the_notebook_page_is_the_same_safe_page() -> None:
    assert "bootstrap" not in to_pyvis(small_graph()).generate_html(notebook=True)


def test_an_empty_graph_is_an_empty_network() -> None:
    empty = Graph("", "https://e.org/", "en", (), (), (), (), (), (), ())
    assert to_pyvis(empty).nodes == []
