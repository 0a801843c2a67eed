"""Every format gives the same chunks, told by content; what can't be read is one line."""

import csv
import gzip
import io
import json
from pathlib import Path

import corpora
import fsspec
import pandas as pd
import pytest

from kg.chunks import join_chunks, read_chunks
from kg.chunks.read import Reading
from kg.errors import InputError, SettingError
from kg.records import Chunk

COLUMNS = ("source", "url", "file_type", "chunk", "chunk_id")
SITE = "https://docs.example.org/guide/"
ROWS = [
    ("guide.md", SITE, ".md", "A lantern is a lamp.\nPeople, \"all\" of them, carry it | by hand.", "0_0_0"),
    ("guide.md", SITE + "#wick", ".md", "A wick — 芯 — is a string 🤗.", "0_1_0"),
    ("guide.md", SITE + "#oil", ".md", "| a | b |\n|---|---|\n| 1 | 2 |", "0_2_0"),
]  # fmt: skip
FRAME = pd.DataFrame(ROWS, columns=list(COLUMNS))
TEXTS = [row[3] for row in ROWS]


def delimited(delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([COLUMNS, *ROWS])
    return out.getvalue().encode()


def parquet(frame: pd.DataFrame = FRAME) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out)
    return out.getvalue()


def json_lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


OBJECTS: list[dict[str, object]] = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
HEADER = "source\nstringclasses\n1\nvalue | url\nstringlengths\n31\n36\n| file_type\nstringclasses\n1\nvalue "
HEADER += "| chunk\nstringlengths\n1\n512\n| chunk_id\nstringlengths\n5\n9\n|\n"
DUMP = (
    HEADER
    + "---|---|---|---|---|\n"
    + "".join(" | ".join(row) + " |\n" for row in ROWS)
    + "Subsets and Splits\nNo queries | yet |\n"
)
FILES = {
    "parquet": (parquet(), "parquet"),
    "csv": (delimited(","), "csv"),
    "tsv": (delimited("\t"), "tsv"),
    "semicolons": (delimited(";"), "csv"),
    "json lines": (json_lines(OBJECTS), "json lines"),
    "json array": (json.dumps(OBJECTS).encode(), "json lines"),
    "gzip": (gzip.compress(json_lines(OBJECTS)), "json lines"),
    "gzip csv": (gzip.compress(delimited(",")), "csv"),
    "viewer dump": (DUMP.encode(), "viewer dump"),
    "byte order mark": (b"\xef\xbb\xbf" + delimited(","), "csv"),
    "utf-16": (delimited(",").decode().encode("utf-16"), "csv"),
}


def put(path: Path, content: bytes | str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def texts(reading: Reading) -> list[str]:
    return [chunk.text for chunk in reading.chunks]


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("suffix", ["", ".txt", ".dat"])
def test_a_format_is_told_by_its_content(name: str, suffix: str, tmp_path: Path) -> None:
    content, form = FILES[name]
    reading = read_chunks([put(tmp_path / f"rows{suffix}", content)])
    assert [text.replace("\r\n", "\n") for text in texts(reading)] == TEXTS
    assert [(c.source, c.url, c.chunk_id) for c in reading.chunks] == [(r[0], r[1], r[4]) for r in ROWS]
    assert [(file.format, file.chunks) for file in reading.inputs] == [(form, 3)]
    assert reading.findings == []


def test_columns_are_renamed(tmp_path: Path) -> None:
    path = put(tmp_path / "rows.parquet", parquet(FRAME.rename(columns={"chunk": "text", "url": "address"})))
    assert texts(read_chunks([path], columns={"chunk": "text", "url": "address"})) == TEXTS


def test_a_missing_column_is_told_with_those_there_are(tmp_path: Path) -> None:
    path = put(tmp_path / "rows.csv", "body,address\nx,y\n")
    with pytest.raises(
        InputError, match=r"rows\.csv: no column 'chunk' .*body, address.*--column chunk=NAME"
    ) as raised:
        read_chunks([path])
    assert "\n" not in str(raised.value)


def test_a_renamed_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = put(tmp_path / "rows.parquet", parquet())
    with pytest.raises(InputError, match="no column 'link'"):
        read_chunks([path], columns={"url": "link"})


def test_an_unknown_column_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="unknown column 'words'; allowed: source, url"):
        read_chunks([put(tmp_path / "rows.csv", delimited(","))], columns={"words": "x"})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty file"),
        (b" \n\n", "empty file"),
        (gzip.compress(b"", mtime=0), "empty file"),
        (gzip.compress(b"x" * 9999, mtime=0)[:40], "broken gzip"),
        (parquet()[:-100], "truncated Parquet"),
        (b"PAR1" + b"\x00" * 50 + b"PAR1", "broken Parquet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown format"),
        (b"just words\n", "unknown format"),
        (b'{"chunk": "x"}\n{"chunk": \n', "line 2: not JSON"),
        (b'{"chunk": "x"}\n[1]\n', "line 2: not an object"),
        (b'chunk,chunk_id\n"never closed,0_0_0\n', "broken table"),
        (b"chunk,chunk_id\n", "no text to read"),
    ],
)
def test_what_cannot_be_read_is_one_line(content: bytes, told: str, tmp_path: Path) -> None:
    path = put(tmp_path / "rows", content)
    with pytest.raises(InputError, match=told) as raised:
        read_chunks([path])
    assert str(raised.value).startswith(path)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_told_in_one_line() -> None:
    with pytest.raises(InputError, match="nowhere: no such file or folder; a chunk table"):
        read_chunks(["nowhere"])


