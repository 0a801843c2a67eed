"""Letters and signs: what is no part of a word, what a slug makes of a heading, which of several spellings wins."""

import re
from collections.abc import Mapping

OPENING = "([{<`*_\"'“‘«|~#@"
CLOSING = ")]}>`*_\"'”’»,;:.!?|…=\\"
BRACKETS = OPENING + CLOSING
_NOT_SLUG_OR_SPACE = re.compile(r"[^\w\s-]")
_SPACE = re.compile(r"\s")


def slug_of(text: str) -> str:
    """Return the anchor most renderers make of a heading: lower case, signs dropped, spaces to hyphens.

    >>> slug_of("What's new in 🤗 Accelerate?")
    'whats-new-in--accelerate'
    """
    return _SPACE.sub("-", _NOT_SLUG_OR_SPACE.sub("", text.lower()))


def commonest(forms: Mapping[str, int], default: str) -> str:
    """Return the most frequent form; a tie goes to the slug's own letters, then to code point order."""
    return min(forms, key=lambda form: (-forms[form], form != default, form))
