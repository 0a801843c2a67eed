"""Does a form, where it stands, name anything? Letters, neighbours, and what its word is in the sentence.

ALIGN         not in "align the images"; Trainer not in "trainer"
head          not in "multi-head", "head_dim", "head.py"; yes in "head-level"
search        not in "to search", "you can search"; labels not in "it labels the rows"
Transformer   not in "Vision Transformer" nor "Transformers" where that form is nearly always a capital one
"""

import re

from kg.mentions.haystack import BORDER, Haystack
from kg.mentions.lexicon import Letters, Sense
from kg.syntax.lexicon import classes, is_known, is_plural
from kg.syntax.words import AUXILIARIES, DETERMINERS, MODALS, PREPOSITIONS, PRONOUNS

_INSIDE = frozenset("_@#=\\$&%~:/.+")
_SUFFIX = re.compile(
    r"[-‐‑](?:based|like|style|level|wise|aware|specific|free|only|related|driven|agnostic|oriented|compatible|powered|"
    r"friendly|ready|enabled|optimi[sz]ed|dependent|independent|intensive|heavy|efficient|capable|to|and|or|\w{2,}(?:ed|ing))(?![\w-])",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\w+(?:[ \-‐‑–/'’]\w+)*")
_BEFORE_VERBS = (
    MODALS | PRONOUNS | frozenset(["to", "not", "please", "let", "never", "then", "and", "or", "automatically"])
)
_SURE = _BEFORE_VERBS - frozenset(
    ["to", "and", "or", "then", "her", "me", "him", "them", "us", "there", "here", "mine", "yours"]
)
_OBJECTS = DETERMINERS | frozenset(["it", "them", "us", "you", "me", "him"])
_PARTICLES = frozenset(["over", "back", "up", "out", "off", "down", "into"])
_CAPITAL = re.compile(r"[A-Z]\w*|[0-9]+(?![\w.]*\w)")
_CAPITAL_BEFORE = re.compile(r"([A-Z]\w*) $")
_INSIDE_SENTENCE = re.compile(r"[\w,;)\]'\"”’%] ?[(\"“'‘]?$")
_OR_BEFORE = re.compile(r"(?:^|[\s(\"'])[A-Za-z]{2,}/$")
_OR_BEHIND = re.compile(r"/[A-Za-z]{2,}(?![\w/.@-]*[/@_-])")
_VERSION = re.compile(r"[ -]?(?:v(?:ersion)? ?)?[0-9]+(?:\.[0-9]+)*[a-zA-Z]?(?!\w)")


def is_in_its_letters(text: str, start: int, end: int, sense: Sense) -> bool:
    """Tell whether the form is written as the name wants it."""
    name = sense.name
    if sense.literal:
        found = text[start - sense.lead : start - sense.lead + len(name)]
        return found == name if sense.letters is Letters.EXACT else found.casefold() == name.casefold()
    if sense.letters is Letters.ANY:
        return True
    surface = text[start:end]
    if sense.letters is Letters.CAPITAL:
        return not surface.islower()
    return _letters_of(surface) in (_letters_of(name), _letters_of(name) + "s")


def _letters_of(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def is_joined(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but spaces, hyphens and slashes stands between the words of a form of several words."""
    return _JOINED.fullmatch(text, start, end) is not None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the form is no part of a hyphenated word, an identifier, a path or a version."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before == " " and after == " ":
        return True
    if before in _INSIDE and before and not _may_stand_before(text, start):
        return False
    if before in ("-", "‐", "‑") and start > 1 and not text[start - 2].isspace():
        return False
    if after in ("-", "‐", "‑") and text[end + 1 : end + 2].isalnum():
        return bool(_SUFFIX.match(text, end))
    return not (after and after in _INSIDE) or _may_stand_behind(text, end)


def _may_stand_before(text: str, start: int) -> bool:
    """A slash between two words is an "or"; other signs only after white space."""
    sign, before = text[start - 1], text[start - 2 : start - 1]
    if sign == "/":
        return bool(_OR_BEFORE.search(text[max(0, start - 24) : start]))
    return sign in ".:" and not before.isalnum() and sign != "."


def _may_stand_behind(text: str, end: int) -> bool:
    sign, after = text[end], text[end + 1 : end + 2]
    if sign == "/":
        return bool(_OR_BEHIND.match(text[end : end + 40]))
    if sign in "+&%~$#@=\\_":
        return not after.isalnum() and sign in "&%~"
    return not after.isalnum() and not (sign == ":" and after == ":")


def is_inside_sentence(text: str, start: int) -> bool:
    """Tell whether a word goes before in the same sentence, so that a capital is no sentence's beginning."""
    before = text[max(0, start - 3) : start]
    return bool(_INSIDE_SENTENCE.search(before)) and BORDER not in before and "  " not in before


def belongs_to_longer_name(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a capitalised form is a piece of a longer proper name: "Vision [Transformer]", "[Llama] 2".

    "[Luke] Smith" is not LUKE.
    """
    surface = text[start:end]
    if surface.islower():
        return False
    following = _CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
    if not name.islower():
        if following and surface.istitle() and surface != name and following[0].istitle():
            return True
        return bool(_VERSION.match(text, end)) and not any(map(str.isdigit, name)) and " " not in name
    if following and not _is_acronym(following[0]) and text[start:end].istitle():
        return True
    left = _CAPITAL_BEFORE.search(text[max(0, start - 30) : start])
    if not left or _is_acronym(left[1]):
        return False
    place = start - 1 - len(left[1])
    return is_inside_sentence(text, place) or not is_known(left[1].lower()) or classes(left[1].lower()) == {"NOUN"}


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


def is_symbol_in_prose(text: str, start: int, name: str) -> bool:
    """Tell whether a symbol's name outside code means it: by its shape, or by a capital inside a sentence."""
    if "_" in name or "." in name or any(map(str.isupper, name[1:])):
        return not name.isupper()
    if not (name[:1].isupper() and is_inside_sentence(text, start)):
        return False
    return not is_known(name.lower()) or not _is_in_title(text, start, start + len(name))


def _is_in_title(text: str, start: int, end: int) -> bool:
    """Tell whether a capital may be a title's: the next word, or the one before, has one too, or a hyphen follows."""
    following = _CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
    if text[end : end + 1] in ("-", "‐", "‑") or (following and not _is_acronym(following[0])):
        return True
    left = _CAPITAL_BEFORE.search(text[max(0, start - 30) : start])
    return left is not None and is_inside_sentence(text, start - 1 - len(left[1]))


def is_verb(haystack: Haystack, start: int, end: int) -> bool:
    """Tell whether a single word, which can be a verb and does not end in -ing, is used as one here."""
    small = haystack.small
    word = small[start:end]
    before, after = _word_before(haystack.text, small, start), _word_after(haystack.text, small, end)
    if word.endswith("s") and not is_known_noun_in_s(word):
        return _is_third_person(before, after)
    if before in _SURE:
        return True
    if before == "to":
        return after in _OBJECTS or after in PREPOSITIONS or "NOUN" not in classes(word) or not after
    if after in _OBJECTS and is_plural(before) and classes(before) == {"NOUN"}:
        return True
    clause_begins = not before or before in ("and", "or", "then")
    return clause_begins and (after in _OBJECTS or after in _PARTICLES)


def is_known_noun_in_s(word: str) -> bool:
    """Tell whether the final s belongs to the noun ("bias", "loss")."""
    return word.endswith(("ss", "us", "is", "as"))


def _is_third_person(before: str, after: str) -> bool:
    if before in DETERMINERS or before in PREPOSITIONS or before in AUXILIARIES or not before:
        return False
    if before in ("it", "he", "she", "that", "which", "who", "this"):
        return True
    return after in _OBJECTS and "ADJ" not in classes(before)


def _word_before(text: str, small: str, start: int) -> str:
    """Return the word before in the same clause, in small letters; empty where punctuation comes between."""
    place = start - 1
    if place < 1 or text[place] != " " or small[place - 1] == " ":
        return ""
    return small[small.rfind(" ", 0, place) + 1 : place]


def _word_after(text: str, small: str, end: int) -> str:
    if text[end : end + 1] != " " or small[end + 1 : end + 2] in ("", " "):
        return ""
    stop = small.find(" ", end + 1)
    return small[end + 1 : stop if stop >= 0 else None]
