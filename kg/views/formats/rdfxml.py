"""RDF/XML (W3C 2014), for tools that read nothing newer. Subjects and properties are sorted.

XML 1.0 has no place for most control characters: where a quote holds one, U+FFFD stands in its stead.
"""

import re
from typing import TYPE_CHECKING

from kg.graph import Graph
from kg.views.terms import PREFIXES, RDF
from kg.views.turtle import turtle

if TYPE_CHECKING:
    import pyoxigraph as ox

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def rdfxml(graph: Graph) -> str:
    """Return what `graph.ttl` says as RDF/XML."""
    import pyoxigraph as ox

    triples = [_legal(quad) for quad in ox.parse(turtle(graph).encode(), format=ox.RdfFormat.TURTLE)]
    # types come first, so that they name the elements
    ordered = sorted(set(triples), key=lambda t: (str(t.subject), t.predicate.value != f"{RDF[1]}type", str(t)))
    written = ox.serialize(ordered, format=ox.RdfFormat.RDF_XML, prefixes=dict(PREFIXES)) or b""
    return written.decode() + "\n"


def _legal(quad: "ox.Quad") -> "ox.Triple":
    import pyoxigraph as ox

    said = quad.object
    if isinstance(said, ox.Literal) and _FORBIDDEN.search(said.value):
        value = _FORBIDDEN.sub("\ufffd", said.value)
        said = ox.Literal(value, language=said.language) if said.language else ox.Literal(value, datatype=said.datatype)
    return ox.Triple(quad.subject, quad.predicate, said)
