"""Cue phrases by spaCy's Matcher: one compact pattern per row, compiled once.

known as                 two words
also? known as           "?" may be missing, "*" any number, "+" at least one
<refer> to               any form of a verb or noun: refers, referred, referring
called|named|termed      one of these words
<ADV>* known             any number of adverbs (words in -ly, "also", "often")
<PUNCT>                  a sign
"""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.syntax.lexicon import inflections
from kg.syntax.sentences import Sentence
from kg.syntax.tokens import blank_english
from kg.syntax.words import ADVERBS

if TYPE_CHECKING:
    from spacy.matcher import Matcher


class Cue(NamedTuple):
    """A cue found in a sentence: the row's name, and the characters `[start, end)` of the sentence."""

    name: str
    start: int
    end: int


class Cues:
    """A table of (name, pattern) rows, matched longest first, without overlap."""

    def __init__(self, table: Iterable[tuple[str, str]]) -> None:
        self.table = tuple(table)

    @cached_property
    def _matcher(self) -> "Matcher":
        from spacy.matcher import Matcher

        matcher = Matcher(blank_english().vocab)
        patterns: dict[str, list[list[dict[str, Any]]]] = {}
        for name, pattern in self.table:
            patterns.setdefault(name, []).append([compile_part(part) for part in pattern.split()])
        for name, rows in patterns.items():
            matcher.add(name, rows)
        return matcher

    @cached_property
    def _needed(self) -> list[tuple[frozenset[str], ...]]:
        """Words of which a sentence must have one each, for every pattern that is more than a word."""
        return [needed_words(pattern) for _, pattern in self.table if not _is_word(pattern)]

    @cached_property
    def _single(self) -> dict[str, str]:
        """Names of the patterns that are one word, by that word; of two names the first by letters."""
        rows = sorted((name, needed_words(pattern)[0]) for name, pattern in self.table if _is_word(pattern))
        return {word: name for name, words in reversed(rows) for word in words}

    def find(self, sentence: Sentence) -> list[Cue]:
        """Return the cues of a sentence in text order; of overlapping ones the longest, then the first.

        The Matcher runs only on sentences that have a word of each part of a pattern; one word alone is looked up.
        """
        has_none = sentence.vocabulary.isdisjoint
        if not any(not any(map(has_none, needed)) for needed in self._needed):
            single = self._single
            words = sentence.words
            return [Cue(single[low], start, start + len(text)) for text, low, start, *_ in words if low in single]
        return self.match(sentence)

    def match(self, sentence: Sentence) -> list[Cue]:
        """Return what `find` does, by the Matcher alone."""
        doc = sentence.doc
        names = doc.vocab.strings
        found = sorted(self._matcher(doc), key=lambda m: (m[1] - m[2], m[1], names[m[0]]))
        taken: set[int] = set()
        cues: list[Cue] = []
        for key, first, after in found:
            if taken.isdisjoint(range(first, after)):
                taken.update(range(first, after))
                span = doc[first:after]
                cues.append(Cue(names[key], span.start_char, span.end_char))
        return sorted(cues, key=lambda cue: cue.start)


def compile_part(part: str) -> dict[str, Any]:
    """Return the Matcher's dictionary for one part of a pattern.

    >>> compile_part("<denote>")["LOWER"]["IN"], compile_part("also?")
    (['denote', 'denoted', 'denotes', 'denoting'], {'LOWER': 'also', 'OP': '?'})
    """
    operator = part[-1] if part[-1] in "?*+" and len(part) > 1 else ""
    body = part[:-1] if operator else part
    token: dict[str, Any]
    if body == "<ADV>":
        token = {"LOWER": {"REGEX": r"^(?:\w{2,}ly|" + "|".join(sorted(ADVERBS)) + ")$"}}
    elif body == "<PUNCT>":
        token = {"IS_PUNCT": True}
    elif body.startswith("<"):
        token = {"LOWER": {"IN": list(inflections(body.strip("<>")))}}
    else:
        token = {"LOWER": {"IN": body.split("|")}} if "|" in body[1:] else {"LOWER": body}
    return {**token, "OP": operator} if operator else token


def _is_word(pattern: str) -> bool:
    """Tell whether a pattern is one word, or one of several."""
    return " " not in pattern and pattern[-1] not in "?*+" and len(needed_words(pattern)) == 1


def needed_words(pattern: str) -> tuple[frozenset[str], ...]:
    """Return, for each part of a pattern that may not be missing and names its words, those words.

    >>> [sorted(words) for words in needed_words("also? <ADV>* known|called as")]
    [['called', 'known'], ['as']]
    """
    tokens = (compile_part(part).get("LOWER", {}) for part in pattern.split() if part[-1] not in "?*" or part == "?")
    return tuple(
        frozenset([lower] if isinstance(lower, str) else lower.get("IN", ()))
        for lower in tokens
        if isinstance(lower, str) or "IN" in lower
    )
