"""Acronyms at the end of a slug, where the heading had them in parentheses.

    zero-redundancy-optimizer-zero    Zero Redundancy Optimizer (ZeRO)
    sequence-to-sequence-seq2seq      sequence-to-sequence (seq2seq)

After Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003):
the letters of the short form are found from right to left in the long form, its first letter begins a word. Stricter
than the paper, because a slug has no parentheses to say that there is a short form at all: every word of the long
form but the little ones gives at least its first letter. A digit may stand for the word that sounds like it.
"""

from collections.abc import Sequence

LITTLE_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_SOUNDS = {"2": ("to", "two", "too"), "4": ("for", "four")}
_LONGEST = 10


def expansion_start(words: Sequence[str], short: str) -> int | None:
    """Return the index of the first of `words` (lower case) that `short` stands for; they run to the end. None if not.

    >>> expansion_start("using scaled dot product attention".split(), "sdpa")
    1
    >>> expansion_start("sequence to sequence".split(), "seq2seq")
    0
    >>> expansion_start("usage tips".split(), "api")
    """
    if len(short) < 2 or len(short) > _LONGEST or not short.isalnum() or short in words[-1:]:
        return None
    for start in range(len(words) - 1, max(-1, len(words) - 1 - len(short)), -1):
        if words[start][:1] == short[0] and _stands_for(tuple(words[start:]), short):
            return start
    return None


def are_initials(words: Sequence[str], short: str) -> bool:
    """Tell whether `short` is the first letters of `words`, little words counted or not.

    >>> are_initials(["inverted", "file", "index"], "ivf"), are_initials(["bag", "of", "words"], "bow")
    (False, True)
    """
    every = "".join(word[:1] for word in words)
    return short in (every, "".join(word[:1] for word in words if word not in LITTLE_WORDS))


def _stands_for(words: tuple[str, ...], short: str) -> bool:
    """Spend the letters of `short` from left to right: the first letter of a word, then letters inside it."""
    if not words:
        return not short
    word, rest = words[0], words[1:]
    if short and word in _SOUNDS.get(short[0], ()) and _stands_for(rest, short[1:]):
        return True
    if word in LITTLE_WORDS and _stands_for(rest, short):
        return True
    if not short or word[:1] != short[0]:
        return False
    return any(_stands_for(rest, left) for left in _inside(word[1:], short[1:]))


def _inside(word: str, short: str) -> list[str]:
    """Return what may be left of `short` after some of its letters were found, in order, in `word`."""
    left, at = [short], 0
    while short and (at := word.find(short[0], at)) >= 0:
        short, at = short[1:], at + 1
        left.append(short)
    return left
