"""`kg validate`: is this SKOS sound?"""

import argparse
import json
from collections import Counter
from typing import Any

NAME = "validate"
HELP = "Check SKOS, ours or anyone's: integrity conditions and the conventions of the field."
EXAMPLE = """\
examples:
  kg validate out
  kg validate thesaurus.ttl
  kg validate thesaurus.rdf --format json
exit codes: 0 nothing found, 1 findings, 2 not readable
"""
SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", metavar="FILE", help="Turtle, RDF/XML, N-Triples, JSON-LD or TriG (by suffix), a "
                        "build, or - for Turtle from standard input")  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    parser.add_argument("--all", action="store_true", help=f"print every finding, not {SHOWN} of a code")


def run(given: argparse.Namespace) -> int:
    """Print what is wrong; 1 where there is something."""
    from pathlib import Path

    from kg.rdf.store import build_files, read_store
    from kg.rdf.validate import validate

    path = Path(given.path)
    found = validate(read_store(build_files(path)[:1] if path.is_dir() else [given.path]))
    if given.format == "json":
        print(json.dumps([violation._asdict() for violation in found], ensure_ascii=False, indent=1))
    else:
        print(as_text(given.path, found, most=len(found) if given.all else SHOWN))
    return 1 if found else 0


def as_text(path: str, found: list[Any], *, most: int) -> str:
    """Return findings as lines, `most` of each code, and a line that sums up."""
    counts = Counter(violation.code for violation in found)
    lines, seen = [], Counter[str]()
    for violation in found:
        seen[violation.code] += 1
        if seen[violation.code] <= most:
            lines.append(str(violation))
        elif seen[violation.code] == counts[violation.code]:
            lines.append(f"{violation.code} ... and {counts[violation.code] - most} more; --all prints them")
    errors = sum(violation.severity == "error" for violation in found)
    lines.append(f"{path}: {errors} errors, {len(found) - errors} warnings" if found else f"{path}: sound SKOS")
    return "\n".join(lines)
