"""The map: expand, hide, pin, hover, local graph, filters; pictures and files to take away."""

import csv
import io
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from explorer.reader import Reader
from small import small_graph

from kg.views.turtle import turtle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer")]
Read = Callable[..., Reader]


def labels(reader: Reader) -> set[str]:
    """Return the labels on the map, read off its SVG picture."""
    picture = ET.fromstring(reader.save("picture as SVG").decode())
    return {e.text or "" for e in picture.iter("{http://www.w3.org/2000/svg}text")}


def place(reader: Reader, label: str) -> tuple[float, float]:
    """Return where a concept is drawn: its disc in the SVG picture lies nearest to its label."""
    picture = ET.fromstring(reader.save("picture as SVG").decode())
    space = "{http://www.w3.org/2000/svg}"
    word = next(e for e in picture.iter(f"{space}text") if e.text == label)
    x, y = float(word.attrib["x"]), float(word.attrib["y"])
    discs = [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in picture.iter(f"{space}circle")]
    found = min(discs, key=lambda d: (d[0] - x) ** 2 + (d[1] - y) ** 2)
    box = reader.page.locator("#map").bounding_box()
    return found[0] + box["x"], found[1] + box["y"]


def test_the_first_picture_shows_the_most_central(read: Read) -> None:
    assert {"BM25", "TF-IDF", "ranking function"} <= labels(read(small_graph()))


def test_pressing_a_concept_reads_it(read: Read) -> None:
    reader = read(small_graph())
    reader.page.mouse.click(*place(reader, "weighting"))
    assert reader.heading() == "weighting"


def test_pressing_twice_expands(read: Read) -> None:
    reader = read(small_graph(), "#concept=ranking-function&depth=1")
    assert "TF-IDF" not in labels(reader)
    reader.page.mouse.dblclick(*place(reader, "BM25"))
    assert "TF-IDF" in labels(reader)


def test_expand_hide_and_show_again(read: Read) -> None:
    reader = read(small_graph(), "#concept=ranking-function&depth=1")
    reader.press("e")
    assert "All neighbours" in reader.said()
    reader.click("Hide", "#page")
    assert "ranking function" not in labels(reader)
    reader.page.get_by_role("button", name="Show 1 hidden").click()
    assert "ranking function" in labels(reader)


def test_a_pinned_concept_stays_when_filters_would_take_it(read: Read) -> None:
    reader = read(small_graph(), "#concept=engine&kinds=glossary")
    reader.click("Pin", "#page")
    assert reader.page.locator("#page .actions [aria-pressed=true]").inner_text() == "Unpin"
    reader.press("Escape")
    assert {"engine", "BM25"} <= labels(reader)
    assert "weighting" not in labels(reader)


def test_dragging_moves_and_pins(read: Read) -> None:
    reader = read(small_graph())
    x, y = place(reader, "TF-IDF")
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 60, y - 120, steps=4)
    reader.page.mouse.up()
    reader.page.mouse.move(2, 400)
    moved = place(reader, "TF-IDF")
    assert moved == pytest.approx((x + 60, y - 120), abs=3)


