"""Steps on their way to a worker: what is known is pickled once for all, and what was sent before is only named.

    known of step 13: Named(concepts, openings)   -->   Named, [part 0 of step 12, openings]

Stages hand their concepts on from step to step, so nearly all of what is known at a step was known before.
"""

import pickle
from collections.abc import Sequence
from typing import Any, NamedTuple

from kg.shelves.bundles import Entry


class _Sent(NamedTuple):
    """A part of what was known at an earlier step, by the numbers of step and part."""

    step: int
    part: int


class _Parts(NamedTuple):
    """A known in parts; `make` makes it of the list of them."""

    make: Any
    parts: list[Any]


def pack(history: Sequence[Entry], since: int) -> bytes:
    """Return the steps from number `since` on, for somebody who has those before."""
    sent: dict[int, _Sent] = {}
    packed = []
    for number, entry in enumerate(history):
        parts = _parts(entry.known)
        if number >= since:
            known = entry.known
            if parts:
                known = _Parts(type(known)._make, [sent.get(id(part), part) for part in parts])
            packed.append(entry._replace(known=known))
        for place, part in enumerate(parts):
            sent.setdefault(id(part), _Sent(number, place))
    return pickle.dumps(packed, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes, history: Sequence[Entry]) -> list[Entry]:
    """Return all steps, given those before and what `pack` made of the others."""
    steps = list(history)
    for entry in pickle.loads(packed):
        known = entry.known
        if isinstance(known, _Parts):
            known = known.make(
                steps[part.step].known[part.part] if isinstance(part, _Sent) else part for part in known.parts
            )
        steps.append(entry._replace(known=known))
    return steps


def _parts(known: Any) -> tuple[Any, ...]:
    """Return the parts of what is known, if it is a record of several; they live as long as the step does."""
    return tuple(known) if isinstance(known, tuple) and hasattr(known, "_make") else ()
