"""`kg serve` as a client meets it: the protocol, its limits, pages, a new build, a graceful end."""

import os
import re
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
import small
from cli.test_cli import kg
from hypothesis import given
from hypothesis import strategies as st
from serve.client import Server
from views.builders import small_graph

from kg.rdf.library import library
from kg.serve.media import acceptable

ALL = "SELECT ?label { ?c a skos:Concept ; skos:prefLabel ?label } ORDER BY ?label"
# ten triple patterns without a join: no engine ends this
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(10)) + " }"


def test_get_and_both_posts_give_the_same(server: Server) -> None:
    got = server.query(ALL)
    assert got.status == 200
    assert got.column("label") == ["BM25", "TF-IDF", "engine", "ranking function", "weighting"]
    assert server.post_form(query=ALL).body == got.body
    direct = server.ask("POST", "/sparql", ALL, content_type="application/sparql-query; charset=UTF-8")
    assert direct.body == got.body
    assert server.ask("HEAD", "/sparql?query=ASK%7B%7D").status == 200


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
    ],
)
def test_tables_come_in_the_form_that_is_liked_best(server: Server, accept: str, type_: str) -> None:
    answer = server.query(ALL, accept=accept) if accept else server.query(ALL)
    assert (answer.status, answer.type) == (200, type_)
    assert "ranking function" in answer.body


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_graphs_come_in_every_form_and_rdflib_reads_them(server: Server, accept: str, form: str) -> None:
    answer = server.query("CONSTRUCT { ?a skos:broader ?b } WHERE { ?a skos:broader ?b }", accept=accept)
    assert answer.status == 200
    assert len(rdflib.Graph().parse(data=answer.body, format=form)) == 1


def test_what_nobody_can_send_is_406(server: Server) -> None:
    assert server.query(ALL, accept="image/png").status == 406
    assert server.query(ALL, accept="text/turtle").status == 406
    assert server.get("/id/concept/bm25", accept="image/png").status == 406


@given(st.text(max_size=60), st.lists(st.sampled_from(["a/b", "text/html", "text/csv"]), max_size=3))
def test_any_accept_header_is_read(header: str, offers: list[str]) -> None:
    assert set(acceptable(header, offers)) <= set(offers)


def test_a_bad_query_is_400_with_its_place_and_line(server: Server) -> None:
    answer = server.query("SELECT ?x\nWHERE ?x ?p ?o }")
    assert (answer.status, answer.type) == (400, "text/plain; charset=utf-8")
    assert answer.body == 'line 2, column 7: expected "{"\n  WHERE ?x ?p ?o }\n        ^\n'


@pytest.mark.parametrize(
    ("method", "path", "body", "type_", "status"),
    [
        ("PUT", "/sparql?query=ASK%7B%7D", None, "", 405),
        ("DELETE", "/sparql", None, "", 405),
        ("POST", "/sparql", "ASK {}", "text/plain", 415),
        ("POST", "/sparql", "ASK {}", "", 415),
        ("POST", "/sparql", "CLEAR ALL", "application/sparql-update", 403),
        ("GET", "/sparql?update=CLEAR+ALL", None, "", 403),
        ("GET", "/sparql?query=CLEAR+ALL", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400),
        ("POST", "/sparql?query=ASK%7B%7D", "ASK {}", "application/sparql-query", 400),
        ("POST", "/sparql", b"\xff\xfe", "application/sparql-query", 400),
        ("GET", "/sparql?query=%FF", None, "", 400),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16", 415),
        ("GET", "/sparql?query=", None, "", 400),
        ("GET", "/sparql?quary=x", None, "", 400),
        ("POST", "/sparql", "", "application/sparql-query", 400),
        ("POST", "/sparql", "#" * 2_000_000, "application/sparql-query", 413),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=a%20b", None, "", 400),
        ("GET", "/nowhere", None, "", 404),
        ("GET", "/%ff%00%0a", None, "", 404),
        ("GET", "/named/nonsense", None, "", 404),
        ("GET", "/named/ancestors", None, "", 400),
        ("GET", "/named/ancestors?concept=zzzzzz", None, "", 404),
        ("GET", "/named/central?x=1", None, "", 400),
        ("GET", "/resource", None, "", 404),
        ("GET", "/resource?iri=%3Cx%3E", None, "", 404),
        ("GET", "/id/concept/bm25?format=a/b", None, "", 406),
    ],
)
def test_what_is_wrong_with_a_request_has_its_status(
    server: Server, method: str, path: str, body: str | bytes | None, type_: str, status: int
) -> None:
    answer = server.ask(method, path, body, **({"content_type": type_} if type_ else {}))
    assert answer.status == status, answer
    assert answer.body.count("\n") <= 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
    ],
)
def test_nothing_leaves_the_store_and_nothing_changes_it(server: Server, query: str) -> None:
    answer = server.query(query)
    assert answer.status == 400
    assert "is refused" in answer.body


