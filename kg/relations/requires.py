"""`requires`: a definition leans on another concept, so a reader needs that one first.

    transfer learning: "... taking a pretrained model and adapting it ..."   requires pretrained model

The concepts named in the definition count, not the genus (that is `broader`) and not the concept itself; a linked one
weighs more (Gordon et al., "Modeling Concept Dependencies in a Scientific Corpus", ACL 2016, on references).
"""

from collections.abc import Iterable, Iterator

from kg.ids import Iri
from kg.records import Concept, Definition
from kg.relations.corpus import Corpus
from kg.relations.statements import Statement

_POINTING = frozenset(
    {"see", "name"}
)  # "See encoder models", "Another name for ZeRO": no definition to lean on anything
_FEW_PAGES, _SHARE = 100, 3
_TELLING = frozenset({"alias", "broader", "narrower", "contrast"})
_STRUCTURE = frozenset({"links_to", "documents"})


def without_told(statements: Iterable[Statement]) -> list[Statement]:
    """Leave out the weaker of two statements about a pair.

    `requires` says nothing new where the kind, example or opposite is told; a name on a page (`page_name`) says nothing
    new where anything else is.
    """
    found = list(statements)
    told = {(s.source, s.target) for s in found if s.relation in _TELLING}
    known = {(s.source, s.target) for s in found if s.method != "page_name" and s.relation not in _STRUCTURE}
    return [
        s
        for s in found
        if not (s.relation == "requires" and (s.source, s.target) in told)
        and not (s.method == "page_name" and (s.source, s.target) in known)
    ]


def find_required(corpus: Corpus) -> Iterator[Statement]:
    """Propose the concepts that each concept's shown definition names besides itself and its genera."""
    everywhere = _named_everywhere(corpus)
    for concept in corpus.graph.concepts:
        if concept.definitions and concept.definitions[0].form not in _POINTING:
            for statement in _required(corpus, concept, concept.definitions[0]):
                if statement.method == "requires_link" or statement.target not in everywhere:
                    yield statement


def _named_everywhere(corpus: Corpus) -> set[Iri]:
    """Return concepts that a third of all pages name ("model" in the docs of models): every reader knows them."""
    pages = {section.document for section in corpus.sections}
    if len(pages) < _FEW_PAGES:
        return set()
    return {iri for iri, count in corpus.graph.pages_of.items() if count * _SHARE > len(pages)}


def _required(corpus: Corpus, concept: Concept, definition: Definition) -> Iterator[Statement]:
    for mention in corpus.mentions_within(definition.section, definition.start, definition.end):
        genus = any(g.start < mention.end and mention.start < g.end for g in definition.genera)
        if mention.concept != concept.iri and not genus:
            method = "requires_link" if mention.linked else "requires_mention"
            yield Statement(
                concept.iri, "requires", corpus.graph.concept[mention.concept].label, method,
                definition.section, definition.start, definition.end, target=mention.concept,
            )  # fmt: skip
