"""What a worker does: answer one job after another about a store, with nothing but the socket it came with.

A job is `{"kind": "query" | "named" | "text" | "describe", "accept": ..., "max_bytes": ..., ...}`; the answer
`{"status": ..., "type": ...}` and the bytes for the client.
"""

import io
import resource
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, NotFoundError
from kg.rdf import library
from kg.rdf.sparql import PREFIXES, Answer, QueryError, run
from kg.serve import wire
from kg.serve.media import HTML, RDF, RESULTS, Media, acceptable
from kg.serve.page import resource_page
from kg.views.formats.jsonld import to_jsonld

Reply = tuple[wire.Header, bytes]


class TooLargeError(Exception):
    """The answer is larger than it may be."""


class _Bounded(io.BytesIO):
    """A buffer that takes no more than so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.full = most, False

    def write(self, data: Any) -> int:
        """Take the bytes, or raise `OSError` where they are too many."""
        if self.tell() + len(data) > self.most:
            self.full = True
            raise OSError("the answer is too large")
        return super().write(data)


def work(store: ox.Store, sock: socket.socket, *, max_memory_bytes: int) -> None:
    """Answer jobs until the other side goes away."""
    _confine(max_memory_bytes)
    while (message := wire.receive(sock)) is not None:
        header, body = answer(store, message[0])
        sock.sendall(wire.pack(header, body))


def _confine(max_memory_bytes: int) -> None:
    """Open no file and no connection any more, and use no more memory than allowed above what there is."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if Path("/proc/self/statm").exists():
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + max_memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def answer(store: ox.Store, job: wire.Header) -> Reply:
    """Return the answer to one job; errors of the query are answers too."""
    try:
        return _KINDS[job["kind"]](store, job)
    except QueryError as error:
        return _plain(400, error.shown())
    except TooLargeError:
        return _plain(413, f"the answer is larger than {job['max_bytes']} bytes; add a LIMIT to the query")
    except NotFoundError as error:
        return _plain(404, str(error))
    except KgError as error:
        return _plain(400, str(error))
    except MemoryError:
        return _plain(503, "the query needs more memory than it may have")


def _plain(status: int, text: str) -> Reply:
    return {"status": status, "type": "text/plain; charset=utf-8"}, f"{text}\n".encode("utf-8", "replace")


def _query(store: ox.Store, job: wire.Header) -> Reply:
    found = run(store, job["query"], default_graphs=job["default"], named_graphs=job["named"], base=job["base"])
    return _serialized(found, job)


def _named(store: ox.Store, job: wire.Header) -> Reply:
    return _serialized(run(store, library.fill(library.named(job["name"]), job["values"], store)), job)


def _text(store: ox.Store, job: wire.Header) -> Reply:
    return _plain(200, library.fill(library.named(job["name"]), job["values"], store).rstrip("\n"))


def _serialized(found: Answer, job: wire.Header) -> Reply:
    """Return an answer in the form that the client likes best among those the query's form allows."""
    offers = RDF if isinstance(found, ox.QueryTriples) else RESULTS
    media = best(job["accept"], offers)
    if media is None:
        return _plain(406, f"the answer to this query comes as {', '.join(offer.type for offer in offers)}")
    if isinstance(found, ox.QueryTriples):
        return {"status": 200, "type": media.header}, _graph(found, media, job["max_bytes"])
    form = getattr(ox.QueryResultsFormat, media.format)
    body = _bounded(lambda out: found.serialize(output=out, format=form), job["max_bytes"])
    return {"status": 200, "type": media.header}, body


def best(accept: str, offers: tuple[Media, ...]) -> Media | None:
    """Return the offer that an Accept header likes best."""
    names = acceptable(accept, [offer.type for offer in offers])
    return next((offer for offer in offers if names and offer.type == names[0]), None)


def _bounded(write: Callable[[io.BytesIO], object], most: int) -> bytes:
    out = _Bounded(most)
    try:
        write(out)
    except OSError:
        if out.full:
            raise TooLargeError from None
        raise
    return out.getvalue()


def _graph(triples: Iterable[ox.Triple], media: Media, most: int) -> bytes:
    if media.format == "JSON_LD":
        text = _bounded(lambda out: ox.serialize(triples, output=out, format=ox.RdfFormat.N_TRIPLES), most)
        return to_jsonld(text.decode()).encode()
    form = getattr(ox.RdfFormat, media.format)
    prefixes = PREFIXES if media.format in ("TURTLE", "RDF_XML") else None
    return _bounded(lambda out: ox.serialize(triples, output=out, format=form, prefixes=prefixes), most)


def _describe(store: ox.Store, job: wire.Header) -> Reply:
    try:
        subject = ox.NamedNode(job["iri"])
    except ValueError:
        return _plain(404, f"{job['iri']}: no address of anything here")
    triples = [quad.triple for quad in store.quads_for_pattern(subject, None, None, ox.DefaultGraph())]
    if not triples:
        return _plain(404, f"{job['iri']}: nothing is said of it here")
    liked = acceptable(job["accept"], [HTML, *(offer.type for offer in RDF)])
    if not liked:
        return _plain(406, f"this comes as {HTML}, {', '.join(offer.type for offer in RDF)}")
    if liked[0] == HTML:
        text = resource_page(store, subject, title=job["title"], base=job["base"])
        return {"status": 200, "type": "text/html; charset=utf-8"}, text.encode("utf-8", "replace")
    media = next(offer for offer in RDF if offer.type == liked[0])
    return {"status": 200, "type": media.header}, _graph(sorted(triples, key=str), media, job["max_bytes"])


_KINDS: dict[str, Callable[[ox.Store, wire.Header], Reply]] = {
    "query": _query,
    "named": _named,
    "text": _text,
    "describe": _describe,
}
