"""Where the words of a slug stand together in the corpus, and how they are written there.

    slug "flash-attention-2"   corpus "... with Flash Attention 2 and ..."                -> "Flash Attention 2"
    pair (fine, tuning)        corpus "fine-tuning" 210 times, "fine tuning" 9 times      -> a hyphen

One pass of an Aho-Corasick automaton over the prose, letters lowered and hyphens and line breaks read as spaces,
place by place, so that a match's offsets are those of the prose.
"""

from collections.abc import Mapping, Sequence

from kg.chunks.title_acronyms import LITTLE_WORDS
from kg.chunks.title_places import Spellings
from kg.chunks.title_vocabulary import Vocabulary

_ENDS_SENTENCE = frozenset(".:!?|*#>•…—–\n")

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


def on_page(spelled: Spellings, slug: str) -> str:
    """Return how a page spells a whole slug, if as often as not with a capital in every word; else ''."""
    forms: Mapping[str, int] = spelled.get(slug.replace("-", " "), {})
    titled = {form: count for form, count in forms.items() if _is_titled(form)}
    if sum(titled.values()) * 2 < sum(forms.values()):
        return ""
    return min(titled, key=lambda form: (-titled[form], form), default="")
