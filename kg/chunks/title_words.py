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
from itertools import pairwise

from kg.records import Section

_OPENING = "([{<`*_\"'“‘«|~#@"
_CLOSING = ")]}>`*_\"'”’»,;:.!?|…=\\"
_BRACKETS = _OPENING + _CLOSING
_ENDS_SENTENCE = frozenset(".:!?|-*#>•…—–")
_NOT_SLUG = re.compile(r"[^\w-]")
_NOT_SLUG_OR_SPACE = re.compile(r"[^\w\s-]")
_HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z]?[a-z]+|[A-Z]+|\d+")
_SHORTEST_SYMBOL = 9
_PAGE_HABIT = 2
_RARE = 5
_SELDOM = 20
_SENTENCE_ENDS = (".", "!", "?")
_SOME = 3
_MOST_HUMPS = 4


def slug_of(text: str) -> str:
    """Return the anchor most renderers make of a heading: lower case, signs dropped, spaces to hyphens.

    >>> slug_of("What's new in 🤗 Accelerate?")
    'whats-new-in--accelerate'
    """
    return re.sub(r"\s", "-", _NOT_SLUG_OR_SPACE.sub("", text.lower()))


def without_code(section: Section) -> str:
    """Return the section's prose with its inline code filled with back ticks, place by place."""
    prose, cut, end = section.prose, [], 0
    for mark in section.marks:
        if mark.kind == "code" and mark.start >= end:
            cut += [prose[end : mark.start], "`" * (mark.end - mark.start)]
            end = mark.end
    return "".join([*cut, prose[end:]]) if cut else prose


def _plain_first(forms: Counter[str], word: str) -> str:
    """Return the commonest form; one with a sign inside ("agent's") only where the plain word is rare."""
    form = commonest(forms, word)
    if "'" not in form and "’" not in form:
        return form
    plain = {form: count for form, count in forms.items() if form.lower() == word}
    return commonest(plain, word) if sum(plain.values()) * _RARE > sum(forms.values()) else form


def commonest(forms: Mapping[str, int], default: str) -> str:
    """Return the most frequent form; a tie goes to the slug's own letters, then to code point order."""
    return min(forms, key=lambda form: (-forms[form], form != default, form))


class Words:
    """What a corpus knows of the words of its slugs. `running` is `without_code` of each section."""

    def __init__(self, sections: Sequence[Section], running: Sequence[str], slugs: Mapping[str, Iterable[str]]) -> None:
        """Read the corpus; `slugs` are those of each page that lacks headings."""
        asked = {word for of_page in slugs.values() for slug in of_page for word in slug.split("-") if word}
        self.vocabulary = frozenset(asked) | {word[:-1] for word in asked if word.endswith("s")} | _joined_pairs(slugs)
        pages: defaultdict[str, Counter[str]] = defaultdict(Counter)
        signs: Counter[tuple[str, str, str]] = Counter()
        begins: Counter[str] = Counter()
        self.commands: defaultdict[str, Counter[str]] = defaultdict(Counter)
        anywhere: Counter[str] = Counter()
        for section, text in zip(sections, running, strict=True):
            tokens = text.split()
            anywhere.update(tokens)
            for code in _codes(section):
                anywhere.update(code)
                if len(code) > 1:
                    self.commands[slug_of(" ".join(code))][" ".join(code)] += 1
            pages[section.document].update(
                [after for before, after in pairwise(tokens) if before[-1] not in _ENDS_SENTENCE]
            )
            begins.update(_begins(tokens))
            signs.update(_signs(tokens))
        self._forms = {token: forms for token in anywhere if (forms := self._read_token(token))}
        self.anywhere = self._by_word(anywhere)
        middle: Counter[str] = Counter()
        for counts in pages.values():
            middle.update(counts)
        self.middle = self._by_word(middle)
        self._pages, self._local = pages, {"": self.middle}
        self.known = frozenset(token.strip(_BRACKETS).lower() for token in anywhere)
        self.bracketed = frozenset(token[1:].rstrip(_CLOSING) for token in anywhere if token[0] == "(" and ")" in token)
        self._begins = begins
        self.before, self.between = self._by_sign(signs)
        self.documented = _documented(sections)
        self._humps: dict[str, str] | None = None

    def _read_token(self, token: str) -> list[tuple[str, str]]:
        """Return the slug's words that a token spells, with their spelling: the whole, or the parts of a compound."""
        bare = token.lstrip(_OPENING).rstrip(_CLOSING).replace("’", "'")
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

    def _by_sign(
        self, signs: Mapping[tuple[str, str, str], int]
    ) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
        before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        between: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (left, sign, right), count in signs.items():
            bare = right.strip(_BRACKETS)
            b = slug_of(bare)
            if b in self.vocabulary:
                before[b][f"{sign} {bare}"] += count
                between[f"{slug_of(left.strip(_BRACKETS))} {b}"][sign] += count
        return before, between

    def local(self, page: str) -> dict[str, Counter[str]]:
        """Return the page's own mid-sentence spellings by slug's word."""
        if page not in self._local:
            self._local[page] = self._by_word(self._pages.get(page, Counter()))
        return self._local[page]

    def form(self, word: str, page: str) -> str:
        """Return the usual spelling of a slug's word in the middle of a sentence; the word itself where unseen."""
        local = self.local(page).get(word)
        if local and sum(local.values()) >= _PAGE_HABIT:
            return _plain_first(local, word)
        if middle := self.middle.get(word):
            return _plain_first(middle, word)
        if anywhere := self.anywhere.get(word):
            found = _plain_first(anywhere, word)
            return found if found[1:] != word[1:] else word
        if word in self.documented:
            return self.documented[word]
        singular = self.anywhere.get(word[:-1]) if word.endswith("s") else None
        return commonest(singular, word) + "s" if singular else word

    def is_habit(self, word: str, form: str, page: str) -> bool:
        """Tell whether the page itself often spells a word this way, with capitals."""
        return sum(map(str.isupper, form)) > 1 and self.local(page).get(word, Counter())[form] >= _PAGE_HABIT

    def first_form(self, word: str, usual: str) -> str:
        """Return the spelling of a word at the beginning: BF16, GGUF where running text has them beside bf16, gguf."""
        if usual != word or not usual.islower():
            return usual
        forms = self.anywhere.get(word, Counter())
        capitals = {form: n for form, n in forms.items() if form.lower() == word and sum(map(str.isupper, form)) > 1}
        if capitals and sum(capitals.values()) * _SOME >= sum(forms.values()):
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


def _codes(section: Section) -> list[list[str]]:
    """Return the words of each inline code of the section."""
    prose = section.prose
    return [prose[mark.start : mark.end].split() for mark in section.marks if mark.kind == "code"]


def _begins(tokens: Sequence[str]) -> list[str]:
    """Return the words that begin a sentence; what follows "e.g." begins none."""
    return [
        bare
        for before, token in pairwise(tokens)
        if before[-1] in _SENTENCE_ENDS and before.count(".") < _PAGE_HABIT
        if (bare := token.strip(_BRACKETS)).isalpha()
    ]


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


def _signs(tokens: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the tokens without a letter, with their neighbours; plain punctuation and markup are left out."""
    return [
        (tokens[i - 1] if i else "", sign, tokens[i + 1])
        for i, sign in enumerate(tokens[:-1])
        if not sign[0].isalnum() and not any(map(str.isalnum, sign)) and sign.strip("-–—_|*#`\"'.,:;!?()[]{}<>=~^\\/")
    ]
