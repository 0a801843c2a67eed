"""For everyone: keyboard alone, no WebGL, no canvas, phone, print, screen reader rules (axe-core)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from explorer.reader import Reader
from small import small_graph

from kg.views.explorer import write_explorer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer")]
Read = Callable[..., Reader]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
VIEWS = (
    "#", "#concept=bm25", "#concept=bm25&depth=1", "#view=index", "#view=tree&concept=bm25", "#view=table",
    "#needs=bm25", "#from=bm25&to=tf-idf", "#section=https://docs.example.org/en/search/%23search", "#concept=nobody",
    "#view=index&kinds=term",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_view(read: Read, axe: str, scheme: str, size: dict[str, Any]) -> None:
    reader = read(small_graph(), color_scheme=scheme, **size)
    for address in VIEWS:
        reader.open(address)
        assert reader.axe(axe) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_menus_results_and_help(read: Read, axe: str, scheme: str) -> None:
    reader = read(small_graph(), color_scheme=scheme)
    for key in ("f", "s", "?"):
        reader.press(key)
        assert reader.axe(axe) == [], key
        reader.press("Escape")
        reader.page.evaluate("document.activeElement.blur()")
    reader.type("ranking")
    assert reader.axe(axe) == []


def test_axe_finds_nothing_on_the_sample(read: Read, axe: str, sample_build: Path) -> None:
    reader = read(sample_build / "graph.html")
    concept = reader.page.evaluate("document.querySelector('#page .concept').getAttribute('href')")
    for address in ("#", concept, "#view=index", "#view=tree", "#view=table"):
        reader.open(address)
        assert reader.axe(axe) == [], address


def test_axe_would_find_something(read: Read, axe: str) -> None:
    reader = read(small_graph())
    reader.page.evaluate("document.documentElement.removeAttribute('lang')")
    assert reader.axe(axe)


def test_every_function_is_reached_by_keys_alone(read: Read) -> None:
    reader = read(small_graph())
    reader.press("/")
    reader.page.keyboard.type("bm25")
    reader.press("Enter")
    assert reader.heading() == "BM25"
    reader.press("e")
    assert reader.said()
    reader.press("p")
    assert "pinned" in reader.said()
    reader.press("l")
    assert "depth=1" in reader.address()
    reader.press("w")
    assert reader.heading() == "What to know before BM25"
    reader.press("g")
    reader.page.keyboard.type("tf-idf")
    reader.press("Enter")
    assert "to=tf-idf" in reader.address()
    for key, view in (("2", "index"), ("3", "tree"), ("4", "table"), ("1", "map")):
        reader.page.evaluate("document.activeElement.blur()")
        reader.press(key)
        assert reader.page.evaluate("document.documentElement.dataset.view") == view
    reader.press("Escape", "h", "+", "-", "0", "t")
    assert reader.page.evaluate("document.documentElement.dataset.theme") == "dark"
    reader.press("?")
    assert reader.page.locator("dialog[open]").count() == 1
    reader.press("Escape")
    assert reader.page.locator("dialog[open]").count() == 0
    reader.press("f", "Space")
    assert "kinds=" in reader.address()
    reader.press("Escape", "s")
    assert reader.page.evaluate("document.activeElement.textContent") == "Copy link"


def test_arrow_keys_walk_the_map(read: Read) -> None:
    reader = read(small_graph())
    reader.page.focus("#map")
    reader.press("ArrowRight", "ArrowLeft", "ArrowLeft")
    said = reader.said()
    assert "neighbours on the map" in said
    reader.press("Enter")
    assert reader.heading() == said.split(",", maxsplit=1)[0]


def test_tab_reaches_everything_that_can_be_pressed(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25")
    seen: set[str] = set()
    for _ in range(90):
        reader.press("Tab")
        seen.add(
            reader.page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
            )
        )
    pressable = reader.page.evaluate("""() => [...document.querySelectorAll('#app :is(a, button, select, summary)')]
        .filter((e) => e.checkVisibility() && !e.disabled)
        .map((e) => (e.getAttribute('aria-label') || e.textContent).trim())""")
    assert set(pressable) <= seen


def test_the_tree_opens_and_closes_by_keys(read: Read) -> None:
    reader = read(small_graph(), "#view=tree")
    toggle = reader.page.get_by_role("button", name="Kinds of ranking function")
    assert toggle.get_attribute("aria-expanded") == "true"
    toggle.focus()
    reader.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "false"
    assert reader.page.locator(".tree .concept:visible").all_inner_texts() == ["ranking function"]


def test_the_table_sorts_both_ways(read: Read) -> None:
    reader = read(small_graph(), "#view=table")
    for direction in ("ascending", "descending"):
        reader.page.get_by_role("button", name="Concept", exact=True).click()
        assert reader.page.locator("th", has_text="Concept").first.get_attribute("aria-sort") == direction
        names = reader.page.locator("tbody .concept").all_inner_texts()
        assert names == sorted(names, key=str.casefold, reverse=direction == "descending")


CHROMIUM = "/usr/bin/chromium"
NO_CANVAS = "HTMLCanvasElement.prototype.getContext = () => null;"


def assert_all_there(reader: Reader) -> None:
    reader.open("#concept=bm25")
    assert reader.heading() == "BM25"
    reader.find("tf-idf")
    assert reader.heading() == "TF-IDF"
    assert b"<text" in reader.save("picture as SVG")
    for key, view in (("2", "index"), ("3", "tree"), ("4", "table")):
        reader.press(key)
        assert "BM25" in reader.page.inner_text(f".{view}")


@pytest.mark.parametrize("flag", ["--disable-webgl", "--disable-3d-apis"])
def test_a_browser_without_webgl_misses_nothing(chromium: Any, flag: str, tmp_path: Path) -> None:
    write_explorer(small_graph(), tmp_path / "graph.html")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", flag]
    with chromium.browser_type.launch(executable_path=CHROMIUM, args=flags) as browser:
        reader = Reader(browser.new_page(viewport={"width": 1280, "height": 800}), tmp_path / "graph.html").open()
        assert reader.page.evaluate("document.createElement('canvas').getContext('webgl')") is None
        assert reader.page.locator("#map canvas").count() == 1
        assert b"PNG" in reader.save("picture as PNG")[:8]
        assert_all_there(reader)


def test_without_a_canvas_the_map_is_svg(read: Read) -> None:
    reader = read(small_graph())
    reader.page.add_init_script(NO_CANVAS)
    reader.open("#concept=ranking-function&depth=1")
    assert set(reader.page.locator("#map svg text").all_text_contents()) >= {"ranking function", "BM25"}
    reader.page.get_by_label("Show on the map").select_option("2")
    reader.wait("[...document.querySelectorAll('#map svg text')].some((t) => t.textContent === 'TF-IDF')")
    place = reader.page.locator("#map svg text", has_text="TF-IDF").bounding_box()
    reader.page.mouse.move(place["x"] + place["width"] / 2, place["y"] - 9)
    reader.page.focus("#map")
    reader.press("ArrowRight", "Enter")
    assert reader.heading()
    reader.press("s")
    reader.page.get_by_role("button", name="Save picture as PNG").click()
    reader.wait("document.querySelector('.live').textContent.includes('no PNG')")
    assert_all_there(reader)


def test_the_map_as_svg_is_pressed_like_the_canvas(read: Read) -> None:
    reader = read(small_graph())
    reader.page.add_init_script(NO_CANVAS)
    reader.open()
    circle = reader.page.locator("#map svg circle").first.bounding_box()
    reader.page.mouse.click(circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2)
    reader.wait("location.hash.startsWith('#concept=')")


def test_on_a_phone_the_page_is_a_sheet_that_grows(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25", **PHONE)
    box = reader.page.locator(".panel").bounding_box()
    assert box["y"] > 300 and box["width"] == 390
    reader.page.get_by_label("More or less of the reading").tap()
    reader.wait("document.querySelector('.panel').getBoundingClientRect().height > 600")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_fingers_press_and_pinch(read: Read) -> None:
    reader = read(small_graph(), **PHONE)
    before = reader.page.locator("#map canvas").screenshot()
    reader.page.evaluate("""() => {
        const canvas = document.querySelector('#map canvas');
        const send = (type, pointerId, clientX, clientY) => canvas.dispatchEvent(
          new PointerEvent(type, { pointerId, clientX, clientY, pointerType: 'touch', bubbles: true }));
        HTMLElement.prototype.setPointerCapture = () => {};
        send('pointerdown', 1, 150, 300); send('pointerdown', 2, 200, 300);
        send('pointermove', 1, 80, 300); send('pointermove', 2, 300, 300);
        send('pointerup', 1, 80, 300); send('pointerup', 2, 300, 300);
    }""")
    reader.page.wait_for_timeout(100)
    assert reader.page.locator("#map canvas").screenshot() != before


def test_print_shows_what_is_read_and_not_the_frame(read: Read) -> None:
    reader = read(small_graph(), "#concept=bm25")
    reader.page.emulate_media(media="print")
    assert reader.page.locator("#reading").is_visible()
    for hidden in ("header.bar", "#map", ".actions"):
        assert not reader.page.locator(hidden).is_visible()


def test_the_switch_is_kept_and_overrides_the_system(read: Read) -> None:
    reader = read(small_graph(), color_scheme="dark")
    theme = "document.documentElement.dataset.theme"
    assert reader.page.evaluate(theme) == "dark"
    reader.press("t")
    assert reader.page.evaluate(theme) == "light"
    reader.page.reload()
    reader.page.wait_for_selector("html[data-ready]")
    assert reader.page.evaluate(theme) == "light"
