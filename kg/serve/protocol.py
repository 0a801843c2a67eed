"""SPARQL 1.1 Protocol (W3C 2013): from an HTTP request to one query and its data set; what is refused, and how.

GET  /sparql?query=...                                   section 2.1.1
POST /sparql  application/x-www-form-urlencoded           2.1.2
POST /sparql  application/sparql-query                    2.1.3
"""

from typing import NamedTuple
from urllib.parse import parse_qsl

from kg.serve.pool import Refusal

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "updates are refused: the graph is read-only"


class Asked(NamedTuple):
    """A query and the graphs that the request names as its data set; an empty query where there is none."""

    query: str
    default: list[str]
    named: list[str]


def read_request(method: str, query_string: bytes, content_type: str, body: bytes) -> Asked:
    """Return what a request asks. Raises `Refusal` where the protocol does not allow it."""
    in_address = _pairs(query_string)
    if method != "POST":
        return _asked(in_address)
    kind, charset = _content_type(content_type)
    if kind == UPDATE:
        raise Refusal(403, READ_ONLY)
    if kind not in (FORM, DIRECT):
        raise Refusal(415, f"the body must be {FORM} or {DIRECT}")
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "the body must be UTF-8")
    if kind == FORM:
        return _asked([*in_address, *_pairs(body)])
    if any(name == "query" for name, _ in in_address):
        raise Refusal(400, "a query in the address and another one in the body")
    return _asked([*in_address, ("query", _utf8(body))])


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_utf8(text), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Refusal(400, "the parameters are not UTF-8, or too many") from None


def _utf8(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "not UTF-8") from None


def _content_type(header: str) -> tuple[str, str]:
    kind, *parameters = (part.strip() for part in header.split(";"))
    charset = next((p.partition("=")[2].strip('" ') for p in parameters if p.lower().startswith("charset=")), "")
    return kind.lower(), charset.lower()


def _asked(pairs: list[tuple[str, str]]) -> Asked:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Refusal(403, READ_ONLY)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Refusal(400, "more than one query")
    return Asked(
        queries[0] if queries else "",
        [value for name, value in pairs if name == "default-graph-uri"],
        [value for name, value in pairs if name == "named-graph-uri"],
    )


def service_description(endpoint: str, graphs: list[str], triples: int) -> str:
    """Return what the endpoint is and can do, as Turtle (SPARQL 1.1 Service Description, W3C 2013)."""
    from kg.views.terms import iri

    formats = "\n".join(
        f"    sd:resultFormat <http://www.w3.org/ns/formats/{name}> ;"
        for name in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
                     "Turtle", "N-Triples", "JSON-LD", "RDF_XML")
    )  # fmt: skip
    named = "".join(f" ;\n        sd:namedGraph [ a sd:NamedGraph ; sd:name {iri(name)} ]" for name in graphs)
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .

{iri(endpoint)} a sd:Service ;
    sd:endpoint {iri(endpoint)} ;
    sd:supportedLanguage sd:SPARQL11Query ;
{formats}
    sd:defaultDataset [ a sd:Dataset ;
        sd:defaultGraph [ a sd:Graph ; void:triples {triples} ]{named} ] .
"""
