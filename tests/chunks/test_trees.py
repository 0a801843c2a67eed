"""Small trees as each tool's authors write them: nothing that its renderer resolves is called broken."""

from pathlib import Path

import pytest

from kg.chunks import join_chunks, parse, read_chunks
from kg.chunks.parse import Parsing

BASE = "https://example.org/id/"

MKDOCS = {
    "index.md": (
        '# Home\n\n[Start](guide.md#probe){ .button .big }\n\n:material-beer: Icons.\n\n=== "Linux"\n\n'
        '    Linux words.\n\n=== "Windows"\n\n    Windows words.\n\n--8<-- "abbreviations.md"\n'
    ),
    "guide.md": (
        "# Guide\n\n## Calibrating { #probe }\n\nText.\n\n## Why? {: .big #why }\n\n## Plain { .wide }\n\n"
        "See [mash](glossary.md#mash) and [why](#why) and [plain](#plain).\n"
    ),
    "glossary.md": "# Glossary\n\nMash { #mash }\n:   Malt in water.\n",
}
DOCUSAURUS = {
    "intro.mdx": (
        "---\nslug: /\n---\n\n# Intro\n\n[hooks](/docs/concepts/webhooks) [retries](concepts/webhooks#retry)"
        " [old](/docs/1.0/intro) [hub](@site/docs/concepts/hub.md)\n"
    ),
    "concepts/hub.md": "# Hub\n\nA hub.\n",
    "concepts/web-hooks.md": "---\nid: webhooks\ntitle: Webhooks\n---\n\nA webhook.\n\n## Retry\n\nTwice.\n",
}
HUGO = {
    "basics/datum.md": "---\ntitle: Datum\naliases: [/datum/]\n---\n\nA level.\n",
    "tides.md": '---\ntitle: Tides\n---\n\n[once](/datum/) [now](/basics/datum/) [short]({{< ref "basics/datum" >}})\n',
}
MYST = {
    "index.md": (
        "(home)=\n# Quill\n\n{term}`kerning`, {term}`shapes <letterform>`, {ref}`fig-a`, {doc}`first`, {kbd}`Ctrl`,"
        " {math}`x^2`, {ref}`genindex`.\n"
    ),
    "first.md": "# First\n\n[home](#home)\n\n```{figure} a.png\n:name: fig-a\nCaption\n```\n",
    "words.md": "# Words\n\n:::{glossary}\nkerning\n  A distance.\n\nglyph\nletterform\n  A shape.\n:::\n",
}
GITHUB = {
    "README.md": (
        '<h1 align="center">Seed<b>bank</b></h1>\n\nIt keeps seeds.\n\n## :rocket: Quick start\n\n'
        "[start](#rocket-quick-start) [licence](LICENSE) [top](#)\n"
    ),
}


def parsed(path: Path, pages: dict[str, str]) -> Parsing:
    for name, text in pages.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, "utf-8")
    return parse(join_chunks(read_chunks([str(path)]).chunks, base_iri=BASE).documents)


@pytest.mark.parametrize(
    "pages", [MKDOCS, DOCUSAURUS, HUGO, MYST, GITHUB], ids=["mkdocs", "docusaurus", "hugo", "myst", "github"]
)
def test_links_that_the_tool_resolves_are_not_broken(tmp_path: Path, pages: dict[str, str]) -> None:
    links = parsed(tmp_path, pages).links
    assert links
    assert [(link.href, link.kind) for link in links if link.kind == "broken"] == []


@pytest.mark.parametrize(
    ("pages", "href", "target"),
    [
        (MKDOCS, "glossary.md#mash", "doc/glossary/#glossary"),
        (DOCUSAURUS, "/docs/concepts/webhooks", "doc/concepts/web-hooks"),
        (DOCUSAURUS, "/docs/1.0/intro", "doc/intro"),
        (HUGO, "/datum/", "doc/basics/datum"),
        (MYST, "letterform", "doc/words/#words"),
        (MYST, "#home", "doc/index/#quill"),
        (MYST, "fig-a", "doc/first/#first"),
    ],
)
def test_a_link_leads_where_the_tool_would_lead_it(
    tmp_path: Path, pages: dict[str, str], href: str, target: str
) -> None:
    (found,) = {link.target for link in parsed(tmp_path, pages).links if link.href == href}
    assert found == BASE + target


def test_a_missing_page_anchor_or_label_is_still_broken(tmp_path: Path) -> None:
    pages = {
        "a.md": "# A\n\n[x](#gone) [y](/docs/gone) [z](@site/docs/gone.md) {ref}`gone` {term}`gone` [w](/datum/x)\n",
        "datum/b.md": "# B\n\nText.\n",
    }
    assert [link.kind for link in parsed(tmp_path, pages).links] == ["broken"] * 6


def test_roles_that_refer_to_nothing_are_no_links(tmp_path: Path) -> None:
    hrefs = {link.href for link in parsed(tmp_path, MYST).links}
    assert hrefs == {"kerning", "letterform", "fig-a", "first", "#home"}


def test_titles_are_free_of_attributes_and_icons(tmp_path: Path) -> None:
    assert [s.title for s in parsed(tmp_path / "m", MKDOCS).sections if s.document.endswith("guide")] == [
        "Guide", "Calibrating", "Why?", "Plain",
    ]  # fmt: skip
    found = parsed(tmp_path / "g", GITHUB)
    assert [s.title for s in found.sections] == ["Seedbank", "Quick start"]
    assert [d.title for d in found.documents] == ["Seedbank"]


def test_tabs_are_read_and_attributes_icons_and_snippets_are_not(tmp_path: Path) -> None:
    (home,) = [s for s in parsed(tmp_path / "m", MKDOCS).sections if s.title == "Home"]
    assert home.prose.split() == ["Start", "Icons.", "Linux", "words.", "Windows", "words."]
    (top, _) = parsed(tmp_path / "g", GITHUB).sections
    assert top.prose.split() == ["It", "keeps", "seeds."]


def test_locations_do_not_tell_where_the_tree_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed(tmp_path / "docs", HUGO)
    whole = read_chunks([str(tmp_path / "docs")]).chunks
    monkeypatch.chdir(tmp_path)
    assert read_chunks(["docs/"]).chunks == whole
    assert {chunk.location.path for chunk in whole} == {"basics/datum.md", "tides.md"}


def test_two_trees_are_named_below_what_they_share(tmp_path: Path) -> None:
    for name in ("a", "b"):
        parsed(tmp_path / name, {"x.md": f"# {name}\n\nText.\n"})
    chunks = read_chunks([str(tmp_path / "a"), str(tmp_path / "b")]).chunks
    assert [chunk.location.path for chunk in chunks] == ["a/x.md", "b/x.md"]
