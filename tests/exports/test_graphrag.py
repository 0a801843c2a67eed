"""`kg export --format graphrag`: GraphRAG's own code reads it, and it says what the graph says."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import small
from cli.test_cli import files, kg
from exports.builds import in_order
from hypothesis import given, settings
from hypothesis import strategies as st
from views.builders import graphs

from kg.graph import Graph
from kg.records import Relation
from kg.views.formats import export_build
from kg.views.formats.graphrag_units import MOST_CHARS, cut, touching
from kg.views.tables import read_graph

pytestmark = pytest.mark.xdist_group("graphrag")  # its environment is made once, and each reading takes seconds
Read = Callable[[Path, str], dict[str, Any]]


@pytest.fixture(scope="session")
def exported(small_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graphrag") / "out"
    assert export_build(small_build, "graphrag", str(out)) is None
    return out


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def between(graph: Graph) -> list[Relation]:
    return [r for r in graph.relations if r.source in graph.concept and r.target in graph.concept]


@pytest.fixture(scope="session")
def read_small(read_by_graphrag: Read, exported: Path) -> dict[str, Any]:
    return read_by_graphrag(exported, "How does BM25 rank?")


@pytest.fixture(scope="session")
def read_sample(
    read_by_graphrag: Read, sample_build: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Graph, dict[str, Any]]:
    out = tmp_path_factory.mktemp("graphrag-sample") / "out"
    export_build(sample_build, "graphrag", str(out))
    return read_graph(sample_build), read_by_graphrag(out, "What does BM25 do?")


def test_graphrag_finds_its_columns_in_its_order(read_small: dict[str, Any]) -> None:
    assert set(read_small["columns"].values()) == {True}
    assert len(read_small["columns"]) == 6


def test_graphrag_reads_every_concept_as_an_entity(read_sample: tuple[Graph, dict[str, Any]]) -> None:
    graph, found = read_sample
    entities = {e["id"]: e for e in found["entities"]}
    assert set(entities) == set(graph.concept)
    for concept in graph.concepts:
        entity = entities[concept.iri]
        assert entity["type"] == concept.kind
        assert entity["description"].startswith(concept.definition or "")
        assert all(alias in entity["description"] for alias in concept.aliases)
        assert entity["rank"] == graph.degree[concept.iri]
        assert entity["community_ids"]
    titles = [e["title"] for e in found["entities"]]
    assert len(titles) == len(set(titles))


def test_graphrag_reads_statements_with_confidence_and_proof(read_sample: tuple[Graph, dict[str, Any]]) -> None:
    graph, found = read_sample
    titles = {e["id"]: e["title"] for e in found["entities"]}
    units = {t["id"]: t for t in found["text_units"]}
    told = {(r["source"], r["target"], r["weight"]) for r in found["relationships"]}
    assert told == {(titles[r.source], titles[r.target or ""], r.confidence) for r in between(graph)}
    assert len({r["id"] for r in found["relationships"]}) == len(between(graph))
    for relationship in found["relationships"]:
        quote = relationship["description"].partition("“")[2].removesuffix("”")
        texts = [" ".join(units[unit]["text"].split()) for unit in relationship["text_unit_ids"]]
        assert any(quote in text for text in texts), relationship
        assert all(relationship["id"] in units[unit]["relationship_ids"] for unit in relationship["text_unit_ids"])


def test_graphrag_reads_units_that_hold_the_words_of_their_entities(read_sample: tuple[Graph, dict[str, Any]]) -> None:
    graph, found = read_sample
    entities = {e["id"]: e for e in found["entities"]}
    surfaces: dict[str, set[str]] = {iri: set() for iri in graph.concept}
    for mention in graph.mentions:
        surfaces[mention.concept].add(mention.surface)
    for unit in found["text_units"]:
        for iri in unit["entity_ids"]:
            assert unit["id"] in entities[iri]["text_unit_ids"]
            home = graph.concept[iri].defined_in
            heading = home is not None and graph.section[home].title in unit["text"].partition("\n")[0]
            assert heading or any(surface in unit["text"] for surface in surfaces[iri]), (iri, unit)
    named = {iri for unit in found["text_units"] for iri in unit["entity_ids"]}
    assert {m.concept for m in graph.mentions} <= named


def test_communities_are_those_of_the_build_and_the_rest_is_kept_apart(exported: Path, small_build: Path) -> None:
    graph = read_graph(small_build)
    sizes = Counter(graph.community.values())
    found = {row["title"]: row for row in rows(exported, "communities")}
    members = {
        name: {iri for iri, own in graph.community.items() if own == name} for name, size in sizes.items() if size > 1
    }
    alone = {iri for iri, own in graph.community.items() if sizes[own] == 1}
    for name, held in members.items():
        assert set(found.pop(name)["entity_ids"]) == held
    assert {iri for row in found.values() for iri in row["entity_ids"]} == alone
    reported = {row["title"] for row in rows(exported, "community_reports")}
    assert reported == set(members)


def test_a_report_says_nothing_but_definitions_and_quotes(exported: Path, small_build: Path) -> None:
    graph = read_graph(small_build)
    said = {c.definition for c in graph.concepts} | {
        " ".join(e.quote.split()) for r in graph.relations for e in r.evidence
    }
    for report in rows(exported, "community_reports"):
        assert "no language model wrote it" in report["full_content"]
        for line in report["full_content"].split("\n"):
            if line.startswith("- "):
                words = line.partition(": ")[2].strip("“”")
                assert words in said, line
        assert {finding["explanation"] for finding in report["findings"]} <= said
        assert 0 <= report["rank"] <= 10


def test_graphrag_builds_the_contexts_of_its_searches(read_sample: tuple[Graph, dict[str, Any]]) -> None:
    graph, found = read_sample
    local = found["local"]
    for heading in ("-----Reports-----", "-----Entities-----", "-----Relationships-----", "-----Sources-----"):
        assert heading in local, heading
    definition = next(c.definition for c in graph.concepts if c.label == "BM25")
    assert definition and definition in local
    assert any(r["title"] in "".join(found["global"]) for r in found["reports"])
    assert found["reports"] and found["communities"]
    assert any(t["text"].split("\n")[-1] in found["basic"] for t in found["text_units"])


def test_documents_hold_their_sections(exported: Path, small_build: Path) -> None:
    graph = read_graph(small_build)
    units = {row["id"]: row for row in rows(exported, "text_units")}
    for row in rows(exported, "documents"):
        for section in graph.sections:
            if section.document == row["id"]:
                assert section.text in row["text"]
        assert all(units[unit]["document_id"] == row["id"] for unit in row["text_unit_ids"])
    assert [row["id"] for row in rows(exported, "documents")] == [d.iri for d in graph.documents]


def test_the_same_build_gives_the_same_bytes(small_build: Path, exported: Path, tmp_path: Path) -> None:
    export_build(small_build, "graphrag", str(tmp_path / "again"))
    assert files(tmp_path / "again") == files(exported)


def test_concepts_of_one_name_have_titles_of_their_own(written_build: Callable[..., Path], tmp_path: Path) -> None:
    graph = small.small_graph()
    concepts = tuple(replace(c, label="BM25") if c.kind == "glossary" else replace(c, label="") for c in graph.concepts)
    export_build(written_build(replace(graph, concepts=concepts)), "graphrag", str(tmp_path / "out"))
    titles = [row["title"] for row in rows(tmp_path / "out", "entities")]
    assert len(set(titles)) == len(titles) == 5
    assert all(titles)
    ends = {row[end] for row in rows(tmp_path / "out", "relationships") for end in ("source", "target")}
    assert ends <= set(titles)


def test_a_long_section_is_several_units_each_naming_its_chunks(
    written_build: Callable[..., Path], tmp_path: Path
) -> None:
    graph = small.small_graph()
    text = graph.sections[0].text + "\n\nMore words." * 2000
    sections = (replace(graph.sections[0], text=text, prose=text), *graph.sections[1:])
    export_build(written_build(replace(graph, sections=sections)), "graphrag", str(tmp_path / "out"))
    units = [row for row in rows(tmp_path / "out", "text_units") if row["section_key"] == "0_1"]
    assert len(units) > 5
    assert "".join(row["text"].partition("\n\n")[2] for row in units) == text
    assert units[0]["chunk_ids"] == ["0_1_0"]
    assert all(len(row["text"]) < MOST_CHARS + 100 for row in units)


@settings(max_examples=8, deadline=None)
@given(graphs())
def test_ids_and_references_of_any_graph_hold(
    written_build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory, graph: Graph
) -> None:
    out, graph = tmp_path_factory.mktemp("graphrag") / "out", in_order(graph)
    export_build(written_build(graph), "graphrag", str(out))
    found = {path.stem: rows(out, path.stem) for path in out.iterdir()}
    ids = {name: [row["id"] for row in table] for name, table in found.items()}
    assert all(len(set(own)) == len(own) for own in ids.values())
    for name in ("entities", "text_units", "relationships", "communities"):
        for column, table in (("entity_ids", "entities"), ("text_unit_ids", "text_units")):
            assert {i for row in found[name] for i in row.get(column) or ()} <= set(ids[table])
    assert [row["human_readable_id"] for row in found["entities"]] == list(range(len(graph.concepts)))
    assert len(ids["relationships"]) == len(between(graph))
    titles = {row["title"] for row in found["entities"]}
    assert len(titles) == len(graph.concepts)
    assert {row[end] for row in found["relationships"] for end in ("source", "target")} <= titles


@given(st.text(st.sampled_from("ab \n"), max_size=3000).map(lambda text: text * 4), st.integers(0, 12_000))
def test_units_hold_every_character_once(text: str, at: int) -> None:
    units = cut("x", text)
    assert "".join(text[unit.start : unit.end] for unit in units) == (text if text.strip() else "")
    assert all(0 < unit.end - unit.start <= MOST_CHARS for unit in units)
    assert len({unit.number for unit in units}) == len(units)
    if units and at < len(text):
        (unit,) = touching(units, at, at + 1)
        assert len(units) == 1 or unit.start <= at < unit.end


def test_the_command_writes_a_folder_and_says_nothing(small_build: Path, tmp_path: Path) -> None:
    done = kg("export", small_build, "--format", "graphrag", "-o", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert kg("export", small_build, "--format", "graphrag").returncode == 2
    assert kg("export", small_build, "--format", "graphrag", "-o", tmp_path / "out").returncode == 2
