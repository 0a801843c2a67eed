"""What a reader reads as words, and what is markup: cases as text over prose."""

import pytest
from chunks_pages import page, parse_one, table

from kg.chunks.parse import parse


def prose_of(text: str, source: str = "a.md") -> str:
    """The prose with runs of spaces shown as one."""
    return " ".join(parse_one(text, source=source).prose.split())


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("A *soft* and **bold** word.", "A soft and bold word."),
        ("Use `fit` now.", "Use fit now."),
        ("See [the guide](guide.md#x \"title\").", "See the guide ."),
        ("See [the guide][g].\n\n[g]: guide.md", "See the guide ."),
        ("Call [`~a.b.Run`] here.", "Call a.b.Run here."),
        ("A![alt text](x.png)B", "A B"),
        ("One.\n\n```py\n# code\n```\n\nTwo.", "One. Two."),
        ("One.\n\n~~~\n# code\n~~~\n\nTwo.", "One. Two."),
        ("One <!-- hidden --> two.", "One two."),
        ("<!-- licence\n\ntext -->\nWords.", "Words."),
        ("<Tip warning={true}>\n\nBe careful.\n\n</Tip>", "Be careful."),
        ("<hfoptions id=\"x\">\n<hfoption id=\"y\">\n\nRun it.\n\n</hfoption>\n</hfoptions>", "Run it."),
        ("<Youtube id=\"abc\"/>\n\nWatch.", "Watch."),
        ("> [!TIP]\n> Save often.", "Save often."),
        ("[[open-in-colab]]\n\nStart.", "Start."),
        ("[[autodoc]] Trainer\n    - fit\n    - save\n\nAfter.", "After."),
        ("Energy \\\\(E = m_1 c^2\\\\) is\n\n$$\na_b * c_d\n$$\n\nand $x_i$ done.", "Energy is and done."),
        ("It costs $5 and [a lot](b.md) or $6.", "It costs $5 and a lot or $6."),
        ("| a | b |\n|---|---|\n| one | two |", "a | b one | two"),
        ("x &amp; y \\* z", "x y * z"),
        ("At https://example.org/a_b now.", "At now."),
        ("{{< note >}}Words{{< /note >}} {% raw %}more{% endraw %}", "Words more"),
        (":::note\nWords.\n:::", "Words."),
        ("```{note}\n:class: big\nWords.\n```\n\nMore.", "Words. More."),
        ("!!! note \"Title\"\n\n    Words here.\n\nMore.", "Words here. More."),
        ("<Tip>\n\n    Indented words.\n\n</Tip>", "Indented words."),
        ("<div>\n<p>Inside &lt;p&gt;</p>\n</div>", "Inside p"),
        ("<style>p {color: red}</style>\n\nWords.", "Words."),
        ("*[HTML]: HyperText Markup Language\n\nHTML is old.", "HTML is old."),
        ("A footnote[^1].\n\n[^1]: Its text.", "A footnote . Its text."),
        ("Term\n: What it is.", "Term What it is."),
        ("{term}`beam search` and {ref}`words <label>`", "beam search and words"),
        ("- [ ] open\n- [x] done", "open done"),
    ],
)  # fmt: skip
def test_prose_keeps_the_words(text: str, prose: str) -> None:
    assert prose_of(text) == prose


def test_mdx_components_need_no_blank_line() -> None:
    text = "import X from './x'\n\n<Tabs>\nSee [this](b.md).\n</Tabs>\n"
    assert prose_of(text, "a.mdx") == "See this ."


def test_front_matter_is_no_prose_and_gives_the_title() -> None:
    parsing = parse([table("---\ntitle: The Page\nweight: 3\n---\nWords.")])
    assert parsing.documents[0].title == "The Page"
    assert parsing.sections[0].front_matter == (("title", "The Page"), ("weight", "3"))
    assert parsing.sections[0].prose.split() == ["Words."]


def test_two_spaces_stand_for_the_blank_line_a_cutter_took() -> None:
    section = parse([table("One.  \nTwo.  \n- a\n- b")]).sections[0]
    assert [(b.kind, section.text[b.start : b.end]) for b in section.blocks] == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("item", "a"),
        ("item", "b"),
    ]


def test_two_spaces_in_a_tree_are_a_line_break() -> None:
    section = parse([page(("Title", 1, "One.  \nTwo."))]).sections[0]
    assert len(section.blocks) == 1


