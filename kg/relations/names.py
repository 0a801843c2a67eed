"""`alias` from the names that a concept's sections state; the sentence is the proof.

    "CTC is short for ..."                      connectionist temporal classification -alias-> CTC
    "Another name for ZeRO ..." in Sharded DDP  Sharded DDP -alias-> ZeRO, which is a concept of its own

Names that follow from a label's letters alone (plurals, spellings) prove nothing and are told nowhere.
"""

from collections.abc import Iterator

from kg.records import Concept, Name
from kg.relations.corpus import Corpus
from kg.relations.statements import Statement

_UNTOLD = frozenset({"plural", "misspelling"})


def find_aliases(corpus: Corpus) -> Iterator[Statement]:
    """Propose the names of all concepts that some text states."""
    for concept in corpus.graph.concepts:
        for name in concept.names:
            if name.section is not None and name.start < name.end and name.kind not in _UNTOLD:
                yield _alias(corpus, concept, name)


def _alias(corpus: Corpus, concept: Concept, name: Name) -> Statement:
    assert name.section is not None
    span = corpus.sentence_span(name.section, name.start, name.end)
    return Statement(
        concept.iri, "alias", name.label, name.method, name.section, *span, target=name.bearer, weight=name.weight
    )
