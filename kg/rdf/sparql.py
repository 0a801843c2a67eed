"""SPARQL 1.1 queries as text: read far enough to know their form, to bind parameters, and to refuse what is not ours.

Only queries are run, never updates, and none that would reach out of the store (`SERVICE`, `LOAD`). Errors of the
parser come back with line, column and the line itself:

    line 2, column 9: expected one of "{", VALUES
      SELECT ?x
      WHERE ?x ?p ?o }
            ^
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.views.terms import PREFIXES as BUILD_PREFIXES
from kg.views.terms import RDF

PREFIXES: dict[str, str] = dict((*BUILD_PREFIXES, RDF, ("xsd", "http://www.w3.org/2001/XMLSchema#")))
MAX_QUERY_CHARS = 200_000
MAX_DEPTH = 100  # brackets within brackets: the parser recurses, and a process has one stack

# SPARQL 1.1 (W3C 2013), section 19.8: what may hold any letters, and words
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>[\w.\-]*:(?:[\w.\-:%]|\\.)*)
    |(?P<word>@?[A-Za-z_][\w\-]*)
    |(?P<open>[{(\[])
    |(?P<close>[})\]])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")


class QueryError(KgError):
    """A query that can't be run; `line` and `column` count from 1, `source` is the line as given."""

    def __init__(self, what: str, *, line: int = 0, column: int = 0, source: str = "") -> None:
        super().__init__(f"line {line}, column {column}" if line else "query", what)
        self.line, self.column, self.source = line, column, source

    def shown(self) -> str:
        """Return the message with the line below it and a mark under the place."""
        if not self.line:
            return str(self)
        lead = self.source[: self.column - 1].expandtabs(1)
        return f"{self}\n  {self.source.expandtabs(1)}\n  {' ' * len(lead)}^"


class Token(NamedTuple):
    """A piece of a query that matters here: its kind, text and place."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Yield IRIs, strings, variables, names, words and brackets of a query; comments are left out."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup != "comment":
            yield Token(match.lastgroup or "", match[0], match.start())


def form(query: str) -> str:
    """Return the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises `QueryError` for updates, for SERVICE, for what is too long or too deep, and for what is no query at all.
    """
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(f"longer than {MAX_QUERY_CHARS} characters")
    found, depth = "", 0
    for token in tokens(_unescaped(query)):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "SERVICE":
            raise _at(query, token.start, "SERVICE is refused: queries stay inside the store")
        if not found and word in UPDATES:
            raise _at(query, token.start, f"{word} is refused: the graph is read-only")
        if not found and word in FORMS:
            found = word
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth > MAX_DEPTH:
            raise _at(query, token.start, f"more than {MAX_DEPTH} brackets within each other")
    if not found:
        raise QueryError(f"no query: one of {', '.join(FORMS)} is wanted")
    return found


def _unescaped(query: str) -> str:
    return _ESCAPE.sub(lambda m: _character(m[1] or m[2]), query)


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def _at(query: str, start: int, what: str) -> QueryError:
    line = query.count("\n", 0, start) + 1
    column = start - (query.rfind("\n", 0, start) + 1) + 1
    return QueryError(what, line=line, column=column, source=_line(query, line))


def _line(query: str, number: int) -> str:
    lines = query.split("\n")
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


def bind(query: str, values: Mapping[str, str]) -> str:
    """Put terms (in SPARQL's own notation) where a query has `$name`; strings, IRIs and comments stay as they are.

    >>> bind("SELECT * { $x ?p '$x' }", {"x": "<https://example.org/x>"})
    "SELECT * { <https://example.org/x> ?p '$x' }"
    """
    parts, end = [], 0
    for token in tokens(query):
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] in values:
            parts += [query[end : token.start], values[token.text[1:]]]
            end = token.start + len(token.text)
    return "".join([*parts, query[end:]])


Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def run(
    store: ox.Store,
    query: str,
    *,
    default_graphs: list[str] | None = None,
    named_graphs: list[str] | None = None,
    base: str | None = None,
) -> Answer:
    """Return the answer of a query; the prefixes of a build need not be declared.

    `base` resolves relative addresses. The graphs replace the query's own FROM and FROM NAMED, as the SPARQL Protocol
    wants it. Raises `QueryError`.
    """
    form(query)
    graphs: dict[str, list[ox.NamedNode]] = {}
    if default_graphs or named_graphs:
        graphs = {"default_graph": _graphs(default_graphs), "named_graphs": _graphs(named_graphs)}
    try:
        return store.query(query, prefixes=PREFIXES, base_iri=base, **graphs)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise _syntax_error(query, str(error)) from None
    except (ValueError, OSError) as error:
        raise QueryError(str(error)) from None


def _graphs(names: list[str] | None) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names or ()]
    except ValueError as error:
        raise QueryError(f"the address of a graph is no IRI: {error}") from None


_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def _syntax_error(query: str, said: str) -> QueryError:
    found = _POSITION.match(said)
    if found is None:
        return QueryError(said)
    line, column = int(found[1]), int(found[2])
    return QueryError(_expected(found[3]), line=line, column=column, source=_line(query, line))


def _expected(said: str) -> str:
    """Return the parser's list of what may follow without its ranges of characters."""
    head, colon, listed = said.partition("expected one of ")
    if not colon:
        return said
    # "Prefix not found" is a reason among the things that may follow
    if "Prefix not found" in listed:
        return "a prefix that is not declared"
    names = [name.strip() for name in re.split(r",\s+(?![^\[]*\])", listed)]
    kept = [name for name in names if name and not name.startswith("[")]
    return f"expected {head}one of {', '.join(kept)}" if kept else "something else is expected here"
