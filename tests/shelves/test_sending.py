"""Steps sent to workers arrive as they were, and what was sent before is not sent again."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from kg.shelves.bundles import Entry, forgotten
from kg.shelves.sending import pack, unpack


class Known(NamedTuple):
    words: tuple[str, ...]
    counts: dict[str, int]


def _look(document: Any, known: Any) -> tuple[Any, None]:
    return document, None


def _history(*known: Any) -> list[Entry]:
    return [Entry(_look, False, each) for each in known]


WORDS = tuple(f"word {number}" for number in range(1000))
words = st.lists(st.text(max_size=3), max_size=3).map(tuple)
parts = st.lists(st.builds(Known, words, st.dictionaries(st.text(max_size=2), st.integers())), min_size=2, max_size=5)


def _shared(known: Sequence[Known], take: Sequence[bool]) -> list[Known]:
    """Return what is known step by step, where some steps hand on the words of the one before."""
    steps = [known[0]]
    for each, takes in zip(known[1:], take, strict=False):
        steps.append(each._replace(words=steps[-1].words) if takes else each)
    return steps


@given(known=parts, take=st.lists(st.booleans(), min_size=4, max_size=4), cuts=st.lists(st.integers(0, 5), max_size=3))
def test_steps_arrive_as_they_were_sent_in_however_many_messages(
    known: list[Known], take: list[bool], cuts: list[int]
) -> None:
    history = _history(None, *_shared(known, take), {"plain": 1})
    arrived: list[Entry] = []
    for end in sorted({*(min(cut, len(history)) for cut in cuts), len(history)} - {0}):
        arrived = unpack(pack(history[:end], len(arrived)), arrived)
    assert arrived == history
    assert [type(entry.known) for entry in arrived] == [type(entry.known) for entry in history]


def test_what_was_sent_with_an_earlier_step_is_not_sent_again_and_stays_one_object() -> None:
    history = _history(Known(WORDS, {}), Known(WORDS, {"a": 1}))
    first = pack(history[:1], 0)
    second = pack(history, 1)
    assert len(second) < len(first) / 10
    before = unpack(first, [])
    after = unpack(second, before)
    assert after == history
    assert after[1].known.words is before[0].known.words


def test_steps_that_were_forgotten_are_not_referred_to() -> None:
    history = forgotten(_history(Known(WORDS, {}))) + _history(Known(WORDS, {"a": 1}))
    arrived = unpack(pack(history, 1), forgotten(_history(Known(WORDS, {}))))
    assert arrived == history
