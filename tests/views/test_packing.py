"""Columns packed document by document are the columns that Arrow would make of all values; runs are a sorted list."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Piece, place
from kg.views.located import locator
from kg.views.packing import arrow_type, pack, to_arrow
from kg.views.runs import Runs

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=5)
VALUES = {
    "text": TEXT,
    "text?": st.none() | TEXT,
    "count": st.integers(0, 2**31 - 1),
    "count?": st.none() | st.integers(0, 9),
    "number": st.floats(allow_nan=False),
    "flag": st.booleans(),
    "text[]": st.lists(TEXT, max_size=3),
    "count[]": st.lists(st.integers(0, 9), max_size=3),
    "text[][]": st.lists(st.lists(TEXT, max_size=2), max_size=2),
}


@pytest.mark.parametrize("kind", VALUES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_joined_parts_are_the_array_of_all_values(kind: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.lists(VALUES[kind], max_size=4), min_size=1, max_size=4))
    values = [value for part in parts for value in part]
    found = to_arrow(kind, len(values), [pack(kind, part) for part in parts])
    found.validate(full=True)
    assert found.equals(pa.array(values, arrow_type(kind)))


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(TEXT, TEXT), st.integers(0, 30), st.integers(1, 4))
def test_runs_are_in_the_order_of_their_keys_whatever_the_budget(found: dict[str, str], budget: int, size: int) -> None:
    runs = Runs(budget=budget)
    pairs = list(found.items())
    for start in range(0, len(pairs), size):
        portion = pairs[start : start + size]
        runs.add([key for key, _ in portion], [block.encode() for _, block in portion])
    assert list(runs.blocks()) == [found[key].encode() for key in sorted(found)]
    assert list(runs.texts()) == [found[key] for key in sorted(found)]
    runs.close()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=5), st.data())
def test_a_locator_finds_the_place_that_a_section_would(shape: list[tuple[int, int]], data: st.DataObject) -> None:
    pieces = [Piece(f"{i}", start, length) for i, (start, length) in enumerate(sorted(shape))]
    start = data.draw(st.integers(pieces[0].start, 45))
    end = data.draw(st.integers(start, 50))
    assert locator(pieces)(start, end) == place(pieces, start, end)
