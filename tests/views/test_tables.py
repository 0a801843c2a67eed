"""Tables: promised columns first, the graph comes back whole, the same bytes for the same graph."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from views.builders import graphs, small_graph

from kg.errors import InputError, Location, NotFoundError
from kg.graph import Graph
from kg.records import Finding
from kg.views.frames import frame
from kg.views.located import located
from kg.views.manifest import count_records, write_manifest
from kg.views.schema import TABLES
from kg.views.tables import read_graph, write_tables

# the promise to users; additions stand behind
PROMISED = {
    "documents": "document source title chunks sections",
    "sections": "section document anchor title path position chunk_ids text",
    "concepts": "concept label aliases kind definition defined_in mentions documents degree pagerank community",
    "links": "section href text target kind concept chunk_id",
    "mentions": "concept section chunk_id start end surface linked",
    "relations": "source source_label relation target target_label confidence methods section chunk_id quote",
}


def written(graph: Graph, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    write_tables(graph, folder / "tables")
    counts = count_records(graph.core, len(graph.sections), len(graph.links), len(graph.mentions))
    write_manifest(graph.core, counts, folder, {})
    return folder


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_come_first_in_frames_and_files(name: str, tmp_path: Path) -> None:
    promised = PROMISED[name].split()
    assert list(frame(small_graph(), name).columns[: len(promised)]) == promised
    write_tables(small_graph(), tmp_path / "tables")
    assert pq.read_schema(tmp_path / f"tables/{name}.parquet").names[: len(promised)] == promised


def assert_same(graph: Graph, again: Graph) -> None:
    for field in fields(graph):
        assert getattr(again, field.name) == getattr(graph, field.name), field.name


def test_the_size_of_the_first_picture_comes_back(tmp_path: Path) -> None:
    assert read_graph(written(replace(small_graph(), overview_nodes=7), tmp_path)).overview_nodes == 7


def test_a_build_gives_its_graph_back(tmp_path: Path) -> None:
    assert_same(small_graph(), read_graph(written(small_graph(), tmp_path)))


@settings(max_examples=25, deadline=None)
@given(graphs(most=4))
def test_any_graph_comes_back_whole(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    assert_same(graph, read_graph(written(graph, tmp_path_factory.mktemp("build"))))


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = written(small_graph(), tmp_path / "one"), written(small_graph(), tmp_path / "two")
    for table in TABLES:
        name = f"tables/{table.name}.parquet"
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_row_numbers_are_kept_only_where_no_section_is_known() -> None:
    row, line = Location("rows.parquet", 7), Location("page.md", None, 7)
    assert located(row, None) == row
    assert located(row, small_graph().sections[0].key) == Location("")
    assert located(line, small_graph().sections[0].key) == line


def test_pandas_reads_the_files_as_the_frames_say(tmp_path: Path) -> None:
    written(small_graph(), tmp_path)
    for table in TABLES:
        read = pd.read_parquet(tmp_path / f"tables/{table.name}.parquet")
        made = frame(small_graph(), table.name)
        assert list(read.columns) == list(made.columns)
        for column, kind in table.columns:
            if not kind.endswith("[]"):
                assert read[column].fillna(-1).tolist() == made[column].fillna(-1).tolist(), (table.name, column)
            else:
                assert [list(v) for v in read[column]] == made[column].tolist() or kind == "text[][]"


def test_mention_offsets_are_those_of_the_chunk() -> None:
    graph = small_graph()
    chunks = {p.chunk_id: s.text[p.start : p.start + p.length] for s in graph.sections for p in s.pieces}
    for row in frame(graph, "mentions").itertuples():
        assert chunks[row.chunk_id][row.start : row.end] == row.surface


def test_one_row_per_statement_and_section() -> None:
    relations = frame(small_graph(), "relations")
    assert not relations.duplicated(["source", "relation", "target", "target_label", "section_key"]).any()
    related = relations[(relations.relation == "related") & (relations.source_label == "self-supervised learning")]
    assert related.methods.tolist() == [["cooccurrence", "links"]]
    assert related.quote.tolist() == ["supervised"]  # of the best witness
    assert related.confidence.tolist() == [0.7]


def test_an_empty_graph_has_all_columns_and_types(tmp_path: Path) -> None:
    empty = Graph("", "https://e.org/", "en", (), (), (), (), (), (), ())
    assert_same(empty, read_graph(written(empty, tmp_path)))
    assert frame(empty, "mentions").dtypes.astype(str).to_dict()["start"] == "int64"
    assert frame(empty, "concepts").dtypes.astype(str).to_dict()["label"] == "str"


def test_an_unknown_table_lists_the_known_ones() -> None:
    with pytest.raises(NotFoundError, match="allowed: documents, sections"):
        frame(small_graph(), "nodes")


def test_a_folder_that_is_no_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no kg build in this folder"):
        read_graph(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        read_graph(tmp_path / "nowhere")
    (tmp_path / "manifest.json").write_text('{"generator": "other"}')
    with pytest.raises(InputError, match="not the manifest of a kg build"):
        read_graph(tmp_path)


def test_a_damaged_build_is_refused(tmp_path: Path) -> None:
    build = written(small_graph(), tmp_path / "build")
    path = build / "tables/mentions.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match=r"mentions\.parquet: can't be read"):
        read_graph(build)
    path.unlink()
    with pytest.raises(InputError, match=r"mentions\.parquet: can't be read"):
        read_graph(build)


def test_a_table_without_a_column_is_refused(tmp_path: Path) -> None:
    build = written(small_graph(), tmp_path / "build")
    path = build / "tables/mentions.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["surface"]), path)
    with pytest.raises(InputError, match="has no column surface"):
        read_graph(build)


def test_a_manifest_of_another_version_is_refused(tmp_path: Path) -> None:
    build = written(small_graph(), tmp_path / "build")
    manifest = json.loads((build / "manifest.json").read_text())
    manifest["graph"]["colour"] = "blue"
    (build / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="of another version"):
        read_graph(build)
    manifest["graph"] = None
    (build / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="does not describe a graph"):
        read_graph(build)


def test_findings_keep_their_row(tmp_path: Path) -> None:
    again = read_graph(written(small_graph(), tmp_path))
    assert Finding("R001", "row skipped", None, "", Location("rows.parquet", 7)) in again.findings
