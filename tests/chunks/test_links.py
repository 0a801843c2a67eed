"""Every link found, and resolved to what it means or told why not."""

from collections import Counter
from types import ModuleType

import corpora
import pytest
from chunks_pages import SITE, page, table

from kg.chunks.parse import Parsing, parse

HOST = SITE.removesuffix("/lib/en")


def found(text: str) -> list[tuple[str, str]]:
    return [(link.href, link.text) for link in parse([page(("Title", 1, text))]).links]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](b.md)", [("b.md", "a")]),
        ("[a *b* `c`](d 'title')", [("d", "a b c")]),
        ("[a](<b c.md>)", [("b c.md", "a")]),
        ("[a](b\\(c\\).md)", [("b(c).md", "a")]),
        ("[a\nb](c)", [("c", "a b")]),
        ("[a [b] c](d)", [("d", "a [b] c")]),
        ("[a][r] [r][] [r]\n\n[r]: t.md 'T'", [("t.md", "a"), ("t.md", "r"), ("t.md", "r")]),
        ("<https://e.org/x> <me@e.org>", [("https://e.org/x", "https://e.org/x"), ("mailto:me@e.org", "me@e.org")]),
        ("![a](b.png)", []),
        ("[![alt](i.png)](x.md)", [("x.md", "alt")]),
        ("`[a](b)`\n\n```\n[a](b)\n```\n\n<!-- [a](b) -->", []),
        ("| a |\n|---|\n| [b](c) |", [("c", "b")]),
        ('x <a class="q" href="y?a=1&amp;b=2">z <b>w</b></a>', [("y?a=1&b=2", "z w")]),
        ("<div>\n<a href='y'>\nz</a>\n</div>", [("y", "z")]),
        ("[`A`] [`~b.C.d`] [`e()`] \\[`F`] [`g h`]", [("A", "A"), ("~b.C.d", "d"), ("e()", "e()")]),
        ("[a [`B`] c](d)", [("d", "a [B] c")]),
        ("[`B`](d)", [("d", "B")]),
        ('[t]({{< ref "page.md" >}})', [('{{< ref "page.md" >}}', "t")]),
        ("[x](#:~:text=y)", [("#:~:text=y", "x")]),
    ],
)
def test_links_are_read_as_written(text: str, links: list[tuple[str, str]]) -> None:
    assert found(text) == links


def test_a_reference_may_be_defined_in_another_section() -> None:
    parsing = parse([table("See [it][r].", "[r]: b.md", path="a"), table("B.", path="b", number=1)])
    assert [(link.href, link.kind) for link in parsing.links] == [("b.md", "page")]


def links_of(parsing: Parsing) -> dict[str, tuple[str, str | None]]:
    return {link.href: (link.kind, link.target) for link in parsing.links}


HREFS = {
    "#s1": ("section", "guide/install/#s1"),
    "#S1": ("section", "guide/install/#s1"),
    "#": ("page", "guide/install"),
    "setup": ("page", "guide/setup"),
    "./setup#one": ("section", "guide/setup/#one"),
    "setup.md#one": ("section", "guide/setup/#one"),
    "setup.mdx": ("page", "guide/setup"),
    "setup.html?x=1#one": ("section", "guide/setup/#one"),
    "setup/": ("page", "guide/setup"),
    "../api#two": ("section", "api/#two"),
    "../api#tw%6F": ("section", "api/#two"),
    "../": ("page", "index"),
    "../index.md": ("page", "index"),
    "/lib/en/api": ("page", "api"),
    "/lib/api#two": ("section", "api/#two"),
    "/lib/main/en/api": ("page", "api"),
    "/lib/v4.0/en/api": ("page", "api"),
    f"{HOST}/lib/en/api#two": ("section", "api/#two"),
    f"{HOST}/lib/api": ("page", "api"),
    f"{HOST}/lib/main/en/guide/setup/#one": ("section", "guide/setup/#one"),
    f"{HOST}/lib/master/guide/setup.html#one": ("section", "guide/setup/#one"),
    f"{HOST}/lib/v4.1.0/en/gone": ("external", None),
    f"{HOST}/lib/fr/api": ("external", None),
    f"{HOST}/other/en/api": ("external", None),
    "https://elsewhere.org/lib/en/api": ("external", None),
    "mailto:me@example.org": ("external", None),
    "../src/code.py": ("external", None),
    "#nothing": ("broken", None),
    "setup#nothing": ("broken", None),
    "gone.md": ("broken", None),
    f"{HOST}/lib/en/gone": ("broken", None),
    "javascript:alert(1)": ("broken", None),
    "data:text/html,x": ("broken", None),
    "java\tscript:alert(1)": ("broken", None),
    "https://": ("broken", None),
    "http://[bad": ("broken", None),
    "#lib.Trainer.fit": ("section", "guide/install/#s2"),
}


@pytest.fixture(scope="module")
def site() -> Parsing:
    text = "\n\n".join(f"[x](<{href}>)" for href in HREFS)
    return parse(
        [
            table(text, "One.", "[[autodoc]] Trainer\n    - fit", path="guide/install", number=0),
            table("Setup.", "One.", path="guide/setup", number=1, anchors=("one",)),
            table("API.", "Two.", path="api", number=2, anchors=("two",)),
            table("Home.", path="index", number=3),
        ]
    )


@pytest.mark.parametrize("href", HREFS)
def test_addresses_resolve(site: Parsing, href: str) -> None:
    kind, path = HREFS[href]
    link = next(link for link in site.links if link.href == href.replace("\t", "\t"))
    assert link.kind == kind
    if path:
        assert link.target == f"{SITE}/{path}"
        assert link.target_section is not None
    elif kind == "external":
        assert link.target and link.target_section is None
    else:
        assert link.target is None


