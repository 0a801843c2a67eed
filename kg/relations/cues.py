"""Is there a cue at all? Most sentences hold none, and plain words are found a hundred times faster than patterns.

Cue(("such", r"\\blike\\b"))    "such" in the text: yes;  "like" in it: only if the pattern holds as well
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_META = re.compile(r"[\\.^$*+?{}\[\]|()]")
_LETTER = re.compile(r"[^\\.^$*+?{}\[\]|()]|\\[^\w\s]")


class Cue:
    """A table of cues, case-blind: words in small letters, or patterns of one alternative each."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Split the table into plain words and patterns with the letters that they begin with."""
        given = tuple(patterns)
        words = [pattern for pattern in given if not _META.search(pattern)]
        begun = [(beginning(pattern), pattern) for pattern in given if _META.search(pattern)]
        self._plain = len(words)
        self._letters = (*words, *(first for first, _ in begun if first))
        self._patterns = [re.compile(pattern, re.IGNORECASE) for first, pattern in begun if first]
        self._anywhere = [re.compile(pattern, re.IGNORECASE) for first, pattern in begun if not first]

    @cached_property
    def _automaton(self) -> "AhoCorasick":
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(self._letters)

    def is_in(self, text: str) -> bool:
        """Tell whether any of the cues stands in a text."""
        plain = self._plain
        found = self._automaton.find_matches_as_indexes(text.lower(), overlapping=True) if self._letters else ()
        if not (found or self._anywhere):
            return False
        near = {number - plain for number, _, _ in found}
        if near and min(near) < 0:
            return True
        patterns = [self._patterns[number] for number in near] + self._anywhere
        return any(pattern.search(text) for pattern in patterns)


def beginning(pattern: str) -> str:
    r"""Return the letters or signs that every match of a pattern begins with, maybe none.

    >>> [beginning(pattern) for pattern in (r"\btypes?\b", r"e\.\s?g", r"\(", "^there", "utili[sz]", r"\b\d+")]
    ['type', 'e.', '(', 'there', 'utili', '']
    """
    found = ""
    rest = pattern.removeprefix(r"\b").removeprefix("^")
    while letter := _LETTER.match(rest):
        found, rest = found + letter[0][-1], rest[letter.end() :]
    return found[:-1] if rest[:1] in tuple("?*{") else found


def one_by_one(choice: str) -> Iterator[str]:
    r"""Return the alternatives of a pattern, which has no groups in it, as patterns of whole words.

    >>> list(one_by_one("(?:types?|kinds?)"))
    ['\\btypes?\\b', '\\bkinds?\\b']
    """
    return (rf"\b{one}\b" for one in choice.removeprefix("(?:").removesuffix(")").split("|"))