def test_pointing_dims_the_rest(read: Read) -> None:
    reader = read(small_graph())
    x, y = place(reader, "weighting")
    reader.page.locator(".tools").get_by_label("Share and export").first.click()
    reader.page.mouse.move(x, y)
    with reader.page.expect_download() as download:
        reader.page.evaluate(
            "[...document.querySelectorAll('.popup button')].find((b) => b.textContent.includes('SVG')).click()"
        )
    picture = ET.parse(download.value.path()).getroot()
    alphas = sorted(float(c.attrib["opacity"]) for c in picture.iter("{http://www.w3.org/2000/svg}circle"))
    assert alphas[:3] == [0.13, 0.13, 0.13]
    assert alphas[-1] == 1
    words = {e.text for e in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert "BM25" not in words and "weighting" in words


@pytest.mark.parametrize(
    ("depth", "seen"), [(1, {"ranking function", "BM25"}), (2, {"ranking function", "BM25", "TF-IDF"})]
)
def test_the_local_graph_goes_as_far_as_asked(read: Read, depth: int, seen: set[str]) -> None:
    reader = read(small_graph(), "#concept=ranking-function")
    reader.page.get_by_label("Show on the map").select_option(str(depth))
    assert {word for word in labels(reader) if word in ("ranking function", "BM25", "TF-IDF", "engine")} == seen
    assert f"depth={depth}" in reader.address()


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ("kinds=term", {"engine", "weighting"}),
        ("page=https://docs.example.org/en/search", {"BM25", "TF-IDF", "engine", "weighting"}),
        ("relations=broader", {"BM25", "TF-IDF", "ranking function"}),
        ("min=85", {"BM25", "TF-IDF", "ranking function"}),
    ],
)
def test_filters_hold_in_table_and_index(read: Read, filters: str, shown: set[str]) -> None:
    reader = read(small_graph(), f"#view=table&{filters}")
    assert set(reader.page.locator("tbody .concept").all_inner_texts()) == shown
    reader.press("2")
    assert set(reader.page.locator(".index .concept").all_inner_texts()) == shown


def test_filters_are_set_by_hand_and_cleared(read: Read) -> None:
    reader = read(small_graph())
    reader.press("f")
    reader.page.get_by_label("Glossary entry").uncheck()
    assert "kinds=topic,symbol,term" in reader.address()
    assert labels(reader) == {"engine", "weighting"}
    reader.page.locator(".filter-note").get_by_role("button", name="Clear").click()
    assert reader.address() == ""
    assert "BM25" in labels(reader)


def test_the_picture_as_png_is_twice_as_fine_as_the_screen(read: Read) -> None:
    reader = read(small_graph())
    png = reader.save("picture as PNG")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    box = reader.page.locator("#map").bounding_box()
    assert (width, height) == (2 * box["width"], 2 * box["height"])


def triples(turtle_text: bytes) -> set[str]:
    return {str(t) for t in ox.parse(turtle_text, format=ox.RdfFormat.TURTLE)}


def test_the_selection_as_turtle_is_a_part_of_the_build(read: Read) -> None:
    found = triples(read(small_graph()).save("as Turtle"))
    assert len(found) > 30
    assert not found - triples(turtle(small_graph()).encode())


def test_a_build_saved_as_turtle_says_all_that_its_graph_file_says_of_relations(read: Read, sample_build: Path) -> None:
    found = triples(read(sample_build / "graph.html", "#view=index").save("as Turtle"))
    whole = triples((sample_build / "graph.ttl").read_bytes())
    assert not found - whole
    concepts = {t.split()[0] for t in found}
    for name in ("broader", "narrower", "related", "contrastsWith", "partOf", "hasPart", "requires", "usedFor"):
        said = {t for t in whole if t.split()[0] in concepts and t.split()[1].rstrip(">").endswith(f"#{name}")}
        assert said <= found, name


def test_the_selection_as_csv_has_every_witness(read: Read) -> None:
    rows = list(csv.DictReader(io.StringIO(read(small_graph()).save("as CSV").decode("utf-8-sig"))))
    assert len(rows) == sum(len(r.evidence) for r in small_graph().relations)
    assert {r["source_label"] for r in rows} == {"BM25", "TF-IDF", "engine"}
    assert next(r for r in rows if r["relation"] == "contrast")["quote"] == "Unlike TF-IDF, it saturates."


def test_link_and_citation_are_copied(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25", permissions=["clipboard-read", "clipboard-write"])
    reader.press("c")
    reader.wait("document.querySelector('.live').textContent === 'Link copied'")
    reader.page.locator(".tools").get_by_label("Share and export").first.click()
    reader.page.get_by_role("button", name="Copy citation").click()
    reader.wait("document.querySelector('.live').textContent === 'Citation copied'")
    text = reader.page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("BM25: “A ranking function that scores documents.")
    assert text.endswith("https://docs.example.org/en/glossary/#bm25")
