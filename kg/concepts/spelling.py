"""One key for all spellings of a name: case, hyphens, spaces, plural, CamelCase, British and American.

    fine-tuning, finetuning, Fine Tuning      finetuning
    optimisation, optimization                optimization
    DataParallel, data parallel               dataparallel

Pairs of British and American spelling follow the regular classes in Quirk et al., "A Comprehensive Grammar of the
English Language" (1985), app. I; single words stand in the table.
"""

import re
from functools import lru_cache

from kg.text import fold, singular

_CLASSES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("is", re.compile(r"(?<=[a-z]{3})(?<![aovw])(?<!pr)is(?=(?:e[srd]?|ing|ations?|ational|able)$)"), "iz"),
    ("ys", re.compile(r"(?<=[a-z]{3})ys(?=(?:e[srd]?|ing)$)"), "yz"),
    ("our", re.compile(r"(?<=[a-z]{2}[bdilmnpvgh])our(?=(?:s|ed|ing|al|able|ful|ite|less)?$)"), "or"),
)
_WORDS = {
    "centre": "center", "fibre": "fiber", "metre": "meter", "theatre": "theater", "litre": "liter",
    "defence": "defense",
    "licence": "license", "offence": "offense", "catalogue": "catalog", "dialogue": "dialog", "analogue": "analog",
    "grey": "gray", "programme": "program", "artefact": "artifact", "cheque": "check", "tyre": "tire", "disc": "disk",
    "ageing": "aging", "judgement": "judgment", "acknowledgement": "acknowledgment", "modelling": "modeling",
    "labelling": "labeling", "labelled": "labeled", "modelled": "modeled",
}  # fmt: skip
_KEPT = frozenset(
    [
        "precise",
        "concise",
        "exercise",
        "exercises",
        "exercised",
        "promise",
        "promises",
        "promised",
        "promising",
        "premise",
        "premises",
        "compromise",
        "compromising",
        "compromised",
        "expertise",
        "paradise",
        "franchise",
        "merchandise",
    ]
)
_PLURAL_ACRONYM = re.compile(r"(?<=[A-Z0-9]{2})s$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=100_000)
def name_key(label: str) -> str:
    """Return the key that all spellings of a name share.

    >>> {name_key(n) for n in ("Fine-Tuning", "finetuning", "fine tunings")}
    {'finetuning'}
    >>> name_key("LLMs") == name_key("LLM")
    True
    >>> name_key("data centre") == name_key("Datacenter"), name_key("VITS") == name_key("ViT")
    (True, False)
    """
    if label[-1:] == "s":
        label = _PLURAL_ACRONYM.sub("", label)
    words = fold(f"{label} x").split()[:-1] if label[-1:].isupper() else fold(label).split()
    return "".join(map(american, words))


@lru_cache(maxsize=100_000)
def american(word: str) -> str:
    """Return the American spelling of a lower-case word.

    >>> [american(w) for w in ("tokenisation", "behaviour", "modelling", "precise", "colour")]
    ['tokenization', 'behavior', 'modeling', 'precise', 'color']
    """
    if word in _KEPT:
        return word
    if word in _WORDS:
        return _WORDS[word]
    for british, pattern, spelled in _CLASSES:
        if british in word:
            word = pattern.sub(spelled, word)
    return word


def is_same_but_inflected(one: str, other: str) -> bool:
    """Tell whether two labels differ by case or a regular plural alone: no names of their own.

    >>> is_same_but_inflected("Large Language Model", "large language models")
    True
    """
    return [singular(w) for w in one.casefold().split()] == [singular(w) for w in other.casefold().split()]


def spaced(label: str) -> str:
    """Return a CamelCase name as separate words.

    >>> spaced("PipelineParallel"), spaced("DistilBERT")
    ('Pipeline Parallel', 'Distil BERT')
    """
    return _CAMEL.sub(" ", label)
