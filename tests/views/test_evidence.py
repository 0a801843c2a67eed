"""`evidence.ttl` misses nothing: every witness of every statement, from both sides, and every mention."""

from collections import Counter
from collections.abc import Iterator

import pyoxigraph as ox
from hypothesis import given, settings
from views.builders import graphs, small_graph

from kg.graph import Graph
from kg.ids import Iri
from kg.records import Relation
from kg.views.formats.triples import evidence_turtle
from kg.views.terms import iri, readable
from kg.vocab import KGV, RELATION, SKOS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROV = "http://www.w3.org/ns/prov#"
# what vocab calls the inverse, as RDF says it
INVERSE = {"narrower": SKOS + "narrower", "broader": SKOS + "broader", "hasPart": KGV + "hasPart"}

Row = tuple[str, str, str, str, str, str]


def address(name: Iri | str) -> str:
    return iri(name).strip("<>")


def expected(graph: Graph) -> Iterator[Row]:
    """Subject, property (empty for statements in words), object, method, section, quote of every witness."""
    for r in graph.relations:
        for e in r.evidence:
            tail = (
                e.method,
                address(graph.section[e.section].iri),
                e.quote.translate({0: 0xFFFD, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}),
            )
            if r.target is None or r.relation == "alias":
                if readable(r.target_label):
                    yield (address(r.source), "", readable(r.target_label), *tail)
            else:
                yield from ((*ends, *tail) for ends in both_sides(r))


def both_sides(r: Relation) -> Iterator[tuple[str, str, str]]:
    assert r.target is not None
    kind = RELATION[r.relation]
    yield address(r.source), kind.iri, address(r.target)
    back = kind.iri if kind.symmetric else INVERSE.get(kind.inverse or "")
    if back:
        yield address(r.target), back, address(r.source)


def written(store: ox.Store) -> set[Row]:
    rows = store.query(f"""SELECT ?s ?p ?o ?m ?w ?q WHERE {{ ?e a <{KGV}Evidence> ; <{RDF}subject> ?s ;
        <{RDF}predicate> ?p ; <{RDF}object> ?o ; <{KGV}method> ?m ; <{PROV}wasDerivedFrom> ?w ; <{KGV}quote> ?q }}""")
    found = {tuple(term.value for term in row) for row in rows}  # type: ignore[union-attr]
    return found | {(s, "", o, m, w, q) for s, _, o, m, w, q in found}  # type: ignore[misc]


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_every_witness_is_there_from_both_sides(graph: Graph) -> None:
    store = ox.Store()
    store.load(evidence_turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
    assert set(expected(graph)) <= written(store)


def test_every_mention_is_counted_with_its_words() -> None:
    graph = small_graph()
    store = ox.Store()
    store.load(evidence_turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
    rows = store.query(f"""SELECT ?c ?w ?n WHERE {{ ?m a <{KGV}Mention> ; <{KGV}mentionOf> ?c ;
        <{PROV}wasDerivedFrom> ?w ; <{KGV}times> ?n ; <{KGV}surface> ?words }}""")
    found = {(row["c"].value, row["w"].value): int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    assert found == Counter((m.concept, graph.section[m.section].iri) for m in graph.mentions)
