"""CSV (RFC 4180) for spreadsheets and Gephi: `nodes.csv`, `edges.csv`, `evidence.csv`.

Headers `Id`, `Label`, `Source`, `Target`, `Type`, `Weight` are the ones that Gephi's import knows. A cell that a
spreadsheet would take for a formula gets an apostrophe in front (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable

from kg.graph import Graph
from kg.views.graphml import EDGE, NODE, edge_values, edges, node_values
from kg.views.rows import TABLE

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_files(graph: Graph) -> dict[str, str]:
    """Return the files by name."""
    nodes = [(c.iri, *node_values(graph, c)) for c in graph.concepts]
    links = [(r.source, r.target, "Directed", r.confidence, *edge_values(graph, r)) for r in edges(graph)]
    evidence = TABLE["evidence"]
    return {
        "nodes.csv": _table(("Id", "Label", *(key.name for key in NODE[1:])), nodes),
        "edges.csv": _table(("Source", "Target", "Type", "Weight", *(key.name for key in EDGE)), links),
        "evidence.csv": _table([name for name, _ in evidence.columns], evidence.rows(graph)),
    }


def _table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        text = value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
        return "'" + text if text.startswith(_FORMULA) else text
    return value