def test_a_query_that_takes_too_long_is_stopped_while_others_are_answered(server: Server) -> None:
    ends: list[tuple[int, float]] = []

    def slow() -> None:
        began = time.monotonic()
        ends.append((server.query(ENDLESS).status, time.monotonic() - began))

    threads = [threading.Thread(target=slow) for _ in range(4)]
    for thread in threads:
        thread.start()
    answered = 0
    while any(thread.is_alive() for thread in threads):
        assert server.query(ALL).status == 200
        answered += 1
    assert answered > 5
    assert [status for status, _ in ends] == [503] * 4
    assert all(2 <= seconds < 10 for _, seconds in ends)
    assert "took more than 2 seconds" in server.query(ENDLESS).body


def test_an_answer_that_is_too_large_is_told(server: Server) -> None:
    answer = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert answer.status == 413
    assert "add a LIMIT" in answer.body
    answer = server.query(
        "CONSTRUCT { ?a ?e ?f . ?d ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f }", accept="application/n-triples"
    )
    assert answer.status == 413


@pytest.mark.parametrize(
    "query",
    [
        "ASK { " + "{" * 5000 + "}" * 5000 + " }",
        "SELECT * { ?s " + "!" * 50_000 + "<http://e/p> ?o }",
        "ASK { FILTER(" + "-" * 60_000 + "1 = 1) }",
    ],
)
def test_queries_that_break_engines_break_one_worker_at_most(server: Server, query: str) -> None:
    answer = server.ask("POST", "/sparql", query, content_type="application/sparql-query")
    assert answer.status in (400, 503)
    assert server.query(ALL).status == 200


def test_a_client_that_goes_away_leaves_no_query_running(server: Server) -> None:
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", server.port)) as sock:
            request = f"GET /sparql?query={ENDLESS.replace(' ', '%20')} HTTP/1.1\r\nHost: x\r\n\r\n".replace(
                "?s", "%3Fs"
            )
            sock.sendall(request.encode())
            time.sleep(0.4)
    assert server.query(ALL).status == 200


def test_cut_off_requests_do_no_harm(server: Server) -> None:
    for start in (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nContent-Type: application/sparql-query\r\n\r\nASK",
        b"GET /sparql?que",
        b"\x16\x03\x01\x02\x00",
        b"\r\n" * 50,
    ):
        with socket.create_connection(("127.0.0.1", server.port)) as sock:
            sock.sendall(start)
    assert server.query(ALL).status == 200


