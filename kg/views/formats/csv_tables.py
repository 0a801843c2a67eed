"""CSV (RFC 4180) for spreadsheets and Gephi: `nodes.csv`, `edges.csv`, `evidence.csv`.

Headers `Id`, `Label`, `Source`, `Target`, `Type`, `Weight` are the ones that Gephi's import knows. A cell that a
spreadsheet would take for a formula gets an apostrophe in front (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable

from kg.graph import Graph
from kg.views.graphml import EDGE, NODE, edge_rows, node_rows
from kg.views.rows import columns
from kg.views.whole import as_whole

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_files(graph: Graph) -> dict[str, str]:
    """Return the files by name."""
    whole = as_whole(graph)
    nodes = [(c.iri, *values) for c, values in node_rows(whole)]
    links = [(r.source, r.target, "Directed", values[1], *values) for r, values in edge_rows(whole)]
    evidence = columns(whole, "evidence")
    return {
        "nodes.csv": _table(("Id", "Label", *(key.name for key in NODE[1:])), nodes),
        "edges.csv": _table(("Source", "Target", "Type", "Weight", *(key.name for key in EDGE)), links),
        "evidence.csv": _table(evidence, zip(*evidence.values(), strict=True)),
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
