"""`graph.ttl`: the SKOS concept scheme, its collections, documents, sections, links, mentions per section.

SKOS holds by construction (see `thesaurus`); what SKOS has no word for is `kgv:`, documented in `kgv.ttl`.
Subjects are in the order scheme, collections, concepts, documents, sections, each sorted by IRI.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.graph import Graph
from kg.ids import Iri, SectionKey, short_hash, slugify
from kg.records import Concept, Mention, Relation, Section
from kg.text import fold
from kg.views.terms import Properties, decimal, header, iri, node, readable, text
from kg.views.thesaurus import Hierarchy, Labels, find_hierarchy, find_labels

CREATOR = "doc-concept-graph"
UNCONNECTED = "Concepts without relations"
RIGHTS = "Definitions and quotes are words of the documentation they were read from, under its terms."

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


def write_turtle(graph: Graph, path: Path) -> None:
    """Write `graph.ttl`."""
    path.write_text(turtle(graph), encoding="utf-8", newline="\n")


def turtle(graph: Graph) -> str:
    """Return the graph as Turtle; the same graph gives the same text."""
    return header() + "\n" + "\n".join(block for block in nodes(graph) if block)


def nodes(graph: Graph) -> Iterator[str]:
    """Yield one block of Turtle per subject."""
    hierarchy, labels = find_hierarchy(graph), find_labels(graph)
    yield _scheme(graph, hierarchy)
    yield from _collections(graph, labels)
    yield from _concepts(graph, hierarchy, labels)
    yield from _documents(graph)
    yield from _sections(graph)


def _scheme(graph: Graph, hierarchy: Hierarchy) -> str:
    top = [iri(concept.iri) for concept in graph.concepts if not hierarchy.broader.get(concept.iri)]
    properties: Properties = [
        ("a", ["skos:ConceptScheme"]),
        ("dcterms:title", [text(readable(graph.title) or CREATOR, graph.language)]),
        ("dcterms:creator", [text(CREATOR)]),
        ("dcterms:license", [iri(graph.licence)] if graph.licence else []),
        ("dcterms:rights", [text(RIGHTS, "en")]),
        ("dcterms:language", [text(graph.language)]),
        ("skos:hasTopConcept", top),
    ]
    return node(iri(graph.scheme), properties)


def collections(graph: Graph) -> dict[Iri, tuple[str, list[Iri]]]:
    """Return a name and members for each collection's IRI: one per community, one for all that stand alone."""
    members: dict[str, list[Iri]] = defaultdict(list)
    for concept in graph.concepts:
        members[graph.community[concept.iri]].append(concept.iri)
    alone = [group[0] for group in members.values() if len(group) == 1]
    named = [(name, group) for name, group in sorted(members.items()) if len(group) > 1]
    found: dict[Iri, tuple[str, list[Iri]]] = {}
    for name, group in [*named, *([(UNCONNECTED, alone)] if alone else [])]:
        address = Iri(f"{graph.base_iri}collection/{slugify(name)}")
        found[address if address not in found else Iri(f"{address}-{short_hash(*group)}")] = (name, group)
    return found


def _collections(graph: Graph, labels: dict[Iri, Labels]) -> Iterator[str]:
    taken = {label.preferred.casefold() for label in labels.values()}
    for address, (name, members) in sorted(collections(graph).items()):
        label = readable(name) or CREATOR
        properties: Properties = [
            ("a", ["skos:Collection"]),
            ("skos:prefLabel", [text(label if label.casefold() not in taken else f"{label} (group)", graph.language)]),
            ("skos:member", map(iri, members)),
        ]
        yield node(iri(address), properties)


def _concepts(graph: Graph, hierarchy: Hierarchy, labels: dict[Iri, Labels]) -> Iterator[str]:
    related: dict[Iri, list[str]] = defaultdict(list)
    for a, b in hierarchy.related:
        related[a].append(iri(b))
        related[b].append(iri(a))
    statements = _own_statements(graph)
    for concept in graph.concepts:
        properties = [
            *_identity(graph, concept, labels[concept.iri]),
            *_notes(graph, concept),
            *_place_in_scheme(graph, concept, hierarchy),
            ("skos:related", related.get(concept.iri, ())),
            *sorted(statements.get(concept.iri, {}).items()),
            *_numbers(graph, concept),
        ]
        yield node(iri(concept.iri), properties)


def _identity(graph: Graph, concept: Concept, labels: Labels) -> Properties:
    return [
        ("a", ["skos:Concept"]),
        ("skos:inScheme", [iri(graph.scheme)]),
        ("kgv:kind", [f"kgv:{concept.kind.capitalize()}"]),
        ("skos:prefLabel", [text(labels.preferred, graph.language)]),
        ("skos:altLabel", [text(label, graph.language) for label in labels.alternative]),
        ("skos:hiddenLabel", [text(label, graph.language) for label in labels.hidden]),
        ("kgv:sharedLabel", [text(label, graph.language) for label in labels.shared]),
    ]


def _notes(graph: Graph, concept: Concept) -> Properties:
    definitions = list(dict.fromkeys(readable(d.text) for d in concept.definitions if readable(d.text)))
    home = [] if concept.defined_in is None else [iri(graph.section[concept.defined_in].iri)]
    return [
        ("skos:definition", [text(words, graph.language) for words in definitions[:1]]),
        ("skos:note", [text(words, graph.language) for words in definitions[1:]]),
        ("skos:scopeNote", [] if definitions else [text(_scope(graph, concept), graph.language)]),
        ("dcterms:source", home),
    ]


