"""`kg export`: a build in the forms of other programs."""

import argparse
import sys
from pathlib import Path

NAME = "export"
HELP = "Write a build in another format: RDF, graph files, tables, notes."
EXAMPLE = """\
examples:
  kg export out --format jsonld -o graph.jsonld
  kg export out --format ntriples | sort | head
  kg export out --format obsidian -o vault/
  kg export out --format graphrag -o graphrag/output
  kg export out --format neo4j -o import/
csv, obsidian, graphrag and neo4j write folders, everything else one file
"""

FORMATS = (
    "turtle", "ntriples", "trig", "jsonld", "rdfxml", "graphml", "gexf", "cytoscape", "csv", "obsidian", "pyvis",
    "graphrag", "neo4j",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote")
    parser.add_argument("--format", required=True, choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="file or folder to write (default: -, "
                        "standard output)")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Write the export."""
    from kg.views.formats import export_build

    text = export_build(Path(given.dir), given.format, given.output)
    if text is not None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.write(text)
    return 0