def test_a_folder_without_pages_or_tables_is_told(tmp_path: Path) -> None:
    put(tmp_path / "a.png", b"x")
    with pytest.raises(InputError, match="no Markdown page and no table"):
        read_chunks([str(tmp_path)])


def test_cells_that_are_no_text_are_told_with_their_row(tmp_path: Path) -> None:
    rows = [
        *OBJECTS,
        *({**OBJECTS[0], "chunk": cell, "chunk_id": f"1_{n}_0"} for n, cell in enumerate([None, 3, "", ["x"]])),
    ]
    reading = read_chunks([put(tmp_path / "rows", json_lines(rows))])
    assert texts(reading) == TEXTS
    assert [(f.code, f.location.row) for f in reading.findings] == [("R001", 3), ("R001", 4), ("R001", 5), ("R001", 6)]
    assert "chunk is int, not text" in reading.findings[1].message


def test_a_row_with_too_many_cells_is_skipped_and_told(tmp_path: Path) -> None:
    reading = read_chunks([put(tmp_path / "rows.csv", "chunk,chunk_id\nWords.,0_0_0\na,b,c\n")])
    assert (texts(reading), codes(reading)) == (["Words."], ["R001"])


def test_undecodable_bytes_are_replaced_and_told_with_their_line(tmp_path: Path) -> None:
    reading = read_chunks([put(tmp_path / "rows.csv", b"chunk,chunk_id\nWords.,0_0_0\nB\xffd,0_1_0\n")])
    assert texts(reading) == ["Words.", "B\ufffdd"]
    assert [(f.code, f.location.line) for f in reading.findings] == [("R002", 3)]


def test_undecodable_bytes_in_parquet_are_replaced_and_told(tmp_path: Path) -> None:
    frame = pd.DataFrame({"chunk": [b"B\xffd", b"Words."], "chunk_id": ["0_0_0", "0_1_0"]})
    reading = read_chunks([put(tmp_path / "rows", parquet(frame))])
    assert (texts(reading), codes(reading)) == (["B\ufffdd", "Words."], ["R002"])


def test_half_a_surrogate_pair_is_replaced_and_told(tmp_path: Path) -> None:
    reading = read_chunks([put(tmp_path / "rows", b'{"chunk": "a \\ud800 b", "chunk_id": "0_0_0"}\n')])
    assert "\ud800" not in texts(reading)[0]
    assert codes(reading) == ["R002"]


def test_a_table_of_chunks_alone_has_a_section_for_each_row(tmp_path: Path) -> None:
    reading = read_chunks([put(tmp_path / "notes.csv", "chunk\nOne.\nTwo.\n")])
    (document,) = join_chunks(reading.chunks, base_iri="https://example.org/id/").documents
    assert [p.text for p in document.passages] == ["One.", "Two."]
    assert document.iri.startswith("https://example.org/id/doc/notes/")