def _scope(graph: Graph, concept: Concept) -> str:
    """Say of a concept without a definition where it is talked about."""
    mentions = graph.mentions_of.get(concept.iri, [])
    if not mentions:
        home = graph.section.get(concept.defined_in) if concept.defined_in is not None else None
        where = f"; described in “{readable(home.title)}”" if home is not None and readable(home.title) else ""
        return f"Not defined in this documentation{where}."
    named = ", ".join(f"“{title}”" for title in _first_titles(graph, mentions))
    times = "once" if len(mentions) == 1 else f"{len(mentions)} times"
    return f"Not defined in this documentation; named {times}" + (f", as in {named}." if named else ".")


def _first_titles(graph: Graph, mentions: Iterable[Mention]) -> list[str]:
    titles: dict[str, None] = {}
    for mention in mentions:
        titles[readable(graph.section[mention.section].title)] = None
        if len(titles) == 3:
            break
    return [title for title in titles if title]


def _place_in_scheme(graph: Graph, concept: Concept, hierarchy: Hierarchy) -> Properties:
    broader = hierarchy.broader.get(concept.iri, [])
    return [
        ("skos:topConceptOf", [] if broader else [iri(graph.scheme)]),
        ("skos:broader", map(iri, broader)),
        ("skos:narrower", map(iri, hierarchy.narrower.get(concept.iri, ()))),
    ]


def _own_statements(graph: Graph) -> dict[Iri, dict[str, list[str]]]:
    """Return `kgv:` statements by subject and property, both directions where there are two."""
    own = {relation: (forth, back) for relation, forth, back in OWN}
    words = dict(WORDS)
    found: dict[Iri, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for r in graph.relations:
        if r.source not in graph.concept:
            continue
        if r.target is None and r.relation in words and readable(r.target_label):
            found[r.source][words[r.relation]].append(text(readable(r.target_label), graph.language))
        elif r.relation == "broader" and r.target is not None and _says_more(graph, r):
            found[r.source]["kgv:genus"].append(text(readable(r.target_label), graph.language))
        elif r.target in graph.concept and r.relation in own and r.target is not None:
            forth, back = own[r.relation]
            found[r.source][forth].append(iri(r.target))
            if back:
                found[r.target][back].append(iri(r.source))
    return found


def _says_more(graph: Graph, r: Relation) -> bool:
    """Whether the words of a genus are more than another spelling of the concept that they were taken for."""
    concept = graph.concept.get(r.target) if r.target is not None else None
    words = fold(readable(r.target_label))
    return concept is not None and words not in {"", *map(fold, (concept.label, *concept.aliases, *concept.hidden))}


def _numbers(graph: Graph, concept: Concept) -> Properties:
    return [
        ("kgv:mentionCount", [str(len(graph.mentions_of.get(concept.iri, ())))]),
        ("kgv:documentCount", [str(graph.pages_of.get(concept.iri, 0))]),
        ("kgv:pageRank", [decimal(graph.pagerank[concept.iri])]),
    ]


def _documents(graph: Graph) -> Iterator[str]:
    for document in graph.documents:
        properties: Properties = [
            ("a", ["kgv:Document"]),
            ("dcterms:title", [text(readable(document.title) or document.source or document.iri, graph.language)]),
            ("dcterms:identifier", [text(document.source)] if document.source else []),
        ]
        yield node(iri(document.iri), properties)


def _sections(graph: Graph) -> Iterator[str]:
    """Two sections of a page may share an address: they are one subject, with what is said of either."""
    by_iri: dict[Iri, list[Section]] = defaultdict(list)
    for section in graph.sections:
        by_iri[section.iri].append(section)
    statements = _section_statements(graph)
    pages = {document.iri for document in graph.documents}
    for address, sections in sorted(by_iri.items()):
        first = sections[0]
        properties: Properties = [
            ("a", ["kgv:Section"]),
            ("dcterms:title", [] if address in pages else _titles(graph, sections)),
            ("kgv:headingPath", _paths(graph, sections)),
            ("dcterms:isPartOf", [iri(first.document)] if first.document != address else []),
            ("schema:position", [str(min(section.position for section in sections))]),
            *sorted(statements.get(address, {}).items()),
        ]
        yield node(iri(address), properties)


def _titles(graph: Graph, sections: Iterable[Section]) -> list[str]:
    return [text(title, graph.language) for title in {readable(section.title) for section in sections} if title]


def _paths(graph: Graph, sections: Iterable[Section]) -> list[str]:
    paths = {" > ".join(filter(None, map(readable, section.path))) for section in sections}
    return [text(path, graph.language) for path in paths if path]


def _section_statements(graph: Graph) -> dict[Iri, dict[str, set[str]]]:
    found: dict[Iri, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    named: dict[SectionKey, set[Iri]] = defaultdict(set)
    for mention in graph.mentions:
        named[mention.section].add(mention.concept)
    for key, concepts in named.items():
        found[graph.section[key].iri]["kgv:mentions"].update(map(iri, concepts))
    for link in graph.links:
        statements = found[graph.section[link.section].iri]
        if link.kind == "broken" or link.target is None:
            statements["kgv:unresolvedLink"].update([text(readable(link.href))] if readable(link.href) else ())
        elif link.kind != "external":
            statements["kgv:linksTo"].add(iri(link.target))
        elif link.target.startswith(("http://", "https://")):
            statements["dcterms:references"].add(iri(link.target))
    for r in graph.relations:
        if r.source not in graph.concept and r.relation == "documents":
            target = text(readable(r.target_label), graph.language) if r.target is None else iri(r.target)
            found[r.source]["kgv:documents" if r.target else "kgv:documentsLabel"].add(target)
    return found
