"""Bad input from end to end: one clear line and exit code 2, or a finding in the report and a whole build."""

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import kg
from kg.cli import main
from kg.errors import InputError

SITE = "https://docs.example.org/en/guide/"
LONG = "A lantern is a lamp that people carry. "
Row = dict[str, object]


def row(chunk: object, chunk_id: object = "0_0_0", slug: str = "lantern", page: str = SITE) -> Row:
    url = f"{page}#{slug}" if slug else page
    return {"source": "guide.md", "url": url, "file_type": ".md", "chunk": chunk, "chunk_id": chunk_id}


def table(path: Path, rows: Sequence[Row]) -> Path:
    lines = [json.dumps(values) for values in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8", errors="surrogatepass")
    return path


def codes(graph: kg.KnowledgeGraph) -> set[str]:
    return {finding.code for finding in graph.records.findings}


def build(tmp_path: Path, rows: Sequence[Row]) -> kg.KnowledgeGraph:
    return kg.build(table(tmp_path / "rows.jsonl", rows))


def refused(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    out = path.with_name("out-of-bad-input")
    assert main(["build", str(path), "--out", str(out), *options]) == 2
    assert not out.exists()
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert path.name in said.err
    return said.err


def test_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(tmp_path / "nowhere.parquet", capsys)


@pytest.mark.parametrize("name", ["rows.parquet", "rows.csv", "rows.tsv", "rows.jsonl", "rows.jsonl.gz", "rows.txt"])
def test_an_empty_file_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"") if name.endswith("gz") else b"")
    assert "empty" in refused(path, capsys)


def test_an_empty_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tree").mkdir()
    refused(tmp_path / "tree", capsys)


def test_wrong_columns_are_told_with_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.parquet"
    pd.DataFrame({"body": ["x"], "address": ["y"]}).to_parquet(path)
    said = refused(path, capsys)
    assert "body" in said
    assert "chunk" in said


def test_a_truncated_parquet_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.parquet"
    pd.DataFrame([row(LONG * 50, f"0_0_{i}") for i in range(50)]).to_parquet(path)
    path.write_bytes(path.read_bytes()[:-200])
    refused(path, capsys)


def test_a_table_of_nothing_but_nulls_is_refused_or_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build(tmp_path, [row(None), row(None, "0_0_1")])


def test_cells_that_are_no_text_are_findings_and_the_rest_goes_on(tmp_path: Path) -> None:
    graph = build(tmp_path, [row(LONG), row(None, "0_1_0", "a"), row(17, "0_2_0", "b"), row("", "0_3_0", "c")])
    assert "R001" in codes(graph)
    assert any("lantern is a lamp" in section.text for section in graph.records.sections)


def test_bytes_that_are_not_utf_8_are_replaced_and_told(tmp_path: Path) -> None:
    path = table(tmp_path / "rows.jsonl", [row(LONG)])
    path.write_bytes(path.read_bytes().replace(b"people", b"pe\xffple"))
    assert "R002" in codes(kg.build(path))


@pytest.mark.parametrize("bad", ["", "x", "0_0", "0_0_0_0", "-1_0_0", "0_0_zero", "٣_0_0"])
def test_a_malformed_chunk_id_keeps_its_row(bad: str, tmp_path: Path) -> None:
    graph = build(tmp_path, [row(LONG), row("A wick is a string.", bad, "wick")])
    assert codes(graph) & {"R001", "R003"}
    if bad:
        assert any("wick is a string" in section.text for section in graph.records.sections)


def test_of_two_rows_with_one_chunk_id_the_first_is_kept(tmp_path: Path) -> None:
    graph = build(tmp_path, [row(LONG), row("Something else.")])
    assert "R004" in codes(graph)
    assert [s.text.strip() for s in graph.records.sections] == [LONG.strip()]


def test_a_chunk_missing_in_the_middle_is_told(tmp_path: Path) -> None:
    graph = build(tmp_path, [row(LONG * 12, "0_0_0"), row(LONG * 12, "0_0_2")])
    assert "J001" in codes(graph)


