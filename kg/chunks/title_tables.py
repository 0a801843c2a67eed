"""What all pages' tallies say together: the corpus's spellings of the words and phrases of slugs.

Tally of each page --merge--> Tables; bounded by the words that slugs ask for
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.chunks.title_habits import title_case_share
from kg.chunks.title_places import Spellings
from kg.chunks.title_tally import Tally
from kg.chunks.title_vocabulary import Text, Vocabulary
from kg.ids import Iri

_HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z]?[a-z]+|[A-Z]+|\d+")


class Tables(NamedTuple):
    """Spellings by word (`anywhere`, `middle`), by phrase (`spelled`, `begun`), by the words around a sign.

    `documented` are CamelCase names by their small letters, `humps` the parts of all such; `share` is the corpus's
    share of Title Case; `texts` and `fragments` are of links, by the page they lead to.
    """

    anywhere: Spellings
    middle: Spellings
    begins: Mapping[str, int]
    before: Spellings
    between: Spellings
    commands: Spellings
    spelled: Spellings
    begun: Spellings
    known: Mapping[str, bool]
    bracketed: Mapping[str, bool]
    habits: Mapping[str, int]
    documented: Mapping[str, str]
    humps: Mapping[str, str]
    share: float
    texts: Mapping[Iri, tuple[Text, ...]]
    fragments: Mapping[Iri, tuple[str, ...]]


def gather_tables(facts: Iterable[Tally | None], vocabulary: Vocabulary) -> Tables:
    """Add the tallies of all pages up."""
    totals: list[dict[str, dict[str, int]]] = [{} for _ in range(7)]
    begins, habits = Counter[str](), Counter[str]()
    known, bracketed = set[str](), set[str]()
    for tally in facts:
        if tally is None:
            continue
        told = (tally.middle, tally.aside, tally.before, tally.between, tally.commands, tally.spelled, tally.begun)
        for total, of_page in zip(totals, told, strict=True):
            _add(total, of_page)
        begins.update(tally.begins)
        habits.update(tally.habits)
        known.update(tally.known)
        bracketed.update(tally.bracketed)
    middle, anywhere, before, between, commands, spelled, begun = totals
    for word, forms in middle.items():
        of_word = anywhere.setdefault(word, {})
        for form, count in forms.items():
            of_word[form] = of_word.get(form, 0) + count
    names = {name.lower(): name for name in vocabulary.symbols}
    return Tables(
        anywhere, middle, dict(begins), before, between, commands, spelled, begun, _in_order(known),
        _in_order(bracketed), dict(habits), names,
        _humps(anywhere, names.values()), title_case_share(vocabulary.repeated, habits), vocabulary.texts,
        vocabulary.fragments,
    )  # fmt: skip


def _in_order(words: Iterable[str]) -> dict[str, bool]:
    """Return a set whose bytes are the same in every process."""
    return dict.fromkeys(sorted(words), True)


def _add(total: dict[str, dict[str, int]], pairs: Mapping[tuple[str, str], int]) -> None:
    """Add the counts of (word, form), by word and form."""
    for (word, form), count in pairs.items():
        if (forms := total.get(word)) is None:
            total[word] = {form: count}
        else:
            forms[form] = forms.get(form, 0) + count


def _humps(anywhere: Spellings, documented: Iterable[str]) -> dict[str, str]:
    """Return the parts of CamelCase words by their small letters, each as it is spelled most often."""
    humps: Counter[str] = Counter()
    for forms in anywhere.values():
        if any(form.isalnum() and form[1:] != form[1:].lower() for form in forms):
            humps.update(hump for form in forms for hump in _HUMP.findall(form))
    humps.update(hump for name in documented for hump in _HUMP.findall(name))
    return {hump.lower(): hump for hump in sorted(humps, key=lambda hump: (humps[hump], hump))}
