"""`graph.html`: the explorer, one file that works from `file://` with the network off.

    page = skeleton + style + program (kg/views/assets, built by `make explorer`) + payload (gzip, base64)

A Content Security Policy lets only that style and that program run, by their hashes, and nothing be loaded. No text
of a document is ever in the markup: all of it is in the payload, and the program shows it as text.
"""

import base64
import hashlib
import html
import json
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.graph import Graph
from kg.views.explorer_payload import page_title, payload
from kg.views.render import WORDS
from kg.views.whole import Whole, as_whole

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="doc-concept-graph">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="{icon}">
<style>{style}</style>
</head>
<body>
<div id="app"><p class="boot" role="status">Opening {title} …</p></div>
<noscript><p class="boot">This page draws the graph with a script. Without one, read the same concepts in graph.ttl,
report.md or the tables beside this file.</p></noscript>
<script type="application/gzip" id="payload">{payload}</script>
<script>{program}</script>
</body>
</html>
<!--
{licences}
-->
"""
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cg stroke='%23777'%3E"
    "%3Cpath d='M4 11 8 4l4 7z' fill='none'/%3E%3C/g%3E%3Ccircle cx='8' cy='4' r='3' fill='%232f6f9f'/%3E"
    "%3Ccircle cx='4' cy='11' r='2.4' fill='%23b5652b'/%3E%3Ccircle cx='12' cy='11' r='2.4' fill='%23477a4b'/%3E"
    "%3C/svg%3E"
)


@cache
def _asset(name: str) -> str:
    return files("kg.views").joinpath("assets", name).read_text("utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def content_policy(program: str, style: str) -> str:
    """Return the policy of the page: this program, this style, pictures made by the page itself, nothing else."""
    return (
        f"default-src 'none'; script-src {_hash(program)}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def pack(value: object) -> str:
    """Return JSON as gzip in base64, the same on every day and system."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    squeeze = zlib.compressobj(6, zlib.DEFLATED, 31)
    packed = squeeze.compress(text.encode("utf-8", "replace")) + squeeze.flush()
    packed = packed[:9] + b"\xff" + packed[10:]  # "made on an unknown system" (RFC 1952, 2.3)
    return base64.b64encode(packed).decode("ascii")


def explorer_page(source: Graph | Whole) -> str:
    """Return the explorer of a graph as one HTML page."""
    whole = as_whole(source, WORDS)
    title = page_title(whole)
    program, style = _asset("explorer.js"), _asset("explorer.css")
    return _PAGE.format(
        language=html.escape(whole.core.language),
        policy=html.escape(content_policy(program, style)),
        title=html.escape(title),
        icon=_ICON,
        style=style,
        payload=pack(payload(whole)),
        program=program,
        licences=_asset("licences.txt").replace("--", "- -"),
    )


def write_explorer(source: Graph | Whole, path: Path) -> None:
    """Write the explorer (`graph.html`)."""
    path.write_text(explorer_page(source), encoding="utf-8", errors="replace", newline="\n")