def test_ten_thousand_headings_make_ten_thousand_sections(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    text = "# Page\n\n" + "".join(f"## Heading {i % 5000}\n\nWords of {i}.\n\n" for i in range(10_000))
    (tree / "page.md").write_text(text, "utf-8")
    graph = kg.build(tree)
    assert len(graph.records.sections) >= 10_000
    assert len({s.iri for s in graph.records.sections}) >= 10_000


@pytest.mark.parametrize(
    "bomb",
    [">" * 10_000 + " deep", "[" * 20_000, "(" * 20_000, "*" * 20_000, "- " * 5_000 + "x", "`" * 9_999,
     "<div>" * 10_000, "![" * 5_000 + "](" * 5_000, "|" * 20_000, "&#" * 10_000, "[a](" * 5_000],
    ids=lambda bomb: bomb[:4],
)  # fmt: skip
def test_a_nesting_bomb_does_not_go_off(bomb: str, tmp_path: Path) -> None:
    graph = build(tmp_path, [row(LONG + "\n\n" + bomb), row("A wick is a string.", "0_1_0", "wick")])
    assert any("wick is a string" in section.text for section in graph.records.sections)


def test_a_chunk_of_fifty_megabytes_is_read(tmp_path: Path) -> None:
    text = (LONG * 40 + "See [wick](#wick) and `Lamp`.\n\n") * (50_000_000 // 1590)
    assert len(text) > 49_000_000
    graph = build(tmp_path, [row(text), row("A wick is a string.", "0_1_0", "wick")])
    assert sum(len(section.text) for section in graph.records.sections) > 49_000_000


HOSTILE = [
    "[</script><script>alert(1)</script>](#lantern)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '[x](https://example.org/a b<c>"d)',
    '[x](<https://example.org/a b"<c>>)',
    "[x](https://example.org/\x01\x7f)",
    "[x](vbscript:x)",
    '<a href="javascript:alert(1)">y</a>',
    "[\u202eevil](#lantern) \x00 \ud800 \ufffe",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_links_are_only_text(text: str, tmp_path: Path) -> None:
    import pyoxigraph as ox

    graph = build(tmp_path, [row(LONG + text), row(LONG + text, "0_1_0", "lantern")])
    graph.write(tmp_path / "out")
    assert list(ox.parse(path=tmp_path / "out/graph.ttl"))
    list(ox.parse(path=tmp_path / "out/evidence.ttl"))  # may be empty, must be Turtle
    page = (tmp_path / "out/graph.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert not any(
        str(link.target or "").lower().startswith(("javascript", "data:", "vbscript")) for link in graph.records.links
    )


@pytest.mark.parametrize("slug", ["a b", "a<b>", 'a"b', "a\x01b", "日本語", "a%b", "#", "a#b#c"])
def test_any_address_gives_valid_turtle(slug: str, tmp_path: Path) -> None:
    import pyoxigraph as ox

    graph = build(tmp_path, [row(LONG, slug=slug), row("A wick is a string.", "0_1_0", "wick")])
    graph.write(tmp_path / "out")
    assert list(ox.parse(path=tmp_path / "out/graph.ttl"))


def test_a_table_without_any_concept_is_a_whole_build(tmp_path: Path) -> None:
    graph = build(tmp_path, [row("...", slug="")])
    graph.write(tmp_path / "out")
    assert kg.open(tmp_path / "out").concepts.empty


def test_shuffled_rows_and_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    import corpora

    rows = pd.read_parquet(corpora.ROOT / "data/chunks.parquet")
    builds: list[dict[str, bytes]] = []
    shuffle: Callable[[int], pd.DataFrame] = lambda seed: rows.sample(frac=1, random_state=seed)  # noqa: E731
    for number, frame in enumerate((rows, shuffle(1), shuffle(2))):
        path, out = tmp_path / "rows.parquet", tmp_path / f"out{number}"
        frame.to_parquet(path)
        kg.build(path).write(out)
        names = [p for p in sorted(out.rglob("*")) if p.is_file() and p.name != "manifest.json"]
        builds.append({str(p.relative_to(out)): p.read_bytes() for p in names})
    assert builds[0] == builds[1] == builds[2]


def test_an_earlier_build_inside_the_documentation_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("# Beam search\n\nA decoding method.\n", "utf-8")
    arguments = ["build", str(tmp_path / "docs"), "--out", str(tmp_path / "docs/out"), "-q", "--no-cache"]
    for _ in range(2):
        assert main(arguments) == 0
    documents = pq.read_table(tmp_path / "docs/out/tables/documents.parquet").column("source").to_pylist()
    assert documents == ["a.md"]
