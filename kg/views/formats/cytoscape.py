"""Cytoscape's JSON (`.cyjs`): `cytoscape({elements})` takes it as it is, and so does the desktop program."""

import json

from kg.graph import Graph
from kg.ids import short_hash
from kg.views.graphml import EDGE, NODE, edge_rows, node_rows
from kg.views.whole import as_whole


def cytoscape(graph: Graph) -> str:
    """Return concepts and the statements between them, one element per line."""
    whole = as_whole(graph)
    nodes = []
    for c, found in node_rows(whole):
        values = dict(zip((key.name for key in NODE), found, strict=True))
        nodes.append({"data": {"id": c.iri, **values, "pagerank": graph.pagerank[c.iri]}})
    lines = []
    for r, found in edge_rows(whole):
        values = dict(zip((key.name for key in EDGE), found, strict=True))
        identity = "e" + short_hash(r.source, r.relation, r.target or "", r.target_label)
        lines.append({"data": {"id": identity, "source": r.source, "target": r.target, **values}})
    return (
        f'{{"data": {_json({"name": graph.title})},\n"elements": {{\n"nodes": [\n'
        + ",\n".join(map(_json, nodes)) + '\n],\n"edges": [\n' + ",\n".join(map(_json, lines)) + "\n]}}\n"
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
