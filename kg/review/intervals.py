"""Intervals at 95 %: Wilson's for a proportion, the bootstrap for F1.

Wilson, "Probable inference, the law of succession, and statistical inference" (JASA 1927): stays inside [0, 1] and is
honest for few cases, where mean +- 2 sigma is not. Efron & Tibshirani, "An Introduction to the Bootstrap" (1993):
percentiles over resampled entries, as the statements of one entry are not independent.
"""

from collections.abc import Sequence
from math import sqrt
from random import Random
from typing import NamedTuple

Z95 = 1.959963984540054
ROUNDS = 1000


class Interval(NamedTuple):
    """Lower and upper bound, both in [0, 1]."""

    low: float
    high: float


class Counts(NamedTuple):
    """Gold statements, predicted ones, and those that are both."""

    gold: int
    predicted: int
    correct: int


def wilson(correct: int, total: int, z: float = Z95) -> Interval:
    """Return Wilson's score interval of a proportion; all of [0, 1] where nothing was counted.

    >>> wilson(19, 20)
    Interval(low=0.7639, high=0.9911)
    """
    if not total:
        return Interval(0.0, 1.0)
    share, z2 = correct / total, z * z
    middle = share + z2 / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    low, high = ((middle + sign * reach) / (1 + z2 / total) for sign in (-1, 1))
    return Interval(round(max(0.0, low), 4), round(min(1.0, high), 4))


def f1(counts: Counts) -> float:
    """Return the harmonic mean of precision and recall; 0 where nothing is correct.

    >>> f1(Counts(gold=4, predicted=4, correct=3))
    0.75
    """
    return 2 * counts.correct / (counts.gold + counts.predicted) if counts.correct else 0.0


def bootstrap_f1(entries: Sequence[Counts], *, seed: int) -> Interval:
    """Return the interval of F1 over entries drawn again and again with replacement. Same seed, same interval.

    Entries with neither gold nor predicted statements say nothing and are not drawn.
    """
    telling = [c for c in entries if c.gold or c.predicted]
    if not telling:
        return Interval(0.0, 1.0)
    random = Random(seed)
    scores = sorted(f1(_total(random.choices(telling, k=len(telling)))) for _ in range(ROUNDS))
    return Interval(round(scores[int(0.025 * ROUNDS)], 4), round(scores[int(0.975 * ROUNDS) - 1], 4))


def _total(entries: Sequence[Counts]) -> Counts:
    return Counts(*map(sum, zip(*entries, strict=True)))
