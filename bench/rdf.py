"""RDF figures on one build, as ratios in one run: writing, named queries, the server under load and under attack.

usage: python bench/rdf.py [BUILD] [--torture-s 600] [--clients 8] [--seconds 20] [--only PART,PART] [--json FILE]

Parts: write, queries, http, limit, torture.

BUILD is what `kg build` wrote; without one, the real table beside the checkout (KG_CORPORA) is built first. rdflib is
the yardstick: the same triples, the same text of each query. The server is `kg serve` on loopback as a user starts it;
clients run in a process of their own, on the same two cores.
"""

import argparse
import gc
import http.client
import json
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pyoxigraph as ox
from measuring import arguments, build, table_here, tell

from kg.rdf.library import Query, fill, library
from kg.rdf.sparql import run
from kg.rdf.store import build_files, read_store
from kg.views.rdf import to_rdflib
from kg.views.tables import read_graph
from kg.views.turtle import turtle

RDFLIB_LIMIT_S = 60


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    work()
    return clock() - began


def writing(folder: Path) -> dict[str, Any]:
    """Turtle of a graph: our writer from the records, rdflib from its graph of the same triples; best of each.

    Seconds are the processor's: both work in one thread, and what else the machine does should not count.
    """
    graph = read_graph(folder)
    turtle(graph)  # PageRank and communities are worked out once, and not by rdflib at all
    gc.collect()
    gc.freeze()  # neither pays for collecting the other's garbage
    ours = min(timed(lambda: turtle(graph), time.process_time) for _ in range(7))
    other = to_rdflib(graph)
    theirs = min(timed(lambda: other.serialize(format="turtle"), time.process_time) for _ in range(3))
    return {
        "triples": len(other),
        "ours_s": round(ours, 3),
        "rdflib_s": round(theirs, 2),
        "ratio": round(theirs / ours, 1),
    }


def values(store: ox.Store, seed: int) -> Iterator[dict[str, str]]:
    """Values for the parameters: concepts of the build, the more central the more often."""
    rows = run(store, "SELECT ?c ?l ?r { ?c kgv:pageRank ?r ; skos:prefLabel ?l } ORDER BY DESC(?r) ?c")
    concepts = [(row["c"].value, row["l"].value) for row in rows]  # type: ignore[union-attr]
    pairs = [
        (row["a"].value, row["b"].value)
        for row in run(store, "SELECT ?a ?b { ?a skos:broader|kgv:requires ?b } ORDER BY ?a ?b")  # type: ignore[union-attr]
    ]
    dice = random.Random(seed)
    while True:
        one, word = concepts[min(int(dice.expovariate(1 / 200)), len(concepts) - 1)]
        a, b = dice.choice(pairs)
        yield {
            "concept": one,
            "first": a,
            "second": b,
            "from": a,
            "to": b,
            "source": a,
            "target": b,
            "narrow": a,
            "broad": b,
            "text": word.split()[0],
        }


def filled(query: Query, given: dict[str, str], store: ox.Store) -> str:
    return fill(query, {p.name: given[p.name] for p in query.parameters if not p.default}, store)


def consume(store: ox.Store, text: str) -> None:
    answer = run(store, text)
    if not isinstance(answer, ox.QueryBoolean):
        for _ in answer:
            pass


class TooLongError(Exception):
    pass


def rdflib_seconds(graph: Any, text: str) -> float:
    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(RDFLIB_LIMIT_S)
    try:
        return timed(lambda: list(graph.query(text)))
    except TooLongError:
        return RDFLIB_LIMIT_S
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def queries(folder: Path) -> dict[str, Any]:
    """Each named query with three sets of values: median of ours, of rdflib's."""
    store = read_store(build_files(folder))
    graph = to_rdflib(read_graph(folder)) + _rdflib(folder / "evidence.ttl")
    found = {}
    for query in library().values():
        given = values(store, 3)
        texts = [filled(query, next(given), store) for _ in range(3 if query.parameters else 1)]
        ours = statistics.median(timed(lambda t=t: consume(store, t)) for t in texts for _ in range(7))
        theirs = statistics.median(rdflib_seconds(graph, text) for text in texts)
        found[query.name] = {
            "ours_ms": round(1e3 * ours, 3),
            "rdflib_ms": round(1e3 * theirs, 1),
            "ratio": round(theirs / ours, 1),
        }
        print(f"  {query.name:16} {found[query.name]}", file=sys.stderr)
    ratios = [row["ratio"] for row in found.values()]
    return {
        "triples": len(store),
        "least_ratio": min(ratios),
        "median_ratio": statistics.median(ratios),
        "queries": found,
    }


