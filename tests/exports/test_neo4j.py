"""`kg export --format neo4j`: read by a strict reader of the documented format, and by an embedded Cypher engine.

`neo4j-admin` itself installs from none of the registries that this project uses, and was not run.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import small
from cli.test_cli import files, kg
from exports.builds import in_order
from exports.cypher import load
from exports.neo4j_reader import Entity, cells, read_command, read_import
from hypothesis import HealthCheck, given, settings
from views.builders import graphs

from kg.graph import Graph
from kg.views.formats import export_build
from kg.views.formats.export import export
from kg.views.tables import read_graph

ANY = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exported(build: Path, out: Path) -> str:
    said = export_build(build, "neo4j", str(out))
    assert said
    return said.partition("\n")[2].rstrip("\n")


def of_kind(entities: list[Entity], kind: str) -> list[Entity]:
    return [entity for entity in entities if kind in entity.kinds]


def check(graph: Graph, nodes: list[Entity], relationships: list[Entity]) -> None:
    concepts = {node.values["iri"]: node for node in of_kind(nodes, "Concept")}
    assert set(concepts) == set(graph.concept)
    for c in graph.concepts:
        node = concepts[c.iri]
        assert node.kinds == ("Concept", c.kind.capitalize())
        assert node.values["definition"] == c.definition
        assert node.values["pagerank"] == graph.pagerank[c.iri]
        assert node.values["mentions"] == len(graph.mentions_of.get(c.iri, ()))
    told = Counter((r.kinds[0].lower(), r.ends[0][1], r.ends[1][1]) for r in relationships if "confidence" in r.values)
    for r in graph.relations:
        if r.source in graph.concept:
            end = r.target if r.target in graph.concept else (r.target_label or "").replace("\x00", "\ufffd")
            assert not end or told[r.relation, r.source, end] == 1
    texts = {node.values["key"]: node.values["text"] for node in of_kind(nodes, "Section")}
    assert texts == {s.key: s.text.replace("\x00", "\ufffd") for s in graph.sections}
    times = {(r.ends[0][1], r.ends[1][1]): r.values["times"] for r in of_kind(relationships, "MENTIONS")}
    assert times == Counter((m.section, m.concept) for m in graph.mentions)


@ANY
@given(graphs())
def test_every_row_of_any_graph_can_be_imported(
    written_build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory, graph: Graph
) -> None:
    out, graph = tmp_path_factory.mktemp("neo4j") / "out", in_order(graph)
    check(graph, *read_import(out, exported(written_build(graph), out)))


def test_the_sample_can_be_imported(sample_build: Path, tmp_path: Path) -> None:
    graph = read_graph(sample_build)
    nodes, relationships = read_import(tmp_path / "out", exported(sample_build, tmp_path / "out"))
    check(graph, nodes, relationships)
    links = of_kind(relationships, "LINKS_TO")
    assert len(links) == sum(
        k.target_section is not None or k.target in graph.document or graph.concept_of_link(k) is not None
        for k in graph.links
    )


def test_the_arrays_of_a_statement_are_parallel_and_lead_to_the_words(sample_build: Path, tmp_path: Path) -> None:
    nodes, relationships = read_import(tmp_path / "out", exported(sample_build, tmp_path / "out"))
    texts: dict[str, set[str]] = defaultdict(set)
    for node in of_kind(nodes, "Section"):
        texts[node.values["iri"]].add(node.values["text"])
    proved = [r.values for r in relationships if "confidence" in r.values]
    assert len(proved) > 100
    for values in proved:
        arrays = [values[name] for name in ("methods", "weights", "quotes", "sections", "chunk_ids", "starts", "ends")]
        assert {len(array) for array in arrays} == {len(values["quotes"])}
        assert math.isclose(values["confidence"], values["confidence"]) and 0 <= values["confidence"] <= 1
        for quote, section in zip(values["quotes"], values["sections"], strict=True):
            assert any(quote in text for text in texts[section])


def test_a_value_keeps_quotes_commas_lines_and_white_space(written_build: Callable[..., Path], tmp_path: Path) -> None:
    bad = ' a "b", \\"c\\" ;\r\n\n| \t'
    graph = small.small_graph()
    concepts = tuple(replace(c, label=bad) if c.label == "engine" else c for c in graph.concepts)
    build = written_build(replace(graph, concepts=concepts))
    nodes, _ = read_import(tmp_path / "out", exported(build, tmp_path / "out"))
    assert bad in {node.values["label"] for node in of_kind(nodes, "Concept")}


def test_a_value_larger_than_the_read_buffer_is_told_in_the_command(
    written_build: Callable[..., Path], tmp_path: Path
) -> None:
    graph = small.small_graph()
    text = graph.sections[0].text + "\u20ac" * 1_500_000
    sections = (replace(graph.sections[0], text=text, prose=text), *graph.sections[1:])
    command = exported(written_build(replace(graph, sections=sections)), tmp_path / "out")
    assert int(read_command(command)[0]["read-buffer-size"]) >= len(text.encode())
    read_import(tmp_path / "out", command)
    assert "read-buffer-size" not in exported(written_build(graph), tmp_path / "small")


@pytest.mark.parametrize(
    "text", ['"a"b,c\n', '"a\n', 'a,b', ' a,b\n', '"a""\n', 'a"b\n', '"a" ,b\n'],
)  # fmt: skip
def test_the_reader_refuses_what_the_importer_would(text: str) -> None:
    with pytest.raises(AssertionError):
        list(cells(text, multiline=True))


def test_the_reader_refuses_lines_in_a_field_unless_it_is_told() -> None:
    with pytest.raises(AssertionError):
        list(cells('"a\nb"\n', multiline=False))
    assert list(cells('"a\n""b""",\n', multiline=True)) == [[('a\n"b"', True), ("", False)]]


