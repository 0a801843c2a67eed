"""Whatever a document says stays text: labels, aliases, definitions, quotes, titles, addresses, kinds of trouble."""

from collections.abc import Callable

import pytest
from explorer.reader import Reader

from kg.graph import Graph
from kg.ids import Iri, SectionKey
from kg.records import Block, Concept, Definition, Document, Evidence, Mention, Name, Piece, Relation, Section

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer")]
Read = Callable[..., Reader]
BASE = "https://example.org/id/"
BAD = (
    '</script><script>alert(1)</script><img src=x onerror="alert(2)"><b>bold</b> & "quoted" \u202e\u200b\x07 '
    "${alert(3)} {{4}} --><svg onload=alert(5)>"
)
SCRIPT = "javascript:alert(6)"


def hostile_graph(address: str = SCRIPT) -> Graph:
    """Return a graph with markup in every field that holds words, and an address that runs a script."""
    text = f"{BAD} one is a kind of {BAD} two."
    section = Section(
        key=SectionKey(BAD), iri=Iri(address + "#" + BAD), document=Iri(address), anchor=BAD, title=BAD, level=1,
        path=(BAD, "x"), position=0,
        text=text, prose=text, pieces=(Piece("0_0_0", 0, len(text)),), blocks=(Block("paragraph", 0, len(text)),),
    )  # fmt: skip
    home = SectionKey(BAD)
    one = Concept(
        Iri(BASE + "one"), f"{BAD} one", "glossary", names=(Name(f"alias {BAD}", "synonym", BAD, home, 0, 3),),
        hidden=(f"hidden {BAD}",),
        definitions=(Definition(home, 0, len(text), text, BAD),), defined_in=home,
    )  # fmt: skip
    two = Concept(Iri(f"{BASE}{SCRIPT}"), f"{BAD} two", "term")
    witness = Evidence(BAD, home, 0, len(text), text, 0.9)
    return Graph(
        title=BAD, base_iri=BASE, language='en" onclick="alert(7)',
        documents=(Document(Iri(address), BAD, BAD, 1, 1),), sections=(section,), links=(), concepts=(one, two),
        mentions=(Mention(one.iri, home, 0, len(BAD), BAD, False),),
        relations=(
            Relation(one.iri, one.label, "alias", None, BAD, (witness,)),
            Relation(one.iri, one.label, "broader", two.iri, two.label, (witness,)),
            Relation(one.iri, one.label, "requires", two.iri, two.label, (witness,)),
            Relation(section.iri, BAD, "documents", one.iri, one.label, (witness,)),
        ),
        findings=(),
    )  # fmt: skip


def assert_harmless(reader: Reader) -> None:
    found = reader.page.evaluate("""() => ({
        foreign: [...document.querySelectorAll(
          '#app :is(b, img, script, svg:not(.icon), iframe, [onerror], [onload], [onclick])')].map((e) => e.outerHTML),
        links: [...document.querySelectorAll('a')].map((a) => a.href),
        scripts: document.scripts.length })""")
    assert not found["foreign"]
    assert found["scripts"] == 2
    assert all(link.startswith(("http://", "https://", reader.file.as_uri())) for link in found["links"]), found[
        "links"
    ]


ADDRESSES = (
    "", "#concept=one", "#concept=one&depth=1", "#concept=javascript:alert(6)", "#view=index", "#view=tree",
    "#view=table", "#needs=one",
    "#from=one&to=javascript:alert(6)",
    f"#concept={BAD.replace('%', '%25').replace('#', '%23').replace('&', '%26')}",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES, ids=range(len(ADDRESSES)))
def test_markup_stays_text_in_every_view(read: Read, address: str) -> None:
    reader = read(hostile_graph(), address)
    assert_harmless(reader)
    assert "<b>bold</b>" in reader.page.inner_text("#app")


def test_markup_stays_text_in_search_filters_share_help_and_sections(read: Read) -> None:
    reader = read(hostile_graph()).ready()
    assert "<b>bold</b>" in reader.type("bold")[0]["name"]
    assert_harmless(reader)
    for key in ("f", "s", "?"):
        reader.page.evaluate("document.activeElement.blur()")
        reader.press(key)
        assert_harmless(reader)
        reader.press("Escape")
    reader.page.evaluate("location.hash = '#section=' + encodeURIComponent(%r + '#' + %r)" % (SCRIPT, BAD))  # noqa: UP031
    reader.wait("document.getElementById('reading') !== null")
    assert_harmless(reader)


def test_an_address_that_runs_a_script_is_never_linked(read: Read) -> None:
    reader = read(hostile_graph(), "#concept=one")
    reader.read(whole=True)
    reader.page.evaluate("document.querySelectorAll('#page details').forEach((d) => { d.open = true; })")
    assert reader.page.locator("a.out").count() == 0
    assert reader.page.locator(".unlinked").count() > 2
    assert_harmless(reader)


def test_a_good_address_with_markup_in_it_is_linked_and_encoded(read: Read) -> None:
    reader = read(hostile_graph("https://docs.example.org/a"), "#concept=one")
    links = reader.page.locator("a.out").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert links
    assert all(link.startswith("https://docs.example.org/a#") and "<" not in link for link in links)
    assert reader.page.locator("a.out:not([rel~=noopener])").count() == 0


def test_exports_of_hostile_text_are_well_formed(read: Read) -> None:
    import csv
    import io
    import xml.etree.ElementTree as ET

    import pyoxigraph as ox

    reader = read(hostile_graph(), "#concept=one")
    picture = ET.fromstring(reader.save("picture as SVG"))
    assert {e.tag.rpartition("}")[2] for e in picture.iter()} <= {"svg", "title", "g", "rect", "path", "circle", "text"}
    rows = list(csv.reader(io.StringIO(reader.save("as CSV").decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {9}
    turtle = reader.save("as Turtle").decode().replace('@en" onclick="alert(7)', "@en")
    assert len(list(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))) > 5
