"""A served explorer reloads when another build takes its build's place; the file on disk knows nothing of that."""

import http.client
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import playwright.sync_api
import pytest
import small
from cli.test_watch import Watcher, save, watch
from serve.client import Server

from kg.graph import Graph
from kg.serve.reload import build_id, with_reload
from kg.views.explorer import explorer_page

__all__ = ["watch"]

WAIT_S = 60
PAGE = "# Lamps\n\n## Lantern\n\nA lantern is a lamp with a handle.\n\n## Lamp\n\nA lamp is a light.\n"


def renamed(graph: Graph, new: str) -> Graph:
    return replace(graph, concepts=tuple(replace(c, label=new) if c.label == "engine" else c for c in graph.concepts))


class Events:
    """A client that listens to server-sent events, line by line."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_S)
        self.connection.request("GET", "/events")
        self.answer = self.connection.getresponse()

    def close(self) -> None:
        self.answer.close()
        self.connection.close()

    def next(self) -> str:
        """Return the next build that is told; empty where the server has ended."""
        while line := self.answer.readline().decode():
            if line.startswith("data: "):
                return line.removeprefix("data: ").rstrip("\n")
        return ""


def test_the_file_stays_and_the_served_page_has_one_program_more(
    start: Callable[..., Server], written_build: Callable[..., Path], tmp_path: Path
) -> None:
    folder = written_build(small.small_graph(), tmp_path / "out")
    page = explorer_page(small.small_graph()).encode()
    (folder / "graph.html").write_bytes(page)
    served = start(folder).get("/").body.encode()
    assert (folder / "graph.html").read_bytes() == page
    assert b"EventSource" not in page
    script = served.partition(b"<script data-build=")[2].partition(b"</script>\n")[0]
    assert served.count(b"EventSource") == 1
    assert b"EventSource" in script
    assert script.startswith(b'"' + build_id(page).encode())


def policy(page: bytes) -> dict[str, str]:
    found = re.search(r'Policy" content="([^"]*)"', page.decode())
    assert found
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in unescape(found[1]).split(";"))}


def test_the_policy_allows_the_program_and_its_connection_and_nothing_else() -> None:
    page = explorer_page(small.small_graph()).encode()
    before, after = policy(page), policy(with_reload(page))
    assert after.pop("connect-src") == "'self'"
    ours, theirs = after.pop("script-src").split(" ")
    assert theirs == before.pop("script-src")
    assert ours.startswith("'sha256-")
    assert after == before


def test_a_new_build_is_told_and_the_same_one_is_not(
    start: Callable[..., Server], written_build: Callable[..., Path], tmp_path: Path
) -> None:
    folder = written_build(small.small_graph(), tmp_path / "out")
    server = start(folder)
    events = Events(server.port)
    assert events.answer.getheader("content-type", "").startswith("text/event-stream")
    first = events.next()
    assert first == build_id((folder / "graph.html").read_bytes())
    written_build(replace(small.small_graph(), title="Another"), folder)
    second = events.next()
    assert second == build_id((folder / "graph.html").read_bytes()) != first
    assert f'data-build="{second}"' in server.get("/").body
    events.close()
    assert server.ask("HEAD", "/events").status == 200
    assert server.ask("POST", "/events").status == 405


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_pages_that_listen_do_not_keep_the_server_alive(
    start: Callable[..., Server], small_build: Path, number: int
) -> None:
    server = start(small_build)
    listening = [Events(server.port) for _ in range(3)]
    assert all(events.next() for events in listening)
    os.kill(server.process.pid, number)
    assert server.process.wait(20) == 0
    assert [events.next() for events in listening] == [""] * 3
    for events in listening:
        events.close()


class Page:
    """A page in Chromium, on the network; it must log no error."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.errors = page, []
        page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open(address)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]", timeout=WAIT_S * 1000)

    def wait(self, expression: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while True:
            try:
                if self.page.evaluate(expression):
                    return
            except playwright.sync_api.Error as error:  # the page was just being loaded again
                assert "context" in str(error).lower() or "navigat" in str(error).lower(), error
            assert time.monotonic() < deadline, expression
            self.page.wait_for_timeout(50)

    def label(self) -> Any:
        return self.page.evaluate("document.querySelector('#page article h2')?.textContent.trim() ?? null")


@pytest.fixture
def browse(chromium: Any) -> Iterator[Callable[[str], Page]]:
    opened: list[Page] = []

    def begin(address: str) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        opened.append(Page(context.new_page(), address))
        return opened[-1]

    yield begin
    for page in opened:
        assert not page.errors, page.errors
        page.page.context.close()


@pytest.mark.browser
def test_a_save_reaches_the_open_page_which_keeps_what_is_read(
    watch: Callable[..., Watcher], browse: Callable[[str], Page], tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/glossary.md").write_text(PAGE)
    watcher = watch(tmp_path, "docs", "--out", "out", "--serve", "--port", "0")
    address = re.search(r"http://127\.0\.0\.1:\d+/", watcher.wait("SPARQL"))
    assert address
    page = browse(address[0])
    page.page.fill("[role=search] input", "Lantern")
    page.page.keyboard.press("Enter")
    page.wait("document.querySelector('#page article h2')?.textContent.trim() === 'Lantern'")
    place = page.page.evaluate("location.hash")
    assert "lantern" in place
    page.page.evaluate("window.before = true")
    save(tmp_path / "docs/glossary.md", PAGE.replace("with a handle", "with a long handle"))
    page.wait("!window.before && document.documentElement?.dataset.ready")
    page.wait("document.querySelector('#page article')?.textContent.includes('with a long handle')")
    assert page.label() == "Lantern"
    assert page.page.evaluate("location.hash") == place
    assert watcher.end() == 0


@pytest.mark.browser
def test_a_page_reloads_once_for_a_build_and_not_without_one(
    start: Callable[..., Server], sample_build: Path, browse: Callable[[str], Page], tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "out"
    shutil.copytree(sample_build, folder)
    server = start(folder)
    page = browse(f"http://127.0.0.1:{server.port}/#view=index")
    loads: list[str] = []
    page.page.on("load", lambda _: loads.append(page.page.url))
    os.utime(folder / "manifest.json")  # looked at again; the explorer is the same
    time.sleep(2)
    page.page.wait_for_timeout(500)
    assert loads == []
    html = (folder / "graph.html").read_bytes()
    (folder / "graph.html").write_bytes(html.replace(b'content="doc-concept-graph"', b'content="another"'))
    os.utime(folder / "manifest.json")
    page.wait("document.documentElement?.dataset.ready && document.querySelector('meta[content=another]') !== null")
    page.page.wait_for_timeout(1500)
    assert len(loads) == 1
    assert loads[0].endswith("#view=index")
