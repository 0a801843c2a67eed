"""Answers of queries as text: a table for people, Markdown, CSV, JSON, Turtle; or a pandas frame, an rdflib graph."""

import json
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.rdf.sparql import PREFIXES, Answer, QueryError

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

FORMATS = ("table", "csv", "json", "markdown", "turtle")
CELL_CHARS = 60
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {"integer": int, "decimal": float, "double": float, "float": float, "int": int, "long": int}

Value = str | int | float | bool | None


def show(answer: Answer, form: str) -> str:
    """Return an answer as text in one of `FORMATS`, ending in a line end where there is anything."""
    if form == "turtle":
        return _turtle(answer)
    if isinstance(answer, ox.QueryTriples):
        return _rows(("subject", "predicate", "object"), sorted(map(tuple, answer), key=str), form)
    if isinstance(answer, ox.QueryBoolean):
        word = "true" if answer else "false"
        return (
            (answer.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode() + "\n"
            if form == "json"
            else word + "\n"
        )
    if form in ("csv", "json"):
        kind = ox.QueryResultsFormat.CSV if form == "csv" else ox.QueryResultsFormat.JSON
        text = (answer.serialize(format=kind) or b"").decode().replace("\r\n", "\n")
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n" if form == "json" else text
    return _rows([v.value for v in answer.variables], [list(row) for row in answer], form)


def _turtle(answer: Answer) -> str:
    if not isinstance(answer, ox.QueryTriples):
        raise QueryError("Turtle is for CONSTRUCT and DESCRIBE; this query gives a table or a truth value")
    triples = sorted(set(answer), key=str)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_used(triples)) or b"").decode()


def _used(triples: Iterable[ox.Triple]) -> dict[str, str]:
    text = " ".join(map(str, triples))
    return {prefix: start for prefix, start in PREFIXES.items() if f"<{start}" in text}


def _rows(header: Iterable[str], rows: Iterable[Iterable[object]], form: str) -> str:
    names, lines = list(header), [[_word(term) for term in row] for row in rows]
    if form == "json":
        return json.dumps([dict(zip(names, line, strict=True)) for line in lines], ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        return _csv([names, *lines])
    return _markdown(names, lines) if form == "markdown" else _table(names, lines)


def _csv(lines: list[list[str]]) -> str:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _word(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    return str(term)


def _markdown(names: list[str], lines: list[list[str]]) -> str:
    cells = [[" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in line] for line in lines]
    rule = ["---"] * len(names)
    return "".join(f"| {' | '.join(line)} |\n" for line in (names, rule, *cells))


def _table(names: list[str], lines: list[list[str]]) -> str:
    cells = [names, *([_short(cell) for cell in line] for line in lines)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * width for width in widths]
    return "".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in (names, rule, *cells[1:])
    )


def _short(cell: str) -> str:
    for prefix, start in PREFIXES.items():
        if cell.startswith(start) and len(cell) > len(start):
            return f"{prefix}:{cell[len(start) :]}"
    # addresses are kept whole: half of one is of no use
    text = "".join(c if c.isprintable() else " " for c in " ".join(cell.split()))
    is_address = text.startswith(("http://", "https://"))
    return text if is_address or len(text) <= CELL_CHARS else text[: CELL_CHARS - 1] + "…"


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def to_python(answer: Answer) -> "pd.DataFrame | bool | rdflib.Graph":
    """Return a SELECT as a frame, an ASK as a truth value, a CONSTRUCT or DESCRIBE as an rdflib graph."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        from kg.views.rdf import rdflib_graph

        return rdflib_graph((ox.serialize(answer, format=ox.RdfFormat.N_TRIPLES) or b"").decode())
    import pandas as pd

    names = [variable.value for variable in answer.variables]
    rows = [[_value(term) for term in row] for row in answer]
    return pd.DataFrame(rows, columns=names)


def _value(term: object) -> Value:
    """Return a term as Python sees it: numbers and truth values as such, everything else as text."""
    if not isinstance(term, ox.Literal):
        return None if term is None else _word(term)
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "boolean":
        return term.value in ("true", "1")
    return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
