"""What holds for any text whatever: lengths, spans, no crash, the same result twice."""

from chunks_pages import page, table
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chunks.parse import Parsing, parse

_PARTS = st.sampled_from(
    [
        "[",
        "](",
        ")",
        "[`",
        "`]",
        "`",
        "```",
        "~~~",
        ">",
        "*",
        "**",
        "_",
        "#",
        "##",
        "-",
        "|",
        "|-|-",
        '<a href="x">',
        "</a>",
        "<a id=y>",
        "<Tip>",
        "</Tip>",
        "<!--",
        "-->",
        "$",
        "$$",
        "\\\\(",
        "\\\\)",
        "[[autodoc]] X",
        "[[a]]",
        "{{<",
        ">}}",
        "{%",
        "%}",
        ":::note",
        "!!! note",
        "[x]:",
        "*[A]:",
        "é",
        "🤗",
        "𝒳",
        "&amp;",
        "\\",
        "http://a.b/c",
        "javascript:",
        "{term}`",
        "```{note}",
        "<script>",
        ":",
        "export const",
        "import 'a'",
        "---",
        "[^1]",
        "![",
        "<div>",
        "<p>",
        "#a",
        "{#b}",
        "a",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "    ",
        "  \n",
        "\u0000",
        "\ud800",
    ]
)
_LINES = st.lists(_PARTS, max_size=40)
_TEXT = st.one_of(
    st.text(max_size=60), st.lists(_PARTS, max_size=40).map("".join), st.lists(_PARTS, max_size=40).map(" ".join)
)


def checked(parsing: Parsing) -> Parsing:
    for section in parsing.sections:
        text, prose = section.text, section.prose
        assert len(text) == len(prose)
        assert all(p == t or p.isspace() for p, t in zip(prose, text, strict=True))
        end = 0
        for block in section.blocks:
            assert end <= block.start < block.end <= len(text)
            end = block.end
        assert all(0 <= mark.start <= mark.end <= len(text) for mark in section.marks)
        assert [m.start for m in section.marks] == sorted(m.start for m in section.marks)
        assert all(0 <= s.start < s.end <= len(text) for s in section.symbols)
    keys = {section.key: len(section.text) for section in parsing.sections}
    for link in parsing.links:
        assert 0 <= link.start < link.end <= keys[link.section]
        assert (link.target is None) == (link.kind == "broken") or link.kind == "symbol"
        assert link.target_section is None or link.target_section in keys
    return parsing


@settings(max_examples=300, deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=4))
def test_any_table_is_read(texts: list[str]) -> None:
    first = checked(parse([table(*texts)]))
    assert parse([table(*texts)]) == first


@settings(max_examples=200, deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=3), st.sampled_from(["a.md", "a.mdx", "", "C:\\x\\a.md"]))
def test_any_tree_is_read(texts: list[str], source: str) -> None:
    sections = [(f"Title {number}", 2, text) for number, text in enumerate(texts)]
    checked(parse([page(*sections, source=source)]))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.text(max_size=20))
def test_any_heading_and_href_is_read(title: str, href: str) -> None:
    checked(parse([page((title, 1, f"[x](<{href}>) [y](#{href})"), ("B", 2, "z"))]))


def test_nothing_gives_nothing() -> None:
    assert parse([]) == Parsing([], [], [], [])
