"""JSON-LD 1.1 (W3C 2020): compact keys under one context, one node per subject, sorted.

    {"@context": {"skos": "http://www.w3.org/2004/02/skos/core#", ...},
     "@graph": [{"@id": "...", "@type": ["skos:Concept"], "skos:prefLabel": [{"@value": "stride", "@language": "en"}]}]}

Values are always lists and literals are spelled out, so that a reader without JSON-LD tools can rely on the form.
"""

import json
from collections import defaultdict

from kg.graph import Graph
from kg.views.terms import PREFIXES, RDF
from kg.views.turtle import turtle

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NATIVE = {
    "http://www.w3.org/2001/XMLSchema#integer": "xsd:integer",
    "http://www.w3.org/2001/XMLSchema#decimal": "xsd:decimal",
}
CONTEXT = {**dict(PREFIXES), "xsd": "http://www.w3.org/2001/XMLSchema#"}


def jsonld(graph: Graph) -> str:
    """Return what `graph.ttl` says as JSON-LD."""
    return to_jsonld(turtle(graph))


def to_jsonld(text: str) -> str:
    """Return Turtle as JSON-LD."""
    import pyoxigraph as ox

    nodes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
        nodes[subject][compact(quad.predicate.value)].add(_value(quad.object))
    rows = [_node(subject, properties) for subject, properties in sorted(nodes.items())]
    context = json.dumps(CONTEXT, indent=1, ensure_ascii=False).replace("\n", "\n ")
    return f'{{\n "@context": {context},\n "@graph": [\n' + ",\n".join(rows) + "\n ]\n}\n"


def _node(subject: str, properties: dict[str, set[str]]) -> str:
    lines = ",\n".join(_property(key, values) for key, values in sorted(properties.items()))
    return f'  {{"@id": {_json(subject)},\n{lines}}}'


def compact(address: str) -> str:
    """Return an address in its short form, such as `skos:broader`.

    >>> compact("http://www.w3.org/2004/02/skos/core#broader"), compact("https://example.org/x")
    ('skos:broader', 'https://example.org/x')
    """
    if address == f"{RDF[1]}type":
        return "@type"
    for prefix, start in CONTEXT.items():
        if address.startswith(start):
            return f"{prefix}:{address[len(start) :]}"
    return address


def _property(key: str, values: set[str]) -> str:
    if key == "@type":
        kinds = sorted(compact(json.loads(value)["@id"]) for value in values)
        return f'   "@type": {json.dumps(kinds)}'
    ordered = sorted(values)
    lines = ordered[0] if len(ordered) == 1 else "\n     " + ",\n     ".join(ordered)
    return f"   {_json(key)}: [{lines}]"


def _value(term: object) -> str:
    import pyoxigraph as ox

    if not isinstance(term, ox.Literal):
        return _json({"@id": term.value if isinstance(term, ox.NamedNode) else str(term)})
    if term.language:
        return _json({"@value": term.value, "@language": term.language})
    kind = term.datatype.value
    return _json(
        {"@value": term.value} if kind == _STRING else {"@value": term.value, "@type": _NATIVE.get(kind, kind)}
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
