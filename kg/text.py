"""Normal forms used to compare words: folding of case, hyphens, accents of typography, plural."""

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\s\-‐‑‒–—_/]+")
_QUOTES = re.compile(r"[`*\"“”‘’']")
_ARTICLES = ("the ", "an ", "a ")
_HISSING = ("ches", "shes", "xes", "sses", "zzes")


@lru_cache(maxsize=100_000)
def fold(label: str) -> str:
    """Return the form under which two spellings of one name are equal: case, hyphens, spaces, quotes, articles.

    >>> fold("The Encoder–Decoder models")
    'encoder decoder model'
    """
    text = unicodedata.normalize("NFKC", label)
    text = _DASHES.sub(" ", _QUOTES.sub("", text)).strip(" .,:;").casefold()
    if text.startswith(_ARTICLES):
        text = text.partition(" ")[2]
    head, space, last = text.rpartition(" ")
    return f"{head}{space}{singular(last)}"


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return the singular of a regular English noun by its ending; other words are given back as they are.

    >>> [singular(w) for w in ("queries", "boxes", "tokens", "bias", "class", "analysis")]
    ['query', 'box', 'token', 'bias', 'class', 'analysis']
    """
    if len(word) < 4 or word[-1] != "s":
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(_HISSING):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is", "as")) else word[:-1]
