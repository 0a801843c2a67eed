"""How far a build is, and how long its stages took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple


class Tick(NamedTuple):
    """How far a build is: `taken` of `steps` are begun, of the newest `done` of `total` code points are read.

    `seconds` is set when a stage ends; `step` is empty where a stage has none.
    """

    stage: str
    step: str = ""
    taken: int = 0
    steps: int = 0
    done: int = 0
    total: int = 0
    seconds: float | None = None


def _silent(tick: Tick) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Clock:
    """Seconds per stage; tells `progress` when a stage begins, how far its steps are, and when it ends.

    `steps` is the number of steps that there will be.
    """

    progress: Callable[[Tick], None] = _silent
    seconds: dict[str, float] = field(default_factory=dict)
    steps: int = 0
    _stage: str = ""
    _begun: list[tuple[str, str]] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        self._stage = name
        self.progress(Tick(name))
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 3)
        self.progress(Tick(name, seconds=self.seconds[name]))

    def step(self, name: str, done: int, total: int) -> None:
        """Tell how many code points a step has read; a new name is a new step."""
        if self._begun[-1:] != [(self._stage, name)]:
            self._begun.append((self._stage, name))
        taken = len(self._begun)
        self.progress(Tick(self._stage, name, taken, max(self.steps, taken), done, total))
