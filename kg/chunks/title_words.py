"""How a corpus writes a word: its capitals, the signs inside it, the signs between two words.

    "... runs on PyTorch. Use torch.compile with 🤗 Accelerate ..."
        pytorch -> PyTorch     torchcompile -> torch.compile     (before accelerate) -> 🤗

Counted are words in the middle of a sentence, where a capital belongs to the word and not to its place; the page's
own habit goes before the corpus's. Words in inline code serve only where running text has none. All tables hold
only words that some slug asks for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.chunks.title_tally import BRACKETS, CLOSING, OPENING, Tally, commonest, slug_of, sum_of
from kg.records import Section

_NOT_SLUG = re.compile(r"[^\w-]")
_HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z]?[a-z]+|[A-Z]+|\d+")
_SHORTEST_SYMBOL = 9
_PAGE_HABIT = 2
_RARE = 5
_SELDOM = 20
_SOME = 3
_MOST_HUMPS = 4
_SHORTEST_PART = 4


def _plain_first(forms: Counter[str], word: str) -> str:
    """Return the commonest form; one with a sign inside ("agent's") only where the plain word is rare."""
    form = commonest(forms, word)
    if "'" not in form and "’" not in form:
        return form
    plain = {form: count for form, count in forms.items() if form.lower() == word}
    return commonest(plain, word) if sum(plain.values()) * _RARE > sum(forms.values()) else form


class Words:
    """What a corpus knows of the words of its slugs. `running` is `without_code` of each section."""

    def __init__(self, sections: Sequence[Section], running: Sequence[str], slugs: Mapping[str, Iterable[str]]) -> None:
        """Read the corpus; `slugs` are those of each page that lacks headings."""
        asked = {word for of_page in slugs.values() for slug in of_page for word in slug.split("-") if word}
        self.vocabulary = frozenset(asked) | {word[:-1] for word in asked if word.endswith("s")} | _joined_pairs(slugs)
        self._asked = {page: {word for slug in of_page for word in slug.split("-")} for page, of_page in slugs.items()}
        tally = Tally(sections, running)
        self._forms = {token: forms for token in tally.anywhere if (forms := self._read_token(token))}
        self.anywhere = self._by_word(tally.anywhere)
        self.middle = self._by_word(sum_of(tally.pages.values()))
        self._pages, self._local = tally.pages, {"": self.middle}
        self.tokens = Counter[str]()
        for token, count in tally.anywhere.items():
            self.tokens[token.strip(BRACKETS)] += count
        self.known = frozenset(token.lower() for token in self.tokens)
        self.bracketed = frozenset(
            token[1:].rstrip(CLOSING) for token in tally.anywhere if token[0] == "(" and ")" in token
        )
        self.before, self.between = self._by_sign(tally.signs)
        self.commands, self._begins, self._texts = tally.commands, tally.begins, tally.texts
        self.documented = _documented(sections)
        self._humps: dict[str, str] | None = None

    def _read_token(self, token: str) -> list[tuple[str, str]]:
        """Return the slug's words that a token spells, with their spelling: the whole, or the parts of a compound."""
        bare = token.lstrip(OPENING).rstrip(CLOSING).replace("’", "'")
        low = bare.lower()
        key = low if low.isalnum() else _NOT_SLUG.sub("", low)
        if key in self.vocabulary:
            return [] if "://" in bare else [(key, bare.rstrip("("))]
        if "-" not in key:
            return []
        return [(low, part) for part in bare.split("-") if (low := part.lower()) in self.vocabulary]

    def _by_word(self, tokens: Mapping[str, int]) -> dict[str, Counter[str]]:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        forms_of = self._forms
        for token, count in tokens.items():
            for word, form in forms_of.get(token, ()):
                found[word][form] += count
        return dict(found)

    def _of_page(self, page: str) -> dict[str, Counter[str]]:
        """Return the page's own spellings of the words of its own slugs."""
        asked, found, forms_of = self._asked.get(page, set()), defaultdict[str, Counter[str]](Counter), self._forms
        for token, count in self._pages.get(page, {}).items():
            for word, form in forms_of.get(token, ()):
                if word in asked:
                    found[word][form] += count
        return dict(found)

    def _by_sign(
        self, signs: Mapping[tuple[str, str, str], int]
    ) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
        before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        between: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (left, sign, right), count in signs.items():
            bare = right.strip(BRACKETS)
            b = slug_of(bare)
            if b in self.vocabulary:
                before[b][f"{sign} {bare}"] += count
                between[f"{slug_of(left.strip(BRACKETS))} {b}"][sign] += count
        return before, between

    def local(self, page: str) -> dict[str, Counter[str]]:
        """Return the page's own mid-sentence spellings of its slugs' words."""
        if page not in self._local:
            self._local[page] = self._of_page(page)
        return self._local[page]

    def form(self, word: str, page: str) -> str:
        """Return the usual spelling of a slug's word in the middle of a sentence; the word itself where unseen."""
        local = self.local(page).get(word)
        middle = self.middle.get(word)
        if local and sum(local.values()) >= _PAGE_HABIT:
            found = _plain_first(local, word)
            careless = found == word and middle and middle[word] * _RARE < sum(middle.values())
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
        return commonest(singular, word) + "s" if singular else self._slashed(word, page) or word

    def _slashed(self, word: str, page: str) -> str:
        """Return an unknown word as two that the page names side by side: stdout/stderr for "stdout and stderr"; or ''.

        For a slug loses the slash between them.
        """
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if word not in self.known else ():
            left, right = word[:cut], word[cut:]
            if left in self.known and right in self.known:
                beside = re.compile(
                    rf"\b{re.escape(left)}\W{{0,2}}(?:/|,|\band\b|\bor\b)\W{{0,2}}{re.escape(right)}\b", re.I
                )
                if any(beside.search(text) for text in self._texts[page]):
                    return f"{left}/{right}"
        return ""

    def is_habit(self, word: str, form: str, page: str) -> bool:
        """Tell whether the page itself often spells a word this way, with capitals."""
        return sum(map(str.isupper, form)) > 1 and self.local(page).get(word, Counter())[form] >= _PAGE_HABIT

    def first_form(self, word: str, usual: str) -> str:
        """Return the spelling of a word at the beginning: BF16, GGUF where running text has them beside bf16, gguf."""
        if usual != word or not usual.islower():
            return usual
        forms = self.anywhere.get(word, Counter())
        capitals = {form: n for form, n in forms.items() if form.lower() == word and sum(map(str.isupper, form)) > 1}
        unseen = not forms[word.capitalize()]
        if sum(capitals.values()) * (_RARE if unseen else _SOME) >= sum(forms.values()) > 0:
            return commonest(capitals, word)
        return usual

    def begins_small(self, word: str) -> bool:
        """Tell whether sentences that begin with this word leave it small: "bitsandbytes is ..."."""
        forms, capital = self.anywhere.get(word, Counter()), word.capitalize()
        begun = self._begins[word]
        return begun >= _PAGE_HABIT and begun > self._begins[capital] and forms[capital] * _SELDOM < forms[word]

    def acronym(self, word: str, *, initials: bool = False) -> str | None:
        """Return the spelling of a word as an acronym: one seen in brackets, or one that is mostly capitals.

        One of plain initials that running text does not know as a word is in capitals.
        """
        forms: Mapping[str, int] = self.anywhere.get(word, {})
        if initials and word not in self.middle and not any(form in self.bracketed for form in forms):
            return word.upper()
        if bracketed := {form: count for form, count in forms.items() if form in self.bracketed}:
            return commonest(bracketed, word)
        form = commonest(forms, word) if forms else word
        return form if sum(letter.isupper() for letter in form) > 1 else None

    def after_sign(self, left: str, right: str) -> tuple[str, str]:
        """Return the sign a slug lost before `right`, and the right word's spelling beside it ('' where unknown).

        An emoji or another sign often seen there; between two words else an ampersand.
        """
        if (between := self.between.get(f"{left} {right}")) and left:
            return commonest(between, ""), ""
        before = {form: n for form, n in self.before.get(right, {}).items() if left or not form[0].isascii()}
        if before:
            capitals = {form: n for form, n in before.items() if form != form.lower()}
            sign, _, word = commonest(capitals or before, "").partition(" ")
            return sign, word
        return ("&" if left and right else ""), ""

    def symbol(self, word: str) -> str:
        """Spell an unseen symbol by the parts of symbols that are seen: FalconMamba|LM|Head|Model."""
        if word in self.known or len(word) < _SHORTEST_SYMBOL or not word.isalnum():
            return word
        if self._humps is None:
            humps: Counter[str] = Counter()
            for forms in self.symbols.values():
                humps.update(hump for form in forms for hump in _HUMP.findall(form))
            humps.update(hump for name in self.documented.values() for hump in _HUMP.findall(name))
            self._humps = {}
            for hump in sorted(humps, key=lambda h: (humps[h], h)):
                self._humps[hump.lower()] = hump
        parts = _fewest_parts(word, self._humps)
        return "".join(parts) if parts and len(parts) > 1 else word

    @property
    def symbols(self) -> dict[str, Counter[str]]:
        """The CamelCase words among the slugs' words."""
        return {
            word: forms
            for word, forms in self.anywhere.items()
            if any(f.isalnum() and f[1:] != f[1:].lower() for f in forms)
        }


def _documented(sections: Iterable[Section]) -> dict[str, str]:
    """Return the CamelCase names that are documented somewhere, by their small letters."""
    names = sorted({symbol.name.rpartition(".")[2] for section in sections for symbol in section.symbols})
    return {name.lower(): name for name in names if name[1:] != name[1:].lower()}


def _fewest_parts(word: str, parts: Mapping[str, str]) -> list[str] | None:
    """Cover a word with the fewest known parts, from the left; None where there is no cover."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            head, part = best[start], parts.get(word[start:end])
            if head is not None and part is not None and (best[end] is None or len(head) + 1 < len(best[end] or ())):
                best[end] = [*head, part]
    return best[len(word)]


def _joined_pairs(slugs: Mapping[str, Iterable[str]]) -> set[str]:
    return {
        slug.replace("-", "") for of_page in slugs.values() for slug in of_page if 0 < slug.count("-") < _MOST_HUMPS
    }