def test_findings_say_what_is_wrong(site: Parsing) -> None:
    assert Counter(f.code for f in site.findings) == {"L001": 2, "L002": 2, "L005": 5}


def test_external_targets_are_valid_iris() -> None:
    links = parse([page(("T", 1, "[a](<https://e.org/a b>) [c](//cdn.e.org/x)"))]).links
    assert [link.target for link in links] == ["https://e.org/a%20b", "https://cdn.e.org/x"]


def test_a_moved_anchor_leads_to_where_its_content_went() -> None:
    moved = '[ <a href="#new">Old</a><a id="old"></a> | <a href="b#far">Far</a><a name="gone"></a> ]'
    parsing = parse(
        [
            table("[x](#old) [y](#gone)", "New.", moved, path="a", anchors=("new", "moved")),
            table("B.", "Far.", path="b", number=1, anchors=("far",)),
        ]
    )
    assert links_of(parsing)["#old"] == ("section", f"{SITE}/a/#new")
    assert links_of(parsing)["#gone"] == ("section", f"{SITE}/b/#far")
    assert [f.code for f in parsing.findings] == ["L003", "L003"]


def test_symbols_lead_to_the_section_that_documents_them() -> None:
    text = "[`Trainer`] [`~lib.core.Trainer.fit`] [`lib.Trainer`] [`Trainer.other`] [`make`] [`Gone`] [`data.Set.map`]"
    parsing = parse([table(text, "[[autodoc]] core.Trainer\n    - fit", "[[autodoc]] tools.make")])
    assert [(link.kind, link.target_section) for link in parsing.links] == [
        ("symbol", "0_1"), ("symbol", "0_1"), ("symbol", "0_1"), ("symbol", "0_1"), ("symbol", "0_2"),
        ("symbol", None), ("symbol", None),
    ]  # fmt: skip
    assert [f.code for f in parsing.findings] == ["L004", "L004"]


def test_a_method_is_not_taken_for_another_class_s() -> None:
    parsing = parse([table("[`Model.save`]", "[[autodoc]] Trainer\n    - save")])
    assert parsing.links[0].target is None


def test_a_heading_without_text_of_its_own_is_no_broken_anchor() -> None:
    parsing = parse([table("[Basics of it](#basics-of-it) [x](#a) [here](#basics)", "One.")])
    assert [link.kind for link in parsing.links] == ["page", "page", "broken"]


def test_root_relative_links_of_a_tree_find_its_pages() -> None:
    pages = [page(("P", 1, "[a](/beta/) [b](/gamma#two)"), path="alpha"), page(("P", 1, "x"), path="beta")]
    parsing = parse([*pages, page(("One", 1, "x"), ("Two", 2, "y"), path="gamma")])
    assert [link.kind for link in parsing.links] == ["page", "section"]


def test_a_prefix_of_root_relative_links_is_learned() -> None:
    text = "[a](/handbook/beta/) [b](/handbook/gamma/) [c](/elsewhere/x)"
    parsing = parse(
        [page(("P", 1, text), path="alpha"), page(("P", 1, "x"), path="beta"), page(("P", 1, "x"), path="gamma")]
    )
    assert [link.kind for link in parsing.links] == ["page", "page", "broken"]


def test_hugo_s_references_find_pages() -> None:
    links = parse([page(("T", 1, '[x]({{< relref "b.md#one" >}})')), page(("One", 1, "y"), path="b")]).links
    assert [link.kind for link in links] == ["section"]


def test_myst_roles_find_terms_labels_and_pages() -> None:
    text = "{term}`Beam Search` {ref}`there <my-label>` {doc}`b` {term}`gone`"
    label = page(("Beam search", 1, "x"), ("Other", 2, "<a id='my-label'></a>\n\ny"), path="b")
    parsing = parse([page(("T", 1, text)), label])
    assert [link.kind for link in parsing.links] == ["section", "section", "page", "broken"]


def test_every_link_s_span_holds_its_text(site: Parsing) -> None:
    text = {section.key: section.text for section in site.sections}
    assert all(link.text in text[link.section][link.start : link.end] for link in site.links)


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return corpora.bench("link_quality")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["transformers", "accelerate"])
def test_links_agree_with_a_commonmark_parse_of_the_pages(bench: ModuleType, name: str) -> None:
    table_of = {"transformers": corpora.transformers_table, "accelerate": corpora.accelerate_table}[name]()
    pages = {"transformers": corpora.transformers_pages, "accelerate": corpora.accelerate_pages}[name]()
    truth = bench.links_on_pages(pages)
    parsing = bench.parse_corpus(table_of)
    score = bench.score(truth, bench.links_found(parsing, {path for path, _ in truth}))
    assert score.recall >= 0.99
    assert score.precision >= 0.99
    assert sum(link.kind == "broken" for link in parsing.links) < 0.03 * len(parsing.links)


@pytest.mark.corpus
def test_the_tree_of_the_cncf_glossary_has_no_broken_link(bench: ModuleType) -> None:
    parsing = bench.parse_corpus(corpora.cncf_tree())
    kinds = Counter(link.kind for link in parsing.links)
    assert kinds["page"] + kinds["section"] > 200
    assert kinds["broken"] == 0


def test_an_explicit_anchor_run_into_a_table_s_slug_is_found() -> None:
    text = "[a](#cv-encoder) [b](#big-blocks) [c](#setup)"
    anchors = ("encodercv-encoder", "blocks-big-blocks", "quick-setup")
    parsing = parse([table(text, "One.", "Two.", "Three.", anchors=anchors)])
    assert [link.target_section for link in parsing.links] == ["0_1", "0_2", None]
