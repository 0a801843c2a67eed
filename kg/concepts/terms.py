"""Terms: names that the documentation uses often and never introduces, found by their frequency and nesting.

C-value (Frantzi, Ananiadou & Mima, "Automatic recognition of multi-word terms", IJDL 2000):

    C(a) = log2(|a| + 1) * (f(a) - mean of f(b) over the longer candidates b that hold a)

with |a| + 1 so that one word can be a term (Barron-Cedeno et al. 2009). Candidates are noun phrases (phrases.py).
"Automatic speech", which nearly always stands in "automatic speech recognition", is no term of its own: a term also
stands alone, on as many pages as it must be named on. What names nothing however often is in refused.py.

A term is labelled in the singular and in small letters where running text writes it so: "attention layer" has the
commonest form "attention layers". Headings, which others wrote, are left as they are.

The threshold is the corpus's: a term stands on `term_min_pages` pages and on one page in two hundred, its C-value is
one in 30,000 words, and there are at most `terms_per_concept` terms for each name that a heading bears.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import islice
from math import log2
from typing import NamedTuple

from kg.concepts.candidates import Candidate
from kg.concepts.generic import GENERIC
from kg.concepts.labels import usual_case
from kg.concepts.phrases import Phrase, is_one_word_term
from kg.concepts.refused import is_refused
from kg.concepts.spelling import name_key
from kg.concepts.usage import Usage
from kg.config import Settings
from kg.syntax.lexicon import is_known, is_participle, is_plural

_SHARE = 0.005
_ALONE = 0.15
_WORDS_PER_VALUE = 30_000
_PAIR = 2
_SINGULAR, _SMALL = 0.1, 0.2


class Counts(NamedTuple):
    """How often noun phrases stand anywhere and alone, and on how many pages alone."""

    all: Counter[str]
    alone: Counter[str]
    pages: Counter[str]

    def add(self, everywhere: Iterable[str], alone: Iterable[str]) -> None:
        """Add the phrases of one page, each as often as it stands there."""
        self.all.update(everywhere)
        self.alone.update(alone)
        self.pages.update(set(alone))


class Term(NamedTuple):
    """A phrase that passes as a term, by its keys; its C-value, and how the text writes it."""

    score: float
    phrase: Phrase
    label: str


def fewest_pages(settings: Settings, pages: int) -> int:
    """Return on how many of a corpus's pages a term must stand at least."""
    return max(settings.term_min_pages, int(_SHARE * pages))


def score_phrases(counts: Counts, odd: Container[str], words: int, min_pages: int) -> dict[str, float]:
    """Return the C-values of phrases that may be terms as far as counts tell; `words` is the corpus's length.

    Of single words only the `odd` ones may be terms.
    """
    frequency = {tuple(phrase.split(" ")): count for phrase, count in counts.all.items() if count >= min_pages}
    least = words / _WORDS_PER_VALUE
    return {
        phrase: score
        for keys, score in c_values(frequency).items()
        if score > 0 and score >= least and _is_term(keys) and (len(keys) > 1 or keys[0] in odd)
        for phrase in (" ".join(keys),)
        if counts.alone[phrase] >= max(min_pages, _ALONE * counts.all[phrase]) and counts.pages[phrase] >= min_pages
    }


def find_terms(scores: Mapping[str, float], usages: Mapping[str, Usage], verbs: frozenset[str]) -> list[Term]:
    """Return the terms among scored phrases, best first; ties by letters. `verbs`: words the text uses as verbs."""
    terms = [
        Term(scores[phrase], tuple(phrase.split(" ")), usual_label(usage.surfaces()))
        for phrase, usage in usages.items()
        if (usage.length > 1 or is_one_word_term(phrase, usage.surfaces())) and not is_refused(usage, verbs)
    ]
    return sorted(terms, key=lambda term: (-term.score, term.phrase))


def best_terms(
    terms: Iterable[Term], found: Iterable[Candidate], called: Iterable[str], ratio: float
) -> list[Candidate]:
    """Return the best terms that nothing `found` is `called`: at most `ratio` for each that a heading names."""
    taken = set(map(name_key, called))
    headed = {name_key(candidate.label) for candidate in found if candidate.kind != "symbol"}
    free = (Candidate(term.label, "term", score=term.score) for term in terms if name_key(term.label) not in taken)
    return list(islice(free, int(ratio * len(headed))))


def _is_term(phrase: Phrase) -> bool:
    """Tell whether a phrase can be a name: no generic word at its ends, no word twice."""
    if phrase[0] in GENERIC or phrase[-1] in GENERIC or len(set(phrase)) < len(phrase):
        return False
    return "the" not in phrase and not _does_something(phrase)


def _does_something(phrase: Phrase) -> bool:
    """Tell whether a phrase says what is done to what: "computing batched generation"; "state-of-the-art" praises."""
    return len(phrase) > _PAIR and is_participle(phrase[0]) == "ing" and is_participle(phrase[1]) == "ed"


def c_values(frequency: Mapping[Phrase, int]) -> dict[Phrase, float]:
    """Return the C-value of each phrase.

    >>> c_values({("beam", "search"): 10, ("diverse", "beam", "search"): 4})
    {('beam', 'search'): 9.509775004326936, ('diverse', 'beam', 'search'): 8.0}
    """
    holding: dict[Phrase, list[int]] = defaultdict(list)
    for phrase, count in frequency.items():
        for part in _parts(phrase):
            if part in frequency:
                holding[part].append(count)
    nested = {phrase: sum(counts) / len(counts) for phrase, counts in holding.items()}
    return {phrase: log2(len(phrase) + 1) * (count - nested.get(phrase, 0)) for phrase, count in frequency.items()}


def _parts(phrase: Phrase) -> Iterator[Phrase]:
    """Return the shorter stretches of a phrase, each once."""
    size = len(phrase)
    return iter({phrase[a:b] for a in range(size) for b in range(a + 1, size + 1) if b - a < size})


def usual_label(surfaces: Counter[str]) -> str:
    """Return the way a name is written: the commonest singular, in small letters if a part of the text does so.

    >>> usual_label(Counter({"attention layers": 9, "Attention Layer": 2, "attention layer": 1}))
    'attention layer'
    >>> usual_label(Counter({"Apple Silicon": 9, "Apple silicon": 2})), usual_label(Counter({"logits": 55, "logit": 4}))
    ('Apple Silicon', 'logits')
    """
    singulars = Counter({s: count for s, count in surfaces.items() if not is_plural(s.rpartition(" ")[2])})
    written = singulars if singulars.total() >= _SINGULAR * surfaces.total() else surfaces
    best = max(written, key=lambda surface: (written[surface], surface))
    small = sum(count for surface, count in surfaces.items() if surface.islower())
    if small >= _SMALL * surfaces.total() and all(is_known(word.lower()) for word in re.findall(r"[^\W_]+", best)):
        return best.lower()
    lower = sum(count for surface, count in written.items() if surface.islower())
    return usual_case(best, small=lower > written.total() / 2)
