"""Progress on a terminal: one line on stderr, rewritten; nothing where stderr is a file."""

import sys
from collections.abc import Callable


def make_progress(*, quiet: bool) -> Callable[[str, float], None]:
    """Return a function to call with a stage's name and its seconds so far (0.0 when it begins)."""
    if quiet or not sys.stderr.isatty():
        return lambda stage, seconds: None
    return _show


def _show(stage: str, seconds: float) -> None:
    text = f"{stage} {seconds:.1f} s\n" if seconds else f"{stage} ..."
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
