"""Letters and signs: what is no part of a word, what a slug makes of a heading, which of several spellings wins."""

import re
from collections.abc import Mapping
from functools import lru_cache

OPENING = "([{<`*_\"'“‘«|~#@"
CLOSING = ")]}>`*_\"'”’»,;:.!?|…=\\"
BRACKETS = OPENING + CLOSING
_NOT_SLUG_OR_SPACE = re.compile(r"[^\w\s-]")
_SPACE = re.compile(r"\s")
_RARE = 5


@lru_cache(1 << 14)
def slug_of(text: str) -> str:
    """Return the anchor most renderers make of a heading: lower case, signs dropped, spaces to hyphens.

    >>> slug_of("What's new in 🤗 Accelerate?")
    'whats-new-in--accelerate'
    """
    return _SPACE.sub("-", _NOT_SLUG_OR_SPACE.sub("", text.lower()))


def commonest(forms: Mapping[str, int], default: str) -> str:
    """Return the most frequent form; a tie goes to the slug's own letters, then to code point order."""
    return min(forms, key=lambda form: (-forms[form], form != default, form))


def plain_first(forms: Mapping[str, int], word: str) -> str:
    """Return the commonest form; one with a sign inside ("agent's") only where the plain word is rare."""
    form = commonest(forms, word)
    if "'" not in form and "’" not in form:
        return form
    plain = {form: count for form, count in forms.items() if form.lower() == word}
    return commonest(plain, word) if sum(plain.values()) * _RARE > sum(forms.values()) else form
