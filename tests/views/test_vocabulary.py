"""`kgv.ttl` documents every term that a build uses, and its domains and ranges hold in what a build writes."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import small
from views.builders import small_graph

from kg.graph import Graph
from kg.views.evidence import write_evidence
from kg.views.evidence_blocks import PREDICATES, WORD_PREDICATES
from kg.views.turtle import WORDS, turtle
from kg.vocab import KGV

FILE = Path(__file__).parents[2] / "kg/views/kgv.ttl"
PREFIXES = f"""PREFIX kgv: <{KGV}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """


def store_of(*graphs: Graph, folder: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=FILE)
    for graph in graphs:
        write_evidence(graph, folder / "evidence.ttl")
        store.load(turtle(graph).encode(), format=ox.RdfFormat.TURTLE)
        store.load(path=folder / "evidence.ttl")
    return store


@pytest.fixture
def store(tmp_path: Path) -> ox.Store:
    return store_of(small_graph(), small.small_graph(), folder=tmp_path)


def answers(store: ox.Store, pattern: str) -> list[str]:
    return sorted(str(row[0]) for row in store.query(f"{PREFIXES} SELECT DISTINCT ?x WHERE {{ {pattern} }}"))


OWN = f'FILTER(STRSTARTS(STR(?x), "{KGV}"))'


def test_every_term_that_a_build_uses_is_documented(store: ox.Store) -> None:
    used = f"{{ ?s ?x ?o }} UNION {{ ?s a ?x }} UNION {{ ?s kgv:kind ?x }} {OWN}"
    assert (
        answers(store, used + " FILTER NOT EXISTS { ?x rdfs:label ?l ; rdfs:comment ?c ; rdfs:isDefinedBy ?v }") == []
    )


def test_every_property_has_domain_and_range() -> None:
    store = store_of(folder=Path())
    properties = (
        "?x a rdf:Property FILTER NOT EXISTS { ?x rdfs:domain ?d ; rdfs:range ?r ; rdfs:label ?l ; rdfs:comment ?c }"
    )
    assert answers(store, properties) == []
    assert len(answers(store, "?x a rdf:Property")) > 25


def test_no_term_is_documented_that_no_build_can_use(store: ox.Store) -> None:
    unused = f"?x rdfs:isDefinedBy ?v {OWN} FILTER NOT EXISTS {{ ?s ?x ?o }} FILTER NOT EXISTS {{ ?s a ?x }}"
    written = (
        {name for _, name in WORDS}
        | set(WORD_PREDICATES.values())
        | {n for pair in PREDICATES.values() for n in pair if n}
    )
    left = {found.strip("<>").replace(KGV, "kgv:") for found in answers(store, unused)}
    assert left <= written | {"kgv:Glossary", "kgv:Topic", "kgv:Symbol", "kgv:Term"}


def test_domains_and_ranges_hold_in_what_a_build_writes(store: ox.Store) -> None:
    outside = f"""?x rdfs:domain ?class . ?s ?x ?o FILTER(?class != rdfs:Resource)
        FILTER NOT EXISTS {{ ?s a ?class }} {OWN}"""
    assert answers(store, outside) == []
    outside = f"""?x rdfs:range ?class . ?s ?x ?o FILTER(!isLiteral(?o) && ?class != rdfs:Resource)
        FILTER NOT EXISTS {{ ?o a ?class }} {OWN}"""
    assert answers(store, outside) == []
    outside = f"?x rdfs:range ?class . ?s ?x ?o FILTER(isLiteral(?o) && datatype(?o) != ?class) {OWN}"
    assert answers(store, outside) == []
