"""Deterministic ids and IRIs.

Nothing here depends on the order of the input, the clock or the machine: the same documents give the same
names. IRIs are HTTP (SKOS tools reject `urn:`), percent-encoded where RFC 3987 wants it.
"""

import hashlib
import re
import unicodedata
from typing import NewType
from urllib.parse import quote

Iri = NewType("Iri", str)
SectionKey = NewType("SectionKey", str)

_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]")
_NOT_WORD = re.compile(r"[^\w]+")


def slugify(label: str) -> str:
    """Return the last part of a concept's IRI: lower case, words joined by hyphens, letters of any script.

    >>> slugify("Zero Redundancy Optimizer (ZeRO)")
    'zero-redundancy-optimizer-zero'
    >>> slugify("C++")
    'c-2b-2b'
    """
    text = unicodedata.normalize("NFC", label).casefold()
    text = re.sub(r"[+#*&@%$]", lambda m: f" {ord(m[0]):x} ", text)
    return _NOT_WORD.sub("-", text).strip("-_") or short_hash(label)


def clean_iri(text: str) -> Iri:
    """Percent-encode what may not stand in an IRI (spaces, controls, quotes, brackets); keep the rest.

    >>> clean_iri("https://example.org/a b<c>")
    'https://example.org/a%20b%3Cc%3E'
    """
    return Iri(_FORBIDDEN.sub(lambda m: quote(m[0].encode("utf-8", "surrogatepass"), safe=""), text.strip()))


def short_hash(*parts: str) -> str:
    """Return 12 hexadecimal digits of SHA-256 over the parts; the same parts always give the same digits."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:12]
