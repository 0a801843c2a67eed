"""Intervals: known values, and what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.review.intervals import Counts, bootstrap_f1, f1, wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_wilson_agrees_with_published_values(right: int, total: int, low: float, high: float) -> None:
    """81 of 263: Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I."""
    assert wilson(right, total) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_a_probability(counts: tuple[int, int]) -> None:
    right, total = counts
    low, high = wilson(right, total)
    assert 0 <= low <= right / total + 1e-4 and right / total - 1e-4 <= high <= 1
    assert low < high


def test_f1_of_nothing_is_0() -> None:
    assert f1(Counts(0, 0, 0)) == 0
    assert f1(Counts(4, 2, 2)) == pytest.approx(2 / 3)


def test_the_bootstrap_is_the_same_for_a_seed_and_holds_f1() -> None:
    entries = [Counts(2, 2, 1), Counts(1, 1, 1), Counts(3, 1, 1), Counts(0, 0, 0)] * 10
    interval = bootstrap_f1(entries, seed=7)
    assert interval == bootstrap_f1(entries, seed=7)
    assert interval.low < f1(Counts(60, 40, 30)) < interval.high


def test_the_bootstrap_of_perfect_entries_is_sure_and_of_none_knows_nothing() -> None:
    assert bootstrap_f1([Counts(1, 1, 1), Counts(0, 0, 0)], seed=1) == (1.0, 1.0)
    assert bootstrap_f1([Counts(0, 0, 0)], seed=1) == (0.0, 1.0)
