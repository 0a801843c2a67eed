"""GEXF 1.3 for Gephi: the concepts and statements of `graph.graphml`, without a date, so that bytes stay the same."""

from collections.abc import Iterator

from kg.graph import Graph
from kg.ids import short_hash
from kg.views.graphml import EDGE, NODE, Key, edge_rows, node_rows, xml
from kg.views.whole import as_whole

_TYPES = {"string": "string", "int": "integer", "double": "double"}


def gexf(graph: Graph) -> str:
    """Return concepts and the statements between them as GEXF."""
    return "".join(_lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    whole = as_whole(graph)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><creator>doc-concept-graph</creator><description>{xml(graph.title)}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="static">\n'
    for element, keys in (("node", NODE[1:]), ("edge", EDGE)):
        yield f'<attributes class="{element}">\n'
        yield from (f'<attribute id="{key.name}" title="{key.name}" type="{_TYPES[key.type]}"/>\n' for key in keys)
        yield "</attributes>\n"
    yield "<nodes>\n"
    for c, found in node_rows(whole):
        values = _values(NODE[1:], found[1:])  # the label is the node's own
        yield f'<node id="{xml(c.iri)}" label="{xml(c.label)}">{values}</node>\n'
    yield "</nodes>\n<edges>\n"
    for r, found in edge_rows(whole):
        identity = short_hash(r.source, r.relation, r.target or "", r.target_label)
        ends = f'source="{xml(r.source)}" target="{xml(r.target or "")}"'
        kind = f'kind="{r.relation}" label="{r.relation}" weight="{found[1]}"'
        yield f'<edge id="e{identity}" {ends} {kind}>{_values(EDGE, found)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(keys: tuple[Key, ...], values: tuple[object, ...]) -> str:
    pairs = zip(keys, values, strict=True)
    written = "".join(f'<attvalue for="{key.name}" value="{_attribute(str(value))}"/>' for key, value in pairs)
    return f"<attvalues>{written}</attvalues>"


def _attribute(value: str) -> str:
    """Escape for an attribute: a reader turns raw line ends and tabs there into spaces."""
    return xml(value).replace("\n", "&#10;").replace("\t", "&#9;")