def test_code_cut_at_a_comment_stays_code_in_both_sections() -> None:
    parsing = parse([table("Run:\n```py\nx = 1", "y = 2\n```\nDone.", "Else.")])
    assert [" ".join(s.prose.split()) for s in parsing.sections] == ["Run:", "Done.", "Else."]
    assert [b.kind for b in parsing.sections[1].blocks] == ["code", "paragraph"]
    assert not parsing.findings


def test_code_that_never_closes_ends_with_its_section() -> None:
    parsing = parse([table("Run:\n```py\nx = 1", "Words.\n```py\ny\n```")])
    assert parsing.sections[1].prose.split() == ["Words."]
    assert [(f.code, f.section) for f in parsing.findings] == [("P001", parsing.sections[0].key)]


def test_a_comment_that_never_closes_ends_with_its_section() -> None:
    parsing = parse([table("<!-- licence", "Words.")])
    assert parsing.sections[1].prose.split() == ["Words."]
    assert [f.code for f in parsing.findings] == ["P001"]


def test_a_comment_cut_in_two_stays_one() -> None:
    parsing = parse([table("<!-- licence", "more --> Words.")])
    assert not parsing.findings
    assert "more" not in parsing.sections[1].prose


def test_nesting_past_the_limit_is_told() -> None:
    assert [f.code for f in parse([table(">" * 2000 + "a")]).findings] == ["P002"]


def test_blocks_tell_kind_and_depth() -> None:
    text = "# Head\n\nPara.\n\n- one\n  - two\n\n> quote\n\n| a |\n|---|\n| b |\n\n```\ncode\n```\n\n"
    text += "<!-- c -->\n\nT\n: D\n\n<p>\nx\n</p>"
    section = parse_one(text)
    assert [(b.kind, b.depth) for b in section.blocks] == [
        ("heading", 0), ("paragraph", 0), ("item", 1), ("item", 2), ("paragraph", 1), ("table", 0), ("code", 0),
        ("comment", 0), ("definition", 0), ("definition", 0), ("html", 0),
    ]  # fmt: skip


def test_marks_cover_the_words() -> None:
    text = "*e* **s** `c` [l](u) [`S`] ![i](p) $x^2$ <abbr title='t'>AB</abbr>"
    section = parse_one(text)
    assert [(m.kind, text[m.start : m.end]) for m in section.marks] == [
        ("emphasis", "e"), ("strong", "s"), ("code", "c"), ("link", "l"), ("symbol", "S"), ("image", "![i](p)"),
        ("math", "x^2"), ("abbr", "AB"),
    ]  # fmt: skip


def test_autodoc_is_a_symbol_with_members() -> None:
    section = parse_one("[[autodoc]] a.Trainer\n    - fit\n    - all\n\n[[autodoc]] B")
    assert [(s.name, s.members) for s in section.symbols] == [("a.Trainer", ("fit", "all")), ("B", ())]
    assert [b.kind for b in section.blocks] == ["autodoc", "autodoc"]


def test_autodoc_in_code_documents_nothing() -> None:
    assert parse_one("```\n[[autodoc]] Trainer\n```").symbols == ()


def test_offsets_hold_beside_wide_characters_and_crlf() -> None:
    text = "🤗 é 𝒳\r\n[né](b.md) **ß**\r\n\r\n```\r\nc\r\n```\r\nend"
    section = parse_one(text)
    assert [text[m.start : m.end] for m in section.marks] == ["né", "ß"]
    assert section.prose.split() == ["🤗", "é", "𝒳", "né", "ß", "end"]


def test_a_tag_named_in_a_sentence_opens_nothing() -> None:
    parsing = parse([table("A `<script>` or <!-- in it.\n\nAnd `<pre>`.", "Words.")])
    assert not parsing.findings


def test_raw_html_cut_at_comments_stays_one_block() -> None:
    parsing = parse([table("See:\n\n<pre>", "graph 6 GB", "total 10 GB\n</pre>\n\nDone.")])
    assert not parsing.findings
    assert parsing.sections[2].blocks[-1].kind == "paragraph"


def test_a_long_fence_around_short_ones_stays_one_block() -> None:
    parsing = parse([table("See:\n````md\n```py", "x = 1\n```\n````\nDone.")])
    assert not parsing.findings
    assert parsing.sections[1].prose.split() == ["Done."]
