"""What `evidence.ttl` says: a node per witness of a statement, another one for its inverse view, a node per mention.

Web Annotation selectors (W3C 2017): `oa:TextQuoteSelector` carries the words and 32 characters around them,
`oa:TextPositionSelector` half-open offsets into the text of the chunk that `kgv:chunk` names; one node is both, and
witnesses of one place share it. Plain `rdf:Statement` nodes instead of RDF-star, which not all tools read alike. The
address of a node is a hash of what it says, so it stays the same while the documentation does.

A document writes down what stands in it (`evidence_blocks`, `mention_blocks`): blocks of Turtle, each with the key by
which all blocks are put in order, by what they are about, then by their place. Blocks of one place stand in one
document, so nothing has to be known of the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from kg.core import check_quote
from kg.ids import Iri, SectionKey, short_hash
from kg.records import Section
from kg.views.located import Chunked
from kg.views.spans import ALTERNATIVE, DEFINITION, HIDDEN, Spot
from kg.views.terms import OWN, WORDS, decimal, iri, readable, text

CONTEXT_CHARS = 32

# how a relation is said in RDF: property, and the property that says it from the target
PREDICATES: dict[str, tuple[str, str | None]] = {
    "broader": ("skos:broader", "skos:narrower"),
    "narrower": ("skos:narrower", "skos:broader"),
    "related": ("skos:related", "skos:related"),
    "links_to": ("kgv:linksTo", None),
    "documents": ("kgv:documents", None),
} | {relation: (forth, back) for relation, forth, back in OWN}
WORD_PREDICATES: dict[str, str] = (
    dict(WORDS)
    | {
        "alias": "skos:altLabel",
        "documents": "kgv:documentsLabel",
        "links_to": "kgv:unresolvedLink",
    }
    | {predicate: predicate for predicate in (ALTERNATIVE, HIDDEN, DEFINITION)}
)


Triple = tuple[str, str, str]
_JOINT = "\0"  # before every character that a term may hold, so that joined keys are in the order of their parts


class Blocks(NamedTuple):
    """Blocks of Turtle in UTF-8, in the order of their keys."""

    keys: list[str]
    blocks: list[bytes]


class Tongue(NamedTuple):
    """How a graph says things: the beginning of its addresses, and the language of its labels."""

    base_iri: str
    language: str


class _Witness(NamedTuple):
    """A witness of one triple: its place in order, its address, where it stands, and its block without the place."""

    key: str
    address: str
    span: tuple[SectionKey, int, int]
    block: str


def evidence_blocks(
    spots: Sequence[Spot], placed: Iterable[Chunked], sections: Mapping[SectionKey, Section], tongue: Tongue
) -> Blocks:
    """Return one block per witness that stands in a document, given its spots with their places in chunks.

    A selector's block stands behind the first witness that needs it. Raises `InvariantError` for words that do not
    stand where they are said to.
    """
    places = {spot[:3]: place for spot, place in zip(spots, placed, strict=True)}
    found = Blocks([], [])
    seen: set[str] = set()
    lines: dict[tuple[SectionKey, int, int], str] = {}
    witnesses = [witness for spot in spots for witness in _witnesses(spot, sections, tongue)]
    witnesses.sort(key=itemgetter(0))
    for key, address, span, block in witnesses:
        if address not in seen:
            seen.add(address)
            selector = ""
            if span not in lines:
                lines[span], selector = _selector(sections[span[0]], span, places[span], tongue)
            found.keys.append(key)
            found.blocks.append(f"{block}{lines[span]}{selector}".encode())
    return found


def _witnesses(spot: Spot, sections: Mapping[SectionKey, Section], tongue: Tongue) -> list[_Witness]:
    if not spot.relation:
        return []
    words = sections[spot.section].text
    if spot.quote is not None:
        check_quote(words, spot.start, spot.end, spot.quote, spot.section)
    elif not words[spot.start : spot.end]:
        return []
    triple, inverse = _triples(spot, tongue)
    if triple is None:
        return []
    forth = _witness(triple, spot, "", tongue)
    return [forth] if inverse is None else [forth, _witness(inverse, spot, forth.address, tongue)]


def _witness(triple: Triple, spot: Spot, inverse_of: str, tongue: Tongue) -> _Witness:
    """Return a witness; `inverse_of` is the address of the one whose words are shown here from the other side."""
    section, start, end, _, _, _, _, method, weight, confidence, _, _ = spot
    subject, predicate, other = triple
    said = short_hash(subject, predicate, other, method, section, str(start), str(end))
    address = f"<{tongue.base_iri}evidence/{said}>"
    scores = "" if confidence is None else _scores(weight, confidence)
    inverse = f"    kgv:inverseOf {inverse_of} ;\n" if inverse_of else ""
    return _Witness(
        _JOINT.join((subject, predicate, other, section, f"{start:09}", f"{end:09}", method, inverse_of)),
        address,
        (section, start, end),
        f"\n{address}\n    a kgv:Evidence , rdf:Statement ;\n    rdf:subject {subject} ;\n"
        f"    rdf:predicate {predicate} ;\n    rdf:object {other} ;\n    kgv:method {text(method)} ;\n"
        f"{scores}{inverse}",
    )


def _scores(weight: float, confidence: float) -> str:
    return f"    kgv:weight {decimal(weight)} ;\n    kgv:confidence {decimal(confidence)} ;\n"


def _triples(spot: Spot, tongue: Tongue) -> tuple[Triple | None, Triple | None]:
    """Return a statement as a triple, and as the triple that says it from the other side."""
    source = iri(spot.source)
    if spot.target is None or spot.relation == "alias":
        words = readable(spot.label)
        said = (source, WORD_PREDICATES[spot.relation], text(words, tongue.language)) if words else None
        return said, None
    forth, back = PREDICATES[spot.relation]
    target = iri(spot.target)
    return (source, forth, target), (target, back, source) if back else None


def _selector(section: Section, span: tuple[SectionKey, int, int], place: Chunked, tongue: Tongue) -> tuple[str, str]:
    """Return lines for the witnesses that stand at a span, and the selector's own block."""
    chunk, first, last = place
    key, start, end = span
    at = f"<{tongue.base_iri}place/{short_hash(key, str(start), str(end))}>"
    before = text(section.text[max(0, start - CONTEXT_CHARS) : start])
    after = text(section.text[end : end + CONTEXT_CHARS])
    quote = text(section.text[start:end])
    return (
        f"    kgv:quote {quote} ;\n    prov:wasDerivedFrom {iri(section.iri)} ;\n"
        f"    kgv:chunk {text(chunk)} ;\n    oa:hasSelector {at} .\n",
        f"{at}\n    a oa:TextPositionSelector , oa:TextQuoteSelector ;\n    oa:start {first} ;\n"
        f"    oa:end {last} ;\n    oa:exact {quote} ;\n    oa:prefix {before} ;\n"
        f"    oa:suffix {after} .\n",
    )


