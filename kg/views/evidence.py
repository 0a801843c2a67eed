"""`evidence.ttl`: one node per witness of a statement, and one per witness of its inverse view; one per mention.

Web Annotation selectors (W3C 2017): `oa:TextQuoteSelector` carries the words and 32 characters around them,
`oa:TextPositionSelector` half-open offsets into the text of the chunk that `kgv:chunk` names; one node is both, and
witnesses of one place share it. Plain `rdf:Statement` nodes instead of RDF-star, which not all tools read alike. The
address of a node is a hash of what it says, so it stays the same while the documentation does.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.graph import Graph
from kg.ids import SectionKey, short_hash
from kg.records import Concept, Evidence, Relation
from kg.views.terms import RDF, decimal, header, iri, readable, text
from kg.views.turtle import OWN, WORDS

CONTEXT_CHARS = 32

# how a relation is said in RDF: property, and the property that says it from the target
PREDICATES: dict[str, tuple[str, str | None]] = {
    "broader": ("skos:broader", "skos:narrower"),
    "narrower": ("skos:narrower", "skos:broader"),
    "related": ("skos:related", "skos:related"),
    "links_to": ("kgv:linksTo", None),
    "documents": ("kgv:documents", None),
} | {relation: (forth, back) for relation, forth, back in OWN}
WORD_PREDICATES: dict[str, str] = dict(WORDS) | {
    "alias": "skos:altLabel",
    "documents": "kgv:documentsLabel",
    "links_to": "kgv:unresolvedLink",
}


Triple = tuple[str, str, str]


class Witness(NamedTuple):
    """One witness of one triple, whose terms are Turtle; `confidence` is the statement's, None for definitions.

    `inverse_of` is the address (in angle brackets) of the witness whose words are shown here from the other side.
    """

    triple: Triple
    evidence: Evidence
    confidence: float | None
    inverse_of: str = ""


class Spot(NamedTuple):
    """A place in the text as Turtle: lines for the witnesses that stand there, and the selector's own block."""

    lines: str
    selector: str


