"""The command line: one parser, one file per command."""

import argparse
import os
import sys
from collections.abc import Sequence

from kg import __version__
from kg.cli import build, export, info, publish, query, review, serve, show, validate, watch
from kg.errors import KgError

COMMANDS = (build, watch, info, show, query, review, validate, export, serve, publish)


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line."""

    def error(self, message: str) -> "None":  # type: ignore[override]
        """Print one line and exit with 2."""
        self.exit(2, f"{self.prog}: {message}; see '{self.prog} --help'\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of `kg` with all its commands."""
    top = Parser(prog="kg", description="Knowledge graphs over documentation, with the words that prove every edge.")
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for module in COMMANDS:
        command = commands.add_parser(
            module.NAME,
            help=module.HELP,
            description=module.HELP,
            epilog=module.EXAMPLE,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kg` and return its exit code."""
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
        return code
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("kg: stopped; nothing was changed", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader (head, less) has gone: that is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
