"""`kg build --engine spark` writes what the engine of one machine writes, byte for byte."""

from collections.abc import Callable, Iterator
from pathlib import Path

import corpora
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sparking

from kg.clock import Clock
from kg.config import make_settings
from kg.errors import InputError, OutputError
from kg.opening import Cluster, Run
from kg.pipeline import build

pytestmark = pytest.mark.xdist_group("spark")

SAMPLE = corpora.ROOT / "data/chunks.parquet"
Build = Callable[..., Path]


@pytest.fixture(scope="module", autouse=True)
def _session() -> Iterator[None]:
    with sparking.session(sparking.LOCAL):
        yield


@pytest.fixture
def spark_build(tmp_path: Path) -> Build:
    def make(*inputs: Path, **settings: object) -> Path:
        run = Run(cluster=Cluster(sparking.LOCAL))
        build([str(path) for path in inputs], tmp_path / "spark", make_settings(settings), Clock(), run)
        return tmp_path / "spark"

    return make


@pytest.fixture
def local_build(tmp_path: Path) -> Build:
    def make(*inputs: Path, **settings: object) -> Path:
        build([str(path) for path in inputs], tmp_path / "local", make_settings(settings), Clock(), Run(jobs=1))
        return tmp_path / "local"

    return make


def test_the_sample(spark_build: Build, local_build: Build) -> None:
    assert sparking.differences(spark_build(SAMPLE), local_build(SAMPLE)) == []


@pytest.mark.corpus
def test_the_real_table(spark_build: Build, transformers_build: Path) -> None:
    assert sparking.differences(spark_build(corpora.transformers_table()), transformers_build) == []


@pytest.mark.corpus
def test_the_cncf_glossary(spark_build: Build, cncf_build: Path) -> None:
    assert sparking.differences(spark_build(corpora.cncf_tree()), cncf_build) == []


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    return path


def _rows(page: int, name: str, count: int) -> list[dict[str, object]]:
    """Rows of one page: a glossary whose entries refer to each other."""
    url = f"https://docs.example.org/{name}/"
    texts = [f"Term{i} is a kind of term{i + 1} that differs from term{i + 2}." for i in range(count)]
    return [
        {"source": f"{name}.md", "url": f"{url}#term{i}", "text": text, "id": f"{page}_{i}_0"}
        for i, text in enumerate(texts)
    ]


COLUMNS = {"columns": {"chunk": "text", "chunk_id": "id"}}


def test_a_folder_of_parquet_with_rows_that_have_no_text(
    spark_build: Build, local_build: Build, tmp_path: Path
) -> None:
    folder = tmp_path / "table"
    _write(folder / "a b.parquet", [*_rows(0, "one", 5), {"source": "x", "url": "", "text": None, "id": "7_0_0"}])
    bad = [{"source": None, "url": "", "text": "words", "id": "9_0_0"}, {**_rows(1, "two", 1)[0], "text": " "}]
    _write(folder / "b.parquet", [*bad, *_rows(1, "two", 6), *_rows(1, "two", 1)])
    there, here = spark_build(folder, **COLUMNS), local_build(folder, **COLUMNS)
    assert sparking.differences(there, here) == []
    findings = pq.read_table(there / "tables/findings.parquet").to_pylist()
    assert {(f["code"], f["file"], f["row"]) for f in findings} >= {
        ("R001", "a b.parquet", 5), ("R001", "b.parquet", 0), ("R001", "b.parquet", 1),
    }  # fmt: skip


def test_two_tables_that_use_one_id_for_different_pages(spark_build: Build, local_build: Build, tmp_path: Path) -> None:
    one = _write(tmp_path / "one/chunks.parquet", _rows(0, "one", 4))
    two = _write(tmp_path / "two/chunks.parquet", _rows(0, "two", 4))
    assert sparking.differences(spark_build(two, one, **COLUMNS), local_build(one, two, **COLUMNS)) == []


def test_rows_of_one_document_at_two_addresses_are_joined_in_one_place(
    spark_build: Build, local_build: Build, tmp_path: Path
) -> None:
    rows = [*_rows(0, "one", 4), *_rows(1, "two", 4), *_rows(0, "three", 3)]
    table = _write(tmp_path / "t/chunks.parquet", rows)
    assert sparking.differences(spark_build(table, **COLUMNS), local_build(table, **COLUMNS)) == []


