"""`kg query`: ask a build in SPARQL, or by the name of a question."""

import argparse
import signal
import sys
from pathlib import Path
from typing import Any

from kg.errors import SettingError

NAME = "query"
HELP = "Ask a build: in SPARQL, or by the name of a question from the library."
EXAMPLE = """\
examples:
  kg query out --list
  kg query out --name prerequisites --concept "speculative decoding"
  kg query out --name evidence --source MLM --target pretraining --format markdown
  kg query out "SELECT ?label { ?c skos:prefLabel ?label } ORDER BY ?label LIMIT 5"
  kg query out -f question.rq --set concept=BERT --format csv
The prefixes of a build (skos:, kgv:, dcterms:, prov:, oa:, rdfs:, rdf:, schema:, xsd:) need not be declared.
"""
# what the questions of the library ask for; other queries take --set
PARAMETERS = ("below", "broad", "concept", "first", "from", "narrow", "second", "source", "target", "text", "to")
FORMATS = ("table", "csv", "json", "markdown", "turtle")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.allow_abbrev = False
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote, or an RDF file")
    parser.add_argument("query", metavar="QUERY", nargs="?", help="a SPARQL query")
    parser.add_argument("-f", "--file", metavar="FILE", help="read the query from a file")
    parser.add_argument("--name", metavar="NAME", help="a question of the library (docs/queries.md)")
    parser.add_argument("--list", action="store_true", help="list the questions of the library")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a parameter (repeatable)")
    parser.add_argument("--format", choices=FORMATS, default="", help="how to print (default: table; turtle for "
                        "CONSTRUCT and DESCRIBE)")  # fmt: skip
    parser.add_argument("--print", action="store_true", help="print the query with its parameters, don't run it")
    group = parser.add_argument_group("parameters of the library's questions")
    for name in PARAMETERS:
        group.add_argument(f"--{name}", dest=f"parameter_{name}", metavar="VALUE", help=argparse.SUPPRESS)
    group.description = ", ".join(f"--{name}" for name in PARAMETERS)


def run(given: argparse.Namespace) -> int:
    """Run the query and print its answer."""
    from kg.rdf import library, results, sparql
    from kg.rdf.store import build_files, read_store

    if given.list:
        print(listing(library.library()), end="")
        return 0
    query = _chosen(given)
    path = Path(given.dir)
    store = read_store([path] if path.is_file() else build_files(path))
    text = library.fill(query, _values(given), store)
    if given.print:
        print(text, end="")
        return 0
    try:
        answer = _uninterrupted(sparql.run, store, text)
        default = "turtle" if sparql.form(text) in ("CONSTRUCT", "DESCRIBE") else "table"
        print(_uninterrupted(results.show, answer, given.format or default), end="")
    except sparql.QueryError as error:
        print(f"kg: {error.shown()}", file=sys.stderr)
        return 2
    return 0


def _uninterrupted(work: Any, *arguments: Any) -> Any:
    """Let Ctrl-C end the process at once: the engine does not return to Python before it has its answer."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return work(*arguments)
    finally:
        signal.signal(signal.SIGINT, before)


def _chosen(given: argparse.Namespace) -> Any:
    from kg.rdf import library

    ways = [way for way in (given.query, given.file, given.name) if way]
    if len(ways) != 1:
        raise SettingError("kg query", "one of QUERY, --file, --name is wanted", "see kg query --help")
    if given.name:
        return library.named(given.name)
    return library.read_query(given.file) if given.file else library.parse_query("query", given.query)


def _values(given: argparse.Namespace) -> dict[str, str]:
    values = {}
    for pair in given.set:
        name, equals, value = pair.partition("=")
        if not equals:
            raise SettingError("--set", f"{pair!r} is not NAME=VALUE", "example: --set concept=BERT")
        values[name] = value
    options = {name: getattr(given, f"parameter_{name}") for name in PARAMETERS}
    return {**values, **{name: value for name, value in options.items() if value is not None}}


def listing(queries: dict[str, Any]) -> str:
    """Return names, parameters and comments of the library, two lines each."""
    lines = []
    for query in queries.values():
        options = " ".join(
            f"[--{p.name} {p.type.upper()}={p.default}]" if p.default else f"--{p.name} {p.type.upper()}"
            for p in query.parameters
        )
        lines.append(f"{query.name} {options}".rstrip() + f"\n    {query.comment}\n")
    return "".join(lines)
