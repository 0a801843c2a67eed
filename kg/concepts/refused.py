"""Phrases that are used often and name nothing: credits, measures, boilerplate, table heads, pieces of sentences.

    written by Patrick von Platen         a person: behind "by", or with a particle between two names
    40 GB, peak memory (MB)               a measure: behind a number, or a unit
    OS Ubuntu 22.04                       half a name: its number belongs to it
    log in to your X so, log in to your X so ...   boilerplate: one sentence on many pages says nothing of its own
    facebook/bart-large                   a path
    that shards optimizer states          a verb and its object, as is "for building applications"

Each rule looks at all places of a phrase in the stream and refuses what mostly stands so.
"""

from collections import Counter
from collections.abc import Callable

from kg.concepts.shape import Shapes
from kg.concepts.stream import Usage
from kg.syntax.lexicon import classes, is_finite, is_participle
from kg.syntax.words import DETERMINERS
from kg.text import singular

_CREDITED, _MEASURED, _MOSTLY = 0.4, 0.3, 0.6
_AROUND, _FRESH = 2, 8
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

Refusal = Callable[[Usage, Shapes], bool]


def is_refused(usage: Usage, shapes: Shapes) -> bool:
    """Tell whether one of the rules refuses a phrase. Linear in its places."""
    return any(refuses(usage, shapes) for refuses in REFUSALS)


def _is_credit(usage: Usage, shapes: Shapes) -> bool:
    credited = usage.stream.credited
    return sum(place in credited for place in usage.places) >= _CREDITED * len(usage.places)


def _is_person(usage: Usage, shapes: Shapes) -> bool:
    """Tell whether a particle of surnames stands between two words with capitals."""
    if usage.length < len(("Ann", "van", "Lee")):
        return False
    return any(
        surface[0].isupper() and surface.split()[-1][0].isupper() and not _PARTICLES.isdisjoint(surface.split()[1:-1])
        for surface in usage.surfaces()
    )


def _is_measure(usage: Usage, shapes: Shapes) -> bool:
    words = usage.stream.words
    if usage.length == 1 and all(surface.casefold() in _UNITS for surface in usage.surfaces()):
        return True
    return sum(words[place - 1][:1].isdigit() for place in usage.places) >= _MEASURED * len(usage.places)


def _is_cut_off(usage: Usage, shapes: Shapes) -> bool:
    """Tell whether a number or a path goes on behind the phrase."""
    words, size = usage.stream.words, usage.length
    following = Counter(words[place + size][:1] for place in usage.places)
    numbers = sum(count for sign, count in following.items() if sign.isdigit())
    return max(numbers, following["/"]) >= _MOSTLY * len(usage.places)


def _is_boilerplate(usage: Usage, shapes: Shapes) -> bool:
    """Tell whether most places have the same words around them, and few others are left."""
    small, size = usage.stream.small, usage.length
    around = Counter(
        (*small[max(0, place - _AROUND) : place], *small[place + size : place + size + _AROUND])
        for place in usage.places
    )
    return len(around) < _FRESH and max(around.values()) >= _MOSTLY * len(usage.places)


def _begins_with_verb(usage: Usage, shapes: Shapes) -> bool:
    """Tell whether the first word mostly is a third person ("shards optimizer states"); nouns modify in singular."""
    if usage.length == 1:
        return False
    words = usage.stream.words
    finite = sum(_is_third_person(words[place].lower(), shapes) for place in usage.places)
    return 2 * finite > len(usage.places)


def _is_third_person(word: str, shapes: Shapes) -> bool:
    return is_finite(word) or (word.endswith("s") and singular(word) != word and shapes.is_verb(singular(word)))


def _has_object(usage: Usage, shapes: Shapes) -> bool:
    """Tell whether the first word is a gerund with its object: never an article nor an adjective before it."""
    stream, first = usage.stream, usage.stream.small[usage.places[0]]
    if usage.length == 1 or is_participle(first) != "ing":
        return False
    before = {stream.small[place - 1] for place in usage.places}
    if any(word in DETERMINERS or "ADJ" in classes(word) for word in before if word.isalpha()):
        return False
    return "NOUN" not in classes(first) or all(surface.endswith("s") for surface in usage.surfaces())


REFUSALS: tuple[Refusal, ...] = (
    _is_credit,
    _is_person,
    _is_measure,
    _is_cut_off,
    _is_boilerplate,
    _begins_with_verb,
    _has_object,
)
