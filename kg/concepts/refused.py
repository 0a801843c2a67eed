"""Phrases that are used often and name nothing: credits, measures, boilerplate, table heads, pieces of sentences.

    written by Patrick von Platen         a person: behind "by", or with a particle between two names
    40 GB, peak memory (MB)               a measure: behind a number, or a unit
    OS Ubuntu 22.04                       half a name: its number belongs to it
    log in to your X so, log in to your X so ...   boilerplate: one sentence on many pages says nothing of its own
    facebook/bart-large                   a path
    that shards optimizer states          a verb and its object, as is "for building applications"

Each rule looks at how all documents use a phrase and refuses what mostly stands so.
"""

from collections.abc import Callable

from kg.concepts.usage import Usage
from kg.syntax.lexicon import classes, is_finite, is_participle
from kg.text import singular

_CREDITED, _MEASURED, _MOSTLY = 0.4, 0.3, 0.6
_UNITS = frozenset(
    [
        "b",
        "kb",
        "mb",
        "gb",
        "tb",
        "pb",
        "kib",
        "mib",
        "gib",
        "tib",
        "ms",
        "fps",
        "hz",
        "khz",
        "mhz",
        "ghz",
        "kw",
        "kwh",
        "px",
    ]
)
_PARTICLES = frozenset(
    ["von", "van", "de", "der", "den", "del", "di", "da", "la", "du", "el", "al", "bin", "ibn", "ter"]
)

Refusal = Callable[[Usage, frozenset[str]], bool]


def is_refused(usage: Usage, verbs: frozenset[str]) -> bool:
    """Tell whether one of the rules refuses a phrase. `verbs` are the words that the text uses as verbs."""
    return any(refuses(usage, verbs) for refuses in REFUSALS)


def _is_credit(usage: Usage, verbs: frozenset[str]) -> bool:
    return usage.credited >= _CREDITED * usage.places


def _is_person(usage: Usage, verbs: frozenset[str]) -> bool:
    """Tell whether a particle of surnames stands between two words with capitals."""
    if usage.length < len(("Ann", "van", "Lee")):
        return False
    return any(
        surface[0].isupper() and surface.split()[-1][0].isupper() and not _PARTICLES.isdisjoint(surface.split()[1:-1])
        for surface in usage.surfaces()
    )


def _is_measure(usage: Usage, verbs: frozenset[str]) -> bool:
    if usage.length == 1 and all(surface.casefold() in _UNITS for surface in usage.surfaces()):
        return True
    return usage.measured >= _MEASURED * usage.places


def _is_cut_off(usage: Usage, verbs: frozenset[str]) -> bool:
    """Tell whether a number or a path goes on behind the phrase."""
    return max(usage.numbered, usage.cut) >= _MOSTLY * usage.places


def _is_boilerplate(usage: Usage, verbs: frozenset[str]) -> bool:
    """Tell whether most places have the same words around them, and few others are left."""
    return usage.around is not None and max(usage.around.values()) >= _MOSTLY * usage.places


def _begins_with_verb(usage: Usage, verbs: frozenset[str]) -> bool:
    """Tell whether the first word mostly is a third person ("shards optimizer states"); nouns modify in singular."""
    if usage.length == 1:
        return False
    finite = sum(count for word, count in usage.firsts.items() if _is_third_person(word, verbs))
    return 2 * finite > usage.places


def _is_third_person(word: str, verbs: frozenset[str]) -> bool:
    return is_finite(word) or (word.endswith("s") and singular(word) != word and singular(word).lower() in verbs)


def _has_object(usage: Usage, verbs: frozenset[str]) -> bool:
    """Tell whether the first word is a gerund with its object: never an article nor an adjective before it."""
    if usage.length == 1 or is_participle(usage.first) != "ing" or usage.modified:
        return False
    return "NOUN" not in classes(usage.first) or all(surface.endswith("s") for surface in usage.surfaces())


REFUSALS: tuple[Refusal, ...] = (
    _is_credit,
    _is_person,
    _is_measure,
    _is_cut_off,
    _is_boilerplate,
    _begins_with_verb,
    _has_object,
)
