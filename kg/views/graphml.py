"""`graph.graphml`: concepts and the statements between them for Gephi, Cytoscape, igraph and NetworkX.

GraphML (Brandes et al. 2002, schema 1.1): scalars only, one type per attribute, no character that XML 1.0 forbids,
parallel edges kept (an edge's id is a hash of its statement). Lists are joined by " | ".
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from kg.graph import Graph
from kg.ids import short_hash
from kg.records import Concept, Relation
from kg.views.runs import PORTION
from kg.views.whole import Whole, as_whole

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_SPECIAL = re.compile('[&<>"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]')


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


def write_graphml(source: Graph | Whole, path: Path) -> None:
    """Write `graph.graphml`."""
    with path.open("wb", PORTION) as file:
        file.writelines(map(str.encode, lines(source)))


def lines(source: Graph | Whole) -> Iterator[str]:
    """Yield the file line by line."""
    whole = as_whole(source)
    node, edge = _template('<node id="%s">', NODE), _template('<edge id="%s" source="%s" target="%s">', EDGE)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for key in (*NODE, *EDGE):
        yield f'<key id="{key.id}" for="{key.element}" attr.name="{key.name}" attr.type="{key.type}"/>\n'
    yield '<graph id="G" edgedefault="directed">\n'
    for concept, values in node_rows(whole):
        yield _filled(node, (concept.iri, *values)) + "</node>\n"
    for relation, values in edge_rows(whole):
        start, end = relation.source, relation.target or ""
        identity = short_hash(start, relation.relation, end, relation.target_label)
        yield _filled(edge, (f"e{identity}", start, end, *values)) + "</edge>\n"
    yield "</graph>\n</graphml>\n"


def xml(text: str) -> str:
    """Escape text for XML, in elements and in double-quoted attributes; forbidden characters are left out.

    >>> xml('a < "b"' + chr(7))
    'a &lt; &quot;b&quot;'
    """
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;", "\r": "&#13;"})


def _template(head: str, keys: Sequence[Key]) -> str:
    return head + "".join(f'<data key="{key.id}">%s</data>' for key in keys)


def _filled(template: str, values: Sequence[object]) -> str:
    texts = tuple(map(str, values))
    if _SPECIAL.search("".join(texts)):  # rare
        texts = tuple(map(xml, texts))
    return template % texts


def node_rows(whole: Whole) -> Iterator[tuple[Concept, tuple[object, ...]]]:
    """Yield the concepts, each with its values in the order of `NODE`."""
    core, address = whole.core, whole.survey.address
    for c in core.concepts:
        home = address[c.defined_in] if c.defined_in is not None else ""
        yield c, (
            c.label, c.kind, " | ".join(core.aliases[c.iri]), c.definition or "", home, core.mentions.get(c.iri, 0),
            core.pages.get(c.iri, 0), core.degree[c.iri], f"{core.pagerank[c.iri]:.9f}", core.community[c.iri],
        )  # fmt: skip


def edge_rows(whole: Whole) -> Iterator[tuple[Relation, tuple[object, ...]]]:
    """Yield the statements whose two sides are concepts, each with its values in the order of `EDGE`."""
    core, address = whole.core, whole.survey.address
    for r, confidence in zip(core.relations, core.confidences, strict=True):
        if r.source in core.concept and r.target in core.concept:
            best = max(r.evidence, key=lambda e: e.weight)
            methods = " | ".join(sorted({e.method for e in r.evidence}))
            yield r, (r.relation, confidence, methods, len(r.evidence), best.quote, address[best.section])
