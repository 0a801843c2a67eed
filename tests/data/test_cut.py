"""data/cut.py cuts pages exactly as the public tables were cut."""

import doctest
import re
import shutil
from itertools import pairwise
from pathlib import Path

import corpora
import pytest
from data.lantern import DATA, cutter, read_table
from hypothesis import given
from hypothesis import strategies as st

cut = cutter()


def test_the_examples_in_its_documentation_hold() -> None:
    assert doctest.testmod(cut).failed == 0


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    table = cut.rows()
    assert read_table() == [row._asdict() for row in table]
    assert (DATA / "viewer-dump.txt").read_text("utf-8") == cut.viewer_dump(table, table[: cut.DUMP_ROWS])
    for name in ("once", "twice"):
        cut.write_table(table, tmp_path / name)
    assert (tmp_path / "once").read_bytes() == (tmp_path / "twice").read_bytes()


def test_the_table_does_not_depend_on_where_the_pages_stand(tmp_path: Path) -> None:
    shutil.copytree(cut.PAGES, tmp_path / "en")
    assert cut.rows(tmp_path / "en") == cut.rows()


@pytest.mark.corpus
@pytest.mark.parametrize("corpus", ["transformers", "accelerate"])
def test_a_public_table_comes_out_letter_for_letter_from_its_pages(corpus: str) -> None:
    table = read_table(getattr(corpora, f"{corpus}_table")())
    pages = getattr(corpora, f"{corpus}_pages")()
    by_source: dict[str, list[tuple[str, str, str]]] = {}
    for row in table:
        anchor = row["url"].partition("/#")[2]
        by_source.setdefault(row["source"], []).append((anchor, row["chunk"], row["chunk_id"].partition("_")[2]))
    for source, rows in by_source.items():
        page = pages / re.split(r"/source/(?:en/)?", source)[-1]
        mine = cut.page_rows(0, page, pages)
        assert [(row.url.partition("/#")[2], row.chunk, row.chunk_id.partition("_")[2]) for row in mine] == rows, source


@pytest.mark.corpus
def test_the_public_viewer_dump_comes_out_letter_for_letter_from_its_table() -> None:
    table = [cut.Row(**row) for row in read_table(corpora.transformers_table())]
    dump = corpora.transformers_dump().read_text("utf-8")
    first = next(i for i, row in enumerate(table) if f" | {row.chunk_id} |" in dump)
    assert cut.viewer_dump(table, table[first : first + 100]) == dump


@given(st.lists(st.text("abc ", min_size=1, max_size=300), min_size=1, max_size=12).map("\n".join))
def test_chunks_are_short_stripped_parts_of_the_text_in_order(text: str) -> None:
    chunks = cut.cut_chunks(text)
    at = 0
    for chunk in chunks:
        assert 0 < len(chunk) <= cut.MAX_CHARS
        assert chunk == chunk.strip()
        assert text.find(chunk, at) >= 0
        at = text.find(chunk, at)
    assert "".join(text.split()) == "" or chunks


def test_neighbouring_chunks_share_at_most_the_overlap() -> None:
    text = " ".join(f"word{number}" for number in range(400))
    for before, after in pairwise(cut.cut_chunks(text)):
        shared = max(n for n in range(len(after) + 1) if before.endswith(after[:n]))
        assert 0 < shared <= cut.OVERLAP_CHARS


def test_a_heading_in_a_fence_is_a_line_and_in_a_fence_in_a_fence_a_heading() -> None:
    simple = "# A\n```sh\n# one\n```"
    nested = "# A\n````md\n```sh\n# one\nx\n```\n````"
    assert [part.path for part in cut.cut_sections(simple)] == [("A",)]
    assert [part.path for part in cut.cut_sections(nested)] == [("A",), ("one",)]
