"""How a corpus writes a word: its capitals, the signs inside it, the signs between two words.

    "... runs on PyTorch. Use torch.compile with 🤗 Accelerate ..."
        pytorch -> PyTorch     torchcompile -> torch.compile     (before accelerate) -> 🤗

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place. All tables
hold only words that some slug asks for, so that the size of the corpus costs reading time and nothing else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from kg.records import Section

Forms = Mapping[str, Counter[str]]

_OPENING = "([{<`*_\"'“‘«|~#@"
_CLOSING = ")]}>`*_\"'”’»,;:.!?|…"
_ENDS_SENTENCE = frozenset(".:!?|-*#>•…—–")
_NOT_SLUG = re.compile(r"[^\w-]")
_WORD = re.compile(r"\w")


def slug_of(text: str) -> str:
    """Return the anchor most renderers make of a heading: lower case, signs dropped, spaces to hyphens.

    >>> slug_of("What's new in 🤗 Accelerate?")
    'whats-new-in--accelerate'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower()))


class Words:
    """What a corpus knows of the words of its slugs."""

    def __init__(self, sections: Iterable[Section], vocabulary: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        middle: Counter[str] = Counter()
        anywhere: Counter[str] = Counter()
        signs: Counter[tuple[str, str, str]] = Counter()
        for section in sections:
            tokens = section.prose.split()
            anywhere.update(tokens)
            middle.update(token for before, token in pairwise(tokens) if before[-1] not in _ENDS_SENTENCE)
            signs.update(_signs(tokens))
        self.middle = self._by_slug(middle)
        self.anywhere = self._by_slug(anywhere)
        self._read_signs(signs)

    def _by_slug(self, tokens: Mapping[str, int]) -> Forms:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for token, count in tokens.items():
            bare = token.lstrip(_OPENING).rstrip(_CLOSING).rstrip("(")
            if not bare or "://" in bare:
                continue
            key = _NOT_SLUG.sub("", bare.lower())
            if key in self.vocabulary:
                found[key][bare] += count
            for part in bare.split("-") if "-" in key else ():
                if part.lower() in self.vocabulary:
                    found[part.lower()][part] += count
        return found

    def _read_signs(self, signs: Mapping[tuple[str, str, str], int]) -> None:
        self.before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.between: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for (left, sign, right), count in signs.items():
            a, b = slug_of(left.strip(_OPENING + _CLOSING)), slug_of(right.strip(_OPENING + _CLOSING))
            if b in self.vocabulary:
                self.before[b][sign] += count
                if a in self.vocabulary:
                    self.between[a, b][sign] += count

    def form(self, word: str) -> str:
        """Return the usual spelling of a slug's word in the middle of a sentence; the word itself where unseen."""
        middle = self.middle.get(word)
        if middle:
            return _most_common(middle, word)
        anywhere = self.anywhere.get(word)
        if not anywhere:
            return word
        found = _most_common(anywhere, word)
        return found if found[1:] != word[1:] else word

    def is_name(self, word: str) -> bool:
        """Tell whether the usual spelling has a capital (PyTorch, GPU) or a sign inside (torch.compile)."""
        return self.form(word) != word


def _signs(tokens: Sequence[str]) -> list[tuple[str, str, str]]:
    return [
        (left, sign, right)
        for left, sign, right in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if not sign[0].isalnum() and not _WORD.search(sign) and sign.strip("-–—|*#`\"'.,:;!?()[]{}<>")
    ]


def _most_common(forms: Counter[str], default: str) -> str:
    """Return the commonest form; a tie goes to the plainest: the slug's own letters, then code point order."""
    order: Callable[[str], tuple[int, bool, str]] = lambda form: (-forms[form], form != default, form)  # noqa: E731
    return min(forms, key=order)
