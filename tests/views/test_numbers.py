"""Numbers of a graph, kept for later builds by all they depend on."""

from dataclasses import replace
from pathlib import Path

import pytest
from views.builders import small_graph

from kg.graph import Graph
from kg.steps import List
from kg.views import numbers
from kg.views.write import write_views


class Kept(List):
    """A shelf with a memory that outlives it."""

    memory: dict[tuple[str, bytes], bytes]
    remembers = True

    def recall(self, name: str, given: bytes) -> bytes | None:
        return self.memory.get((name, given))

    def keep(self, name: str, given: bytes, made: bytes) -> None:
        self.memory[name, given] = made


def build(graph: Graph, out: Path, memory: dict[tuple[str, bytes], bytes]) -> dict[str, bytes]:
    shelf = Kept(graph.read_documents())
    shelf.memory = memory
    assert shelf.remembers
    write_views(graph.core, shelf, out, manifest={})
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def test_a_build_of_the_same_graph_computes_no_numbers_and_writes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory: dict[tuple[str, bytes], bytes] = {}
    first = build(small_graph(), tmp_path / "first", memory)

    def compute(core: object) -> numbers.Numbers:
        raise AssertionError("computed again")

    monkeypatch.setattr(numbers, "compute", compute)
    assert build(small_graph(), tmp_path / "second", memory) == first


def test_numbers_of_another_graph_are_not_taken(tmp_path: Path) -> None:
    memory: dict[tuple[str, bytes], bytes] = {}
    build(small_graph(), tmp_path / "first", memory)
    graph = small_graph()
    fewer = replace(graph, relations=graph.relations[:-2])
    assert build(fewer, tmp_path / "second", memory) == build(fewer, tmp_path / "alone", {})
    assert len(memory) == 2


def test_numbers_depend_on_names_statements_and_settings() -> None:
    core = small_graph().core
    first, *others = core.concepts
    changed = [
        replace(core, seed=core.seed + 1),
        replace(core, overview_nodes=core.overview_nodes - 1),
        replace(core, concepts=(replace(first, label="Another"), *others)),
        replace(core, relations=tuple(r for r in core.relations if r.target not in core.concept)),
    ]
    assert len({numbers.given(one) for one in (core, *changed)}) == 1 + len(changed)
