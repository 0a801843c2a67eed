"""`kg watch`: build, and build again whenever an input is saved."""

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from kg.cli import build
from kg.cli.progress import make_progress
from kg.cli.serve import add_address_arguments
from kg.errors import KgError

NAME = "watch"
HELP = "Build, and build again whenever an input is saved; an explorer that is served reloads."
EXAMPLE = """\
examples:
  kg watch docs/ --out out
  kg watch docs/ --out out --serve
  kg watch chunks.parquet --out out --title "My docs"     and in another terminal: kg serve out
Input that can't be read is told, and the last good build stays. Ctrl-C ends it.
"""
NAMED = 3
GRACE_S = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    build.add_arguments(parser)
    parser.add_argument("--serve", action="store_true", help="serve the build too, as kg serve does")
    add_address_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Build until Ctrl-C comes; end with 2 where there is nothing to watch, or the server can't be started."""
    from kg.watch import changes, watched

    settings = [given.config] if given.config else []
    results = {"--out": given.out} | ({"--cache": given.cache} if given.cache else {})
    places = watched([*given.inputs, *settings], results)
    signal.signal(signal.SIGTERM, _interrupt)
    notices = changes(places)
    next(notices)  # from here on nothing is missed
    with _Server(given) as server:
        if _build(given, "", first=True):
            server.start()
        try:
            for changed in notices:
                if server.ended:
                    return 2
                if changed and _build(given, f"{_shortened(changed)}: ", first=False):
                    server.start()
        except KeyboardInterrupt:
            _tell(given, "kg: stopped watching")
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _build(given: argparse.Namespace, changed: str, *, first: bool) -> bool:
    """Build and say so in one line; tell whether it went well."""
    from kg.clock import Clock

    clock = Clock(make_progress(quiet=given.quiet or not first))
    began = time.perf_counter()
    try:
        with build.batch(last=False):
            told = build.build_once(given, clock)
    except KgError as error:
        stays = "; the last good build stays" if Path(given.out).is_dir() else ""
        print(f"kg: {changed}{error}{stays}", file=sys.stderr, flush=True)
        return False
    _tell(given, f"kg: {changed}{told} ({time.perf_counter() - began:.2f} s)")
    return True


def _tell(given: argparse.Namespace, text: str) -> None:
    if not given.quiet:
        print(text, file=sys.stderr, flush=True)


def _shortened(changed: Sequence[str]) -> str:
    """Return what has changed as a few words.

    >>> _shortened(["a.md changed", "b.md vanished", "c.md changed", "d.md changed", "e.md changed"])
    'a.md changed, b.md vanished, c.md changed and 2 more'
    """
    more = len(changed) - NAMED
    return ", ".join(changed[:NAMED]) + (f" and {more} more" if more > 0 else "")


class _Server:
    """`kg serve` in a process of its own, started once there is a build; ended with the block."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._wanted = given.serve
        self._command = [sys.executable, "-m", "kg", "serve", given.out, "--host", given.host, "--port",
                         str(given.port), *(["--quiet"] if given.quiet else [])]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._wanted and self._process is None:
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)

    @property
    def ended(self) -> bool:
        """Whether it was started and is no more; it has said why."""
        return self._process is not None and self._process.poll() is not None

    def __enter__(self) -> "_Server":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
