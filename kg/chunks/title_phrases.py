"""Where the words of a slug stand together in the corpus, and how they are written there.

    slug "flash-attention-2"   corpus "... with Flash Attention 2 and ..."                -> "Flash Attention 2"
    pair (fine, tuning)        corpus "fine-tuning" 210 times, "fine tuning" 9 times      -> a hyphen

One pass of an Aho-Corasick automaton over the prose, letters lowered and hyphens and line breaks read as spaces,
place by place, so that a match's offsets are those of the prose.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kg.chunks.title_acronyms import LITTLE_WORDS

_ENDS_SENTENCE = frozenset(".:!?|*#>•…—–\n")
_HYPHENATING = frozenset(["non", "multi", "pre", "semi", "self", "cross", "sub"])
_WORD_WITNESSES = 2
_PHRASE_WITNESSES = 1
_SMALL = 3


def lowered(text: str) -> str:
    """Lower a text place by place; a letter whose small form is longer than one code point stays."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.replace("-", " ").replace("\n", " ").replace("\t", " ")


def _goes_on(letter: str) -> bool:
    """Tell whether a name goes on at this letter: a word, or a path such as user/phi-2."""
    return letter.isalnum() or letter in "/_@\\"


def _is_titled(form: str) -> bool:
    words = [word for word in form.replace("-", " ").split() if word not in LITTLE_WORDS]
    return len(words) > 1 and all(word[:1].isupper() for word in words)


class Phrases:
    """Spellings, in mid-sentence, of whole slugs and of every two neighbouring words of a slug."""

    def __init__(self, running: Iterable[tuple[str, str]], slugs: Iterable[str]) -> None:
        """Read texts, each with its page; slugs with lost signs (`--`) are known by their pairs only."""
        import ahocorasick_rs

        self.wholes = wholes = {slug.replace("-", " ") for slug in slugs}
        pairs = {
            f"{a} {b}"
            for whole in wholes
            for a, b in pairwise(whole.split(" "))
            if a and b and not {a, b} <= LITTLE_WORDS
        }
        patterns = sorted(pairs | {whole for whole in wholes if " " in whole.strip() and "  " not in whole.strip()})
        self.spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.begun: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._on_page: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        if patterns:
            matcher = ahocorasick_rs.AhoCorasick(patterns)
            for page, text in running:
                self._read(page, text, matcher.find_matches_as_indexes(lowered(text), overlapping=True), patterns)

    def _read(self, page: str, text: str, matches: Sequence[tuple[int, int, int]], patterns: Sequence[str]) -> None:
        for number, start, end in matches:
            if (start and _goes_on(text[start - 1])) or (end < len(text) and _goes_on(text[end])):
                continue
            before = text[max(0, start - 3) : start].rstrip(" \"'“‘(`")
            form = text[start:end].replace("\n", " ")
            if patterns[number] in self.wholes:
                self._on_page[page, patterns[number]][form] += 1
            if before and before[-1] not in _ENDS_SENTENCE:
                self.spelled[patterns[number]][form] += 1
            elif patterns[number] in self.wholes:
                later = form.partition(" ")[2]
                begun = form if later != later.lower() else form.lower()
                self.begun[patterns[number]][begun] += 1

    def spelling(self, slug: str) -> str | None:
        """Return how most mid-sentence places spell a whole slug; None where they are too few or not of one mind.

        A capital that some places leave out belongs to no name: small letters win where a third of all places has them.
        """
        words = slug.replace("-", " ")
        forms: Counter[str] = self.spelled.get(words, Counter()) + self.begun.get(words, Counter())
        small = {form: count for form, count in forms.items() if form == form.lower()}
        if sum(small.values()) * _SMALL >= sum(forms.values()):
            forms = Counter(small)
        form = min(forms, key=lambda f: (-forms[f], f), default="")
        return form if forms and forms[form] >= _PHRASE_WITNESSES and forms[form] * 2 > sum(forms.values()) else None

    def on_page(self, page: str, slug: str) -> str:
        """Return how a page spells a whole slug, if at least as often as not with a capital in every word; else ''."""
        forms: Mapping[str, int] = self._on_page.get((page, slug.replace("-", " ")), {})
        titled = {form: count for form, count in forms.items() if _is_titled(form)}
        if sum(titled.values()) * 2 < sum(forms.values()):
            return ""
        return min(titled, key=lambda form: (-titled[form], form), default="")

    def running(self, slug: str) -> int:
        """Return how often a whole slug stands in running text."""
        words = slug.replace("-", " ")
        return sum(self.spelled.get(words, {}).values()) + sum(self.begun.get(words, {}).values())

    def word(self, left: str, word: str, right: str) -> str | None:
        """Return how a word is spelled beside its neighbours in the slug; None where too few places tell."""
        found: Counter[str] = Counter()
        for form, count in self.spelled.get(f"{left} {word}", {}).items() if left else ():
            found[form[len(left) + 1 :]] += count
        for form, count in self.spelled.get(f"{word} {right}", {}).items() if right else ():
            found[form[: len(word)]] += count
        if sum(found.values()) < _WORD_WITNESSES:
            return None
        return min(found, key=lambda form: (-found[form], form != word, form))

    def joint(self, left: str, right: str, *, names: bool = False) -> str:
        """Return what the corpus puts between two words: a hyphen or a space. `names`: where both have capitals."""
        forms: Mapping[str, int] = self.spelled.get(f"{left} {right}", {})
        if names:
            forms = {f: n for f, n in forms.items() if f[0].isupper() and f[len(left) + 1].isupper()} or forms
        if not forms:
            return "-" if left in _HYPHENATING else " "
        hyphens = sum(count for form, count in forms.items() if form[len(left)] == "-")
        return "-" if hyphens * 2 > sum(forms.values()) else " "
