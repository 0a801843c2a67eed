"""What `graph.ttl` says otherwise than the explorer's payload, so that a selection saved as Turtle is a part of it.

SKOS allows less than a reader is shown (see `thesaurus`): labels are told apart, of a cycle one statement is left out,
`related` never doubles the hierarchy. Only these differences are listed.

    {"labels":      concept -> [preferred, alternative, hidden, shared]
     "definitions": concept -> text
     "apart":       statements that are in `evidence.ttl` and not in `graph.ttl`
     "words":       relation -> property for what is no concept
     "inverse":     relation -> property that leads back}
"""

from collections.abc import Collection, Iterable, Iterator

from kg.core import Core
from kg.ids import Iri
from kg.records import Concept, Relation
from kg.views.terms import OWN, PREFIXES, WORDS, readable
from kg.views.thesaurus import Hierarchy, Labels
from kg.views.whole import Whole
from kg.vocab import RELATION, SKOS


def scheme_differences(whole: Whole, shown: Iterable[str], statements: Iterable[Relation]) -> dict[str, object]:
    """Return the differences; `shown` are the definitions of the concepts, `statements` those of the payload."""
    labels, hierarchy, aliases = whole.labels, whole.hierarchy, whole.core.aliases
    related = set(hierarchy.related)
    numbered = list(enumerate(whole.part.concepts))
    return {
        "labels": {
            str(i): found for i, c in numbered if (found := _labels(c, aliases[c.iri], labels[c.iri])) is not None
        },
        "definitions": {
            str(i): told
            for (i, c), definition in zip(numbered, shown, strict=True)
            if (told := _definition(c)) != definition
        },
        "apart": [i for i, r in enumerate(statements) if _is_apart(whole.core, r, hierarchy, related)],
        "words": {relation: _whole(name) for relation, name in WORDS},
        "inverse": dict(_inverses()),
    }


def _labels(concept: Concept, aliases: Collection[str], labels: Labels) -> list[object] | None:
    same = (
        labels.preferred == concept.label
        and set(labels.alternative) == set(aliases)
        and set(labels.hidden) == set(concept.hidden)
        and not labels.shared
    )
    return None if same else [labels.preferred, labels.alternative, labels.hidden, labels.shared]


def _definition(concept: Concept) -> str:
    return next((words for d in concept.definitions if (words := readable(d.text))), "")


def _is_apart(core: Core, r: Relation, hierarchy: Hierarchy, related: set[tuple[Iri, Iri]]) -> bool:
    if r.target not in core.concept or r.source not in core.concept or r.target is None:
        return False
    if r.relation in ("broader", "narrower"):
        child, parent = (r.source, r.target) if r.relation == "broader" else (r.target, r.source)
        return parent not in hierarchy.broader.get(child, ())
    if r.relation == "related":
        return (min(r.source, r.target), max(r.source, r.target)) not in related
    return r.relation not in {relation for relation, _, _ in OWN}


def _inverses() -> Iterator[tuple[str, str]]:
    yield from (("broader", SKOS + "narrower"), ("narrower", SKOS + "broader"), ("related", RELATION["related"].iri))
    yield from ((relation, _whole(back)) for relation, _, back in OWN if back)


def _whole(name: str) -> str:
    prefix, _, tail = name.partition(":")
    return dict(PREFIXES)[prefix] + tail
