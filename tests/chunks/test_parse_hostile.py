"""Pages made to hurt: each is read to its end, with offsets that hold. A quadratic step would never come back."""

import pytest
from chunks_pages import page, table

from kg.chunks.parse import parse

BOMBS = {
    "quotes": ">" * 10_000 + "a",
    "brackets": "[" * 10_000,
    "links half open": "[" * 50_000 + "](" * 50_000,
    "images half open": "![" * 50_000,
    "lists": "- " * 10_000 + "a",
    "list levels": "\n".join("  " * n + "- a" for n in range(800)),
    "stars": "*a " * 50_000,
    "back ticks": " ".join("`" * n for n in range(800)),
    "fences": "```\n" * 50_001,
    "comments": "<!--" * 50_000,
    "tags half open": '<a "' * 100_000,
    "attributes half open": '<a href="x' * 50_000,
    "declarations": "<!x" * 100_000,
    "components": "    <Tip>\n" * 10_000,
    "blank lines in a component": "<Tip>\n" + "     \n" * 10_000,
    "admonitions": "!!! note\n" + "    \n" * 20_000,
    "formulas": "\\\\(" * 100_000 + "$$a " * 50_000 + "$a" * 50_000,
    "autodoc": "[[autodoc]] X\n" * 10_000 + "\n" * 20_000,
    "references": "[a]: <x\n" * 20_000,
    "tables": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|b\n" * 500,
    "imports": "import a " * 50_000 + "\nexport const a\n" * 20_000,
    "expressions": "{{" * 50_000 + "{% " * 50_000 + "*[" * 50_000,
    "addresses": "http://a" * 50_000 + "www.a" * 50_000,
    "front matter": "---\n" * 50_000,
    "NUL and controls": "a\x00b [\x00](\x01) [`X`]\x1f",
    "lone surrogates": "a\ud800 [x](\udfff) `\udc00`",
    "one long line": "word " * 200_000 + "[x](#y)",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_page_is_read(name: str) -> None:
    for document in (table("Before.", BOMBS[name], "After."), page(("T", 1, BOMBS[name]), source="a.mdx")):
        parsing = parse([document])
        assert [len(s.prose) for s in parsing.sections] == [len(s.text) for s in parsing.sections]
        for link in parsing.links:
            assert link.kind in ("broken", "symbol", "section", "page", "external")


@pytest.mark.parametrize("name", ["fences", "comments", "quotes"])
def test_a_bomb_does_not_swallow_the_next_section(name: str) -> None:
    parsing = parse([table("Before.", BOMBS[name], "After.")])
    assert parsing.sections[2].prose == "After."
    assert parsing.findings


def test_ten_thousand_equal_headings_have_ten_thousand_anchors() -> None:
    parsing = parse([page(*[("Same", 2, "[x](#same-9)")] * 10_000)])
    assert len({section.iri for section in parsing.sections}) == 10_000
    assert {link.kind for link in parsing.links} == {"section"}


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,<b>", "file:///etc"]
)
def test_an_unsafe_address_is_no_target(href: str) -> None:
    parsing = parse([page(("T", 1, f"[</script>](<{href}>)".replace("<b>", "")))])
    assert [(link.kind, link.target) for link in parsing.links] == [("broken", None)]
    assert [finding.code for finding in parsing.findings] == ["L005"]
