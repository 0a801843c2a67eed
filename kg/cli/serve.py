"""`kg serve`: a build on the web, read-only."""

import argparse
import os
import sys
from pathlib import Path

from kg.errors import SettingError

NAME = "serve"
HELP = "Serve a build: SPARQL endpoint, explorer, a page per concept; read-only, on this machine only by default."
EXAMPLE = """\
examples:
  kg serve out
  kg serve out --port 0 --time-limit 2
  kg serve out --graph https://example.org/thesaurus=thesaurus.ttl
needs the extra: pip install 'doc-concept-graph[serve]'
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote; a new build there is taken up at once")
    add_address_arguments(parser)
    parser.add_argument("--time-limit", type=float, default=10.0, metavar="S", help="seconds for a query (default: 10)")
    parser.add_argument(
        "--result-limit", type=float, default=16.0, metavar="MB", help="size of an answer (default: 16)"
    )
    parser.add_argument("--memory-limit", type=float, default=512.0, metavar="MB", help="memory for a query, on top "
                        "of the graph (default: 512)")  # fmt: skip
    parser.add_argument("--graph", action="append", default=[], metavar="IRI=FILE", help="another RDF file, as a named "
                        "graph (repeatable)")  # fmt: skip
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")


def add_address_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the server listens; `kg watch --serve` asks the same."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8321, help="port (default: 8321; 0: any free one)")


def run(given: argparse.Namespace) -> int:
    """Serve until a signal comes."""
    try:
        from kg.serve.pool import Limits
        from kg.serve.server import serve
    except ModuleNotFoundError as error:
        raise SettingError("kg serve", f"{error.name} is missing", "pip install 'doc-concept-graph[serve]'") from None

    for name in ("time_limit", "result_limit", "memory_limit"):
        if not 0 < getattr(given, name) <= 86_400:
            raise SettingError(f"--{name.replace('_', '-')}", "is out of range", "allowed: above 0, at most 86400")
    limits = Limits(
        given.time_limit, int(given.result_limit * 1e6), int(given.memory_limit * 1e6), max(2, os.cpu_count() or 2)
    )

    def ready(address: str) -> None:
        if not given.quiet:
            print(
                f"kg: {given.dir} at {address} (SPARQL at {address}sparql); Ctrl-C ends it", file=sys.stderr, flush=True
            )

    graphs = dict(_graph(pair) for pair in given.graph)
    serve(Path(given.dir), host=given.host, port=given.port, limits=limits, graphs=graphs, ready=ready)
    return 0


def _graph(pair: str) -> tuple[str, str]:
    name, equals, path = pair.rpartition("=")
    if not equals or not name.startswith(("http://", "https://")) or not path:
        raise SettingError("--graph", f"{pair!r} is not IRI=FILE", "example: --graph https://example.org/x=x.ttl")
    return name, path
