"""What stands in the tables of a build: columns straight from the records.

Documents make the rows of `read` tables (see `rows_read`); here are the tables that are made of concepts and
statements, given what the documents told of the places where these stand.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from kg.graph import Graph
from kg.ids import Iri
from kg.records import Document, Evidence, Relation
from kg.steps import ReadDocument
from kg.views.located import located
from kg.views.rows_read import Columns, Locators, concepts_of, read_columns, turned
from kg.views.schema import TABLE, TABLES
from kg.views.whole import Whole, as_whole
from kg.vocab import FINDING

__all__ = ["TABLE", "TABLES", "columns", "core_columns", "located"]

PORTION = 1 << 16  # statements whose rows are in memory at once
_NOWHERE = (None, None, None, None)


def columns(source: Graph | Whole, name: str) -> dict[str, list[Any]]:
    """Return a table's columns by name, in order. Raises `TypeError` for a table of documents' rows without a graph."""
    table = TABLE[name]
    if table.read:
        if not isinstance(source, Graph):
            raise TypeError(f"{name}: the rows are with the documents")
        found = read_columns(
            name, _all_in_one(source), concepts_of(source.links, source.leads), Locators(source.sections)
        )
    else:
        portions = list(core_columns(as_whole(source), name))
        found = [[value for part in column for value in part] for column in zip(*portions, strict=True)]
    return {column: values for (column, _), values in zip(table.columns, found, strict=True)}


def _all_in_one(graph: Graph) -> ReadDocument:
    """Return all sections, links and mentions as if they were one document's."""
    nowhere = Document(Iri(""), "", "", 0, 0)
    return ReadDocument(nowhere, graph.sections, graph.links, graph.mentions)


def core_columns(whole: Whole, name: str) -> Iterator[Columns]:
    """Yield the columns of a table of concepts or statements, a portion of the rows at a time, at least once."""
    return _TABLES[name](whole)


def _documents(whole: Whole) -> Iterator[Columns]:
    yield turned([(d.iri, d.source, d.title, d.chunks, d.sections) for d in whole.core.documents], 5)


def _concepts(whole: Whole) -> Iterator[Columns]:
    core, address = whole.core, whole.survey.address
    concepts = core.concepts
    yield [
        [c.iri for c in concepts], [c.label for c in concepts], [core.aliases[c.iri] for c in concepts],
        [c.kind for c in concepts],
        [c.definition for c in concepts], [None if c.defined_in is None else address[c.defined_in] for c in concepts],
        [core.mentions.get(c.iri, 0) for c in concepts], [core.pages.get(c.iri, 0) for c in concepts],
        [core.degree[c.iri] for c in concepts], [core.pagerank[c.iri] for c in concepts],
        [core.community[c.iri] for c in concepts], [c.hidden for c in concepts], [c.score for c in concepts],
        [c.defined_in for c in concepts],
    ]  # fmt: skip


def _names(whole: Whole) -> Iterator[Columns]:
    places = iter(whole.places[whole.spans.names : whole.spans.definitions])
    yield turned([
        (c.iri, n.label, n.kind, n.method, n.weight, *(_NOWHERE if n.section is None else next(places)), n.section,
         n.start, n.end, n.bearer)
        for c in whole.core.concepts for n in c.names
    ], 13)  # fmt: skip


def _definitions(whole: Whole) -> Iterator[Columns]:
    told = ((c, d) for c in whole.core.concepts for d in c.definitions)
    yield turned([
        (c.iri, c.label, d.text, d.form, [g.label for g in d.genera], [g.start for g in d.genera],
         [g.end for g in d.genera], *place, d.section, d.start, d.end)
        for (c, d), place in zip(told, whole.places[whole.spans.definitions :], strict=True)
    ], 14)  # fmt: skip


def _relations(whole: Whole) -> Iterator[Columns]:
    number = 0
    for relations, confidences in _portions(whole):
        rows: list[tuple[Any, ...]] = []
        for r, confidence in zip(relations, confidences, strict=True):
            known = range(number, number + len(r.evidence))
            number = known.stop
            rows += _relation_rows(whole, r, confidence, known)
        yield turned(rows, 12)


def _relation_rows(whole: Whole, r: Relation, confidence: float, numbers: range) -> Iterator[tuple[Any, ...]]:
    """Yield a row per statement and section; `numbers` are those of its witnesses."""
    statement = (r.source, r.source_label, r.relation, r.target, r.target_label, confidence)
    if len(numbers) == 1:
        (e,), (address, chunk, _, _) = r.evidence, whole.places[numbers[0]]
        yield (*statement, [e.method], address, chunk, e.quote, 1, e.section)
        return
    ordered = sorted(zip(r.evidence, numbers, strict=True), key=lambda known: known[0].section)
    for key, group in groupby(ordered, key=lambda known: known[0].section):
        witnesses = list(group)
        best, number = max(witnesses, key=lambda known: _merit(known[0]))
        address, chunk, _, _ = whole.places[number]
        methods = sorted({e.method for e, _ in witnesses})
        yield (*statement, methods, address, chunk, best.quote, len(witnesses), key)


def _merit(e: Evidence) -> tuple[float, int, int, str]:
    return e.weight, -e.start, -e.end, e.method


def _evidence(whole: Whole) -> Iterator[Columns]:
    number = 0
    for relations, _ in _portions(whole):
        said = [r for r in relations for _ in r.evidence]
        told = [e for r in relations for e in r.evidence]
        placed = whole.places[number : number + len(told)]
        number += len(told)
        method, section, start, end, quote, weight = turned(told, 6)
        yield [
            [r.source for r in said], [r.source_label for r in said], [r.relation for r in said],
            [r.target for r in said], [r.target_label for r in said], method, weight, *turned(placed, 4), quote,
            section, start, end,
        ]  # fmt: skip


def _portions(whole: Whole) -> Iterator[tuple[Sequence[Relation], Sequence[float]]]:
    relations, confidences = whole.core.relations, whole.core.confidences
    for start in range(0, len(relations) or 1, PORTION):
        yield relations[start : start + PORTION], confidences[start : start + PORTION]


def _findings(whole: Whole) -> Iterator[Columns]:
    rows = []
    for f in whole.core.findings:
        where = located(f.location, f.section)
        address = whole.survey.address.get(f.section) if f.section is not None else None
        severity = FINDING[f.code].severity
        rows.append((f.code, severity, f.message, address, f.source, where.path, where.row, where.line, f.section))
    yield turned(rows, 9)


_TABLES: dict[str, Callable[[Whole], Iterator[Columns]]] = {
    "documents": _documents,
    "concepts": _concepts,
    "names": _names,
    "definitions": _definitions,
    "relations": _relations,
    "evidence": _evidence,
    "findings": _findings,
}
