"""Write docs/cli.md, docs/settings.md and docs/queries.md from the code; the tests fail when they are stale.

usage: python docs/make_reference.py
"""

import argparse
import os
from dataclasses import fields
from pathlib import Path

from kg.cli.main import parser
from kg.config import Settings

FOLDER = Path(__file__).resolve().parent


def cli_reference() -> str:
    """Return the help of every command as Markdown."""
    os.environ["COLUMNS"] = "100"
    top = parser()
    parts = ["# Command line\n", "Written by `docs/make_reference.py`.\n", _block("kg", top)]
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            parts += [_block(f"kg {name}", command) for name, command in action.choices.items()]
    parts.append(
        "Exit codes: 0 fine; 1 findings, where findings are what was asked for; 2 bad input or setting; 130 stopped by "
        "Ctrl-C.\nResults go to stdout, messages and progress (only on a terminal) to stderr.\n"
    )
    return "\n".join(parts)


def _block(name: str, command: argparse.ArgumentParser) -> str:
    return f"## {name}\n\n```text\n{command.format_help().rstrip()}\n```\n"


def settings_reference() -> str:
    """Return the table of settings as Markdown."""
    lines = ["# Settings\n", "Written by `docs/make_reference.py`. `kg build --config kg.toml` reads them from TOML;"]
    lines += ["options on the command line are laid over the file; `kg.build(..., name=value)` takes the same names.\n"]
    lines += ["| name | default | allowed | meaning |", "|---|---|---|---|"]
    for setting in fields(Settings):
        bounds = setting.metadata
        allowed = f"{bounds['low']} to {bounds['high']}" if "low" in bounds else ""
        lines.append(f"| `{setting.name}` | `{setting.default!r}` | {allowed} | {bounds['reason']} |")
    return "\n".join(lines) + "\n"


def queries_reference() -> str:
    """Return the library of named queries as Markdown."""
    from kg.rdf.library import library

    parts = [
        "# Named queries\n",
        "Written by `docs/make_reference.py` from `kg/queries/*.rq`. `kg query DIR --name NAME --PARAMETER VALUE`\n"
        "runs one; `--print` shows the SPARQL with the values filled in, to be pasted into any other tool.\n",
    ]
    for query in library().values():
        rows = [
            f"- `{p.name}` ({p.type}{', default ' + p.default if p.default else ''}): {p.comment}"
            for p in query.parameters
        ]
        body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
        parts += [f"## {query.name}\n", query.comment + "\n", *(["\n".join(rows) + "\n"] if rows else [])]
        parts.append(f"```sparql\n{body}\n```\n")
    return "\n".join(parts)


REFERENCES = {"cli.md": cli_reference, "settings.md": settings_reference, "queries.md": queries_reference}

if __name__ == "__main__":
    for file, write in REFERENCES.items():
        (FOLDER / file).write_text(write(), "utf-8")
