"""`graph.graphml`: concepts and the statements between them for Gephi, Cytoscape, igraph and NetworkX.

GraphML (Brandes et al. 2002, schema 1.1): scalars only, one type per attribute, no character that XML 1.0 forbids,
parallel edges kept (an edge's id is a hash of its statement). Lists are joined by " | ".
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from kg.graph import Graph
from kg.ids import short_hash
from kg.records import Concept, Relation

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Key(NamedTuple):
    """An attribute: what it belongs to, its name and its GraphML type."""

    element: str
    name: str
    type: str

    @property
    def id(self) -> str:
        """The key's id in the file."""
        return f"{self.element}.{self.name}"


NODE = (
    Key("node", "label", "string"),
    Key("node", "kind", "string"),
    Key("node", "aliases", "string"),
    Key("node", "definition", "string"),
    Key("node", "defined_in", "string"),
    Key("node", "mentions", "int"),
    Key("node", "documents", "int"),
    Key("node", "degree", "int"),
    Key("node", "pagerank", "double"),
    Key("node", "community", "string"),
)
EDGE = (
    Key("edge", "relation", "string"),
    Key("edge", "confidence", "double"),
    Key("edge", "methods", "string"),
    Key("edge", "evidence", "int"),
    Key("edge", "quote", "string"),
    Key("edge", "section", "string"),
)


def write_graphml(graph: Graph, path: Path) -> None:
    """Write `graph.graphml`."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines(graph))


def lines(graph: Graph) -> Iterator[str]:
    """Yield the file line by line."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for key in (*NODE, *EDGE):
        yield f'<key id="{key.id}" for="{key.element}" attr.name="{key.name}" attr.type="{key.type}"/>\n'
    yield '<graph id="G" edgedefault="directed">\n'
    for concept in graph.concepts:
        yield f'<node id="{xml(concept.iri)}">{_attributes(NODE, node_values(graph, concept))}</node>\n'
    for relation in edges(graph):
        target = relation.target or ""
        ends = f'source="{xml(relation.source)}" target="{xml(target)}"'
        identity = short_hash(relation.source, relation.relation, target, relation.target_label)
        yield f'<edge id="e{identity}" {ends}>{_attributes(EDGE, edge_values(graph, relation))}</edge>\n'
    yield "</graph>\n</graphml>\n"


def edges(graph: Graph) -> Iterator[Relation]:
    """Yield the statements whose two sides are concepts."""
    return (r for r in graph.relations if r.source in graph.concept and r.target in graph.concept)


def xml(text: str) -> str:
    """Escape text for XML, in elements and in double-quoted attributes; forbidden characters are left out.

    >>> xml('a < "b"' + chr(7))
    'a &lt; &quot;b&quot;'
    """
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;", "\r": "&#13;"})


def _attributes(keys: tuple[Key, ...], values: tuple[object, ...]) -> str:
    return "".join(f'<data key="{key.id}">{xml(str(value))}</data>' for key, value in zip(keys, values, strict=True))


def node_values(graph: Graph, c: Concept) -> tuple[object, ...]:
    """Return the values of a node, in the order of `NODE`."""
    home = graph.section[c.defined_in].iri if c.defined_in is not None else ""
    return (
        c.label, c.kind, " | ".join(c.aliases), c.definition or "", home, len(graph.mentions_of.get(c.iri, ())),
        graph.pages_of.get(c.iri, 0), graph.degree[c.iri], f"{graph.pagerank[c.iri]:.9f}", graph.community[c.iri],
    )  # fmt: skip


def edge_values(graph: Graph, r: Relation) -> tuple[object, ...]:
    """Return the values of an edge, in the order of `EDGE`."""
    best = max(r.evidence, key=lambda e: e.weight)
    methods = " | ".join(sorted({e.method for e in r.evidence}))
    return (r.relation, r.confidence, methods, len(r.evidence), best.quote, graph.section[best.section].iri)
