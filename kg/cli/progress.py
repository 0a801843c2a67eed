"""Progress on a terminal: one line on stderr, rewritten; nothing where stderr is a file.

    [########············]  41 %  step 7 of 15: mentions, find  410 of 1,004 million characters  1:12

What is counted is text that was read: the bar is one step's, and the step is told. Steps differ in what they cost.
"""

import sys
import time
from collections.abc import Callable

from kg.clock import Tick

_WIDTH = 20
_REDRAWN_S = 0.1
_MILLION = 1_000_000


def make_progress(*, quiet: bool) -> Callable[[Tick], None]:
    """Return a function to call with whatever the pipeline tells."""
    return _silent if quiet or not sys.stderr.isatty() else Line()


def _silent(tick: Tick) -> None:
    """Tell nobody."""


class Line:
    """The line, and when it was last drawn."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn = 0.0

    def __call__(self, tick: Tick) -> None:
        """Draw the line, though not for every tick; the end of a stage gets a line of its own."""
        now = time.monotonic()
        if tick.seconds is not None:
            _write(f"{tick.stage} {tick.seconds:.1f} s\n")
        elif now - self._drawn >= _REDRAWN_S or tick.done == tick.total:
            self._drawn = now
            _write(drawn(tick, now - self._began))


def _write(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()


def drawn(tick: Tick, elapsed_s: float) -> str:
    """Return the line for a tick.

    >>> drawn(Tick("mentions", "find", 7, 15, 410_200_000, 1_000_000_000), 72)
    '[########············]  41 %  step 7 of 15: mentions, find  410 of 1,000 million characters  1:12'
    """
    if not tick.step:
        return f"{tick.stage} ..."
    share = tick.done / tick.total if tick.total else 1.0
    bar = "#" * int(share * _WIDTH)
    amount = f"{tick.done // _MILLION:,} of {tick.total // _MILLION:,} million characters"
    if tick.total < _MILLION:
        amount = f"{tick.done:,} of {tick.total:,} characters"
    minutes, seconds = divmod(int(elapsed_s), 60)
    return (
        f"[{bar:·<{_WIDTH}}] {int(share * 100):3} %  step {tick.taken} of {tick.steps}: {tick.stage}, {tick.step}  "
        f"{amount}  {minutes}:{seconds:02}"
    )
