"""`kg export`: every format is read back by a program of somebody else, and the same graph gives the same bytes."""

import csv
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import small
import yaml
from cli.test_cli import kg
from hypothesis import HealthCheck, given, settings
from rdf.programs import read_by_node, run
from views.builders import graphs, small_graph

from kg.cli.export import FORMATS as LISTED
from kg.errors import OutputError, SettingError
from kg.graph import Graph
from kg.views.formats import FORMATS, export
from kg.views.formats.triples import evidence_turtle, graph_names
from kg.views.turtle import turtle

FILES = [name for name, found in FORMATS.items() if found.text is not None and name != "pyvis"]
SUFFIX = {
    "turtle": "ttl",
    "ntriples": "nt",
    "trig": "trig",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
    "graphml": "graphml",
    "gexf": "gexf",
    "cytoscape": "cyjs",
}
ANY = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def triples(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}


def written(graph: Graph, name: str, folder: Path) -> Path:
    path = folder / f"x.{SUFFIX[name]}"
    assert export(graph, name, str(path)) is None
    return path


def edges(graph: Graph) -> list[tuple[str, str, str]]:
    return sorted((s, t, r) for s, t, r, _ in graph.edges)


def test_the_command_offers_every_format() -> None:
    assert list(FORMATS) == list(LISTED)


@pytest.mark.parametrize("name", FILES)
def test_the_same_graph_gives_the_same_bytes(name: str) -> None:
    assert export(small_graph(), name, "-") == export(small_graph(), name, "-")


@ANY
@given(graphs())
def test_ntriples_are_sorted_and_rapper_reads_all(tmp_path: Path, graph: Graph) -> None:
    path = written(graph, "ntriples", tmp_path)
    lines = path.read_text("utf-8").split("\n")[:-1]
    assert lines == sorted(set(lines))
    assert len(lines) == len(triples(turtle(graph)) | triples(evidence_turtle(graph)))
    assert len(run("rapper", "-q", "-i", "ntriples", "-o", "ntriples", str(path))) == len(lines)


@ANY
@given(graphs())
def test_serdi_and_n3js_read_both_graphs_of_trig(tmp_path: Path, graph: Graph) -> None:
    path = written(graph, "trig", tmp_path)
    statements, evidence = graph_names(graph)
    lines = run("serdi", "-i", "trig", "-o", "nquads", str(path))
    for name, text in ((statements, turtle(graph)), (evidence, evidence_turtle(graph))):
        assert len({line for line in lines if line.endswith(f"<{name}> .")}) == len(triples(text))


def test_n3js_reads_turtle_ntriples_and_trig(tmp_path: Path) -> None:
    graph = small_graph()
    assert read_by_node("n3", written(graph, "turtle", tmp_path))["triples"] == len(triples(turtle(graph)))
    count = written(graph, "ntriples", tmp_path).read_text("utf-8").count("\n")
    assert read_by_node("n3", written(graph, "ntriples", tmp_path))["triples"] == count
    assert read_by_node("n3", written(graph, "trig", tmp_path))["graphs"] == sorted(graph_names(graph))


@ANY
@given(graphs())
def test_rdflib_reads_the_same_triples_from_json_ld(tmp_path: Path, graph: Graph) -> None:
    path = written(graph, "jsonld", tmp_path)
    found = rdflib.Graph().parse(path, format="json-ld")
    assert {tuple(map(str, row)) for row in found} == {
        (t.subject.value, t.predicate.value, t.object.value) for t in triples(turtle(graph))
    }


def test_jsonld_js_reads_the_same_triples(tmp_path: Path) -> None:
    nquads = read_by_node("jsonld", written(small_graph(), "jsonld", tmp_path))
    found = {quad.triple for quad in ox.parse(nquads.encode(), format=ox.RdfFormat.N_QUADS)}
    assert found == triples(turtle(small_graph()))


@ANY
@given(graphs())
def test_rapper_reads_as_many_triples_from_rdf_xml(tmp_path: Path, graph: Graph) -> None:
    path = written(graph, "rdfxml", tmp_path)
    found = run("rapper", "-q", "-i", "rdfxml", "-o", "ntriples", str(path))
    assert len(set(found)) == len(triples(turtle(graph)))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graphology_reads_nodes_edges_and_attributes(name: str, tmp_path: Path) -> None:
    graph = small.small_graph()
    check_elements(graph, read_by_node(name, written(graph, name, tmp_path)))


def test_cytoscape_js_reads_nodes_edges_and_attributes(tmp_path: Path) -> None:
    graph = small.small_graph()
    check_elements(graph, read_by_node("cytoscape", written(graph, "cytoscape", tmp_path)))


def check_elements(graph: Graph, found: dict[str, list[dict[str, object]]]) -> None:
    assert {(node["id"], node["label"], node["kind"], node["mentions"]) for node in found["nodes"]} == {
        (c.iri, c.label, c.kind, len(graph.mentions_of.get(c.iri, ()))) for c in graph.concepts
    }
    assert sorted((e["source"], e["target"], e["relation"]) for e in found["edges"]) == edges(graph)
    quotes = {e.quote for r in graph.relations for e in r.evidence}
    assert {edge["quote"] for edge in found["edges"]} <= quotes


