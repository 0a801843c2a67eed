"""`graph.ttl`: the SKOS concept scheme, its collections, documents, sections, links, mentions per section.

SKOS holds by construction (see `thesaurus`); what SKOS has no word for is `kgv:`, documented in `kgv.ttl`.
Subjects are in the order scheme, collections, concepts, documents, sections, each sorted by IRI.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.core import Core
from kg.graph import Graph
from kg.ids import Iri, short_hash, slugify
from kg.records import Concept, Relation
from kg.text import fold
from kg.views.render import STATEMENTS
from kg.views.runs import PORTION
from kg.views.survey import Survey
from kg.views.terms import OWN, WORDS, Properties, decimal, header, iri, node, readable, text
from kg.views.thesaurus import Hierarchy, Labels
from kg.views.whole import Whole, as_whole

CREATOR = "doc-concept-graph"
UNCONNECTED = "Concepts without relations"
RIGHTS = "Definitions and quotes are words of the documentation they were read from, under its terms."


def write_turtle(source: Graph | Whole, path: Path) -> None:
    """Write `graph.ttl`."""
    with path.open("wb", PORTION) as file:
        file.writelines(map(str.encode, _lines(source)))


def turtle(source: Graph | Whole) -> str:
    """Return the graph as Turtle; the same graph gives the same text."""
    return "".join(_lines(source))


def _lines(source: Graph | Whole) -> Iterator[str]:
    yield header()
    for block in nodes(source):
        yield "\n"
        yield block


def nodes(source: Graph | Whole) -> Iterator[str]:
    """Yield one block of Turtle per subject."""
    whole = as_whole(source, STATEMENTS)
    yield _scheme(whole.core, whole.hierarchy)
    yield from _collections(whole.core, whole.labels)
    yield from _concepts(whole)
    yield from _documents(whole.core)
    yield from whole.subjects.texts()


def _scheme(core: Core, hierarchy: Hierarchy) -> str:
    top = [iri(concept.iri) for concept in core.concepts if not hierarchy.broader.get(concept.iri)]
    properties: Properties = [
        ("a", ["skos:ConceptScheme"]),
        ("dcterms:title", [text(readable(core.title) or CREATOR, core.language)]),
        ("dcterms:creator", [text(CREATOR)]),
        ("dcterms:license", [iri(core.licence)] if core.licence else []),
        ("dcterms:rights", [text(RIGHTS, "en")]),
        ("dcterms:language", [text(core.language)]),
        ("skos:hasTopConcept", top),
    ]
    return node(iri(core.scheme), properties)


def collections(core: Core) -> dict[Iri, tuple[str, list[Iri]]]:
    """Return a name and members for each collection's IRI: one per community, one for all that stand alone."""
    members: dict[str, list[Iri]] = defaultdict(list)
    for concept in core.concepts:
        members[core.community[concept.iri]].append(concept.iri)
    alone = [group[0] for group in members.values() if len(group) == 1]
    named = [(name, group) for name, group in sorted(members.items()) if len(group) > 1]
    found: dict[Iri, tuple[str, list[Iri]]] = {}
    for name, group in [*named, *([(UNCONNECTED, alone)] if alone else [])]:
        address = Iri(f"{core.base_iri}collection/{slugify(name)}")
        found[address if address not in found else Iri(f"{address}-{short_hash(*group)}")] = (name, group)
    return found


def _collections(core: Core, labels: dict[Iri, Labels]) -> Iterator[str]:
    taken = {label.preferred.casefold() for label in labels.values()}
    for address, (name, members) in sorted(collections(core).items()):
        label = readable(name) or CREATOR
        properties: Properties = [
            ("a", ["skos:Collection"]),
            ("skos:prefLabel", [text(label if label.casefold() not in taken else f"{label} (group)", core.language)]),
            ("skos:member", [iri(member) for member in members]),
        ]
        yield node(iri(address), properties)


def _concepts(whole: Whole) -> Iterator[str]:
    core, survey, hierarchy, labels = whole.core, whole.survey, whole.hierarchy, whole.labels
    related: dict[Iri, list[str]] = defaultdict(list)
    for a, b in hierarchy.related:
        related[a].append(iri(b))
        related[b].append(iri(a))
    statements = _own_statements(core)
    for concept in core.concepts:
        properties = [
            *_identity(core, concept, labels[concept.iri]),
            *_notes(core, survey, concept),
            *_place_in_scheme(core, concept, hierarchy),
            ("skos:related", related.get(concept.iri, ())),
            *sorted(statements.get(concept.iri, {}).items()),
            *_numbers(core, concept),
        ]
        yield node(iri(concept.iri), properties)


