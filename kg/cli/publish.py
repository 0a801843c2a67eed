"""`kg publish`: a build into a triple store."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import SettingError

if TYPE_CHECKING:
    from kg.rdf.http import Login

NAME = "publish"
HELP = "Send a build to a triple store as a named graph, and count there what has arrived."
EXAMPLE = """\
examples:
  kg publish out --endpoint http://localhost:7878/query
  KG_PASSWORD=dba kg publish out --endpoint http://localhost:8890/sparql --user dba
  kg publish out --endpoint http://localhost:3030/ds/query --graph https://example.org/docs --no-evidence
  kg publish out --endpoint http://localhost:7878/query --update-endpoint http://localhost:7878/update
The graph store is found beside the endpoint for Oxigraph, Fuseki, Virtuoso, RDF4J and GraphDB. The password is read
from the environment (KG_PASSWORD) or from a file. Repeating is safe: the graph is replaced whole.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote")
    parser.add_argument("--endpoint", required=True, metavar="URL", help="the store's query endpoint")
    parser.add_argument("--graph", metavar="IRI", help="named graph to replace (default: the concept scheme's IRI)")
    parser.add_argument("--graph-store", default="", metavar="URL", help="the store's Graph Store Protocol endpoint")
    parser.add_argument("--update-endpoint", default="", metavar="URL", help="send SPARQL updates instead of one PUT")
    parser.add_argument("--user", metavar="NAME", help="name for basic or digest authentication")
    parser.add_argument("--password-file", metavar="FILE", help="file with the password (default: $KG_PASSWORD)")
    parser.add_argument("--no-evidence", action="store_true", help="send graph.ttl only")
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")


def run(given: argparse.Namespace) -> int:
    """Publish, and tell how many triples are there."""
    from kg.rdf.http import Client
    from kg.rdf.publish import Target, publish
    from kg.rdf.store import build_files
    from kg.views.formats.triples import sorted_lines
    from kg.views.manifest import read_manifest

    folder = Path(given.dir)
    files = build_files(folder)[: 1 if given.no_evidence else None]
    graph = given.graph or f"{read_manifest(folder)['graph']['base_iri']}scheme"
    target = Target(given.endpoint, graph, given.graph_store, given.update_endpoint)

    def tell(text: str) -> None:
        if not given.quiet:
            print(f"kg: {text}", file=sys.stderr)

    lines = sorted_lines(*(path.read_text("utf-8") for path in files))
    found = publish(lines, target, Client(_login(given)), tell=tell)
    tell(f"{found} triples are in <{graph}>")
    return 0


def _login(given: argparse.Namespace) -> "Login | None":
    from kg.rdf.http import Login

    if not given.user:
        return None
    if not given.password_file:
        return Login(given.user, os.environ.get("KG_PASSWORD", ""))
    try:
        return Login(given.user, Path(given.password_file).read_text("utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError):
        raise SettingError("--password-file", f"{given.password_file} can't be read") from None