@ANY
@given(graphs())
def test_networkx_reads_gexf_of_any_graph(tmp_path: Path, graph: Graph) -> None:
    import networkx as nx

    path = written(graph, "gexf", tmp_path)
    # networkx knows the namespace of GEXF 1.2 only; what is read is the same
    path.write_text(path.read_text("utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"), "utf-8")
    found = nx.read_gexf(path, version="1.2draft")
    assert set(found.nodes) == {c.iri for c in graph.concepts}
    assert sorted((s, t) for s, t in found.edges()) == sorted((s, t) for s, t, _ in edges(graph))


def test_igraph_and_networkit_read_graphml(tmp_path: Path) -> None:
    import igraph

    graph = small.small_graph()
    path = written(graph, "graphml", tmp_path)
    found = igraph.Graph.Read_GraphML(str(path))
    assert (found.vcount(), found.ecount()) == (len(graph.concepts), len(edges(graph)))
    networkit = pytest.importorskip("networkit")
    assert networkit.readGraph(str(path), networkit.Format.GraphML).numberOfNodes() == len(graph.concepts)


@ANY
@given(graphs())
def test_pandas_reads_csv_cell_by_cell(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    import pandas as pd

    folder = tmp_path_factory.mktemp("csv") / "out"
    export(graph, "csv", str(folder))
    read = {p.stem: pd.read_csv(p, keep_default_na=False, lineterminator="\n") for p in folder.iterdir()}
    assert list(read["nodes"]["Id"]) == [c.iri for c in graph.concepts]
    assert sorted(
        zip(read["edges"]["Source"], read["edges"]["Target"], read["edges"]["relation"], strict=True)
    ) == edges(graph)
    assert len(read["evidence"]) == sum(len(r.evidence) for r in graph.relations)


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    from kg.views.formats.csv_tables import _table

    rows = list(csv.reader(io.StringIO(_table(["a"], [["=1+1"], ["+x"], ["-x"], ["@x"], ["x=1"], [-3]]))))
    assert [row[0] for row in rows] == ["a", "'=1+1", "'+x", "'-x", "'@x", "x=1", "-3"]


@ANY
@given(graphs())
def test_every_link_of_an_obsidian_vault_leads_to_a_note(
    tmp_path_factory: pytest.TempPathFactory, graph: Graph
) -> None:
    folder = tmp_path_factory.mktemp("vault") / "out"
    export(graph, "obsidian", str(folder))
    notes = {path.stem: path.read_text("utf-8") for path in folder.iterdir()}
    assert len(notes) == len(graph.concepts) + 1
    assert len({name.casefold() for name in notes}) == len(notes)
    for name, text in notes.items():
        assert set(re.findall(r"(?<!\\)\[\[(.+?)\]\]", text)) <= set(notes)
        if name != "_index":
            front = yaml.safe_load(text.split("---\n")[1])
            assert front["iri"] in graph.concept


def test_a_vault_says_definition_relations_and_quotes(tmp_path: Path) -> None:
    export(small.small_graph(), "obsidian", str(tmp_path / "vault"))
    note = (tmp_path / "vault/BM25.md").read_text("utf-8")
    assert 'aliases: ["BM25", "Okapi BM25"]' in note
    assert "## is a kind of\n- [[ranking function]] (0.90)" in note
    assert "> A ranking function that scores documents. ([BM25](https://docs.example.org/en/glossary/#bm25))" in note


def test_pyvis_writes_a_page_that_loads_nothing(tmp_path: Path) -> None:
    export(small_graph(), "pyvis", str(tmp_path / "x.html"))
    page = (tmp_path / "x.html").read_text("utf-8")
    assert "machine learning" in page
    assert not re.search(r'<(?:script|link)[^>]+(?:src|href)="http', page)


def test_folders_do_not_go_to_standard_output() -> None:
    with pytest.raises(SettingError, match="is a folder"):
        export(small_graph(), "csv", "-")


def test_nothing_of_somebody_else_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        export(small_graph(), "obsidian", str(tmp_path))
    with pytest.raises(OutputError, match="is a folder"):
        export(small_graph(), "turtle", str(tmp_path))
    with pytest.raises(OutputError, match="can't be written"):
        export(small_graph(), "turtle", str(tmp_path / "no/where.ttl"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_command_writes_to_standard_output_and_to_a_file(tmp_path: Path, small_build: Path) -> None:
    done = kg("export", small_build, "--format", "cytoscape")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["data"]["name"] == "Small"
    assert kg("export", small_build, "--format", "turtle", "-o", tmp_path / "g.ttl").returncode == 0
    assert (tmp_path / "g.ttl").read_bytes() == (small_build / "graph.ttl").read_bytes()
    assert kg("export", small_build, "--format", "nonsense").returncode == 2
    assert kg("export", tmp_path, "--format", "turtle").returncode == 2
