"""Concepts for genera: what several definitions say their concepts are, so that the hierarchy has inner nodes.

    BM25: "a ranking function that ..."     TF-IDF: "a ranking function ..."      a concept "ranking function"
    "machine learning technique", "optimization technique"                       no concept "technique": says nothing

A genus becomes a concept if definitions of at least two concepts state it, or of three or more end in its head ("deep
learning architecture" is an "architecture"), and it is no generic or vague word (generic.py) or already a name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.concepts.candidates import Candidate
from kg.concepts.generic import GENERIC, VAGUE, is_generic
from kg.concepts.phrases import is_predicative
from kg.concepts.spelling import name_key
from kg.concepts.stream import phrase_key
from kg.ids import SectionKey
from kg.syntax.lexicon import classes, is_participle
from kg.text import fold

_SHARED, _SHARED_HEAD = 2, 3
_LONGEST = 4


def find_genera(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return a term for each shared genus that no candidate is called, sorted by label."""
    taken = {name_key(label) for candidate in candidates for label in candidate.labels}
    stated: dict[str, set[str]] = defaultdict(set)
    headed: dict[str, set[str]] = defaultdict(set)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for concept, genus in _genera(candidates):
        stated[fold(genus)].add(concept)
        written[fold(genus)][genus] += 1
        head = genus.split()[-1]
        headed[fold(head)].add(concept)
        written[fold(head)][head.lower() if not head.isupper() else head] += 1
    shared = [genus for genus, concepts in stated.items() if len(concepts) >= _SHARED]
    shared += [head for head, concepts in headed.items() if len(concepts) >= _SHARED_HEAD]
    labels = {max(written[genus], key=lambda w: (written[genus][w], w)) for genus in shared if _means_something(genus)}
    return [Candidate(label, "term") for label in sorted(labels) if name_key(label) not in taken]


def _genera(candidates: Sequence[Candidate]) -> Iterator[tuple[str, str]]:
    """Return the concepts' identities and genera; definitions of several sections of one concept count once."""
    for candidate in candidates:
        sections: set[SectionKey] = set()
        for definition in candidate.definitions:
            if definition.section in sections and len(sections) > 1:
                continue
            sections.add(definition.section)
            for genus in definition.genera:
                if label := _without_praise(genus.label):
                    yield name_key(candidate.label), label


def _without_praise(genus: str) -> str:
    """Return a genus without leading words that add no kind: "new, recently introduced model" is a "model".

    >>> _without_praise("simple recently introduced language model")
    'language model'
    """
    words = genus.split()
    while len(words) > 1 and _is_praise(words[0].strip(",").lower()):
        del words[0]
    return " ".join(words)


def _is_praise(word: str) -> bool:
    return word in GENERIC or "ADV" in classes(word) or (is_participle(word) == "ed" and "-" not in word)


def _means_something(genus: str) -> bool:
    """A genus that means something ends in a noun and has a word that is not generic."""
    words = phrase_key(genus)
    if not 0 < len(words) <= _LONGEST or is_generic(words) or words[-1] in GENERIC:
        return False
    if len(words) == 1 and words[0] in VAGUE:
        return False
    return "NOUN" in classes(words[-1]) and not is_predicative(words[-1])
