"""Normal forms used to compare words: folding of case, hyphens, accents of typography, plural."""

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\s\-‐‑‒–—_/]+")
_QUOTES = re.compile(r"[`*\"“”‘’']")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def fold(label: str) -> str:
    """Return the form under which two spellings of one name are equal: case, hyphens, spaces, quotes, articles.

    >>> fold("The Encoder–Decoder models")
    'encoder decoder model'
    """
    text = unicodedata.normalize("NFKC", label)
    text = _DASHES.sub(" ", _QUOTES.sub("", text)).strip(" .,:;")
    head, _, last = _ARTICLE.sub("", text).casefold().rpartition(" ")
    return f"{head} {singular(last)}".strip()


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return the singular of a regular English noun by its ending; other words are given back as they are.

    >>> [singular(w) for w in ("queries", "boxes", "tokens", "bias", "class", "analysis")]
    ['query', 'box', 'token', 'bias', 'class', 'analysis']
    """
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:ch|sh|x|ss|zz)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not re.search(r"(?:ss|us|is|as)$", word):
        return word[:-1]
    return word
