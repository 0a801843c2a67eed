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
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import log2
from typing import NamedTuple

from kg.concepts.candidates import Candidate
from kg.concepts.corpus import Corpus
from kg.concepts.generic import GENERIC
from kg.concepts.labels import usual_case
from kg.concepts.phrases import Phrase, Places, find_phrases, is_one_word_term
from kg.concepts.refused import is_refused
from kg.concepts.spelling import name_key
from kg.concepts.stream import Usage
from kg.syntax.lexicon import is_known, is_participle, is_plural

_SHARE = 0.005
_ALONE = 0.15
_WORDS_PER_VALUE = 30_000
_PAIR = 2
_SINGULAR, _SMALL = 0.1, 0.2


class Scored(NamedTuple):
    """A phrase by its keys, its C-value, and where it stands."""

    phrase: Phrase
    score: float
    usage: Usage


def find_terms(corpus: Corpus, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the best terms that nothing `found` is called, best first."""
    taken = {name_key(label) for c in found for label in (c.label, *(n.label for n in c.names), *c.hidden)}
    headed = {name_key(c.label) for c in found if c.kind != "symbol"}
    wanted = int(corpus.settings.terms_per_concept * len(headed))
    if not wanted:
        return []
    least = max(corpus.settings.term_min_pages, int(_SHARE * len(corpus.pages)))
    terms = (_candidate(scored) for scored in score_phrases(corpus, least))
    return list(islice((term for term in terms if name_key(term.label) not in taken), wanted))


def score_phrases(corpus: Corpus, min_pages: int) -> list[Scored]:
    """Return phrases that stand alone on at least `min_pages` pages and score above 0, best first; ties by letters."""
    phrases = {p: at for p, at in find_phrases(corpus.stream, corpus.shapes).items() if len(at.all) >= min_pages}
    values = c_values({phrase: len(places.all) for phrase, places in phrases.items()})
    least = len(corpus.stream.words) / _WORDS_PER_VALUE
    scored = []
    for phrase, score in values.items():
        places = phrases[phrase]
        if score <= 0 or score < least or len(places.alone) < max(min_pages, _ALONE * len(places.all)):
            continue
        usage = Usage(corpus.stream, len(phrase))
        usage.places = places.all
        if _is_term(phrase, usage, places, min_pages) and not is_refused(usage, corpus.shapes):
            scored.append(Scored(phrase, score, usage))
    return sorted(scored, key=lambda s: (-s.score, s.phrase))


def _is_term(phrase: Phrase, usage: Usage, places: Places, min_pages: int) -> bool:
    """Tell whether a phrase can be a name: no generic word at its ends; a single word only if it is no ordinary one."""
    if phrase[0] in GENERIC or phrase[-1] in GENERIC or len(set(phrase)) < len(phrase):
        return False
    if "the" in phrase or _does_something(phrase):
        return False
    page = usage.stream.page
    if len({page[place] for place in places.alone}) < min_pages:
        return False
    return len(phrase) > 1 or is_one_word_term(phrase[0], usage.surfaces())


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


def _candidate(scored: Scored) -> Candidate:
    return Candidate(usual_label(scored.usage.surfaces()), "term", score=scored.score)


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
    return usual_case(best, written.items())
