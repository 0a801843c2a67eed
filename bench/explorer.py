"""The explorer in headless Chromium without a GPU: size, opening, search, panel, panning; next to sigma and pyvis.

usage: python bench/explorer.py [GRAPH.html] [--build DIR] [--peers-timeout 60] [--json FILE]

Without a build the real table is built first. All pages are opened from files with the network off, in one run.
`answers_ms`: from the start of navigation to the first search results, median of three. `key_ms`: one keystroke,
results laid out. `panel_ms`: from a changed address to the concept's page laid out, map included. Keystrokes and panels
are the least of three runs each: the machine does other things too. `pan_script_ms`: script per frame while the map is
dragged; `pan_frame_ms`: from frame to frame (mostly rasterising: there is no GPU).
"""

import base64
import gzip
import json
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from generated import generated_graph
from measuring import ROOT, arguments, build, table_here, tell
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
NO_SIGMA = "not installed: cd explorer && npm ci"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)
LIMITS = {
    "real": {"page_mb": 3, "answers_ms": 1500, "key_ms_max": 30, "panel_ms_max": 50, "pan_script_ms": 8},
    "generated": {"page_mb": 30, "answers_ms": 4000, "key_ms_max": 50},
}

WATCH = """
window.frames_seen = 0;
const answer = () => {
  const input = document.querySelector('[role=search] input');
  input.value = 'mod'; input.dispatchEvent(new Event('input'));
  if (document.querySelector('[role=search] [role=option] .name')) window.answered = performance.now();
};
new MutationObserver((_, self) => {
  if (document.documentElement?.dataset.ready) { self.disconnect(); answer(); }
}).observe(document, { attributes: true, subtree: true });
"""
KEYS = """(words) => {
  const input = document.querySelector('[role=search] input'), times = [];
  const list = document.querySelector('[role=search] ul');
  for (const word of words) for (let i = 1; i <= word.length; i++) {
    const began = performance.now();
    input.value = word.slice(0, i); input.dispatchEvent(new Event('input')); list.offsetHeight;
    times.push(performance.now() - began);
  }
  input.value = ''; input.dispatchEvent(new Event('input'));
  return times;
}"""
PANEL = """async (ids) => {
  const times = [];
  for (const id of ids) {
    const done = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    const began = performance.now();
    location.hash = '#concept=' + encodeURIComponent(id);
    await done; document.body.offsetHeight;
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return times;
}"""
PYVIS_WATCH = """
const look = () => {
  const bar = document.getElementById('loadingBar');
  const done = !bar || bar.style.opacity === '0' || bar.style.display === 'none';
  if (window.network && done) window.drawn = performance.now();
  else setTimeout(look, 50);
};
look();
"""
COUNT_FRAMES = """(() => {
  const step = () => { window.frames_seen++; requestAnimationFrame(step); };
  step();
})()"""


def script_seconds(page: Page, session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "ScriptDuration")


def pan(page: Page, selector: str, steps: int = 60) -> dict[str, float]:
    """Drag the ground of a map; return script per frame and time per frame."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    box = page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + 12, box["y"] + 12
    page.evaluate(COUNT_FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(400)
    script, frames, began = script_seconds(page, session), page.evaluate("frames_seen"), time.perf_counter()
    for step in range(steps):
        page.mouse.move(x + 4 * step, y + 2 * step)
    seconds = time.perf_counter() - began
    count = max(1, page.evaluate("frames_seen") - frames)
    script = script_seconds(page, session) - script
    page.mouse.up()
    return {"pan_script_ms": round(1000 * script / count, 2), "pan_frame_ms": round(1000 * seconds / count, 1)}


def best_of(page: Page, script: str, argument: object, runs: int = 3) -> list[float]:
    """Return each time as the least of several runs: what the page needs, not what else the machine does."""
    return [min(times) for times in zip(*(page.evaluate(script, argument) for _ in range(runs)), strict=True)]


def payload(file: Path) -> Any:
    packed = re.search(r'id="payload">([^<]*)<', file.read_text("utf-8"))
    assert packed
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def open_page(browser: Browser, file: Path) -> tuple[Page, float]:
    """Open the explorer in a fresh context; return it and the milliseconds until its search answered."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
    page.add_init_script(WATCH)
    page.goto(file.as_uri(), wait_until="commit")
    deadline = time.monotonic() + 60
    while (answered := page.evaluate("window.answered ?? 0")) == 0:
        assert time.monotonic() < deadline, "the search never answered"
        page.wait_for_timeout(20)
    return page, answered


