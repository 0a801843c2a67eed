"""One name, two meanings: entries of different glossaries, or of one, that say different things.

Two entries mean the same unless both are defined, no genus of the one is a genus of the other, and their words have
little in common (cosine of content words, as in Lesk's gloss overlap, 1986; where no genus is told, nothing at all).
Those apart are labelled with what distinguishes them, as SKOS wants: "Token (NLP)", "Token (Security)".
"""

import re
from collections import Counter
from collections.abc import Sequence
from math import sqrt

from kg.concepts.candidates import Candidate
from kg.concepts.generic import GENERIC
from kg.concepts.labels import clean_heading
from kg.text import fold, singular

_SAME = 0.25
_FEW = 3
_WORD = re.compile(r"[^\W\d_]{4,}")


def split_homonyms(group: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return the group as one list per meaning; a topic parts only where it is plain that it means something else."""
    if len(group) == 1:
        return [list(group)]
    meanings: list[list[Candidate]] = []
    for candidate in group:
        same = mean_the_same if candidate.kind == "glossary" else may_mean_the_same
        home = next((m for m in meanings if same(m[0], candidate)), None)
        if home is None:
            meanings.append([candidate])
        else:
            home.append(candidate)
    return [_qualified(meaning, meanings) for meaning in meanings]


def mean_the_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether two entries of one name define one thing; when in doubt, yes."""
    if not one.definitions or not other.definitions:
        return True
    genera, others = _genera(one), _genera(other)
    words, said = _words(one), _words(other)
    if not genera or not others:
        return min(len(words), len(said)) < _FEW or _cosine(words, said) > 0
    return bool(genera & others) or _cosine(words, said) >= _SAME


def may_mean_the_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether a topic can be what an entry defines: unless both say what they are, and share not one word.

    A page that is named like the entry is about it; a section of a page on something else can be another matter.
    """
    if one.kind != "glossary" or other.kind != "topic" or fold(other.context) == fold(other.label):
        return True
    apart = _genera(one) and _genera(other) and not mean_the_same(one, other)
    return not apart or _cosine(_words(one), _words(other)) > 0


def _genera(candidate: Candidate) -> set[str]:
    return {fold(g.label).rpartition(" ")[2] for d in candidate.definitions for g in d.genera}


def _words(candidate: Candidate) -> Counter[str]:
    own = set(fold(candidate.label).split())
    words = (singular(w.casefold()) for d in candidate.definitions for w in _WORD.findall(d.text))
    return Counter(word for word in words if word not in GENERIC and word not in own)


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    """Cosine of two bags of words, in [0, 1]; 0 for an empty one."""
    dot = sum(count * other[word] for word, count in one.items())
    norm = sqrt(sum(c * c for c in one.values())) * sqrt(sum(c * c for c in other.values()))
    return dot / norm if norm else 0.0


def _qualified(meaning: list[Candidate], meanings: Sequence[list[Candidate]]) -> list[Candidate]:
    """Label the first member with its context where there are other meanings; the bare name only finds it."""
    first = meaning[0]
    if len(meanings) == 1:
        return meaning
    qualifier = clean_heading(first.context) or "entry"
    if [m[0].context for m in meanings].count(first.context) > 1 and first.definitions:
        genus = next((g.label for g in first.definitions[0].genera), "")
        qualifier = genus or qualifier
    label = f"{first.label} ({qualifier})"
    return [first._replace(label=label, hidden=(*first.hidden, first.label)), *meaning[1:]]