Named = Mapping[tuple[Iri, SectionKey], Mapping[str, int]]
"""How often a section names a concept by which words, in the order in which they come."""


def mention_blocks(named: Named, sections: Mapping[SectionKey, Section], tongue: Tongue) -> Blocks:
    """Return one block per concept and section of a document that names it: how often, and by which words."""
    found = Blocks([], [])
    base, language = tongue
    homes = {key: iri(section.iri) for key, section in sections.items()}
    for (concept, key), surfaces in sorted(named.items(), key=itemgetter(0)):
        if len(surfaces) == 1:
            ((surface, times),) = surfaces.items()
            words = _word(surface, language)
        else:
            times = sum(surfaces.values())
            words = " , ".join(sorted({_word(surface, language) for surface in surfaces}))
        found.keys.append(f"{concept}{_JOINT}{key}")
        found.blocks.append(
            f"\n<{base}mention/{short_hash(concept, key)}>\n    a kgv:Mention ;\n"
            f"    kgv:mentionOf {iri(concept)} ;\n    prov:wasDerivedFrom {homes[key]} ;\n"
            f"    kgv:times {times} ;\n    kgv:surface {words} .\n".encode()
        )
    return found


@lru_cache(maxsize=20_000)
def _word(surface: str, language: str) -> str:
    return text(readable(surface), language)
