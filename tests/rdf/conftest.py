"""Builds of graphs made by hand, for what works on a build folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
import small

from kg.graph import Graph
from kg.views import write
from kg.views.write import View, write_views


@pytest.fixture(scope="session")
def written_build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Graph, Path | None], Path]:
    """Write a graph as a build; a page of one line stands for the explorer."""

    def make(graph: Graph, out: Path | None = None) -> Path:
        page = View("graph.html", lambda graph, path: path.write_text(f"<title>{graph.title}</title>") and None)
        whole, write.VIEWS = write.VIEWS, tuple(page if v.name == "graph.html" else v for v in write.VIEWS)
        try:
            folder = out or tmp_path_factory.mktemp("build") / "out"
            write_views(graph, folder, manifest={})
        finally:
            write.VIEWS = whole
        return folder

    return make


@pytest.fixture(scope="session")
def small_build(written_build: Callable[..., Path]) -> Path:
    return written_build(small.small_graph())
