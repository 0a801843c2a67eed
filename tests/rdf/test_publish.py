"""`kg publish` against real stores, and against one that misbehaves."""

import base64
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import small
from cli.test_cli import kg
from rdf import stores
from views.builders import small_graph

from kg.errors import SettingError
from kg.rdf import publish as module
from kg.rdf.http import Client, Failure, Login
from kg.rdf.publish import Target, check, count, graph_stores, publish
from kg.views.formats.triples import ntriples

LINES = ntriples(small.small_graph()).splitlines(keepends=True)
OTHERS = ntriples(small_graph()).splitlines(keepends=True)
GRAPH = "https://example.org/published"


def patient(login: Login | None = None) -> Client:
    return Client(login, pause=lambda seconds: None)


def silent(_: str) -> None:
    pass


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with stores.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


def targets(address: str, *, virtuoso: bool, updates: bool) -> Target:
    if virtuoso:
        return Target(f"{address}/sparql", GRAPH, "", f"{address}/sparql-auth" if updates else "")
    return Target(f"{address}/query", GRAPH, "", f"{address}/update" if updates else "")


@pytest.mark.parametrize("updates", [False, True], ids=["graph-store", "updates"])
@pytest.mark.parametrize("store", ["oxigraph", "virtuoso"])
def test_a_real_store_holds_just_the_build_however_often_it_is_sent(
    store: str, updates: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK_TRIPLES", 100)
    target = targets(request.getfixturevalue(store), virtuoso=store == "virtuoso", updates=updates)
    client = patient(Login("dba", "dba") if store == "virtuoso" else None)
    for lines in (LINES, LINES, OTHERS, LINES):
        assert publish(lines, target, client, tell=silent) == len(set(lines))
    assert count(GRAPH + "-incoming", target, client) == 0


def test_words_and_numbers_survive_virtuoso(virtuoso: str) -> None:
    lines = [
        '<http://e/a> <http://e/p> "é😀 \\"x\\" \\\\ \\n\\t"@en .\n',
        '<http://e/a> <http://e/q> "0.25"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n',
    ]
    target = targets(virtuoso, virtuoso=True, updates=False)
    client = patient(Login("dba", "dba"))
    publish(lines, target, client, tell=silent)
    query = (
        "query=SELECT%20%3Fo%20%7BGRAPH%20%3Chttps://example.org/published%3E%20%7B%3Chttp://e/a%3E%20%3Fp%20%3Fo%7D%7D"
    )
    found = json.loads(client.send("GET", f"{virtuoso}/sparql?{query}", Accept="application/sparql-results+json"))
    assert {row["o"]["value"] for row in found["results"]["bindings"]} == {'é😀 "x" \\ \n\t', "0.25"}


def test_a_wrong_password_is_told_and_changes_nothing(virtuoso: str) -> None:
    target = targets(virtuoso, virtuoso=True, updates=False)
    publish(LINES, target, patient(Login("dba", "dba")), tell=silent)
    for login in (None, Login("dba", "wrong"), Login("nobody", "")):
        with pytest.raises(Failure, match=r"40[13]|refused"):
            publish(OTHERS, target, patient(login), tell=silent)
    assert count(GRAPH, target, patient()) == len(LINES)


def test_the_command_publishes_a_build(oxigraph: str, small_build: Path) -> None:
    done = kg("publish", small_build, "--endpoint", f"{oxigraph}/query")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert f"{len(LINES)} triples are in <{small.BASE}scheme>" in done.stderr
    done = kg("publish", small_build, "--endpoint", f"{oxigraph}/query", "--no-evidence", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    target = Target(f"{oxigraph}/query", f"{small.BASE}scheme")
    assert 0 < count(target.graph, target, patient()) < len(LINES)


@pytest.mark.parametrize(
    "options",
    [
        ["--endpoint", "http://127.0.0.1:1/query"],
        ["--endpoint", "ftp://x/query"],
        ["--endpoint", "http://127.0.0.1:1/other"],
        ["--endpoint", "http://user:secret@127.0.0.1:1/query"],
        ["--endpoint", "http://127.0.0.1:1/query", "--graph", "a b"],
        ["--endpoint", "http://127.0.0.1:1/query", "--user", "x", "--password-file", "nowhere"],
    ],
)
def test_what_cannot_be_sent_is_one_line_and_2(options: list[str], small_build: Path) -> None:
    done = kg("publish", small_build, "--quiet", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr


class Store(http.server.ThreadingHTTPServer):
    """A store that answers as told: a list of statuses, then 204; it remembers what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses: list[int] = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.counts: list[int] = []
        self.basic = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Store

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        if self.server.basic and self.headers.get("authorization") != self.server.basic:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.end_headers()
            return
        if self.command == "GET":
            answer = json.dumps({"results": {"bindings": [{"n": {"value": str(self.server.counts.pop(0))}}]}}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)
            return
        status = self.server.statuses.pop(0) if self.server.statuses else 204
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        self.end_headers()
        if status >= 400:
            self.wfile.write(b"the store says why")

    do_GET = do_PUT = do_POST = _do  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def fake() -> Iterator[Store]:
    store = Store()
    thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield store
    store.shutdown()
    thread.join()
    store.server_close()


def test_a_busy_store_is_asked_again(fake: Store) -> None:
    fake.statuses, fake.counts = [503, 0, 429], [len(LINES)]
    target = Target(f"{fake.address}/query", GRAPH, f"{fake.address}/store")
    assert publish(LINES, target, patient(), tell=silent) == len(LINES)
    assert [method for method, *_ in fake.seen] == ["PUT"] * 4 + ["GET"]


def test_a_store_that_stays_busy_fails_with_its_own_words(fake: Store) -> None:
    fake.statuses = [503] * 10
    target = Target(f"{fake.address}/query", GRAPH, f"{fake.address}/store")
    with pytest.raises(Failure, match=r"503 .*the store says why; the graph is as it was before"):
        publish(LINES, target, patient(), tell=silent)
    assert len(fake.seen) == 4


def test_a_refusal_is_not_repeated(fake: Store) -> None:
    fake.statuses = [400]
    with pytest.raises(Failure, match="400"):
        publish(LINES, Target(f"{fake.address}/query", GRAPH, f"{fake.address}/store"), patient(), tell=silent)
    assert len(fake.seen) == 1


def test_a_graph_store_elsewhere_is_tried_when_the_first_is_none(fake: Store) -> None:
    fake.statuses, fake.counts = [404], [len(LINES)]
    publish(LINES, Target(f"{fake.address}/ds/query", GRAPH), patient(), tell=silent)
    assert [urlsplit(path).path for _, path, *_ in fake.seen] == ["/ds/store", "/ds/data", "/ds/query"]


def test_too_few_triples_are_an_error(fake: Store) -> None:
    fake.counts = [len(LINES) - 1]
    with pytest.raises(Failure, match=f"sent, but not verified: {len(LINES) - 1} triples of {len(LINES)}"):
        publish(LINES, Target(f"{fake.address}/query", GRAPH, f"{fake.address}/store"), patient(), tell=silent)


def test_a_run_that_breaks_off_says_how_far_it_came_and_leaves_the_old_graph(
    fake: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK_TRIPLES", 100)
    fake.statuses = [204, 204, 204, 500, 500, 500, 500]
    target = Target(f"{fake.address}/query", GRAPH, "", f"{fake.address}/update")
    with pytest.raises(Failure, match=f"2 of 4 chunks .*<{GRAPH}> is as it was before; run it again"):
        publish(LINES, target, patient(), tell=silent)
    updates = [parse_qs(body.decode())["update"][0] for *_, body in fake.seen]
    assert not any(f"GRAPH <{GRAPH}>" in update for update in updates)


def test_the_old_graph_stays_when_not_everything_arrived(fake: Store) -> None:
    fake.counts = [7]
    target = Target(f"{fake.address}/query", GRAPH, "", f"{fake.address}/update")
    with pytest.raises(Failure, match="7 triples of"):
        publish(LINES, target, patient(), tell=silent)
    assert not any(b"MOVE" in body for *_, body in fake.seen)


def test_a_password_goes_only_where_it_is_asked_for(fake: Store) -> None:
    fake.basic = "Basic " + base64.b64encode(b"me:secret").decode()
    fake.counts = [len(LINES)]
    publish(
        LINES,
        Target(f"{fake.address}/query", GRAPH, f"{fake.address}/store"),
        patient(Login("me", "secret")),
        tell=silent,
    )
    assert "authorization" not in {name.lower() for name in fake.seen[0][2]}
    assert not any("secret" in path for _, path, *_ in fake.seen)


@pytest.mark.parametrize(
    ("endpoint", "places"),
    [
        ("http://h:7878/query", ["http://h:7878/store"]),
        ("http://h:3030/ds/sparql", ["http://h:3030/ds/sparql-graph-crud-auth", "http://h:3030/ds/data"]),
        ("http://h:8890/sparql", ["http://h:8890/sparql-graph-crud-auth"]),
        ("http://h:7200/repositories/x", ["http://h:7200/repositories/x/rdf-graphs/service"]),
        ("http://h/other", []),
    ],
)
def test_the_graph_store_is_looked_for_where_stores_have_it(endpoint: str, places: list[str]) -> None:
    assert set(places) <= set(graph_stores(endpoint))
    assert bool(graph_stores(endpoint)) == bool(places)


@pytest.mark.parametrize(
    "change",
    [{"graph": "urn:x"}, {"graph": "http://e/x>y"}, {"endpoint": "file:///x"}, {"graph_store": "http://u:p@h/"}],
)
def test_addresses_that_are_none_are_refused(change: dict[str, str]) -> None:
    with pytest.raises(SettingError):
        check(Target("http://h/query", GRAPH)._replace(**change))