def measure(browser: Browser, file: Path, runs: int = 3) -> dict[str, float]:
    """Return the figures of one explorer page; opening is the median of several runs."""
    concepts = payload(file)["concepts"]
    ranked = sorted(range(len(concepts["label"])), key=lambda i: -concepts["rank"][i])
    words = [concepts["label"][i] for i in ranked[:6]]
    words += [w[:2] + w[3:] for w in words if len(w) > 5] + ["tokenzier", "attenton maks"]
    opened = []
    for _ in range(runs):
        page, answered = open_page(browser, file)
        opened.append(answered)
        if len(opened) < runs:
            page.context.close()
    page.wait_for_selector("html[data-ready=all]", timeout=60_000)
    page.wait_for_timeout(300)
    keys = best_of(page, KEYS, words)
    found = {
        "page_mb": round(file.stat().st_size / 1e6, 2),
        "concepts": len(concepts["label"]),
        "answers_ms": round(statistics.median(opened)),
        "key_ms_median": round(statistics.median(keys), 1), "key_ms_max": round(max(keys), 1),
    }  # fmt: skip
    page.keyboard.press("Escape")
    found |= pan(page, "#map")
    times = best_of(page, PANEL, [concepts["iri"][i] for i in (*ranked[:20], *ranked[20 :: max(1, len(ranked) // 20)])])
    found |= {"panel_ms_median": round(statistics.median(times), 1), "panel_ms_max": round(max(times), 1)}
    page.context.close()
    return found


# peers


def sigma_page(file: Path, folder: Path) -> Path | None:
    """Write the same first picture for sigma; None where its packages are not installed (`cd explorer && npm ci`)."""
    esbuild = ROOT / "explorer/node_modules/.bin/esbuild"
    if not esbuild.exists():
        return None
    told = payload(file)
    shown = set(told["overview"]["concept"])
    first = told["overview"]
    nodes = [
        {"id": i, "x": x, "y": y, "size": told["concepts"]["size"][i] / 10, "label": told["concepts"]["label"][i]}
        for i, x, y in zip(first["concept"], first["x"], first["y"], strict=True)
    ]
    said = told["statements"]
    edges = [
        [a, b] for a, b in zip(said["source"], said["target"], strict=True) if a in shown and b in shown and a != b
    ]
    bundle = subprocess.run(
        [esbuild, ROOT / "bench/peers/sigma.mjs", "--bundle", "--minify", "--format=iife"],
        check=True, capture_output=True, text=True,
        env={**os.environ, "NODE_PATH": str(ROOT / "explorer/node_modules")},
    ).stdout  # fmt: skip
    data = json.dumps({"nodes": nodes, "edges": edges}).replace("<", "\\u003c")
    page = folder / "sigma.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><div id=map style='width:1000px;height:840px'></div>"
        f"<script>window.PICTURE={data}</script><script>{bundle}</script>", "utf-8",
    )  # fmt: skip
    return page


def measure_sigma(browser: Browser, page_file: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.add_init_script("window.frames_seen = 0;")
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(800)
    found = {"page_mb": round(page_file.stat().st_size / 1e6, 2), **pan(page, "#map")}
    context.close()
    return found


def write_pyvis(file: Path, out: Path) -> None:
    """Write the whole graph with pyvis as it comes: one node per concept, one edge per statement, physics on."""
    from pyvis.network import Network

    told = payload(file)
    network = Network(height="840px", width="100%", directed=True, cdn_resources="in_line")
    for i, label in enumerate(told["concepts"]["label"]):
        network.add_node(i, label=label)
    for a, b in zip(told["statements"]["source"], told["statements"]["target"], strict=True):
        if a >= 0 and b >= 0:
            network.add_edge(a, b)
    out.write_text(network.generate_html(), "utf-8")


def open_pyvis(out: Path, told: Any) -> None:
    """Open a page of pyvis in a browser of its own; say when its first picture is there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
        page.add_init_script(PYVIS_WATCH)
        page.goto(out.as_uri(), wait_until="commit")
        while not (drawn := page.evaluate("window.drawn ?? 0")):
            page.wait_for_timeout(100)
        told.put(round(drawn))
        browser.close()


def within(limit_s: float, work: Any, *arguments: object) -> float | None:
    """Do work in a process of its own; return its seconds, None where it was not done in time and was stopped."""
    worker = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    began = time.perf_counter()
    worker.start()
    worker.join(limit_s)
    if worker.is_alive():
        worker.kill()
        worker.join()
        return None
    return round(time.perf_counter() - began, 1)


def measure_pyvis(file: Path, folder: Path, limit_s: float) -> dict[str, object]:
    """Return what pyvis needs for the whole graph, each step stopped after `limit_s`."""
    out = folder / "pyvis.html"
    written = within(limit_s, write_pyvis, file, out)
    if written is None:
        return {"written": f"not in {limit_s:.0f} s"}
    drawn = multiprocessing.get_context("spawn").Queue()
    seconds = within(limit_s, open_pyvis, out, drawn)
    first = f"not in {limit_s:.0f} s" if seconds is None else drawn.get()
    return {"written_s": written, "page_mb": round(out.stat().st_size / 1e6, 2), "first_picture_ms": first}


def verdict(found: dict[str, float], limits: dict[str, float]) -> dict[str, str]:
    return {
        name: f"{found[name]} (limit {limit}): {'ok' if found[name] < limit else 'MISSED'}"
        for name, limit in limits.items()
    }


def build_table(out: Path) -> Path:
    """Build the real table and return its page."""
    build(table_here(), out)
    return out / "graph.html"


def make_page(graph: Any, file: Path) -> float:
    from kg.views.explorer import write_explorer

    began = time.perf_counter()
    write_explorer(graph, file)
    return round(time.perf_counter() - began, 2)


def run(real: Path, folder: Path, limit_s: float) -> dict[str, object]:
    big = folder / "generated.html"
    written = make_page(generated_graph(20_000, 100_000), big)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        ours, generated = measure(browser, real), {"written_s": written, **measure(browser, big)}
        sigma = sigma_page(real, folder)
        result: dict[str, object] = {
            "real": ours, "generated": generated,
            "verdict": {"real": verdict(ours, LIMITS["real"]), "generated": verdict(generated, LIMITS["generated"])},
            "sigma, first picture of the real graph": measure_sigma(browser, sigma) if sigma else NO_SIGMA,
        }  # fmt: skip
        result["pyvis as it comes, real graph"] = measure_pyvis(real, folder, limit_s)
        browser.close()
    return result


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("page", nargs="?", type=Path, help="a graph.html; else one is built")
    parser.add_argument("--build", type=Path, help="folder of a build")
    parser.add_argument("--peers-timeout", type=float, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = options.page or (options.build and options.build / "graph.html")
        if given and not given.exists():
            sys.exit(f"{given}: no such file; a graph.html of kg build is wanted")
        real = given or build_table(folder / "out")
        result = run(real.resolve(), folder, options.peers_timeout)
    tell(result, options.json)


if __name__ == "__main__":
    main()