def _identity(core: Core, concept: Concept, labels: Labels) -> Properties:
    return [
        ("a", ["skos:Concept"]),
        ("skos:inScheme", [iri(core.scheme)]),
        ("kgv:kind", [f"kgv:{concept.kind.capitalize()}"]),
        ("skos:prefLabel", [text(labels.preferred, core.language)]),
        ("skos:altLabel", [text(label, core.language) for label in labels.alternative]),
        ("skos:hiddenLabel", [text(label, core.language) for label in labels.hidden]),
        ("kgv:sharedLabel", [text(label, core.language) for label in labels.shared]),
    ]


def _notes(core: Core, survey: Survey, concept: Concept) -> Properties:
    definitions = list(dict.fromkeys(readable(d.text) for d in concept.definitions if readable(d.text)))
    home = [] if concept.defined_in is None else [iri(survey.address[concept.defined_in])]
    return [
        ("skos:definition", [text(words, core.language) for words in definitions[:1]]),
        ("skos:note", [text(words, core.language) for words in definitions[1:]]),
        ("skos:scopeNote", [] if definitions else [text(_scope(core, survey, concept), core.language)]),
        ("dcterms:source", home),
    ]


def _scope(core: Core, survey: Survey, concept: Concept) -> str:
    """Say of a concept without a definition where it is talked about."""
    count = core.mentions.get(concept.iri, 0)
    if not count:
        home = survey.home.get(concept.defined_in) if concept.defined_in is not None else None
        where = f"; described in “{readable(home.title)}”" if home is not None and readable(home.title) else ""
        return f"Not defined in this documentation{where}."
    named = ", ".join(f"“{title}”" for title in survey.titles.get(concept.iri, ()) if title)
    times = "once" if count == 1 else f"{count} times"
    return f"Not defined in this documentation; named {times}" + (f", as in {named}." if named else ".")


def _place_in_scheme(core: Core, concept: Concept, hierarchy: Hierarchy) -> Properties:
    broader = hierarchy.broader.get(concept.iri, [])
    return [
        ("skos:topConceptOf", [] if broader else [iri(core.scheme)]),
        ("skos:broader", [iri(parent) for parent in broader]),
        ("skos:narrower", [iri(child) for child in hierarchy.narrower.get(concept.iri, ())]),
    ]


def _own_statements(core: Core) -> dict[Iri, dict[str, list[str]]]:
    """Return `kgv:` statements by subject and property, both directions where there are two."""
    own = {relation: (forth, back) for relation, forth, back in OWN}
    words = dict(WORDS)
    found: dict[Iri, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for r in core.relations:
        if r.source not in core.concept:
            continue
        if r.target is None and r.relation in words and readable(r.target_label):
            found[r.source][words[r.relation]].append(text(readable(r.target_label), core.language))
        elif r.relation == "broader" and r.target is not None and _says_more(core, r):
            found[r.source]["kgv:genus"].append(text(readable(r.target_label), core.language))
        elif r.target in core.concept and r.relation in own and r.target is not None:
            forth, back = own[r.relation]
            found[r.source][forth].append(iri(r.target))
            if back:
                found[r.target][back].append(iri(r.source))
    return found


def _says_more(core: Core, r: Relation) -> bool:
    """Whether the words of a genus are more than another spelling of the concept that they were taken for."""
    concept = core.concept.get(r.target) if r.target is not None else None
    words = fold(readable(r.target_label))
    return concept is not None and words not in {
        "",
        *map(fold, (concept.label, *core.aliases[concept.iri], *concept.hidden)),
    }


def _numbers(core: Core, concept: Concept) -> Properties:
    return [
        ("kgv:mentionCount", [str(core.mentions.get(concept.iri, 0))]),
        ("kgv:documentCount", [str(core.pages.get(concept.iri, 0))]),
        ("kgv:pageRank", [decimal(core.pagerank[concept.iri])]),
    ]


def _documents(core: Core) -> Iterator[str]:
    for document in core.documents:
        properties: Properties = [
            ("a", ["kgv:Document"]),
            ("dcterms:title", [text(readable(document.title) or document.source or document.iri, core.language)]),
            ("dcterms:identifier", [text(document.source)] if document.source else []),
        ]
        yield node(iri(document.iri), properties)
