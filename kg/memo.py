"""Answers by question, each found once and kept."""

import sys
from collections.abc import Callable
from typing import TypeVar

_Q = TypeVar("_Q")
_A = TypeVar("_A")

WORDS = 1 << 18
"""Room for what is made of words: a text says the same ones again and again, but nobody knows how many."""


class Memo(dict[_Q, _A]):
    """A dictionary that works out what it lacks.

    Looking a word up costs a third of what calling a function that remembers does. When there is no `room` left,
    everything is forgotten; without a limit it tells all that was ever asked.

    >>> lengths = Memo(len)
    >>> list(map(lengths.__getitem__, ["beam", "search", "beam"])), dict(lengths)
    ([4, 6, 4], {'beam': 4, 'search': 6})
    """

    __slots__ = ("_answer", "_room")

    def __init__(self, answer: Callable[[_Q], _A], room: int = sys.maxsize) -> None:
        """Take the function; nothing is worked out yet."""
        super().__init__()
        self._answer, self._room = answer, room

    def __missing__(self, question: _Q) -> _A:
        if len(self) >= self._room:
            self.clear()
        answer = self[question] = self._answer(question)
        return answer
