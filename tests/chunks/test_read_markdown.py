"""A tree of Markdown pages is cut at its headings, and at nothing that only looks like one."""

import itertools
from pathlib import Path

import corpora
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.chunks import join_chunks, read_chunks
from kg.chunks.front_matter import split_front_matter
from kg.chunks.markdown_headings import find_headings, plain_title
from kg.records import Chunk

BASE = "https://example.org/id/"
PAGE = """---
title: The Lantern
tags: [light, "oil lamp"]
---

Before the first heading.

## Wick `x`

```sh
# not a heading
```

<!--
# nor this
-->

    # indented code

> # quoted

Setext one
==========
- item
---
text

Setext two
---

### Wick `x` ##
#no heading
#### Explicit [[the-anchor]]
#### Other {#other-anchor}
"""


def tree(path: Path, pages: dict[str, str]) -> str:
    for name, text in pages.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, "utf-8")
    return str(path)


def chunks(path: Path, pages: dict[str, str]) -> list[Chunk]:
    return read_chunks([tree(path, pages)]).chunks


def test_a_page_is_cut_at_its_headings(tmp_path: Path) -> None:
    found = chunks(tmp_path, {"lantern.md": PAGE})
    assert [(c.title, c.level, c.url.partition("#")[2], c.location.line) for c in found] == [
        ("The Lantern", 1, "", 6),
        ("Wick x", 2, "wick-x", 8),
        ("Setext one", 1, "setext-one", 22),
        ("Setext two", 2, "setext-two", 28),
        ("Wick x", 3, "wick-x-1", 31),
        ("Explicit", 4, "the-anchor", 33),
        ("Other", 4, "other-anchor", 34),
    ]
    assert found[0].text == "Before the first heading."
    assert found[0].front_matter == (("title", "The Lantern"), ("tags", "light"), ("tags", "oil lamp"))
    assert "# quoted" in found[1].text
    assert found[4].text == "#no heading"
    assert [c.chunk_id for c in found] == [f"lantern.md#{n}" for n in range(7)]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("a.md", "a"), ("b/c.mdx", "b/c"), ("b/_index.md", "b"), ("d/index.md", "d"), ("e/README.md", "e"),
        ("README.md", "index"), ("a b/ü.md", "a%20b/ü"),
    ],
)  # fmt: skip
def test_a_page_of_a_tree_has_an_address_below_the_base(name: str, page: str, tmp_path: Path) -> None:
    (document,) = join_chunks(chunks(tmp_path, {name: "Words.\n\n# One\n"}), base_iri=BASE).documents
    assert document.iri == f"{BASE}doc/{page}"
    assert [p.iri for p in document.passages] == [f"{BASE}doc/{page}/", f"{BASE}doc/{page}/#one"]
    assert document.source == name


def test_pages_that_want_one_address_keep_their_names(tmp_path: Path) -> None:
    names = ["a.md", "a/index.md", "a/README.md", "b/index.md", "b/README.md"]
    found = chunks(tmp_path, dict.fromkeys(names, "Words."))
    assert {c.source: c.url for c in found} == {
        "a.md": "a/", "a/index.md": "a/index/", "a/README.md": "a/README/",
        "b/index.md": "b/", "b/README.md": "b/README/",
    }  # fmt: skip


def test_hidden_and_foreign_folders_are_skipped(tmp_path: Path) -> None:
    names = [".git/a.md", "node_modules/x/b.md", "docs/.hidden.md", "docs/c.md", "docs/d.txt"]
    assert [c.source for c in chunks(tmp_path, dict.fromkeys(names, "Words."))] == ["docs/c.md"]


def test_two_trees_with_the_same_paths_are_told_apart(tmp_path: Path) -> None:
    places = [tree(tmp_path / name, {"a.md": f"Words of {name}."}) for name in ("one", "two")]
    reading = read_chunks(places)
    assert [(c.source, c.url, c.chunk_id) for c in reading.chunks] == [
        ("one/a.md", "one/a/", "one/a.md#0"), ("two/a.md", "two/a/", "two/a.md#0"),
    ]  # fmt: skip
    assert len(join_chunks(reading.chunks, base_iri=BASE).documents) == 2


