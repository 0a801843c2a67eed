"""A build that remembers earlier ones writes what a build from nothing writes, and reads only what it must."""

import shutil
from pathlib import Path

import corpora
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.clock import Clock
from kg.config import Settings
from kg.opening import Run
from kg.pipeline import build

SAMPLE_DOCS = corpora.ROOT / "data/docs"
SENTENCES = (
    "Rank fusion is a way to join the results of several searches.",
    "Unlike rank fusion, **query rewriting** changes what is asked.",
    "See the [glossary](glossary.md#bm25) and a [page that is gone](gone.md).",
    "A lantern shard (LS) is part of an index.",
    "The inverted index is used for look-ups, such as BM25 scoring.",
    "Nothing of interest stands here.",
)
HEADINGS = ("Rank fusion", "Query rewriting", "BM25", "Overview", "Lantern shard (LS)")


def _edited(folder: Path, draw: st.DrawFn) -> None:
    """Change, add, rename or delete a page."""
    pages = sorted(path for path in folder.rglob("*.md"))
    page = draw(st.sampled_from(pages))
    kind = draw(st.sampled_from(["sentence", "heading", "cut", "new page", "delete", "touch"]))
    text = page.read_text("utf-8")
    if kind == "sentence":
        paragraphs = text.split("\n\n")
        at = draw(st.integers(1, len(paragraphs)))
        paragraphs.insert(at, draw(st.sampled_from(SENTENCES)))
        page.write_text("\n\n".join(paragraphs), "utf-8")
    elif kind == "heading":
        page.write_text(
            f"{text}\n\n## {draw(st.sampled_from(HEADINGS))}\n\n{draw(st.sampled_from(SENTENCES))}\n", "utf-8"
        )
    elif kind == "cut":
        page.write_text(text[: draw(st.integers(1, len(text)))] + "\n", "utf-8")
    elif kind == "new page":
        name = f"new-{draw(st.integers(0, 3))}.md"
        page.with_name(name).write_text(
            f"# {draw(st.sampled_from(HEADINGS))}\n\n{draw(st.sampled_from(SENTENCES))}\n", "utf-8"
        )
    elif kind == "delete" and len(pages) > 5:
        page.unlink()


def _contents(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_edits_a_remembering_build_writes_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    home = tmp_path_factory.mktemp("edits")
    shutil.copytree(SAMPLE_DOCS, home / "docs")
    run = Run(cache=home / "cache")
    for _ in range(data.draw(st.integers(2, 3))):
        build([str(home / "docs")], home / "out", Settings(), Clock(), run)
        build([str(home / "docs")], home / "whole", Settings(), Clock(), Run(cache=None, jobs=1))
        assert _contents(home / "out") == _contents(home / "whole")
        for _ in range(data.draw(st.integers(1, 3))):
            _edited(home / "docs", data.draw)  # type: ignore[arg-type]


def test_settings_are_part_of_what_is_remembered(tmp_path: Path) -> None:
    run = Run(cache=tmp_path / "cache")
    for least in (0.0, 0.9):
        settings_ = Settings(min_confidence=least)
        build([str(SAMPLE_DOCS)], tmp_path / "out", settings_, Clock(), run)
        build([str(SAMPLE_DOCS)], tmp_path / "whole", settings_, Clock(), Run(cache=None))
        assert _contents(tmp_path / "out") == _contents(tmp_path / "whole")
