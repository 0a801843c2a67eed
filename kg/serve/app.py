"""The web application: what is answered at which address.

/            the explorer                       /sparql        SPARQL 1.1 Protocol
/query       the query page                     /named/NAME    a named query, its parameters in the address
/health      is it there, and with what         /resource?iri= anything of the graph
/events      tells pages of new builds
every other path: the thing of the graph whose IRI has this path (base IRI https://x.org/id/: /id/stride)
"""

import asyncio
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from kg.serve.media import HTML, RDF, acceptable
from kg.serve.pool import Refusal
from kg.serve.protocol import read_request, service_description
from kg.serve.query_page import query_page
from kg.serve.reload import events
from kg.serve.site import Generation, Site
from kg.serve.wire import Header
from kg.serve.worker import best

MAX_BODY_BYTES = 1 << 20


def make_app(site: Site) -> Starlette:
    """Return the application over a site."""

    def route(path: str, handler: Callable[..., object], *methods: str) -> Route:
        async def answer(request: Request) -> Response:
            with site.current() as generation:
                try:
                    response = await handler(generation, request)  # type: ignore[misc]
                except Refusal as refusal:
                    response = _plain(refusal.status, str(refusal))
                except ClientDisconnect:
                    response = _plain(400, "the request was cut off")
                assert isinstance(response, Response)
                response.headers["x-content-type-options"] = "nosniff"
                return response

        return Route(path, answer, methods=list(methods or ("GET",)))

    async def told_of_builds(request: Request) -> Response:
        headers = {"cache-control": "no-store"}
        if request.method == "HEAD":  # whose answer ends
            return Response(headers=headers, media_type="text/event-stream")
        return StreamingResponse(events(site), headers=headers, media_type="text/event-stream")

    return Starlette(
        routes=[
            route("/", _explorer),
            route("/query", _query_page),
            route("/health", _health),
            Route("/events", told_of_builds),
            route("/sparql", _sparql, "GET", "POST"),
            route("/sparql/", _sparql, "GET", "POST"),
            route("/named/{name}", _named),
            route("/named/{name}/text", _named_text),
            route("/resource", _resource),
            route("/{path:path}", _by_path),
        ],
        middleware=[
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "HEAD", "OPTIONS"],
                       allow_headers=["*"])
        ],
    )  # fmt: skip


def _plain(status: int, text: str) -> Response:
    headers = {"retry-after": "1"} if status == 503 else {}
    return Response(f"{text}\n", status, headers, "text/plain; charset=utf-8")


async def _explorer(generation: Generation, _: Request) -> Response:
    return Response(generation.explorer, media_type="text/html")


async def _query_page(generation: Generation, _: Request) -> Response:
    return Response(query_page(generation.title, generation.base), media_type="text/html")


async def _health(generation: Generation, _: Request) -> Response:
    facts = {"status": "ok", "title": generation.title, "triples": generation.pool.facts["triples"]}
    return Response(json.dumps(facts, ensure_ascii=False) + "\n", media_type="application/json")


async def _sparql(generation: Generation, request: Request) -> Response:
    query_string = request.scope["query_string"]
    content_type = request.headers.get("content-type", "")
    asked = read_request(request.method, query_string, content_type, await _body(request))
    if not asked.query:
        return _description(generation, request)
    job = {
        "kind": "query",
        "query": asked.query,
        "default": asked.default,
        "named": asked.named,
        "base": str(request.url.replace(query="")),
    }
    return await _answer(generation, request, job)


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise Refusal(413, f"the body is longer than {MAX_BODY_BYTES} bytes")
        parts.append(part)
    return b"".join(parts)


def _description(generation: Generation, request: Request) -> Response:
    if request.method == "POST" or request.url.query:
        return _plain(400, "no query: the parameter query is wanted")
    accept = request.headers.get("accept", "")
    if acceptable(accept, [*(media.type for media in RDF), HTML])[:1] == [HTML]:
        return RedirectResponse("/query", 303)
    media = best(accept, RDF)
    if media is None:
        return _plain(406, f"the description comes as {', '.join(offer.type for offer in RDF)}")
    facts = generation.pool.facts
    text = service_description(str(request.url.replace(query="")), facts["graphs"], facts["triples"])
    if media.format != "TURTLE":
        triples = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
        form = getattr(ox.RdfFormat, media.format)
        return Response(ox.serialize((q.triple for q in triples), format=form), 200, {"vary": "accept"}, media.header)
    return Response(text, 200, {"vary": "accept"}, media.header)


async def _named(generation: Generation, request: Request) -> Response:
    return await _answer(generation, request, _named_job(request, "named"))


async def _named_text(generation: Generation, request: Request) -> Response:
    return await _answer(generation, request, _named_job(request, "text"))


def _named_job(request: Request, kind: str) -> Header:
    return {"kind": kind, "name": request.path_params["name"], "values": dict(request.query_params)}


async def _resource(generation: Generation, request: Request) -> Response:
    return await _describe(generation, request, request.query_params.get("iri", ""))


async def _by_path(generation: Generation, request: Request) -> Response:
    origin = urlsplit(generation.base)
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace").partition("?")[0]
    return await _describe(generation, request, f"{origin.scheme}://{origin.netloc}{path}")


async def _describe(generation: Generation, request: Request, iri: str) -> Response:
    asked = request.query_params.get("format")
    job: Header = {"kind": "describe", "iri": iri, "title": generation.title, "base": generation.base}
    response = await _answer(generation, request, job | ({"accept": asked.replace(" ", "+")} if asked else {}))
    response.headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


async def _answer(generation: Generation, request: Request, job: Header) -> Response:
    """Have a job done by a worker, or tell what it gave before."""
    accept = request.headers.get("accept", "")
    full = {"accept": accept, "max_bytes": generation.pool.limits.result_bytes, **job}
    question = json.dumps(full, sort_keys=True)
    found = generation.cache.get(question)
    if found is None:
        found = await _work(generation, request, full)
        generation.cache.put(question, found)
    header, body = found
    headers = {"vary": "accept"} | ({"retry-after": "1"} if header["status"] == 503 else {})
    return Response(body, header["status"], headers, header["type"])


async def _work(generation: Generation, request: Request, full: Header) -> tuple[Header, bytes]:
    """Have a job done by a worker; stop it when the client goes away."""
    work = asyncio.ensure_future(generation.pool.answer(full))
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait([work, gone], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ClientDisconnect
        return work.result()
    finally:
        gone.cancel()
        if not work.done():
            work.cancel()
            await asyncio.wait([work])


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
