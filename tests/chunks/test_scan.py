"""Inputs of any size are read in batches, and give what they give whole."""

import json
from pathlib import Path

import fsspec
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.chunks import read_chunks, scan_chunks
from kg.chunks.read_rows import Batch, Table, to_chunks
from kg.errors import InputError
from kg.records import Chunk, Finding

COLUMNS = ("source", "url", "file_type", "chunk", "chunk_id")
SITE = "https://docs.example.org/"
MANY = 20_000


def frame(rows: int = MANY) -> pd.DataFrame:
    names = [
        (f"{n // 50}.md", f"{SITE}{n // 50}/", ".md", f"Lantern {n} burns.", f"{n // 50}_0_{n % 50}")
        for n in range(rows)
    ]
    return pd.DataFrame(names, columns=list(COLUMNS))


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_a_big_table_comes_in_several_batches(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows.{form}"
    table = frame()
    if form == "parquet":
        table.to_parquet(path)
    elif form == "csv":
        table.to_csv(path, index=False)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_dict("records")))
    scan = scan_chunks([str(path)])
    sizes = [len(batch) for batch in scan]
    assert sum(sizes) == MANY
    assert max(sizes) < MANY / 2
    assert [(file.chunks, file.bytes) for file in scan.inputs] == [(MANY, path.stat().st_size)]
    chunks = read_chunks([str(path)]).chunks
    assert [chunk.location.row for chunk in chunks] == list(range(MANY))


def test_a_big_tree_comes_in_several_batches(tmp_path: Path) -> None:
    for page in range(4):
        (tmp_path / f"{page}.md").write_text("".join(f"# Part {n}\n\nWords.\n\n" for n in range(4000)))
    assert [len(batch) for batch in scan_chunks([str(tmp_path)])] == [8000, 8000, 0]


def test_a_scan_can_be_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    frame(3).assign(chunk=["Words.", "", "More."]).to_csv(path, index=False)
    scan = scan_chunks([str(path)])
    first = [list(scan), scan.inputs, scan.findings]
    assert [list(scan), scan.inputs, scan.findings] == first
    assert [finding.code for finding in scan.findings] == ["R001"]


def test_several_inputs_are_told_apart_batch_by_batch(tmp_path: Path) -> None:
    for name in ("one", "two"):
        frame().assign(url=f"{SITE}{name}/").to_parquet(tmp_path / f"{name}.parquet")
    ids = [
        chunk.chunk_id
        for batch in scan_chunks([str(tmp_path / f"{n}.parquet") for n in ("one", "two")])
        for chunk in batch
    ]
    assert len(set(ids)) == 2 * MANY


def test_bytes_that_are_not_utf8_are_counted_over_all_lines(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"chunk": "One."}\n{"chunk": "Tw\xff\xfe."}\n{"chunk": "Thr\xffee \xef\xbf\xbd."}\n')
    scan = scan_chunks([str(path)])
    assert [chunk.text for batch in scan for chunk in batch] == ["One.", "Tw\ufffd\ufffd.", "Thr\ufffdee \ufffd."]
    assert [(f.code, f.message, f.location.line) for f in scan.findings] == [("R002", "3 in the file", 2)]


def test_a_remote_table_is_scanned() -> None:
    with fsspec.open("memory://scanned/rows.parquet", "wb") as file:
        frame().to_parquet(file)
    assert sum(map(len, scan_chunks(["memory://scanned/rows.parquet"]))) == MANY


def test_a_table_that_breaks_in_the_middle_is_told_when_the_scan_gets_there(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"chunk": "Words."}\n' * MANY + "{broken\n")
    scan = iter(scan_chunks([str(path)], {}))
    with pytest.raises(InputError, match=rf"line {MANY + 1}: not JSON"):
        list(scan)


CELL = st.sampled_from(["a", "b#x", "", None, 7])
ROW = st.dictionaries(st.sampled_from([*COLUMNS, "other"]), CELL, max_size=6)


def read_in(rows: list[dict[str, object]], sizes: list[int]) -> tuple[list[Chunk], list[Finding]] | str:
    def batches() -> list[Batch]:
        found, at = [], 0
        for size in [*sizes, len(rows)]:
            some = rows[at : at + size]
            names = {name: None for row in some for name in row}
            found.append(Batch(len(some), {name: [row.get(name) for row in some] for name in names}))
            at += size
        return found

    findings: list[Finding] = []
    try:
        table = Table("rows.jsonl", "json lines", None, lambda: iter(batches()))
        return [chunk for batch in to_chunks(table, {}, findings) for chunk in batch], findings
    except InputError as error:
        return str(error)


@given(st.lists(ROW, max_size=8), st.lists(st.integers(0, 3), max_size=4))
def test_a_table_in_any_batches_gives_the_same_chunks(rows: list[dict[str, object]], sizes: list[int]) -> None:
    assert read_in(rows, sizes) == read_in(rows, [])
