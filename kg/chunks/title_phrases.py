"""Where the words of a slug stand together in the corpus, and how they are written there.

    slug "flash-attention-2"   corpus "... with Flash Attention 2 and ..."                -> "Flash Attention 2"
    pair (fine, tuning)        corpus "fine-tuning" 210 times, "fine tuning" 9 times      -> a hyphen

One pass of an Aho-Corasick automaton over the prose, letters lowered and hyphens and line breaks read as spaces,
place by place, so that a match's offsets are those of the prose.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.chunks.title_acronyms import LITTLE_WORDS
from kg.chunks.title_places import Spellings
from kg.chunks.title_vocabulary import Vocabulary

_ENDS_SENTENCE = frozenset(".:!?|*#>•…—–\n")
_HYPHENATING = frozenset(["non", "multi", "pre", "semi", "self", "cross", "sub"])
_WORD_WITNESSES = 2
_PHRASE_WITNESSES = 1
_SMALL = 3

Pairs = dict[tuple[str, str], int]


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


def read_phrases(
    text: str,
    matches: Sequence[tuple[int, int, int]],
    vocabulary: Vocabulary,
    counts: tuple[Pairs, Pairs],
    on_page: dict[str, dict[str, int]],
) -> None:
    """Count the phrases of a text: in mid-sentence, elsewhere; `on_page` are whole slugs anywhere."""
    patterns, wholes = vocabulary.patterns, vocabulary.wholes
    spelled, elsewhere = counts
    for number, start, end in matches:
        if (start and _goes_on(text[start - 1])) or (end < len(text) and _goes_on(text[end])):
            continue
        before = text[max(0, start - 3) : start].rstrip(" \"'“‘(`")
        form, pattern = text[start:end].replace("\n", " "), patterns[number]
        if whole := pattern in wholes:
            forms = on_page.setdefault(pattern, {})
            forms[form] = forms.get(form, 0) + 1
        if before and before[-1] not in _ENDS_SENTENCE:
            spelled[pattern, form] = spelled.get((pattern, form), 0) + 1
        elif whole:
            later = form.partition(" ")[2]
            begun = form if later != later.lower() else form.lower()
            elsewhere[pattern, begun] = elsewhere.get((pattern, begun), 0) + 1


class Phrases:
    """Spellings of whole slugs and of every two neighbouring words of a slug, and the page's own of its slugs."""

    def __init__(self, spelled: Spellings, begun: Spellings, on_page: Spellings) -> None:
        """Take the spellings in mid-sentence, those elsewhere, and those of the page."""
        self.spelled, self.begun, self._on_page = spelled, begun, on_page

    def spelling(self, slug: str) -> str | None:
        """Return how most mid-sentence places spell a whole slug; None where they are too few or not of one mind.

        A capital that some places leave out belongs to no name: small letters win where a third of all places has them.
        """
        words = slug.replace("-", " ")
        forms = dict(self.spelled.get(words, ()))
        for form, count in self.begun.get(words, {}).items():
            forms[form] = forms.get(form, 0) + count
        if not forms:
            return None
        small = {form: count for form, count in forms.items() if form == form.lower()}
        if sum(small.values()) * _SMALL >= sum(forms.values()):
            forms = small
        form = min(forms, key=lambda f: (-forms[f], f))
        return form if forms[form] >= _PHRASE_WITNESSES and forms[form] * 2 > sum(forms.values()) else None

    def on_page(self, slug: str) -> str:
        """Return how the page spells a whole slug, if as often as not with a capital in every word; else ''."""
        forms: Mapping[str, int] = self._on_page.get(slug.replace("-", " "), {})
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
