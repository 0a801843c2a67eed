"""The explorer as it is served: it reloads when another build takes the place of the one it shows.

The file on disk stays as it was built. What is sent has a small program more: while the page is seen, it listens to
server-sent events (HTML Living Standard, 9.2), and where the build that is told is not its own, it loads itself again.
The address keeps what is read and how. A hidden page lets go of its connection, since a browser opens but a few to one
server; when it is seen again, it learns of what it has missed.

    GET /events    event: build
                   data: 3f1c...    what is served now; sent at once, at each new build, and as a sign of life
"""

import asyncio
import base64
import hashlib
import html
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.serve.site import Site

ALIVE_EVERY_S = 15.0
PROGRAM = """(() => {
  const own = document.currentScript.dataset.build;
  let events = null;
  const listen = () => {
    if (document.visibilityState === "hidden") { events?.close(); events = null; return; }
    if (events) return;
    events = new EventSource("/events");
    events.addEventListener("build", (event) => { if (event.data !== own) location.reload(); });
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();"""
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_HEAD_BYTES = 4096


def build_id(page: bytes) -> str:
    """Return what tells a build's page from that of another build."""
    return hashlib.sha256(page).hexdigest()[:16]


def with_reload(page: bytes) -> bytes:
    """Return the page with the program that reloads it, which its policy then allows, and the connection it opens."""
    script = f'<script data-build="{build_id(page)}">{PROGRAM}</script>\n'.encode()
    head = _POLICY.sub(lambda m: m[1] + _allowing(m[2]) + m[3], page[:_HEAD_BYTES], count=1)
    before, body, after = (head + page[_HEAD_BYTES:]).rpartition(b"</body>")
    return before + script + body + after if body else after + script


def _allowing(policy: bytes) -> bytes:
    digest = base64.b64encode(hashlib.sha256(PROGRAM.encode()).digest()).decode()
    text = html.unescape(policy.decode())
    text = text.replace("script-src ", f"connect-src 'self'; script-src 'sha256-{digest}' ", 1)
    return html.escape(text).encode()


async def events(site: "Site") -> AsyncIterator[str]:
    """Yield events for one page, until the server ends."""
    while not site.ended:
        news = site.news
        yield f"event: build\ndata: {site.build}\n\n"
        with suppress(TimeoutError):
            await asyncio.wait_for(news.wait(), ALIVE_EVERY_S)
