"""The W3C's protocol cases, as their manifest has them; what a read-only endpoint does not owe is listed by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpora
import pytest
import rdflib
from rdflib.collection import Collection
from serve.client import Answer, Server

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
READ_ONLY = "an update that must succeed: this endpoint is read-only and refuses it with 403"
DEVIATIONS = dict.fromkeys(
    (
        "update_dataset_default_graph",
        "update_dataset_default_graphs",
        "update_dataset_named_graphs",
        "update_dataset_full",
        "update_post_form",
        "update_post_direct",
        "update_base_uri",
    ),
    READ_ONLY,
)
FORMATS = {"boolean": "sparql-results", "tabular": "sparql-results", "RDF": "turtle"}

pytestmark = pytest.mark.corpus


def folder() -> Path:
    return corpora.w3c() / "sparql/sparql11/protocol"


@pytest.fixture(scope="module")
def manifest() -> rdflib.Graph:
    return rdflib.Graph().parse(folder() / "manifest.ttl", publicID="http://test/manifest")


@pytest.fixture(scope="module")
def endpoint(start: Callable[..., Server], small_build: Path) -> Server:
    graphs = (f"http://kasei.us/2009/09/sparql/data/data{i}.rdf={folder() / f'data{i}.nt'}" for i in (1, 2, 3))
    return start(small_build, *(word for graph in graphs for word in ("--graph", graph)))


def requests(manifest: rdflib.Graph, case: Any) -> list[Any]:
    action = manifest.value(case, MF.action)
    return list(Collection(manifest, manifest.value(action, HT.requests)))


def send(server: Server, manifest: rdflib.Graph, request: Any) -> Answer:
    def text(node: Any, predicate: rdflib.URIRef, default: str = "") -> str:
        return str(manifest.value(node, predicate) or default)

    listed = manifest.value(request, HT.headers)
    headers = {text(h, HT.fieldName): text(h, HT.fieldValue) for h in (Collection(manifest, listed) if listed else ())}
    content = manifest.value(request, HT.body)
    body = None
    if content is not None:
        body = text(content, CNT.chars).encode(text(content, CNT.characterEncoding, "utf-8"))
    path = text(request, HT.absolutePath)
    return server.ask(text(request, HT.methodName), path, body, **headers)


def check(manifest: rdflib.Graph, request: Any, answer: Answer) -> None:
    response = manifest.value(request, HT.resp)
    statuses = {str(status)[-3] for status in manifest.objects(response, MF.expectedStatus)}
    assert str(answer.status)[0] in statuses, answer
    expected = manifest.value(response, MF.expectedBoolean)
    if expected is not None:
        assert answer.json()["boolean"] is expected.toPython()
    form = manifest.value(response, MF.expectedFormat)
    if form is not None:
        assert FORMATS[str(form)] in answer.type


def cases() -> list[str]:
    try:
        text = (folder() / "manifest.ttl").read_text("utf-8")
    except pytest.skip.Exception:
        return []
    listed = text.partition("mf:entries")[2].partition(")")[0]
    return [word[1:] for word in listed.replace("(", "").split()]


@pytest.mark.parametrize("name", cases())
def test_protocol_case(name: str, endpoint: Server, manifest: rdflib.Graph) -> None:
    found = [c for c in manifest.subjects(rdflib.RDF.type, MF.ProtocolTest) if str(c).endswith(f"#{name}")]
    assert len(found) == 1
    for request in requests(manifest, found[0]):
        answer = send(endpoint, manifest, request)
        if name in DEVIATIONS and b"update" in str(answer).encode():
            assert answer.status == 403
        else:
            check(manifest, request, answer)
        if name in DEVIATIONS:
            break  # what follows asks for the result of the update


def test_every_deviation_is_a_case() -> None:
    assert set(DEVIATIONS) <= set(cases())
    assert len(cases()) == 34
