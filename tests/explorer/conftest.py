"""Fixtures of the explorer's tests: readers in Chromium, and the TypeScript project with its packages installed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import corpora
import pytest
from explorer.reader import Reader

from kg.graph import Graph

PROJECT = corpora.ROOT / "explorer"


@pytest.fixture
def read(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    """Open an explorer; at the end of the test no request must have left the page and no error been logged."""
    opened: list[Reader] = []
    contexts: list[Any] = []

    def make(source: Graph | Path, address: str = "", **context: Any) -> Reader:
        file = source if isinstance(source, Path) else _written(source, tmp_path / f"graph{len(opened)}.html")
        options = {"viewport": {"width": 1280, "height": 800}, "offline": True, "reduced_motion": "reduce", **context}
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        reader = Reader(page, file)
        page.on("request", lambda request: reader.requests.append(request.url))
        page.on(
            "console",
            lambda message: reader.errors.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: reader.errors.append(str(error)))
        page.on("dialog", lambda dialog: (reader.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        opened.append(reader)
        return reader.open(address)

    yield make
    for reader in opened:
        away = [
            r
            for r in reader.requests
            if not r.startswith((reader.file.as_uri(), "about:blank", "blob:", "data:image/svg"))
        ]
        assert not away, away
        assert not reader.errors, reader.errors
    for context in contexts:
        context.close()


def _written(graph: Graph, path: Path) -> Path:
    from kg.views.explorer import write_explorer

    write_explorer(graph, path)
    return path


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of explorer/ with the packages of its lock file; skipped on a machine without Node, never under CI."""
    if shutil.which("npm") is None:
        if os.environ.get("CI"):
            pytest.fail("Node is missing under CI")
        pytest.skip("no Node on this machine")
    copy = tmp_path_factory.mktemp("project") / "explorer"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns("node_modules"))
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=copy, capture_output=True, text=True, check=False
    )
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"npm can't install here: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    return copy


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    return (project / "node_modules/axe-core/axe.min.js").read_text("utf-8")
