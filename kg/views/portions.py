"""The files of a build as portions of work, which two processes can share."""

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.views.manifest import Fingerprint, fingerprint
from kg.views.whole import Whole


class View(NamedTuple):
    """A file of a build and the function that writes it.

    `weight` is how much work that is, against the others. Where it needs no `numbers` (see `kg.views.numbers`), it can
    be written before they are there.
    """

    name: str
    write: Callable[[Whole, Path], None]
    weight: int = 1
    numbers: bool = True


class Took(NamedTuple):
    """How long something took, and what file it left, if any."""

    name: str
    seconds: float
    known: Fingerprint


def halves(views: Iterable[View], ours: Sequence[View] = ()) -> tuple[list[View], list[View]]:
    """Divide views into two halves that are about the same work, the heaviest given away first (Graham 1969).

    The second half has what is `ours` too: files that are begun belong to who began them.
    """
    halves: tuple[list[View], list[View]] = [], list(ours)
    weights = [0, sum(view.weight for view in ours)]
    for view in sorted(views, key=lambda view: -view.weight):
        lighter = weights.index(min(weights))
        weights[lighter] += view.weight
        halves[lighter].append(view)
    return halves


def write_some(whole: Whole, folder: Path, views: Sequence[View]) -> list[Took]:
    """Write some of the views; tell what each took."""
    took = []
    for view in views:
        began = time.perf_counter()
        view.write(whole, folder / view.name)
        took.append(Took(view.name, time.perf_counter() - began, fingerprint(folder / view.name)))
    return took
