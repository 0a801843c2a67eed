"""Send a build to a triple store, and count there what has arrived.

By the Graph Store Protocol (W3C 2013) one PUT replaces one named graph: whole or not at all. Where a store has none,
SPARQL updates carry chunks of triples into a graph beside the old one, which then takes its place (`MOVE`): until then
readers see the old graph, and a run that broke off is repeated from the beginning. The build has no blank nodes, so it
may be cut anywhere.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from kg.errors import SettingError
from kg.rdf.http import Client, Failure

CHUNK_TRIPLES = 1000  # Virtuoso 7 refuses INSERT DATA of more than about 2,000
INCOMING = "-incoming"


class Target(NamedTuple):
    """Where to: the query endpoint, the graph store or the update endpoint, and the graph."""

    endpoint: str
    graph: str
    graph_store: str = ""
    update_endpoint: str = ""


# where stores keep their graph store beside their query endpoint
LAYOUTS: tuple[tuple[str, str, str], ...] = (
    ("Virtuoso", r"(.*)/sparql(?:-auth)?/?", r"\1/sparql-graph-crud-auth"),
    ("Oxigraph", r"(.*)/query", r"\1/store"),
    ("RDF4J, GraphDB", r"(.*/repositories/[^/]+)", r"\1/rdf-graphs/service"),
    ("Fuseki", r"(.*/[^/]+)/(?:query|sparql)", r"\1/data"),
)


def graph_stores(endpoint: str) -> list[str]:
    """Return where the graph store of a query endpoint may be, by the layouts of known stores.

    >>> graph_stores("http://localhost:7878/query")
    ['http://localhost:7878/store', 'http://localhost:7878/data']
    """
    found = (re.sub(pattern, place, endpoint) for _, pattern, place in LAYOUTS if re.fullmatch(pattern, endpoint))
    return list(dict.fromkeys(found))


def publish(lines: list[str], target: Target, client: Client, *, tell: Callable[[str], None]) -> int:
    """Replace a named graph by sorted N-Triples; return the number of triples counted there afterwards.

    Raises `Failure` with what was done and what was not.
    """
    check(target)
    if target.update_endpoint:
        _by_updates(lines, target, client, tell)
    else:
        _by_graph_store(lines, target, client, tell)
    return _verified(lines, target, client)


def check(target: Target) -> None:
    """Raise `SettingError` for addresses that are none."""
    named = (("--endpoint", target.endpoint), ("--graph", target.graph), ("--graph-store", target.graph_store),
             ("--update-endpoint", target.update_endpoint))  # fmt: skip
    for option, address in named:
        if address and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`/@]+(?:[/?#][^\s<>\"{}|\\^`]*)?", address):
            allowed = "an HTTP address without spaces, name and password"
            raise SettingError(option, f"{address!r} can't be used", f"allowed: {allowed}")


def _by_graph_store(lines: list[str], target: Target, client: Client, tell: Callable[[str], None]) -> None:
    places = [target.graph_store] if target.graph_store else graph_stores(target.endpoint)
    if not places:
        raise SettingError("--endpoint", f"no graph store is known beside {target.endpoint}",
                           "give --graph-store or --update-endpoint")  # fmt: skip
    body = "".join(lines).encode()
    for number, place in enumerate(places, 1):
        parameter = "graph-uri" if "sparql-graph-crud" in place else "graph"
        try:
            tell(f"PUT of {len(lines)} triples to {place}")
            client.send("PUT", f"{place}?{parameter}={quote(target.graph, safe='')}", body,
                        Content_Type=_body_type(place))  # fmt: skip
            return
        except Failure as failure:
            if failure.status not in (404, 405) or number == len(places):
                raise Failure(place, f"{failure.what}; the graph is as it was before", status=failure.status) from None


def _body_type(place: str) -> str:
    """Return the media type: N-Triples are Turtle too, and Virtuoso 7 knows them under that name only."""
    return "text/turtle" if "sparql-graph-crud" in place else "application/n-triples"


def _by_updates(lines: list[str], target: Target, client: Client, tell: Callable[[str], None]) -> None:
    beside = target.graph + INCOMING
    chunks = list(_chunks(lines))
    done = 0
    try:
        _update(client, target, f"DROP SILENT GRAPH <{beside}>")
        for done, chunk in enumerate(chunks):
            tell(f"chunk {done + 1} of {len(chunks)}")
            _update(client, target, f"INSERT DATA {{ GRAPH <{beside}> {{\n{''.join(chunk)}}} }}")
        done = len(chunks)
        _count_is(len(lines), beside, target, client)
        _update(client, target, f"MOVE SILENT GRAPH <{beside}> TO <{target.graph}>" if lines else
                f"DROP SILENT GRAPH <{target.graph}>")  # fmt: skip
    except Failure as failure:
        where = f"{done} of {len(chunks)} chunks had arrived in <{beside}>; <{target.graph}> is as it was before"
        raise Failure(target.update_endpoint, f"{failure.what}; {where}; run it again", status=failure.status) from None


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    return (lines[i : i + CHUNK_TRIPLES] for i in range(0, len(lines), CHUNK_TRIPLES))


def _update(client: Client, target: Target, text: str) -> None:
    """Send an update as a form: Virtuoso hangs when the body is the update itself."""
    body = f"update={quote(text, safe='')}".encode()
    client.send("POST", target.update_endpoint, body, Content_Type="application/x-www-form-urlencoded", Accept="*/*")


def count(graph: str, target: Target, client: Client) -> int:
    """Return the number of triples in a graph of the store."""
    query = quote(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", safe="")
    joint = "&" if "?" in target.endpoint else "?"
    answer = client.send("GET", f"{target.endpoint}{joint}query={query}", Accept="application/sparql-results+json")
    try:
        return int(json.loads(answer)["results"]["bindings"][0]["n"]["value"])
    except (ValueError, LookupError, TypeError):
        raise Failure(target.endpoint, "the answer to a query is no SPARQL result") from None


def _count_is(expected: int, graph: str, target: Target, client: Client) -> int:
    found = count(graph, target, client)
    if found != expected:
        raise Failure(target.endpoint, f"{found} triples of {expected} are in <{graph}>")
    return found


def _verified(lines: list[str], target: Target, client: Client) -> int:
    try:
        return _count_is(len(lines), target.graph, target, client)
    except Failure as failure:
        raise Failure(target.endpoint, f"sent, but not verified: {failure.what}", status=failure.status) from None
