"""`kg validate`: every check finds its case, a sound scheme stays silent, other checkers agree."""

import json
import logging
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from cli.test_cli import kg
from hypothesis import given, settings
from views.builders import graphs, small_graph

from kg.errors import InputError
from kg.graph import Graph
from kg.rdf.shacl import read_shapes
from kg.rdf.store import FORMATS, read_store
from kg.rdf.validate import shapes, validate
from kg.views.turtle import turtle

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix e: <http://e.example/> .
"""
# skosify leaves files open
UNTIDY = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
SHAPES = Path(__file__).parents[2] / "kg/rdf/shapes.ttl"


def cases() -> list[tuple[list[str], str]]:
    blocks = (Path(__file__).parent / "cases/unsound.txt").read_text("utf-8").split("\n== ")[1:]
    parted = [block.partition("\n") for block in blocks]
    found = [(re.findall(r"\b[SK]\d+\b", head), HEAD + body) for head, _, body in parted]
    assert all(codes for codes, _ in found), "a case without codes"
    return found


CASES = cases()


def store_of(text: str) -> ox.Store:
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


def by_pyshacl(text: str) -> set[tuple[str, str]]:
    """(code, focus node) of every result of the SHACL engine that others use."""
    import pyshacl

    rules = rdflib.Graph().parse(SHAPES)
    _, report, _ = pyshacl.validate(rdflib.Graph().parse(data=text), shacl_graph=rules, advanced=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    identifier = rdflib.DCTERMS.identifier
    return {
        (str(rules.value(report.value(result, sh.sourceShape), identifier)), named(report.value(result, sh.focusNode)))
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


def named(node: object) -> str:
    return "blank" if isinstance(node, rdflib.BNode) or str(node).startswith("_:") else str(node)


@pytest.mark.parametrize(("codes", "text"), CASES, ids=lambda value: "-".join(value) if isinstance(value, list) else "")
def test_each_case_is_found_and_pyshacl_finds_the_same(codes: list[str], text: str) -> None:
    found = validate(store_of(text))
    assert set(codes) <= {violation.code for violation in found}
    assert {(violation.code, named(violation.node)) for violation in found} == by_pyshacl(text)


def test_every_code_has_a_case() -> None:
    assert {shape.code for shape in shapes()} == {code for codes, _ in CASES for code in codes}


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_any_graph_that_we_write_is_sound(graph: Graph) -> None:
    assert validate(store_of(turtle(graph))) == []


def test_pyshacl_finds_nothing_in_what_we_write() -> None:
    assert by_pyshacl(turtle(small_graph())) == set()


@UNTIDY
def test_skosify_has_nothing_to_mend_in_what_we_write(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    check_by_skosify(turtle(small_graph()), tmp_path, caplog)


def check_by_skosify(text: str, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    skosify = pytest.importorskip("skosify")
    (folder / "graph.ttl").write_text(text, "utf-8")
    with caplog.at_level(logging.INFO):
        skosify.skosify(str(folder / "graph.ttl"), label="x", eliminate_redundancy=True, keep_related=False)
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []


@UNTIDY
@pytest.mark.corpus
@pytest.mark.parametrize("build", ["sample_build", "transformers_build", "cncf_build"])
def test_builds_are_sound_skos(
    build: str, request: pytest.FixtureRequest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = request.getfixturevalue(build) / "graph.ttl"
    assert validate(read_store([path])) == []
    if build != "transformers_build":  # skosify takes minutes there
        check_by_skosify(path.read_text("utf-8"), tmp_path, caplog)


def test_a_shape_that_is_not_understood_is_an_error_and_not_silent() -> None:
    text = SHAPES.read_text("utf-8").replace("sh:maxCount 0", "sh:lessThan skos:narrower")
    with pytest.raises(ValueError, match="no constraint that is known"):
        read_shapes(text.encode())


def test_the_command_tells_findings_in_text_and_json(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(HEAD + CASES[2][1].replace(HEAD, ""))
    done = kg("validate", path)
    assert done.returncode == 1
    assert "S37 error: http://e.example/x is a collection and a concept\n" in done.stdout
    told = json.loads(kg("validate", path, "--format", "json").stdout)
    assert {
        "code": "S37",
        "severity": "error",
        "node": "http://e.example/x",
        "message": "is a collection and a concept",
        "value": "",
    } in told


def test_the_command_is_silent_but_for_a_line_on_sound_skos(tmp_path: Path) -> None:
    path = tmp_path / "good.ttl"
    path.write_text(turtle(small_graph()), "utf-8")
    done = kg("validate", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}: sound SKOS\n", "")


def test_many_findings_of_one_code_are_cut_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "many.ttl"
    path.write_text(HEAD + "".join(f"e:x{i} skos:prefLabel 'a' .\n" for i in range(15)))
    done = kg("validate", path)
    assert done.stdout.count("K04 warning") == 10
    assert "K04 ... and 5 more" in done.stdout
    assert kg("validate", path, "--all").stdout.count("K04 warning") == 15


def test_bad_turtle_is_one_line_with_its_position_and_exit_code_2(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix e: <http://e/> .\ne:x e:y e:z .\ne:x e:y .\n")
    done = kg("validate", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match(rf"kg: {re.escape(str(path))}, line 3: .*column \d+; not Turtle\n$", done.stderr), done.stderr


def test_other_formats_are_read_by_their_suffix(tmp_path: Path) -> None:
    store = store_of(turtle(small_graph()))
    names = [".nt", ".nq", ".trig", ".rdf", ".jsonld", ".n3"]
    for suffix in names:
        path = tmp_path / f"x{suffix}"
        quads = [quad.triple for quad in store]
        ox.serialize(quads, str(path), format=FORMATS[suffix])
        assert len(read_store([path])) == len(store), suffix
        assert validate(read_store([path])) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"<a", b"\x00", b'<http://e/x> <http://e/p> "\xff" .'])
def test_rubbish_is_an_input_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.ttl"):
        read_store([path])
