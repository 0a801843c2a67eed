"""The SKOS rules of the field's checkers, straight from their texts, for any Turtle: an independent judge of ours.

Each rule is a SPARQL SELECT whose answers are violations. `violations` runs all of them on a file's text.
"""

import re

import pyoxigraph as ox

PREFIXES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kgv: <https://w3id.org/doc-concept-graph/ns#>
"""
RULES: dict[str, str] = {
    "S9 concept and scheme are disjoint": "?x a skos:Concept, skos:ConceptScheme",
    "S37 collection and concept are disjoint": "?x a skos:Collection . { ?x a skos:Concept }"
    " UNION { ?x a skos:ConceptScheme }",
    "S13 labels disjoint": "VALUES (?p ?q) { (skos:prefLabel skos:altLabel) (skos:prefLabel skos:hiddenLabel)"
    " (skos:altLabel skos:hiddenLabel) } ?x ?p ?label ; ?q ?label",
    "S14 one prefLabel per language": "?x skos:prefLabel ?a, ?b FILTER(?a != ?b && lang(?a) = lang(?b))",
    "S27 related apart from the hierarchy": "?x skos:related ?y ; skos:broader+ ?y",
    "S27 the other way": "?x skos:related ?y . ?y skos:broader+ ?x",
    "S46 mapping relations": "?x ?p ?y FILTER(strstarts(str(?p), str(skos:)) && strends(str(?p), 'Match'))",
    "broader cycle": "?x skos:broader+ ?x",
    "redundant broader": "?x skos:broader ?z ; skos:broader/skos:broader+ ?z",
    "related siblings": "?x skos:related ?y ; skos:broader/^skos:broader ?y",
    "related to itself": "?x skos:related ?x",
    "broader without narrower": "?x skos:broader ?y FILTER NOT EXISTS { ?y skos:narrower ?x }",
    "narrower without broader": "?x skos:narrower ?y FILTER NOT EXISTS { ?y skos:broader ?x }",
    "related one way": "?x skos:related ?y FILTER NOT EXISTS { ?y skos:related ?x }",
    "top concept one way": "?x skos:topConceptOf ?s FILTER NOT EXISTS { ?s skos:hasTopConcept ?x }",
    "has top concept one way": "?s skos:hasTopConcept ?x FILTER NOT EXISTS { ?x skos:topConceptOf ?s }",
    "top concept with broader": "?x skos:topConceptOf ?s ; skos:broader ?y",
    "neither top nor broader": "?x a skos:Concept FILTER NOT EXISTS { ?x skos:topConceptOf|skos:broader ?y }",
    "no scheme": "?x a skos:Concept FILTER NOT EXISTS { ?x skos:inScheme ?s }",
    "no prefLabel": "?x a skos:Concept FILTER NOT EXISTS { ?x skos:prefLabel ?l }",
    "text without language": "?x ?p ?l FILTER(?p IN (skos:prefLabel, skos:altLabel, skos:hiddenLabel, skos:definition,"
    " skos:note, skos:scopeNote) && lang(?l) = '')",
    "empty text": "?x ?p ?l FILTER(isLiteral(?l) && strlen(str(?l)) = 0 && ?p != skos:notation)",
    "one label, two concepts": "VALUES ?p { skos:prefLabel skos:altLabel } VALUES ?q { skos:prefLabel skos:altLabel }"
    " ?x ?p ?a . ?y ?q ?b . FILTER(?x != ?y && lcase(str(?a)) = lcase(str(?b)))",
    "undocumented": "?x a skos:Concept FILTER NOT EXISTS { ?x skos:definition|skos:note|skos:scopeNote ?d }",
    "orphan": "?x a skos:Concept FILTER NOT EXISTS { ?c skos:member ?x }"
    " FILTER NOT EXISTS { ?x skos:broader|skos:narrower|skos:related ?y }",
    "relation to what is no concept": "?x skos:broader|skos:narrower|skos:related ?y"
    " FILTER NOT EXISTS { ?y a skos:Concept }",
}
SKOS_TERMS = {
    "Collection",
    "Concept",
    "ConceptScheme",
    "OrderedCollection",
    "altLabel",
    "broadMatch",
    "broader",
    "broaderTransitive",
    "changeNote",
    "closeMatch",
    "definition",
    "editorialNote",
    "exactMatch",
    "example",
    "hasTopConcept",
    "hiddenLabel",
    "historyNote",
    "inScheme",
    "mappingRelation",
    "member",
    "memberList",
    "narrowMatch",
    "narrower",
    "narrowerTransitive",
    "notation",
    "note",
    "prefLabel",
    "related",
    "relatedMatch",
    "scopeNote",
    "semanticRelation",
    "topConceptOf",
}
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
NOTES = ("Label", "#definition", "#note", "#scopeNote", "terms/title")


def violations(turtle: str) -> list[str]:
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    found = []
    for name, pattern in RULES.items():
        # lcase over all pairs is quadratic: that rule is checked below
        if name != "one label, two concepts":
            found += [f"{name}: {row}" for row in store.query(f"{PREFIXES} SELECT * WHERE {{ {pattern} }} LIMIT 3")]
    return found + _shared_labels(store) + _terms(store)


def _shared_labels(store: ox.Store) -> list[str]:
    owners: dict[str, set[str]] = {}
    query = f"{PREFIXES} SELECT ?x ?l WHERE {{ ?x a skos:Concept ; skos:prefLabel|skos:altLabel ?l }}"
    for x, label in store.query(query):
        owners.setdefault(label.value.casefold(), set()).add(x.value)
    return [f"one label, two concepts: {label}" for label, iris in owners.items() if len(iris) > 1]


def _terms(store: ox.Store) -> list[str]:
    found = []
    for quad in store:
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                if not term.value.startswith(("http://", "https://")):
                    found.append(f"not HTTP: {term}")
                local = term.value.partition("skos/core#")[2]
                if local and local not in SKOS_TERMS:
                    found.append(f"no term of SKOS: {term}")
        note = isinstance(quad.object, ox.Literal) and quad.predicate.value.endswith(NOTES)
        if note and INVISIBLE.search(quad.object.value):
            found.append(f"invisible character: {quad}")
    return found