def test_formats_that_the_driver_reads_go_with_parquet(spark_build: Build, local_build: Build, tmp_path: Path) -> None:
    table = _write(tmp_path / "in/chunks.parquet", _rows(0, "one", 4))
    page = tmp_path / "in/page.md"
    page.write_text("# Term1\n\nTerm1 is a kind of widget.\n", "utf-8")
    numbered = _write(tmp_path / "in/bare.parquet", [{"text": "Widget is a kind of thing.", "source": "w.md"}])
    inputs = [table, page]
    assert sparking.differences(spark_build(*inputs, **COLUMNS), local_build(*inputs, **COLUMNS)) == []
    bare = {"columns": {"chunk": "text"}}
    assert sparking.differences(spark_build(numbered, **bare), local_build(numbered, **bare)) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"words": "a", "id": "0_0_0"}], "no column 'text'"),
        ([{"text": " ", "id": "0_0_0"}], "no text to read"),
    ],
)
def test_bad_input_is_told_in_one_line(
    spark_build: Build, tmp_path: Path, rows: list[dict[str, object]], message: str
) -> None:
    table = _write(tmp_path / "in/chunks.parquet", rows)
    with pytest.raises(InputError, match=message):
        spark_build(table, **COLUMNS)


def test_an_address_that_is_not_there_is_told_in_one_line(spark_build: Build, tmp_path: Path) -> None:
    for place in (tmp_path / "none.parquet", f"file://{tmp_path}/none.parquet", "nosuch://host/none.parquet"):
        with pytest.raises(InputError, match=r"none\.parquet"):
            spark_build(place)


def test_an_address_with_a_scheme_is_read_through_spark(spark_build: Build, local_build: Build, tmp_path: Path) -> None:
    table = _write(tmp_path / "in/chunks.parquet", _rows(0, "one", 4))
    assert sparking.differences(spark_build(f"file://{table}", **COLUMNS), local_build(table, **COLUMNS)) == []
    page = tmp_path / "docs/page.md"
    page.parent.mkdir()
    page.write_text("# Term1\n\nTerm1 is a kind of widget.\n", "utf-8")
    assert sparking.differences(spark_build(f"file://{page.parent}"), local_build(page.parent)) == []


def test_executors_write_what_documents_add_in_parts(
    tmp_path: Path, local_build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [*_rows(0, "one", 4), *_rows(1, "two", 5), *_rows(2, "one", 2)]
    table = _write(tmp_path / "in/chunks.parquet", rows)
    whole = local_build(table, **COLUMNS)
    run = Run(cluster=Cluster(sparking.LOCAL, (), "parts"))
    build([str(table)], tmp_path / "spark", make_settings(COLUMNS), Clock(), run)
    apart = {"tables/sections.parquet", "tables/links.parquet", "tables/mentions.parquet", "evidence.ttl", "graph.ttl"}
    assert set(sparking.differences(tmp_path / "spark", whole)) == apart
    for name in ("sections", "links", "mentions"):
        there, here = pq.read_table(tmp_path / "parts" / name), pq.read_table(whole / f"tables/{name}.parquet")
        assert sorted(map(repr, there.to_pylist())) == sorted(map(repr, here.to_pylist()))
    files = [tmp_path / "spark/graph.ttl", *(tmp_path / "parts/triples").glob("part-*")]
    assert _triples(*files) == _triples(whole / "graph.ttl", whole / "evidence.ttl")


def _triples(*files: Path) -> set[str]:
    """Return triples as N-Triples lines."""
    import pyoxigraph as ox

    formats = {".ttl": ox.RdfFormat.TURTLE, ".txt": ox.RdfFormat.N_TRIPLES}
    return {str(quad) for file in files for quad in ox.parse(file.read_bytes(), format=formats[file.suffix])}


def test_parts_go_only_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is there already"):
        build([str(SAMPLE)], tmp_path / "out", make_settings({}), Clock(), Run(cluster=Cluster("", (), str(tmp_path))))
