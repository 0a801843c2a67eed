"""Copies of a table are documentations of their own; deviations, differences and shares are reckoned right."""

from pathlib import Path

import corpora
import pyarrow.parquet as pq
import pytest

from kg.chunks import join_chunks, parse, read_chunks

SAMPLE = corpora.ROOT / "data/chunks.parquet"


def test_every_copy_of_a_table_keeps_its_links_inside(tmp_path: Path) -> None:
    corpora.bench("scaling").multiply(SAMPLE, 3, tmp_path / "three.parquet")

    def inner(path: Path) -> list[tuple[str, str]]:
        parsing = parse(join_chunks(read_chunks([str(path)]).chunks, base_iri="https://example.org/id/").documents)
        page = {section.key: section.document for section in parsing.sections}
        return [(page[link.section], link.target) for link in parsing.links if link.kind in ("section", "page")]

    once, thrice = inner(SAMPLE), inner(tmp_path / "three.parquet")
    assert len(thrice) == 3 * len(once) > 0
    assert all(page.split("/")[3] == str(target).split("/")[3] for page, target in thrice)


def test_chunk_ids_of_copies_differ(tmp_path: Path) -> None:
    corpora.bench("scaling").multiply(SAMPLE, 3, tmp_path / "three.parquet")
    ids = pq.read_table(tmp_path / "three.parquet")["chunk_id"].to_pylist()
    assert len(set(ids)) == len(ids) == 3 * pq.ParquetFile(SAMPLE).metadata.num_rows


@pytest.mark.parametrize(("last", "deviation"), [(17.0, 1.0), (34.0, 2.0)])
def test_a_deviation_is_from_the_line_with_the_cost_of_starting(last: float, deviation: float) -> None:
    rows = [{"chunks": 1, "cpu_s": 2.0}, {"chunks": 4, "cpu_s": 5.0}, {"chunks": 16, "cpu_s": last}]
    corpora.bench("scaling").over_line(rows)
    assert rows[-1]["over_line"] == deviation


def test_builds_differ_where_bytes_do_but_for_the_seconds_in_the_manifest(tmp_path: Path) -> None:
    for name, seconds, text in (("one", 1, "same"), ("other", 2, "same"), ("third", 1, "not the same")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(f'{{"seconds": {seconds}, "counts": 3}}')
        (tmp_path / name / "graph.ttl").write_text(text)
    differences = corpora.bench("one_page").differences
    assert differences(tmp_path / "one", tmp_path / "other") == []
    assert differences(tmp_path / "one", tmp_path / "third") == ["graph.ttl"]


def test_one_page_is_changed_added_or_gone() -> None:
    bench, table = corpora.bench("one_page"), pq.read_table(SAMPLE)
    changed, more, less = (bench.CASES[name](table, 1) for name in ("changed", "added", "gone"))
    before, after = table["chunk"].to_pylist(), changed["chunk"].to_pylist()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert len(bench.sources(more)) == len(bench.sources(table)) + 1 == len(bench.sources(less)) + 2
    assert len(set(more["chunk_id"].to_pylist())) == len(more) > len(table) > len(less)


def test_a_process_is_watched_with_its_children_and_stopped_at_its_limit() -> None:
    bench = corpora.bench("measuring")
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    usage = bench.watched([bench.sys.executable, "-c", code], limit_s=1)
    assert not usage.in_time
    held = "a = b'x' * 200_000_000"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {held!r}])"
    assert bench.watched([bench.sys.executable, "-c", code]).peak_mb > 200


def test_the_stages_of_a_tree_stand_beside_those_of_the_table_and_small_ones_without_a_ratio() -> None:
    bench = corpora.bench("tree")
    table = [{"read": 0.02, "parse": 1.0}, {"read": 0.03, "parse": 3.0}, {"read": 0.01, "parse": 2.0}]
    tree = [{"read": 0.04, "parse": 26.0}] * 3
    assert bench.stage_rows(table, tree) == [
        {"stage": "read", "table_s": 0.02, "tree_s": 0.04, "ratio": None},
        {"stage": "parse", "table_s": 2.0, "tree_s": 26.0, "ratio": 13.0},
    ]
    assert bench.tree_of(SAMPLE).is_dir()