def test_other_sites_may_ask(server: Server) -> None:
    assert server.query(ALL, origin="https://e.org").headers["access-control-allow-origin"] == "*"
    answer = server.ask(
        "OPTIONS",
        "/sparql",
        origin="https://e.org",
        access_control_request_method="POST",
        access_control_request_headers="content-type",
    )
    assert answer.status == 200
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_the_endpoint_describes_itself(server: Server) -> None:
    answer = server.get("/sparql", accept="text/turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    found = rdflib.Graph().parse(data=answer.body)
    (service,) = found.subjects(rdflib.RDF.type, sd.Service)
    assert found.value(service, sd.endpoint) == rdflib.URIRef(f"http://127.0.0.1:{server.port}/sparql")
    assert len(list(found.objects(service, sd.resultFormat))) == 8
    assert server.get("/sparql", accept="application/rdf+xml").type == "application/rdf+xml"
    page = server.get("/sparql", accept="text/html")
    assert (page.status, page.headers["location"]) == (303, "/query")


def test_explorer_query_page_and_health(server: Server) -> None:
    assert server.get("/").body.startswith("<title>Small</title><script data-build=")
    page = server.get("/query").body
    assert not re.search(r'(?:src|href)="http', page)
    for name in library():
        assert f'"name": "{name}"' in page
    assert server.get("/health").json()["status"] == "ok"


@pytest.mark.parametrize("name", list(library()))
def test_named_queries_are_answered_by_name(server: Server, name: str) -> None:
    values = {
        "concept": "BM25",
        "first": "BM25",
        "second": "TF-IDF",
        "from": "BM25",
        "to": "TF-IDF",
        "source": "BM25",
        "target": "TF-IDF",
        "narrow": "BM25",
        "broad": "ranking function",
        "text": "rank",
    }
    query = library()[name]
    asked = "&".join(f"{p.name}={values[p.name].replace(' ', '+')}" for p in query.parameters if p.name in values)
    answer = server.get(f"/named/{name}?{asked}", accept="application/json, text/turtle;q=0.9")
    assert answer.status == 200
    text = server.get(f"/named/{name}/text?{asked}")
    again = server.ask("POST", "/sparql", text.body, content_type="application/sparql-query", accept=answer.type)
    assert sorted(again.body) == sorted(answer.body)


def test_a_concept_has_a_page_and_its_triples_at_its_own_address(server: Server) -> None:
    page = server.get("/id/concept/bm25", accept="text/html")
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert "<h1>BM25</h1>" in page.body
    assert '<a href="/id/concept/ranking-function">ranking function</a>' in page.body
    assert "Unlike [TF-IDF](#tf-idf), it saturates." in page.body
    assert server.get("/id/concept/bm25").type.startswith("text/html")
    for media, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        answer = server.get("/id/concept/bm25", accept=media)
        assert "vary" in answer.headers
        found = rdflib.Graph().parse(data=answer.body, format=form)
        assert (rdflib.URIRef(small.iri("BM25")), rdflib.SKOS.prefLabel, rdflib.Literal("BM25", lang="en")) in found
        assert server.get(f"/id/concept/bm25?format={media.replace('+', '%2B')}").body == answer.body
    assert server.get(f"/resource?iri={small.iri('BM25')}").status == 200


def test_hostile_labels_stay_text(start: Callable[..., Server], written_build: Callable[..., Path]) -> None:
    graph = small.small_graph()
    bad = "<script>alert(1)</script>\"'&"
    concepts = tuple(replace(c, label=bad) if c.label == "engine" else c for c in graph.concepts)
    server = start(written_build(replace(graph, concepts=concepts, title=bad)))
    for path in ("/id/concept/engine", "/id/concept/weighting", "/query"):
        body = server.get(path, accept="text/html").body
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)" in body