def test_a_table_without_addresses_takes_them_from_its_sources(tmp_path: Path) -> None:
    content = "source,chunk,chunk_id\na/b.md,One.,0_0_0\na/b.md,Two.,0_1_0\n"
    reading = read_chunks([put(tmp_path / "rows.csv", content)])
    assert [c.url for c in reading.chunks] == ["a/b/", "a/b/#section-1"]


def test_a_table_without_ids_joins_rows_of_one_address(tmp_path: Path) -> None:
    content = f"url,chunk\n{SITE}#a,One.\n{SITE}#a,Two.\n{SITE}#b,Three.\n"
    reading = read_chunks([put(tmp_path / "rows.csv", content)])
    (document,) = join_chunks(reading.chunks, base_iri="https://example.org/id/").documents
    assert [[piece.chunk_id for piece in p.pieces] for p in document.passages] == [["0_0_0", "0_0_1"], ["0_1_0"]]
    assert document.source == SITE


def test_two_tables_with_the_same_numbers_are_told_apart(tmp_path: Path) -> None:
    other = FRAME.assign(source="other.md", url=[u.replace("guide", "other") for u in FRAME["url"]])
    paths = [put(tmp_path / "a/chunks.parquet", parquet()), put(tmp_path / "b/chunks.parquet", parquet(other))]
    reading = read_chunks(paths)
    assert [c.chunk_id for c in reading.chunks][::3] == ["a-chunks:0_0_0", "b-chunks:0_0_0"]
    joining = join_chunks(reading.chunks, base_iri="https://example.org/id/")
    assert (len(joining.documents), joining.findings) == (2, [])
    assert reading == read_chunks(paths[::-1])


def test_a_table_in_parts_is_one_table(tmp_path: Path) -> None:
    put(tmp_path / "part-0.parquet", parquet(FRAME[:1]))
    put(tmp_path / "part-1.parquet", parquet(FRAME[1:]))
    put(tmp_path / "_SUCCESS", b"")
    reading = read_chunks([str(tmp_path)])
    assert [c.chunk_id for c in reading.chunks] == ["0_0_0", "0_1_0", "0_2_0"]
    assert len(reading.inputs) == 2


def test_an_address_of_fsspec_is_read() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/kg-test/rows.parquet", parquet())
    memory.pipe("/kg-test/tree/a.md", b"# Lantern\n\nA lamp.\n")
    memory.pipe("/kg-test/tree/node_modules/b.md", b"# No\n")
    try:
        assert texts(read_chunks(["memory://kg-test/rows.parquet"])) == TEXTS
        assert [(c.source, c.title) for c in read_chunks(["memory://kg-test/tree"]).chunks] == [("a.md", "Lantern")]
        with pytest.raises(InputError, match="no such file"):
            read_chunks(["memory://kg-test/nothing"])
    finally:
        memory.rm("/kg-test", recursive=True)


def test_a_missing_package_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(InputError, match=r"s3:// needs a package .* pip install 'doc-concept-graph\[s3\]'") as raised:
        read_chunks(["s3://bucket/rows.parquet"])
    assert "\n" not in str(raised.value)


def test_an_unknown_protocol_is_told() -> None:
    with pytest.raises(InputError, match=r"gopherx://x/y: .*allowed: "):
        read_chunks(["gopherx://x/y"])


def test_a_row_of_a_dump_without_its_end_is_told(tmp_path: Path) -> None:
    broken = DUMP.replace("🤗. | 0_1_0 |", "🤗.")
    reading = read_chunks([put(tmp_path / "dump.txt", broken)])
    assert (texts(reading), codes(reading)) == ([TEXTS[0], TEXTS[2]], ["R001"])


@pytest.mark.corpus
def test_the_real_dump_gives_the_rows_of_the_real_table() -> None:
    dump = read_chunks([str(corpora.transformers_dump())])
    table = {c.chunk_id: c for c in read_chunks([str(corpora.transformers_table())]).chunks}
    assert (len(dump.chunks), dump.findings) == (100, [])

    def squeezed(chunk: Chunk) -> tuple[str, ...]:
        return (chunk.source, chunk.url, *chunk.text.split())

    assert all(squeezed(chunk) == squeezed(table[chunk.chunk_id]) for chunk in dump.chunks)
