"""RDF terms and nodes as Turtle text: escaping, prefixes, one object per line.

A careful writer of our own gives stable order and lines that diff well, at the speed of string formatting.
Grammar: RDF 1.1 Turtle (W3C 2014), section 6.5; IRIs: RFC 3987, checked by pyoxigraph.

    node("<https://x/a>", [("skos:related", ["<https://x/b>", "<https://x/c>"])])

    <https://x/a>
        skos:related
            <https://x/b> ,
            <https://x/c> .
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import quote

from kg.ids import clean_iri
from kg.vocab import KGV, SKOS

PREFIXES: tuple[tuple[str, str], ...] = (
    ("skos", SKOS),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("kgv", KGV),
)
RDF = ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")

# statements between concepts that SKOS has no word for: relation, property, inverse property
OWN: tuple[tuple[str, str, str | None], ...] = (
    ("part_of", "kgv:partOf", "kgv:hasPart"),
    ("contrast", "kgv:contrastsWith", "kgv:contrastsWith"),
    ("used_for", "kgv:usedFor", None),
    ("requires", "kgv:requires", None),
)
# statements whose other side is not a concept (yet): relation, property that keeps the words
WORDS: tuple[tuple[str, str], ...] = (
    ("broader", "kgv:genus"),
    ("narrower", "kgv:narrowerLabel"),
    ("part_of", "kgv:partOfLabel"),
    ("contrast", "kgv:contrastsWithLabel"),
    ("used_for", "kgv:usedForLabel"),
    ("requires", "kgv:requiresLabel"),
    ("related", "kgv:relatedLabel"),
)

Properties = list[tuple[str, Collection[str]]]

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"} | dict.fromkeys(
    ("\x00", "\ufffe", "\uffff", *map(chr, range(55296, 57344))), "�"
)
# allowed in any part of an IRI (RFC 3987: unreserved, sub-delims, and the delimiters between the parts)
_ODD = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#%\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]")
# addresses that need no look at all: nearly every one
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~!$&'()*+,;=:@-]*)?(?:#[A-Za-z0-9/._~!$&'()*+,;=:@?-]*)?")
_SPACES = re.compile(r"\s+")
# control, soft hyphen, zero-width, directional and other invisible characters: no label may hold them
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def header(*, extra: Iterable[tuple[str, str]] = ()) -> str:
    """Return the prefix lines of a Turtle file, those of docs/rdf.md and `extra`."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in (*PREFIXES, *extra))


@lru_cache(maxsize=200_000)
def iri(text: str) -> str:
    """Return an IRI in angle brackets, percent-encoded where it would not be one.

    >>> iri("https://example.org/a b")
    '<https://example.org/a%20b>'
    >>> iri("https://example.org/[x]#a#b")
    '<https://example.org/%5Bx%5D#a%23b>'
    """
    if _PLAIN.fullmatch(text) or _is_iri(text):
        return f"<{text}>"
    encoded = _ODD.sub(lambda m: quote(m[0], safe="", errors="replace"), clean_iri(text))
    start, hash_sign, fragment = encoded.partition("#")
    encoded = start + hash_sign + fragment.replace("#", "%23")
    return f"<{encoded}>" if _is_iri(encoded) else f"<{KGV}address/{quote(text, safe='', errors='replace')}>"


def _is_iri(text: str) -> bool:
    from pyoxigraph import NamedNode

    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def text(value: str, language: str = "") -> str:
    """Return a quoted literal with all its characters, offsets unchanged.

    What readers refuse (NUL, non-characters, lone surrogates) becomes U+FFFD, the replacement character.

    >>> print(text('a "b"', "en"))
    "a \\"b\\""@en
    """
    if not value.isprintable() or '"' in value or "\\" in value:  # what is not printable may be special
        common = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        value = common if common.isprintable() else _SPECIAL.sub(_escaped, value)
    return f'"{value}"@{language}' if language else f'"{value}"'


def _escaped(special: re.Match[str]) -> str:
    return _NAMED.get(special[0], f"\\u{ord(special[0]):04X}")


@lru_cache(maxsize=20_000)
def readable(value: str) -> str:
    """Return what a person reads: no control or zero-width characters, runs of white space as one space.

    >>> readable("zero\u200bwidth \\n and\\x07 bell")
    'zerowidth and bell'
    """
    if value.isascii() and value.isprintable():  # most text: nothing to look for
        return " ".join(value.split()) if "  " in value else value.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", value)).strip()


@lru_cache(maxsize=50_000)
def decimal(value: float) -> str:
    """Return an `xsd:decimal` of at most 9 digits after the point (doubles are rewritten by some tools).

    >>> decimal(0.25), decimal(1), decimal(1e-9)
    ('0.25', '1.0', '0.000000001')
    """
    digits = f"{value:.9f}".rstrip("0")
    return digits + "0" if digits.endswith(".") else digits


def _listed(predicate: str, objects: list[str]) -> str:
    if len(objects) == 1:
        return f"    {predicate} {objects[0]}"
    return f"    {predicate}\n        " + " ,\n        ".join(objects)


def node(subject: str, properties: Properties) -> str:
    """Return one subject with its properties in the order given; objects are sorted and written once.

    Properties without objects are left out; a subject without properties gives the empty string.
    """
    lines = []
    for predicate, objects in properties:
        if objects:
            if len(objects) == 1:
                (found,) = objects
                lines.append(f"    {predicate} {found}")
            else:
                lines.append(_listed(predicate, sorted(set(objects))))
    return f"{subject}\n" + " ;\n".join(lines) + " .\n" if lines else ""
