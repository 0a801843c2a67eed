"""A reader of the explorer: opens a page with the network off, types, presses, reads; notes every request and error."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WAIT_MS = 15_000

READ_PANEL = """
() => {
  const article = document.querySelector('#page article');
  const words = (node) => node ? node.textContent.trim() : null;
  const quote = (figure) => ({
    words: figure.querySelector('blockquote').textContent,
    marks: [...figure.querySelectorAll('mark')].map((m) => m.textContent),
    link: figure.querySelector('a.out')?.getAttribute('href') ?? null,
  });
  return {
    iri: article.dataset.iri ?? null,
    label: words(article.querySelector('h2')),
    kind: words(article.querySelector('.kind')),
    aliases: [...article.querySelectorAll('.alias')].map(words),
    crumbs: [...article.querySelectorAll('.crumbs a')].map(words),
    definition: words(article.querySelector('.definition .text')),
    groups: [...article.querySelectorAll('.group[data-reading]')].map((group) => ({
      reading: group.dataset.reading,
      rows: [...group.querySelectorAll('.row')].map((row) => ({
        other: words(row.querySelector('.head > :first-child')),
        iri: row.querySelector('.head a.concept')?.dataset.iri ?? null,
        confidence: Number(words(row.querySelector('.confidence')).replace(/[^0-9.]/g, '')),
        quotes: [...row.querySelectorAll('.evidence')].map(quote),
      })),
    })),
    pages: [...article.querySelectorAll('.pages details')].map((d) => [d.dataset.page, Number(d.dataset.count)]),
  };
}
"""


@dataclass
class Reader:
    """One open page. `requests` and `errors` must stay empty but for the page itself."""

    page: Any
    file: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> "Reader":
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + address)
        self.page.wait_for_selector("html[data-ready]", timeout=WAIT_MS)
        return self

    def ready(self) -> "Reader":
        """Wait until definitions are in the search index too."""
        self.page.wait_for_selector("html[data-ready=all]", timeout=WAIT_MS)
        return self

    def type(self, query: str) -> list[dict[str, str]]:
        """Type into the search box; return what is offered."""
        self.page.fill("[role=search] input", query)
        return self.offered()

    def offered(self) -> list[dict[str, str]]:
        return self.page.evaluate("""() => [...document.querySelectorAll('[role=search] [role=option]:not(.none)')]
          .map((o) => ({
            name: o.querySelector('.name').firstChild.textContent,
            via: o.querySelector('.via')?.textContent.trim() ?? '',
            kind: o.querySelector('.kind').textContent, line: o.querySelector('.line').textContent }))""")

    def find(self, query: str) -> None:
        """Search and take the first result."""
        assert self.type(query), query
        self.page.keyboard.press("Enter")

    def read(self, *, whole: bool = False) -> dict[str, Any]:
        """Return what the panel says; `whole` presses every "show all" and "more" first."""
        while whole and self.page.locator("#page .all, #page .more").count():
            self.page.evaluate("document.querySelectorAll('#page .all, #page .more').forEach((b) => b.click())")
        return self.page.evaluate(READ_PANEL)

    def heading(self) -> str:
        return self.page.inner_text("#reading")

    def address(self) -> str:
        return self.page.evaluate("location.hash")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, words: str, within: str = "body") -> None:
        self.page.locator(within).get_by_role("button", name=words, exact=True).first.click()

    def wait(self, expression: str) -> None:
        """Wait until an expression holds (the page's policy forbids playwright's own way, which needs eval)."""
        deadline = time.monotonic() + WAIT_MS / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < deadline, expression
            self.page.wait_for_timeout(20)

    def said(self) -> str:
        return self.page.inner_text(".live")

    def save(self, words: str) -> bytes:
        """Press an item of the share menu and return the file that it saves."""
        self.page.locator(".tools").get_by_label("Share and export").first.click()
        with self.page.expect_download() as download:
            self.page.locator(".popup button", has_text=words).click()
        return Path(download.value.path()).read_bytes()

    def axe(self, source: str) -> list[str]:
        """Return violations that axe-core finds, one line each."""
        self.page.evaluate(source)
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{v['id']}: {node['target']} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]
        ]

    def payload(self) -> dict[str, Any]:
        """Return the data of the page, unpacked."""
        text = self.page.evaluate("document.getElementById('payload').textContent")
        import base64
        import gzip

        return json.loads(gzip.decompress(base64.b64decode(text)))