def test_a_page_with_no_text_is_told(tmp_path: Path) -> None:
    reading = read_chunks([tree(tmp_path, {"a.md": "Words.", "b.md": "\n \n", "c.md": "---\nx: 1\n---\n"})])
    assert [(f.code, f.source) for f in reading.findings] == [("R005", "b.md"), ("R005", "c.md")]


def test_a_single_page_is_a_tree_of_one(tmp_path: Path) -> None:
    tree(tmp_path, {"a.md": "# One\n"})
    assert [(c.source, c.title) for c in read_chunks([str(tmp_path / "a.md")]).chunks] == [("a.md", "One")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("+++\ntitle = 'T'\n+++\nx", (("title", "T"),)),
        ("---\ntitle: 2024-01-02\ndraft: true\n---\n", (("title", "2024-01-02"), ("draft", "true"))),
        ("---\ntitle: a: b: c\nname: x\n---\n", (("title", "a: b: c"), ("name", "x"))),
        ("---\nnested: {a: 1}\nn: 3\n---\n", (("n", "3"),)),
        ("---\njust a rule\n---\nx", ()),
        ("no front matter", ()),
    ],
)
def test_front_matter_is_read(text: str, values: tuple[tuple[str, str], ...]) -> None:
    assert split_front_matter(text)[0] == values


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("**Bold** and _soft_ `a_b*c`", "Bold and soft a_b*c"),
        ("[text](url) ![alt](src) [ref][r]", "text alt ref"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("Escaped \\* star", "Escaped * star"),
        ("<a id='x'></a>Named", "Named"),
        ("2 < 3 and a * b * c", "2 < 3 and a * b * c"),
    ],
)
def test_a_title_is_what_a_reader_sees(raw: str, title: str) -> None:
    assert plain_title(raw) == title


@given(
    st.lists(
        st.sampled_from(
            ["# A", "text", "", "```", "~~~", "---", "===", "<!--", "-->", "- x", "> q", "    c", "`<!--`"]
        ),
        max_size=30,
    )
)
def test_a_page_and_its_sections_hold_the_same_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = list(find_headings(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[h.start : h.end].strip() for h in found)


def test_an_unclosed_comment_hides_nothing(tmp_path: Path) -> None:
    assert [c.title for c in chunks(tmp_path, {"a.md": "<!-- open\n\n# One\n\n# Two\n"})] == [None, "One", "Two"]


BOMBS = [">", "[", "*", "`", "` ", "<", "<a ", "_a", "![", "](", "**a", "\\", "[[", "{#", " ", " #", "a "]


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("length", [900, 200_000])
def test_a_heading_of_brackets_does_not_go_off(bomb: str, length: int, tmp_path: Path) -> None:
    heading = bomb * (length // len(bomb))
    (chunk, last) = chunks(tmp_path, {"a.md": f"# y{heading}x\n\n# Last\n"})
    assert (last.title, bool(chunk.title)) == ("Last", True)


def test_ten_thousand_equal_headings_have_addresses_of_their_own(tmp_path: Path) -> None:
    found = chunks(tmp_path, {"a.md": "# Same\n\n" * 10_000})
    assert len({c.url for c in found}) == 10_000
    assert found[-1].url == "a/#same-9999"


@pytest.mark.corpus
def test_the_cncf_glossary_is_a_page_for_each_term() -> None:
    reading = read_chunks([str(corpora.cncf_tree())])
    joining = join_chunks(reading.chunks, base_iri=BASE)
    assert (len(joining.documents), joining.findings, reading.findings) == (93, [], [])
    firsts = {d.source: d.passages[0] for d in joining.documents}
    assert firsts["service-mesh.md"].title == "Service Mesh"
    assert firsts["service-mesh.md"].iri == BASE + "doc/service-mesh/"
