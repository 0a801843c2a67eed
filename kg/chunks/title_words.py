"""How a corpus writes a word: its capitals, the signs inside it, the signs between two words.

    "... runs on PyTorch. Use torch.compile with 🤗 Accelerate ..."
        pytorch -> PyTorch     torchcompile -> torch.compile     (before accelerate) -> 🤗

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place; the page's
own habit goes before the corpus's. Words in inline code serve only where running text has none. All tables hold
only words that some slug asks for.
"""

import re
from collections.abc import Mapping, Sequence

from kg.chunks.title_places import Forms
from kg.chunks.title_spelling import commonest
from kg.chunks.title_tables import Tables

_RARE = 5
_SELDOM = 20
_SOME = 3
_PAGE_HABIT = 2
_SHORTEST_SYMBOL = 9
_SHORTEST_PART = 4


def _plain_first(forms: Forms, word: str) -> str:
    """Return the commonest form; one with a sign inside ("agent's") only where the plain word is rare."""
    form = commonest(forms, word)
    if "'" not in form and "’" not in form:
        return form
    plain = {form: count for form, count in forms.items() if form.lower() == word}
    return commonest(plain, word) if sum(plain.values()) * _RARE > sum(forms.values()) else form


class Words:
    """What a page and its corpus know of the words of the page's slugs."""

    def __init__(self, tables: Tables, local: Mapping[str, Forms], texts: Sequence[str]) -> None:
        """Take the corpus's counts, the page's own in mid-sentence, and its prose."""
        self.anywhere, self.middle, self.known = tables.anywhere, tables.middle, tables.known
        self.documented, self.commands = tables.documented, tables.commands
        self._tables, self._local, self._texts = tables, local, texts

    def form(self, word: str) -> str:
        """Return the usual spelling of a slug's word in the middle of a sentence; the word itself where unseen."""
        local = self._local.get(word)
        middle = self.middle.get(word)
        if local and sum(local.values()) >= _PAGE_HABIT:
            found = _plain_first(local, word)
            careless = found == word and middle and middle.get(word, 0) * _RARE < sum(middle.values())
            if not careless:
                return found
        if middle:
            return _plain_first(middle, word)
        if anywhere := self.anywhere.get(word):
            found = _plain_first(anywhere, word)
            return found if found[1:] != word[1:] else word
        if word in self.documented:
            return self.documented[word]
        singular = self.anywhere.get(word[:-1]) if word.endswith("s") else None
        return commonest(singular, word) + "s" if singular else self._slashed(word) or word

    def _slashed(self, word: str) -> str:
        """Return an unknown word as two that the page names side by side: stdout/stderr for "stdout and stderr"; or ''.

        For a slug loses the slash between them.
        """
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if word not in self.known else ():
            left, right = word[:cut], word[cut:]
            if left in self.known and right in self.known:
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
        """Return the spelling of a word at the beginning: BF16, GGUF where running text has them beside bf16, gguf."""
        if usual != word or not usual.islower():
            return usual
        forms = self.anywhere.get(word, {})
        capitals = {form: n for form, n in forms.items() if form.lower() == word and sum(map(str.isupper, form)) > 1}
        unseen = not forms.get(word.capitalize())
        if sum(capitals.values()) * (_RARE if unseen else _SOME) >= sum(forms.values()) > 0:
            return commonest(capitals, word)
        return usual

    def begins_small(self, word: str) -> bool:
        """Tell whether sentences that begin with this word leave it small: "bitsandbytes is ..."."""
        forms, capital = self.anywhere.get(word, {}), word.capitalize()
        begins = self._tables.begins
        begun = begins.get(word, 0)
        often = begun >= _PAGE_HABIT and begun > begins.get(capital, 0)
        return often and forms.get(capital, 0) * _SELDOM < forms.get(word, 0)

    def acronym(self, word: str, *, initials: bool = False) -> str | None:
        """Return the spelling of a word as an acronym: one seen in brackets, or one that is mostly capitals.

        One of plain initials that running text does not know as a word is in capitals.
        """
        forms: Mapping[str, int] = self.anywhere.get(word, {})
        if initials and word not in self.middle and not any(form in self._tables.bracketed for form in forms):
            return word.upper()
        if bracketed := {form: count for form, count in forms.items() if form in self._tables.bracketed}:
            return commonest(bracketed, word)
        form = commonest(forms, word) if forms else word
        return form if sum(letter.isupper() for letter in form) > 1 else None

    def after_sign(self, left: str, right: str) -> tuple[str, str]:
        """Return the sign a slug lost before `right`, and the right word's spelling beside it ('' where unknown).

        An emoji or another sign often seen there; between two words else an ampersand.
        """
        if (between := self._tables.between.get(f"{left} {right}")) and left:
            return commonest(between, ""), ""
        before = {form: n for form, n in self._tables.before.get(right, {}).items() if left or not form[0].isascii()}
        if before:
            capitals = {form: n for form, n in before.items() if form != form.lower()}
            sign, _, word = commonest(capitals or before, "").partition(" ")
            return sign, word
        return ("&" if left and right else ""), ""

    def symbol(self, word: str) -> str:
        """Spell an unseen symbol by the parts of symbols that are seen: FalconMamba|LM|Head|Model."""
        if word in self.known or len(word) < _SHORTEST_SYMBOL or not word.isalnum():
            return word
        parts = _fewest_parts(word, self._tables.humps)
        return "".join(parts) if parts and len(parts) > 1 else word


def _fewest_parts(word: str, parts: Mapping[str, str]) -> list[str] | None:
    """Cover a word with the fewest known parts, from the left; None where there is no cover."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            head, part = best[start], parts.get(word[start:end])
            if head is not None and part is not None and (best[end] is None or len(head) + 1 < len(best[end] or ())):
                best[end] = [*head, part]
    return best[len(word)]
