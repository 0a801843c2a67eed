"""How a page writes the words of its slugs: as it is in the habit of, else as the corpus does.

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place; the page's
own habit goes before the corpus's (title_oracle.py).
"""

import re
from collections.abc import Mapping, Sequence

from kg.chunks.title_places import Forms
from kg.chunks.title_questions import Questions
from kg.chunks.title_spelling import plain_first

_PAGE_HABIT = 2


class Words:
    """What a page and its corpus know of the words of the page's slugs."""

    def __init__(self, corpus: Questions, local: Mapping[str, Forms], texts: Sequence[str]) -> None:
        """Take who is asked about the corpus, the page's own counts in mid-sentence, and its prose."""
        self._corpus, self._local, self._texts = corpus, local, texts

    def form(self, word: str) -> str:
        """Return the usual spelling of a slug's word in the middle of a sentence; the word itself where unseen."""
        local = self._local.get(word)
        if local and sum(local.values()) >= _PAGE_HABIT:
            found = plain_first(local, word)
            if found != word or not self._corpus.careless[word]:
                return found
        return self._corpus.form[word] or self._slashed(word) or word

    def _slashed(self, word: str) -> str:
        """Return an unknown word as two that the page names side by side: stdout/stderr for "stdout and stderr"; or ''.

        For a slug loses the slash between them.
        """
        for cut in self._corpus.cuts[word]:
            left, right = word[:cut], word[cut:]
            beside = re.compile(
                rf"\b{re.escape(left)}\W{{0,2}}(?:/|,|\band\b|\bor\b)\W{{0,2}}{re.escape(right)}\b", re.I
            )
            if any(beside.search(text) for text in self._texts):
                return f"{left}/{right}"
        return ""

    def is_habit(self, word: str, form: str) -> bool:
        """Tell whether the page itself often spells a word this way, with capitals."""
        return sum(map(str.isupper, form)) > 1 and self._local.get(word, {}).get(form, 0) >= _PAGE_HABIT

    def first_form(self, word: str, usual: str) -> str:
        """Return the spelling of a word at the beginning, where `usual` is the one in mid-sentence."""
        return usual if usual != word or not usual.islower() else self._corpus.capitals[word]
