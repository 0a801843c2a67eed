"""The views' steps: the same bytes whoever reads the documents, and a part depends on its scope alone."""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views.builders import SITE, graphs, section, small_graph

from kg.core import InvariantError
from kg.graph import Graph
from kg.ids import Iri
from kg.records import Concept, Document, Mention, Relation
from kg.steps import List, Shelf, Step
from kg.views import whole, write
from kg.views.explorer_part import Limits, Part, find_part
from kg.views.explorer_payload import payload
from kg.views.render import ALL, RENDER, Made
from kg.views.schema import TABLES
from kg.views.survey import SURVEY
from kg.views.tables import write_tables
from kg.views.turtle import turtle
from kg.views.whole import gather_whole
from kg.views.write import View, write_views


class Post(Shelf):
    """A shelf whose documents, facts and known things go through the post, as between processes."""

    def __init__(self, graph: Graph) -> None:
        self.documents = [pickle.dumps(document) for document in graph.read_documents()]

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        """Read every document of what arrives."""
        for number, sent in enumerate(self.documents):
            document, facts = step.read(pickle.loads(sent), pickle.loads(pickle.dumps(known)))
            self.documents[number] = pickle.dumps(document)
            yield pickle.loads(pickle.dumps(facts))


def contents(folder: Path) -> dict[str, bytes]:
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    found.pop("manifest.json")
    return found


@pytest.fixture
def _light_explorer(monkeypatch: pytest.MonkeyPatch) -> None:
    views = [View(v.name, _payload) if v.name == "graph.html" else v for v in write.VIEWS]
    monkeypatch.setattr(write, "VIEWS", tuple(views))


def _payload(found: whole.Whole, path: Path) -> None:
    path.write_text(repr(payload(found)))