def write_evidence(graph: Graph, path: Path) -> None:
    """Write `evidence.ttl`."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(header(extra=[RDF]))
        file.writelines(evidence_nodes(graph))
        file.writelines(mention_nodes(graph))


def evidence_nodes(graph: Graph) -> Iterator[str]:
    """Yield one block of Turtle per witness, sorted by what it is about, then by its place.

    A selector's block stands behind the first witness that needs it.
    """
    seen: set[str] = set()
    spots: dict[tuple[SectionKey, int, int], Spot] = {}
    for witness in sorted(witnesses(graph), key=_order):
        address = _address(graph, witness)
        if address not in seen:
            seen.add(address)
            place = witness.evidence[1:4]
            known = spots.get(place)
            if known is None:
                spots[place] = _spot(graph, witness.evidence)
            yield _node(witness, address, (known or spots[place]).lines)
            yield "" if known else spots[place].selector


def mention_nodes(graph: Graph) -> Iterator[str]:
    """Yield one block of Turtle per concept and section that names it: how often, and by which words."""
    found: dict[tuple[str, SectionKey], Counter[str]] = {}
    for mention in graph.mentions:
        found.setdefault((mention.concept, mention.section), Counter())[mention.surface] += 1
    for (concept, key), surfaces in sorted(found.items()):
        words = " , ".join(sorted({text(readable(surface), graph.language) for surface in surfaces}))
        yield (
            f"\n<{graph.base_iri}mention/{short_hash(concept, key)}>\n    a kgv:Mention ;\n"
            f"    kgv:mentionOf {iri(concept)} ;\n    prov:wasDerivedFrom {iri(graph.section[key].iri)} ;\n"
            f"    kgv:times {surfaces.total()} ;\n    kgv:surface {words} .\n"
        )


def _order(witness: Witness) -> tuple[object, ...]:
    e = witness.evidence
    return (witness.triple, e.section, e.start, e.end, e.method, witness.inverse_of)


def _address(graph: Graph, witness: Witness) -> str:
    e = witness.evidence
    said = short_hash(*witness.triple, e.method, e.section, str(e.start), str(e.end))
    return f"<{graph.base_iri}evidence/{said}>"


def witnesses(graph: Graph) -> Iterator[Witness]:
    """Yield the witnesses of every relation, of its inverse view, of labels and definitions."""
    for relation in graph.relations:
        yield from _of_relation(graph, relation)
    for concept in graph.concepts:
        yield from _of_names(graph, concept)
        yield from _of_definitions(graph, concept)


def _of_names(graph: Graph, concept: Concept) -> Iterator[Witness]:
    for name in concept.names:
        label = readable(name.label)
        if name.bearer is not None:  # another concept's own label: told as a statement
            continue
        if name.section is not None and name.end > name.start and label:
            quote = graph.section[name.section].text[name.start : name.end]
            predicate = "skos:hiddenLabel" if name.kind == "misspelling" else "skos:altLabel"
            evidence = Evidence(name.method, name.section, name.start, name.end, quote, name.weight)
            yield Witness((iri(concept.iri), predicate, text(label, graph.language)), evidence, name.weight)


def _of_definitions(graph: Graph, concept: Concept) -> Iterator[Witness]:
    for d in concept.definitions:
        quote, words = graph.section[d.section].text[d.start : d.end], readable(d.text)
        if quote and words:
            triple = (iri(concept.iri), "skos:definition", text(words, graph.language))
            yield Witness(triple, Evidence(d.form, d.section, d.start, d.end, quote, 1.0), None)


def _of_relation(graph: Graph, relation: Relation) -> Iterator[Witness]:
    triple, inverse = _triples(graph, relation)
    if triple is None:
        return
    confidence = relation.confidence
    for evidence in relation.evidence:
        forth = Witness(triple, evidence, confidence)
        yield forth
        if inverse is not None:
            yield Witness(inverse, evidence, confidence, _address(graph, forth))


def _triples(graph: Graph, r: Relation) -> tuple[Triple | None, Triple | None]:
    """Return a relation as a triple, and as the triple that says it from the other side."""
    if r.target is None or r.relation == "alias":
        words = readable(r.target_label)
        if not words:
            return None, None
        return (iri(r.source), WORD_PREDICATES[r.relation], text(words, graph.language)), None
    forth, back = PREDICATES[r.relation]
    source, target = iri(r.source), iri(r.target)
    return (source, forth, target), (target, back, source) if back else None


def _spot(graph: Graph, e: Evidence) -> Spot:
    section = graph.section[e.section]
    place = section.place(e.start, e.end)
    at = f"<{graph.base_iri}place/{short_hash(e.section, str(e.start), str(e.end))}>"
    before = section.text[max(0, e.start - CONTEXT_CHARS) : e.start]
    after = section.text[e.end : e.end + CONTEXT_CHARS]
    quote = text(e.quote)
    return Spot(
        f"    kgv:quote {quote} ;\n    prov:wasDerivedFrom {iri(section.iri)} ;\n"
        f"    kgv:chunk {text(place.chunk_id)} ;\n    oa:hasSelector {at} .\n",
        f"{at}\n    a oa:TextPositionSelector , oa:TextQuoteSelector ;\n    oa:start {place.start} ;\n"
        f"    oa:end {place.end} ;\n    oa:exact {quote} ;\n    oa:prefix {text(before)} ;\n"
        f"    oa:suffix {text(after)} .\n",
    )


def _node(witness: Witness, address: str, place: str) -> str:
    said, predicate, other = witness.triple
    return (
        f"\n{address}\n    a kgv:Evidence , rdf:Statement ;\n    rdf:subject {said} ;\n"
        f"    rdf:predicate {predicate} ;\n    rdf:object {other} ;\n    kgv:method {text(witness.evidence.method)} ;\n"
        f"{_scores(witness)}{place}"
    )


def _scores(witness: Witness) -> str:
    inverse = f"    kgv:inverseOf {witness.inverse_of} ;\n" if witness.inverse_of else ""
    if witness.confidence is None:
        return inverse
    weight, confidence = decimal(witness.evidence.weight), decimal(witness.confidence)
    return f"    kgv:weight {weight} ;\n    kgv:confidence {confidence} ;\n{inverse}"
