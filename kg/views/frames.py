"""Tables as pandas frames, straight from the graph: the columns and their order are those of the Parquet files."""

from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.graph import Graph
from kg.views.rows import columns
from kg.views.schema import TABLE

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"text": "str", "text?": "str", "count": "int64", "count?": "Int64", "number": "float64", "flag": "bool"}


def frame(graph: Graph, name: str) -> "pd.DataFrame":
    """Return a table as a frame; list columns hold Python lists, a missing text is NaN, a missing count is NA.

    Raises `NotFoundError` for a table that no build has.
    """
    import pandas as pd

    if name not in TABLE:
        raise NotFoundError(name, "no such table", f"allowed: {', '.join(TABLE)}")
    found = columns(graph, name)
    series = {}
    for column, kind in TABLE[name].columns:
        if kind.endswith("[]"):
            series[column] = pd.Series([list(value) for value in found[column]], dtype="object")
        else:
            series[column] = pd.Series(found[column], dtype=_DTYPES[kind])
    return pd.DataFrame(series)