def _rdflib(path: Path) -> Any:
    from kg.views.rdf import rdflib_graph

    return rdflib_graph(path.read_text("utf-8"))


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[int, psutil.Process]]:
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = re.search(r":(\d+)/", process.stderr.readline())
    assert found
    try:
        yield int(found[1]), psutil.Process(process.pid)
    finally:
        process.terminate()
        assert process.wait(30) == 0, "the server did not end well"


def ask(connection: http.client.HTTPConnection, text: str) -> tuple[int, bytes]:
    accept = "application/sparql-results+json, text/turtle"
    connection.request("POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-query", "Accept": accept})
    answer = connection.getresponse()
    return answer.status, answer.read()


def client_main(port: int, clients: int, seconds: float, texts: list[str], fresh: bool) -> list[float]:
    """Latencies of some clients, each on its own connection, asking named queries in a random order."""
    took: list[float] = []
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        dice = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            text = dice.choice(texts) + (f"\n# {dice.random()}" if fresh else "")
            began = time.perf_counter()
            status, _ = ask(connection, text)
            took.append(time.perf_counter() - began)
            assert status == 200, text
        connection.close()

    threads = [threading.Thread(target=client, args=(i,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def over_http(folder: Path, clients: int, seconds: float) -> dict[str, Any]:
    """p50 and p95 over HTTP: as people ask (answers may have been given before), and with every query a new one."""
    store = read_store(build_files(folder))
    given = values(store, 5)
    texts = [filled(query, next(given), store) for query in library().values() for _ in range(20)]
    found = {}
    with serving(folder) as (port, _), tempfile.TemporaryDirectory() as temporary:
        for name, fresh in (("as_asked", False), ("every_query_new", True)):
            jobs = Path(temporary) / "jobs.json"
            jobs.write_text(json.dumps([port, clients, seconds, texts, fresh]))
            done = subprocess.run([sys.executable, __file__, "--client", str(jobs)], stdout=subprocess.PIPE, check=True)
            took = sorted(json.loads(done.stdout))
            found[name] = {
                "requests": len(took),
                "per_second": round(len(took) / seconds),
                "p50_ms": round(1e3 * took[len(took) // 2], 2),
                "p95_ms": round(1e3 * took[int(len(took) * 0.95)], 2),
                "p99_ms": round(1e3 * took[int(len(took) * 0.99)], 2),
            }
    return found


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def expensive(folder: Path, limit_s: float = 2.0) -> dict[str, Any]:
    """Four endless queries at once: how long after their limit each was stopped, and how others fared meanwhile."""
    store = read_store(build_files(folder))
    text = filled(library()["neighbours"], next(values(store, 1)), store)
    late: list[float] = []
    others: list[float] = []
    with serving(folder, "--time-limit", str(limit_s)) as (port, _):

        def endless() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            began = time.perf_counter()
            status, _ = ask(connection, ENDLESS)
            late.append(time.perf_counter() - began - limit_s)
            assert status == 503
            connection.close()

        threads = [threading.Thread(target=endless) for _ in range(4)]
        for thread in threads:
            thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while any(thread.is_alive() for thread in threads):
            began = time.perf_counter()
            status, _ = ask(connection, f"{text}# {began}")
            others.append(time.perf_counter() - began)
            assert status == 200
        connection.close()
    others.sort()
    return {
        "limit_s": limit_s,
        "stopped_after_limit_s": [round(seconds, 2) for seconds in late],
        "others_answered": len(others),
        "others_p95_ms": round(1e3 * others[int(len(others) * 0.95)], 1),
    }


def memory_mb(server: psutil.Process) -> float:
    """Proportional memory of the server and all below it: what forks share counts once."""
    total = 0
    for process in (server, *server.children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return round(total / 1e6, 1)


def torture(folder: Path, seconds: float, clients: int) -> dict[str, Any]:
    """Good, bad, huge, endless and cut-off requests at once; answers compared, memory watched."""
    store = read_store(build_files(folder))
    given = values(store, 9)
    good = [filled(q, next(given), store) for q in library().values() for _ in range(3) if q.form == "SELECT"]
    right = {text: _rows(store, text) for text in good}
    counts: Counter[str] = Counter()
    waits: list[float] = []
    most: list[float] = []
    rest: list[float] = []
    began = time.monotonic()
    with serving(folder, "--time-limit", "2", "--result-limit", "4") as (port, server):
        for share in (
            0.1,
            0.45,
            0.45,
        ):  # the first is to warm up; each ends in a pause, so that like is compared with like
            most.append(_storm(seconds * share, clients, server, (port, good, right, counts, waits)))
            time.sleep(4)
            rest.append(memory_mb(server))
        alive = server.is_running()
    waits.sort()
    return {
        "seconds": round(time.monotonic() - began),
        "alive": alive,
        "counts": dict(sorted(counts.items())),
        "memory_at_rest_mb": rest,
        "memory_growth": round(rest[-1] / rest[0] - 1, 3),
        "memory_most_mb": max(most),
        "good_p95_ms": round(1e3 * waits[int(len(waits) * 0.95)], 1),
        "good_most_ms": round(1e3 * waits[-1], 1),
    }


def _storm(seconds: float, clients: int, server: psutil.Process, arguments: tuple[Any, ...]) -> float:
    """Attack for some time; return the most memory that was seen."""
    stop = threading.Event()
    threads = [threading.Thread(target=_attack, args=(i, *arguments, stop)) for i in range(clients)]
    for thread in threads:
        thread.start()
    most, until = 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(min(2, seconds / 10))
        most = max(most, memory_mb(server))
    stop.set()
    for thread in threads:
        thread.join()
    return most


def _attack(
    number: int,
    port: int,
    good: list[str],
    right: dict[str, Counter[str]],
    counts: Counter[str],
    waits: list[float],
    stop: threading.Event,
) -> None:
    dice = random.Random(number)
    while not stop.is_set():
        kind = dice.choices(("good", "bad", "huge", "endless", "cut", "deep"), (80, 8, 3, 1, 6, 2))[0]
        try:
            counts[_one(kind, port, dice, good, right, waits)] += 1
        except OSError as error:
            counts[f"NO ANSWER to {kind}: {error}"] += 1


def _rows(store: ox.Store, text: str) -> Counter[str]:
    answer = run(store, text)
    assert isinstance(answer, ox.QuerySolutions)
    found = json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    return _counted(found)


def _counted(found: Any) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


def _one(
    kind: str, port: int, dice: random.Random, good: list[str], right: dict[str, Counter[str]], waits: list[float]
) -> str:
    """Send one request; return what came of it, in capitals where that is wrong."""
    if kind == "cut":
        with socket.create_connection(("127.0.0.1", port), timeout=30) as sock:
            head = f"GET /sparql?query={quote(dice.choice([ENDLESS, good[0]]))} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            sock.sendall(head[: dice.randrange(1, len(head) + 1)])
            time.sleep(dice.random() * 0.1)
        return "cut"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    text = {
        "good": dice.choice(good),
        "bad": dice.choice(
            ["SELECT ?x {", "ASK { ?s foo:bar ?o }", "DROP ALL", "\x00", "SELECT * { SERVICE <http://e/> {} }"]
        ),
        "huge": "SELECT * { ?a skos:prefLabel ?b . ?d skos:prefLabel ?e }",
        "endless": ENDLESS,
        "deep": "ASK { " + "{" * 3000 + "}" * 3000 + " }",
    }[kind] + f"\n# {dice.randrange(50)}"
    began = time.perf_counter()
    status, body = ask(connection, text)
    took = time.perf_counter() - began
    connection.close()
    if kind == "good" and status == 200:
        waits.append(took)
        same = _counted(json.loads(body)) == right[text.rpartition("\n")[0]]
        return "good" if same else "WRONG ANSWER"
    if kind == "endless" and took > 3.0 + 2.0:
        return "STOPPED TOO LATE"
    allowed = {"good": (503,), "bad": (400, 503), "huge": (413, 503), "endless": (503,), "deep": (400, 503)}[kind]
    return f"{kind} {status}" if status in allowed else f"WRONG STATUS {status} for {kind}"


PARTS: dict[str, Callable[[Path, argparse.Namespace], dict[str, Any]]] = {
    "write": lambda folder, given: writing(folder),
    "queries": lambda folder, given: queries(folder),
    "http": lambda folder, given: over_http(folder, given.clients, given.seconds),
    "limit": lambda folder, given: expensive(folder),
    "torture": lambda folder, given: torture(folder, given.torture_s, given.clients),
}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("build", nargs="?", type=Path)
    parser.add_argument("--torture-s", type=float, default=60)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--client", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.client:
        print(json.dumps(client_main(*json.loads(Path(given.client).read_text()))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.build or Path(temporary) / "out"
        if given.build is None:
            build(table_here(), folder)
        result = {name: PARTS[name](folder, given) for name in given.only.split(",")}
    tell(result, given.json)


if __name__ == "__main__":
    main()
