"""What `graph.ttl` says, as an rdflib graph.

pyoxigraph parses (rdflib's own Turtle parser takes 15 times as long); literals keep their written form.
"""

from typing import TYPE_CHECKING

from kg.graph import Graph
from kg.views.terms import PREFIXES
from kg.views.turtle import turtle

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib


def to_rdflib(graph: Graph) -> "rdflib.Graph":
    """Return the triples of `graph.ttl`, with its prefixes."""
    return rdflib_graph(turtle(graph))


def rdflib_graph(text: str) -> "rdflib.Graph":
    """Return an rdflib graph of Turtle text."""
    import pyoxigraph as ox
    import rdflib

    found = rdflib.Graph(bind_namespaces="none")
    for prefix, address in PREFIXES:
        found.bind(prefix, address)
    terms: dict[object, rdflib.term.Node] = {}

    def term(value: "ox.NamedNode | ox.BlankNode | ox.Literal") -> "rdflib.term.Node":
        known = terms.get(value)
        if known is None:
            known = terms[value] = _term(value)
        return known

    for triple in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):
        found.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return found


def _term(value: "ox.NamedNode | ox.BlankNode | ox.Literal") -> "rdflib.term.Node":
    import pyoxigraph as ox
    import rdflib

    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return rdflib.BNode(value.value)
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    kind = value.datatype.value
    plain = kind == "http://www.w3.org/2001/XMLSchema#string"
    return rdflib.Literal(value.value, datatype=None if plain else rdflib.URIRef(kind), normalize=False)