@pytest.mark.usefixtures("_light_explorer")
@settings(max_examples=15, deadline=None)
@given(graphs(most=4))
def test_documents_read_elsewhere_give_the_same_bytes(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    folder = tmp_path_factory.mktemp("builds")
    write_views(graph, folder / "here", manifest={})
    write_views(graph.core, Post(graph), folder / "elsewhere", manifest={})
    assert contents(folder / "here") == contents(folder / "elsewhere")


@pytest.mark.usefixtures("_light_explorer")
def test_what_does_not_fit_in_memory_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_views(small_graph(), tmp_path / "whole", manifest={})
    monkeypatch.setattr("kg.views.runs.BUDGET", 1)
    write_views(small_graph(), tmp_path / "piecewise", manifest={})
    assert contents(tmp_path / "whole") == contents(tmp_path / "piecewise")


def test_row_groups_are_cut_by_rows_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With three rows per group, documents of two sections give the same bytes as one document of four."""
    tables = [table._replace(group=3) for table in TABLES]
    monkeypatch.setattr("kg.views.tables.TABLES", tuple(tables))
    graph = small_graph()
    write_tables(graph, tmp_path / "two")
    (one, *_), all_ = graph.read_documents(), (graph.sections, graph.links, graph.mentions)
    monkeypatch.setattr(Graph, "read_documents", lambda _: [replace(one, **dict(zip(FIELDS, all_, strict=True)))])
    write_tables(graph, tmp_path / "one")
    assert {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()
    }


FIELDS = ("sections", "links", "mentions")


def parts(graph: Graph) -> list[tuple[object, Made]]:
    """Each document's scope and what it makes."""
    found: list[tuple[object, Made]] = []

    class Spy(List):
        def run(self, step: Step, known: Any) -> Iterator[Any]:
            before = list(self.told) if step is RENDER else []
            self.told = list(super().run(step, known))
            if step is RENDER:
                assert RENDER.scope is not None
                found.extend((RENDER.scope(told, known), made) for told, made in zip(before, self.told, strict=True))
            return iter(self.told)

    gather_whole(graph.core, Spy(graph.read_documents()), parts=ALL)
    return found


@settings(max_examples=40, deadline=None)
@given(graphs(most=4), st.data())
def test_a_part_depends_on_its_document_and_its_scope_alone(graph: Graph, data: st.DataObject) -> None:
    """One graph less a statement, a concept's definition or a name: where the scope stays, so does the part."""
    fewer = graph.relations
    if fewer:
        gone = data.draw(st.integers(0, len(fewer) - 1))
        fewer = (*fewer[:gone], *fewer[gone + 1 :])
    told: list[Concept] = []
    for concept in graph.concepts:
        told.append(replace(concept, names=()) if data.draw(st.booleans()) else concept)
    for (scope, made), (other_scope, other) in zip(
        parts(graph), parts(replace(graph, relations=fewer, concepts=tuple(told))), strict=True
    ):
        assert scope != other_scope or made == other


def test_what_stands_in_one_document_is_in_no_other_scope() -> None:
    graph = small_graph()
    before = parts(graph)
    elsewhere = tuple(r for r in graph.relations if r.relation != "contrast")  # its words are in the glossary
    after = parts(replace(graph, relations=elsewhere))
    assert [a[0] == b[0] for a, b in zip(before, after, strict=True)] == [False, True]


def test_the_survey_of_a_document_depends_on_nothing_else() -> None:
    assert SURVEY.scope is not None
    assert SURVEY.scope("anything", 1) == SURVEY.scope("else", 2)


@pytest.mark.parametrize("field", ["mentions", "unknown", "relations"])
def test_records_that_contradict_their_document_are_a_bug_that_crashes(field: str) -> None:
    graph = small_graph()
    first = graph.mentions[0]
    changed: dict[str, Graph] = {
        "mentions": replace(graph, mentions=(first._replace(start=0, end=1, surface="?"),)),
        "unknown": replace(graph, mentions=(first._replace(concept=Iri("https://example.org/nobody")),)),
        "relations": replace(graph, relations=tuple(map(misquoted, graph.relations))),
    }
    with pytest.raises(InvariantError):
        gather_whole(changed[field].core, List(changed[field].read_documents()))


def misquoted(relation: Relation) -> Relation:
    return replace(relation, evidence=tuple(e._replace(quote="never written") for e in relation.evidence))


def test_an_address_that_two_pages_have_is_one_subject() -> None:
    graph = small_graph()
    twin = replace(section("2_0", "zoo", "", "Twin", "Not alone.", position=7), iri=graph.sections[0].iri)
    zoo = Document(Iri(SITE + "zoo"), "zoo.md", "Zoo", 1, 1)
    found = turtle(replace(graph, documents=(*graph.documents, zoo), sections=(*graph.sections, twin)))
    (block,) = [block for block in found.split("\n\n") if block.startswith(f"<{twin.iri}>\n    a kgv:Section")]
    assert '"Twin"@en' in block
    assert '"machine learning"@en' in block
    assert f"dcterms:isPartOf <{SITE}glossary>" in block
    assert "schema:position 0 ;" in block or "schema:position 0 ." in block


def central_part(monkeypatch: pytest.MonkeyPatch, graph: Graph, limits: Limits) -> dict[str, Any]:
    monkeypatch.setattr(whole, "find_part", lambda core: find_part(core, limits))
    return payload(graph)


def test_of_a_large_graph_the_central_part_is_shown_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = small_graph()
    all_, found = payload(graph), central_part(monkeypatch, graph, Limits(concepts=3))
    assert found["title"] == "A <small> graph (the 3 most central of 4 concepts)"
    ranked = sorted(graph.concepts, key=lambda c: -graph.pagerank[c.iri])[:3]
    assert set(found["concepts"]["label"]) == {c.label for c in ranked}
    assert len(found["statements"]["source"]) < len(all_["statements"]["source"])
    assert max(found["statements"]["source"]) < 3
    sections = len(found["sections"]["title"])
    assert all(-1 <= number < sections for number in found["concepts"]["defined"])
    assert all(number < sections for flat in found["mentions"] for number in flat[::3])


def test_of_many_statements_the_surest_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = small_graph()
    shown = central_part(monkeypatch, graph, Limits(statements=2))["statements"]["confidence"]
    assert sorted(shown) == sorted(sorted(round(1e4 * r.confidence) for r in graph.relations)[-2:])


@settings(max_examples=25, deadline=None)
@given(graphs(), st.integers(0, 4), st.integers(0, 5))
def test_any_part_of_a_graph_can_be_shown(graph: Graph, concepts: int, statements: int) -> None:
    patch = pytest.MonkeyPatch()
    try:
        found = central_part(patch, graph, Limits(concepts=concepts, statements=statements))
    finally:
        patch.undo()
    assert len(found["concepts"]["iri"]) <= max(concepts, 0) or len(graph.concepts) <= concepts
    assert len(found["statements"]["source"]) <= statements


def test_within_the_limits_all_is_shown() -> None:
    core = small_graph().core
    assert find_part(core) == Part(core.concepts, list(range(len(core.relations))), None)


def test_mentions_are_counted_in_the_core() -> None:
    graph = small_graph()
    counted = {concept: len(found) for concept, found in graph.mentions_of.items()}
    assert graph.core.mentions == counted
    assert isinstance(graph.mentions[0], Mention)