def test_default_and_named_graphs_of_the_request_are_the_data_set(
    start: Callable[..., Server], small_build: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/p> 1 .")
    (tmp_path / "b.ttl").write_text("<http://e/b> <http://e/p> 2 .")
    options = [word for x in "ab" for word in ("--graph", f"http://e/graph-{x}={tmp_path / x}.ttl")]
    server = start(small_build, *options)
    rows = "query=SELECT%20%3Fs%20%7B%20%3Fs%20%3Chttp://e/p%3E%20%3Fo%20%7D%20ORDER%20BY%20%3Fs"
    assert server.get(f"/sparql?{rows}").column("s") == []
    assert server.get(f"/sparql?{rows}&default-graph-uri=http://e/graph-a").column("s") == ["http://e/a"]
    both = "default-graph-uri=http://e/graph-a&default-graph-uri=http://e/graph-b"
    assert server.get(f"/sparql?{rows}&{both}").column("s") == ["http://e/a", "http://e/b"]
    assert server.get(f"/sparql?{rows}&default-graph-uri=http://e/none").column("s") == []
    assert server.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").column("g") == [
        "http://e/graph-a",
        "http://e/graph-b",
    ]
    named = server.get(
        "/sparql?query=SELECT%20%3Fg%20%7BGRAPH%20%3Fg%20%7B%3Fs%20%3Fp%20%3Fo%7D%7D&named-graph-uri=http://e/graph-b"
    )
    assert named.column("g") == ["http://e/graph-b"]
    assert "http://e/graph-a" in server.get("/sparql", accept="text/turtle").body


def test_a_new_build_is_taken_up_without_dropping_a_request(
    start: Callable[..., Server], written_build: Callable[..., Path], tmp_path: Path
) -> None:
    folder = written_build(small.small_graph(), tmp_path / "out")
    server = start(folder)
    statuses: list[int] = []
    stop = threading.Event()

    def hammer() -> None:
        while not stop.is_set():
            statuses.append(server.query(ALL).status)

    thread = threading.Thread(target=hammer)
    thread.start()
    try:
        for graph, title in ((small_graph(), "A <small> graph"), (small.small_graph(), "Small")) * 2:
            written_build(graph, folder)
            until = time.monotonic() + 30
            while server.get("/health").json()["title"] != title:
                assert time.monotonic() < until, "the new build was not taken up"
                time.sleep(0.05)
    finally:
        stop.set()
        thread.join()
    assert set(statuses) == {200}
    assert len(statuses) > 10


def test_a_broken_build_leaves_the_earlier_one_served(
    start: Callable[..., Server], written_build: Callable[..., Path], tmp_path: Path
) -> None:
    folder = written_build(small.small_graph(), tmp_path / "out")
    server = start(folder)
    (folder / "graph.ttl").write_text("broken")
    (folder / "manifest.json").write_text((folder / "manifest.json").read_text() + " ")
    assert server.process.stderr is not None
    assert "the earlier build goes on being served" in server.process.stderr.readline()
    assert server.query(ALL).status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_gracefully(start: Callable[..., Server], small_build: Path, number: int) -> None:
    server = start(small_build)
    answers: list[int] = []
    thread = threading.Thread(
        target=lambda: answers.append(server.query("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000").status)
    )
    thread.start()
    time.sleep(0.05)
    os.kill(server.process.pid, number)
    assert server.process.wait(20) == 0
    thread.join()
    assert answers == [200]


@pytest.mark.parametrize(
    "options",
    [
        ["nowhere"],
        ["{build}", "--port", "99999999"],
        ["{build}", "--time-limit", "0"],
        ["{build}", "--graph", "x"],
        ["{build}", "--graph", "http://e/x=nowhere.ttl"],
        ["{build}", "--host", "no.such.host.example"],
    ],
)
def test_what_cannot_be_served_is_one_line_and_2(options: list[str], small_build: Path) -> None:
    done = kg("serve", *(option.format(build=small_build) for option in options), timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_port_in_use_is_told(server: Server, small_build: Path) -> None:
    done = kg("serve", small_build, "--port", server.port)
    assert done.returncode == 2
    assert "can't be listened at" in done.stderr


def test_only_this_machine_is_served_by_default(server: Server) -> None:
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in addresses:
        if not str(address).startswith("127."):
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((str(address), server.port), timeout=5)