@pytest.fixture(scope="session")
def cypher(sample_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[list[Any]]]:
    folder = tmp_path_factory.mktemp("cypher")
    return load(folder / "out", exported(sample_build, folder / "out"), folder / "db")


def test_a_cypher_engine_loads_every_row(cypher: Callable[[str], list[list[Any]]], sample_build: Path) -> None:
    graph = read_graph(sample_build)
    assert cypher("MATCH (c:Concept) RETURN count(*), sum(c.mentions)") == [[len(graph.concepts), len(graph.mentions)]]
    assert cypher("MATCH (s:Section) RETURN count(*)") == [[len(graph.sections)]]
    between = [r for r in graph.relations if r.source in graph.concept and r.target in graph.concept]
    assert cypher("MATCH (:Concept)-[r:statements]->(:Concept) RETURN count(*)") == [[len(between)]]
    assert cypher("MATCH (:Section)-[m:mentions]->(:Concept) RETURN sum(m.times)") == [[len(graph.mentions)]]


def test_a_cypher_engine_finds_kinds_with_their_quotes(
    cypher: Callable[[str], list[list[Any]]], sample_build: Path
) -> None:
    graph = read_graph(sample_build)
    rows = cypher(
        "MATCH (a:Concept)-[r:statements {type: 'BROADER'}]->(b:Concept) RETURN a.iri, b.iri, r.confidence, r.quotes"
    )
    broader = [r for r in graph.relations if r.relation == "broader" and r.target in graph.concept]
    assert {(a, b, confidence, quotes) for a, b, confidence, quotes in rows} == {
        (r.source, r.target, r.confidence, "\x1f".join(e.quote for e in r.evidence)) for r in broader
    }
    assert rows


def test_the_command_is_printed_and_stands_in_the_readme(small_build: Path, tmp_path: Path) -> None:
    done = kg("export", small_build, "--format", "neo4j", "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    first, _, command = done.stdout.partition("\n")
    assert first == f"# run in {tmp_path / 'out'}"
    assert command in (tmp_path / "out/README.md").read_text("utf-8")
    kg("export", small_build, "--format", "neo4j", "-o", tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")
    assert kg("export", small_build, "--format", "neo4j").returncode == 2


def test_a_graph_in_memory_is_written_as_its_build_is(small_build: Path, tmp_path: Path) -> None:
    export(read_graph(small_build), "neo4j", str(tmp_path / "a"))
    export_build(small_build, "neo4j", str(tmp_path / "b"))
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_folder_without_a_build_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    done = kg("export", tmp_path, "--format", "neo4j", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())
