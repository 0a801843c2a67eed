"""The library of named queries: documented, typed, safe to fill, and answered alike by three engines."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import small
from cli.test_cli import kg
from hypothesis import given
from hypothesis import strategies as st
from rdf.programs import NODE, need_node
from views.builders import small_graph

from kg.cli.query import PARAMETERS
from kg.errors import InputError, NotFoundError, SettingError
from kg.graph import Graph
from kg.rdf.concepts import find_iri
from kg.rdf.library import TYPES, Query, fill, library, named, parse_query, read_query, variables
from kg.rdf.sparql import QueryError, bind, form, run
from kg.rdf.store import text_store
from kg.views.formats.triples import evidence_turtle, ntriples
from kg.views.tables import read_graph
from kg.views.turtle import turtle

NAMES = list(library())
# two concepts, a word and a confidence for the queries that ask for them
VALUES = {
    "hand": {
        "concept": "self-supervised learning",
        "first": "machine learning",
        "second": "supervised learning",
        "text": "learn",
        "from": "Trainer",
        "to": "supervised learning",
        "source": "self-supervised learning",
        "target": "supervised learning",
        "narrow": "self-supervised learning",
        "broad": "machine learning",
    },
    "small": {
        "concept": "BM25",
        "first": "BM25",
        "second": "TF-IDF",
        "text": "RANK",
        "from": "BM25",
        "to": "TF-IDF",
        "source": "bm25",
        "target": "tf idf",
        "narrow": "BM25",
        "broad": "ranking function",
    },
}
GRAPHS = {"hand": small_graph, "small": small.small_graph}


def store_of(graph: Graph) -> ox.Store:
    return text_store(turtle(graph), evidence_turtle(graph))


OTHERS = {
    "unlocks": {"small": "TF-IDF"},
    "parts": {"hand": "supervised learning"},
    "descendants": {"small": "ranking function"},
}


def filled(query: Query, which: str, store: ox.Store) -> str:
    values = VALUES[which] | {"concept": OTHERS.get(query.name, {}).get(which, VALUES[which]["concept"])}
    return fill(query, {p.name: values[p.name] for p in query.parameters if not p.default}, store)


def ours(store: ox.Store, query: str) -> Any:
    answer = run(store, query)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return sorted([t.subject.value, t.predicate.value, t.object.value] for t in set(answer))
    names = [variable.value for variable in answer.variables]
    return [{n: row[n].value for n in names if row[n] is not None} for row in answer]


def canonical(rows: Any) -> Any:
    """Rows without their order; numbers as numbers, since engines write them in different ways."""
    if not isinstance(rows, list):
        return rows
    return sorted((json.dumps(row, sort_keys=True) if isinstance(row, list) else _row(row)) for row in rows)


def _row(row: dict[str, str]) -> str:
    return json.dumps({k: float(v) if re.fullmatch(r"-?\d+(\.\d+)?", v) else v for k, v in row.items()}, sort_keys=True)


def by_rdflib(graph: rdflib.Graph, text: str) -> Any:
    result = graph.query(text)
    if result.type == "ASK":
        return result.askAnswer
    if result.type == "CONSTRUCT":
        return [list(map(str, row)) for row in result.graph]
    names = [str(variable) for variable in result.vars]
    return [{n: str(v) for n, v in zip(names, row, strict=True) if v is not None} for row in result]


def by_comunica(data: str, texts: list[str], folder: Path) -> list[Any]:
    need_node()
    (folder / "data.ttl").write_text(data, "utf-8")
    (folder / "queries.json").write_text(json.dumps(texts))
    command = ["node", str(NODE / "query.mjs"), str(folder / "data.ttl"), str(folder / "queries.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def test_there_are_many_and_each_says_what_it_answers() -> None:
    assert len(NAMES) >= 20
    for query in library().values():
        assert query.comment.endswith((".", "?")), query.name
        assert all(p.comment and p.type in TYPES for p in query.parameters), query.name


@pytest.mark.parametrize("name", NAMES)
def test_a_query_uses_just_the_parameters_it_declares(name: str) -> None:
    assert variables(named(name)) == {p.name for p in named(name).parameters}


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_a_query_as_it_stands_for_any_tool(name: str) -> None:
    list(ox.Store().query(named(name).text)) if named(name).form != "ASK" else ox.Store().query(named(name).text)


def test_the_command_line_has_an_option_for_each_parameter() -> None:
    assert set(PARAMETERS) == {p.name for query in library().values() for p in query.parameters}


@pytest.mark.parametrize("which", GRAPHS)
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_answer(name: str, which: str) -> None:
    graph = GRAPHS[which]()
    store = store_of(graph)
    text = filled(named(name), which, store)
    other = rdflib.Graph().parse(data=ntriples(graph), format="nt")
    assert canonical(ours(store, text)) == canonical(by_rdflib(other, text))


@pytest.mark.parametrize("which", GRAPHS)
def test_comunica_gives_the_same_answers(which: str, tmp_path: Path) -> None:
    graph = GRAPHS[which]()
    store = store_of(graph)
    texts = [filled(query, which, store) for query in library().values()]
    for name, text, theirs in zip(NAMES, texts, by_comunica(ntriples(graph), texts, tmp_path), strict=True):
        assert canonical(ours(store, text)) == canonical(theirs), name


def test_three_engines_agree_on_the_sample(sample_build: Path, tmp_path: Path) -> None:
    graph = read_graph(sample_build)
    store = store_of(graph)
    ends = "SELECT ?a ?b { ?a skos:broader ?b ; skos:definition ?d . ?b skos:broader ?c } ORDER BY ?a ?b LIMIT 1"
    (row,) = run(store, ends)  # type: ignore[misc]
    one, other = row["a"].value, row["b"].value
    first, second = ("concept", "first", "from", "source", "narrow"), ("second", "to", "target", "broad")
    given = dict.fromkeys(first, one) | dict.fromkeys(second, other) | {"text": "in"}
    texts = [fill(q, {p.name: given[p.name] for p in q.parameters if not p.default}, store) for q in library().values()]
    data = ntriples(graph)
    in_rdflib = rdflib.Graph().parse(data=data, format="nt")
    for name, text, theirs in zip(NAMES, texts, by_comunica(data, texts, tmp_path), strict=True):
        answer = canonical(ours(store, text))
        assert answer == canonical(theirs), name
        assert answer == canonical(by_rdflib(in_rdflib, text)), name


def test_most_queries_have_an_answer_on_the_small_graphs() -> None:
    silent = set(NAMES)
    for which, make in GRAPHS.items():
        store = store_of(make())
        silent -= {name for name in NAMES if ours(store, filled(named(name), which, store))}
    assert silent <= {"contradictions", "symbols", "siblings", "acronyms"}, silent


def test_answers_say_what_the_graph_says() -> None:
    store = store_of(small.small_graph())

    def labels(name: str, column: str = "label", **values: str) -> list[str]:
        return [row[column] for row in ours(store, fill(named(name), values, store))]

    assert labels("prerequisites", concept="BM25") == ["TF-IDF"]
    assert labels("ancestors", concept="Okapi BM25") == ["ranking function"]
    assert labels("undefined-terms") == ["engine", "weighting"]
    assert labels("gaps", "words") == ["scheme"]
    assert labels("pages-with-both", "title", first="engine", second="BM25") == ["Search"]
    assert labels("never-linked") == ["BM25", "ranking function"]
    assert labels("broken-links", "link") == ["#nothing"]
    assert labels("evidence", "quote", source="BM25", target="ranking function") == [
        "A ranking function that scores documents."
    ]
    assert labels("chain", "first", **{"from": "ranking function", "to": "TF-IDF"}) == ["BM25"]
    assert ours(store, fill(named("is-broader"), {"narrow": "BM25", "broad": "ranking function"}, store)) is True


@given(st.text(max_size=40))
def test_a_text_value_is_one_literal_whatever_it_holds(value: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    query = parse_query("q", "# @param text text\nSELECT ?x { BIND($text AS ?x) }")
    if value:
        rows = list(run(ox.Store(), fill(query, {"text": value}, ox.Store())))  # type: ignore[arg-type]
        assert [row["x"].value for row in rows] == [value]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "1) || (1=1"),
        ("number", "1e5"),
        ("number", "٣"),
        ("number", "NaN"),
        ("iri", "https://e.org/> ?p ?o . <x"),
        ("relation", "skos:broader"),
        ("concept", "> { } #"),
        ("concept", "https://e.org/a b"),
    ],
)
def test_an_ill_typed_value_is_refused(kind: str, value: str) -> None:
    query = parse_query("q", f"# @param x {kind}\nSELECT ?p {{ ?s ?p $x }}")
    with pytest.raises((SettingError, NotFoundError)):
        fill(query, {"x": value}, store_of(small_graph()))


def test_parameters_in_strings_comments_and_addresses_stay() -> None:
    query = 'SELECT * { $x ?p "$x", <http://e/$x> } # $x'
    assert bind(query, {"x": "<http://e/1>"}) == 'SELECT * { <http://e/1> ?p "$x", <http://e/$x> } # $x'


def test_missing_unknown_and_misspelt_values_are_told() -> None:
    store = store_of(small_graph())
    with pytest.raises(SettingError, match="--concept is wanted"):
        fill(named("definition"), {}, store)
    with pytest.raises(SettingError, match="no parameter 'konzept'; allowed: concept"):
        fill(named("definition"), {"konzept": "x"}, store)
    with pytest.raises(NotFoundError, match="nearest: trainer"):
        fill(named("definition"), {"concept": "Trainings"}, store)
    with pytest.raises(NotFoundError, match="allowed: acronyms"):
        named("nonsense")


def test_a_concept_is_found_by_label_alias_case_and_near_miss() -> None:
    store = store_of(small.small_graph())
    bm25 = small.iri("BM25")
    assert {find_iri(store, name) for name in (bm25, "BM25", "bm25", "okapi bm25", "Okapi-BM25", "Okapi BM52")} == {
        bm25
    }


def test_defaults_are_taken_and_may_be_changed() -> None:
    store = store_of(small.small_graph())
    assert '"0.5"^^' in fill(named("weak"), {}, store)
    assert '"0.45"^^' in fill(named("weak"), {"below": "0.45"}, store)


@pytest.mark.parametrize("header", ["@param x", "@param x nonsense", "@parm x text", "@param  x text"])
def test_a_header_that_is_wrong_is_an_error(header: str) -> None:
    with pytest.raises(InputError):
        parse_query("q", f"# {header}\nASK {{}}")


def test_a_query_file_that_is_missing_or_no_text_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_bytes(b"\xff")
    for path in (tmp_path / "x.rq", tmp_path / "none.rq"):
        with pytest.raises(InputError):
            read_query(str(path))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { { { SERVICE\n<http://e/> {} } } }",
        "SELECT * { \\u0053ERVICE <http://e/> {} }",
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "LOAD <http://e/>",
        "PREFIX e: <http://e/> DELETE WHERE { ?s ?p ?o }",
        "",
        "   # nothing",
        "CLEAR ALL",
        "(" * 300,
        "ASK { " + "{" * 200 + "}" * 200 + " }",
        "ASK {}" + " " * 300_000,
    ],
)
def test_what_is_no_plain_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        form(query)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?s ?p "SERVICE" }',
        "ASK { ?SERVICE <http://e/LOAD> 'INSERT' } # SERVICE",
        "ASK { ?s e:SERVICE e:x.SERVICE }",
        'ASK { ?s ?p """a "SERVICE" b""" }',
        "ASK { ?s ?p 'it\\'s SERVICE' }",
    ],
)
def test_the_word_in_strings_names_and_comments_is_no_service(query: str) -> None:
    assert form("PREFIX e: <http://e/> " + query) == "ASK"


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT ?x\nWHERE ?x ?p ?o }", 2, 7),
        ("ASK {", 1, 6),
        ("SELECT ?s {\n ?s a foo:B }", 2, 12),
        ("ASK {}\nSELECT * {}", 2, 7),
    ],
)
def test_a_syntax_error_has_its_place_and_shows_the_line(query: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as raised:
        run(ox.Store(), query)
    error = raised.value
    assert (error.line, error.column) == (line, column)
    shown = error.shown().split("\n")
    assert shown[1].strip() == query.split("\n")[line - 1].strip()
    assert shown[2].index("^") - 2 == column - 1
    assert len(shown[0]) < 250


def test_the_command_prints_each_format(small_build: Path) -> None:
    def ask(*arguments: str) -> str:
        done = kg("query", small_build, *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    name = ("--name", "ancestors", "--concept", "BM25")
    assert ask(*name).splitlines()[0].split() == ["label", "ancestor", "definition"]
    assert ask(*name, "--format", "csv").splitlines()[1].startswith("ranking function,https://example.org/")
    assert ask(*name, "--format", "markdown").splitlines()[1] == "| --- | --- | --- |"
    bindings = json.loads(ask(*name, "--format", "json"))["results"]["bindings"]
    assert bindings[0]["label"] == {"type": "literal", "value": "ranking function", "xml:lang": "en"}
    assert 'skos:prefLabel "BM25"@en' in ask("--name", "describe", "--set", "concept=BM25")
    assert ask("ASK { ?s a skos:Concept }") == "true\n"
    assert ask("--list").count("\n") == 2 * len(NAMES)
    assert ask(*name, "--print").startswith("# Everything that a concept is a kind of")


def test_the_command_runs_a_file_with_parameters(small_build: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("# Label.\n# @param c concept  Which.\nSELECT ?l { $c skos:prefLabel ?l }")
    done = kg("query", small_build, "-f", tmp_path / "q.rq", "--set", "c=okapi bm25", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "l\nBM25\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", "nonsense"],
        ["--name", "definition"],
        ["--name", "definition", "--concept", "zzzzzz"],
        [],
        ["ASK {}", "--name", "central"],
        ["SELECT ?x {"],
        ["ASK {}", "--set", "x"],
        ["ASK {}", "--format", "turtle"],
        ["LOAD <http://e/>"],
        ["-f", "nowhere.rq"],
    ],
)
def test_bad_questions_end_with_2_and_say_why(arguments: list[str], small_build: Path) -> None:
    done = kg("query", small_build, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: ")
    assert len(done.stderr.splitlines()) in (1, 3)


def test_the_library_gives_frame_truth_and_graph() -> None:
    from kg.api import KnowledgeGraph

    graph = KnowledgeGraph(small.small_graph(), {})
    frame = graph.sparql(
        "SELECT ?label ?n ?d { ?c skos:prefLabel ?label ; kgv:mentionCount ?n OPTIONAL { ?c skos:definition ?d }"
        " ?c a skos:Concept } ORDER BY ?label"
    )
    assert list(frame["label"]) == ["BM25", "TF-IDF", "engine", "ranking function", "weighting"]  # type: ignore[index]
    assert frame["n"].sum() == 6  # type: ignore[index]
    assert frame["d"].isna().sum() == 2  # type: ignore[index]
    assert graph.sparql("ASK { ?e a kgv:Evidence }") is True
    found = graph.sparql("CONSTRUCT { ?a skos:broader ?b } WHERE { ?a skos:broader ?b }")
    assert isinstance(found, rdflib.Graph)
    assert len(found) == 1
