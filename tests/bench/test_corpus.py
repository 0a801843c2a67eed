"""The generated corpus is what it says, and the scorer sees what a build loses or doubles."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import corpora
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

CHUNKS = 900


def make(folder: Path, *options: str) -> Path:
    command = [sys.executable, "bench/corpus.py", "make", str(folder), "--chunks", str(CHUNKS), *options]
    subprocess.run(command, cwd=corpora.ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("generated"), "--jobs", "1")


@pytest.fixture(scope="module")
def built(generated: Path, build_into: Callable[..., Path]) -> Path:
    return build_into("built", generated / "chunks.parquet")


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_processes(generated: Path, tmp_path: Path) -> None:
    other = make(tmp_path, "--jobs", "2")
    for name in ("chunks.parquet", "truth/concepts.parquet", "truth/statements.parquet", "truth/links.parquet"):
        assert (generated / name).read_bytes() == (other / name).read_bytes(), name


def test_rows_have_the_columns_and_sizes_of_the_real_table(generated: Path) -> None:
    table = pq.read_table(generated / "chunks.parquet")
    assert table.schema.names == pq.read_schema(corpora.ROOT / "data/chunks.parquet").names
    lengths = pc.utf8_length(table["chunk"])
    assert pc.min(lengths).as_py() >= 1 and 480 < pc.max(lengths).as_py() <= 512
    assert len(set(table["chunk_id"].to_pylist())) == len(table)
    assert 0.7 * CHUNKS < len(table) < 1.3 * CHUNKS


def test_a_build_finds_what_the_pages_say(generated: Path, built: Path) -> None:
    scores = corpora.bench("corpus_score").score(generated, built)
    for name in ("glossary", "alias", "mentions", "says broader", "says contrast", "says part_of", "says documents"):
        assert scores[name]["true"] > 0, name
        assert scores[name]["recall"] > 0.95 and scores[name]["precision"] > 0.95, (name, scores[name])
    for kind in ("section", "page", "external", "broken", "symbol"):
        assert scores[f"links {kind}"]["recall"] == scores[f"links {kind}"]["precision"] == 1, kind


def altered(built: Path, folder: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> Path:
    (folder / "tables").mkdir()
    for path in (built / "tables").iterdir():
        table = pq.read_table(path)
        pq.write_table(change(table) if path.stem == name else table, folder / "tables" / path.name)
    return folder


def test_a_lost_link_is_seen(generated: Path, built: Path, tmp_path: Path) -> None:
    less = altered(built, tmp_path, "links", lambda table: table.slice(1))
    scores = corpora.bench("corpus_score").score(generated, less)
    assert min(one["recall"] for name, one in scores.items() if name.startswith("links")) < 1


def test_doubled_links_are_seen(generated: Path, built: Path, tmp_path: Path) -> None:
    twice = altered(built, tmp_path, "links", lambda table: pa.concat_tables([table, table]))
    scores = corpora.bench("corpus_score").score(generated, twice)
    assert all(one["precision"] <= 0.51 for name, one in scores.items() if name.startswith("links"))


def test_lost_mentions_are_seen(generated: Path, built: Path, tmp_path: Path) -> None:
    def fewer(table: pa.Table) -> pa.Table:
        counts = pc.max_element_wise(pc.subtract(table["mentions"], 1), 0)
        return table.set_column(table.schema.get_field_index("mentions"), "mentions", counts)

    before = corpora.bench("corpus_score").score(generated, built)["mentions"]
    after = corpora.bench("corpus_score").score(generated, altered(built, tmp_path, "concepts", fewer))["mentions"]
    assert after["recall"] < before["recall"]
    assert after["exact"] < 0.1
