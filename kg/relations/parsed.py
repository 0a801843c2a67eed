"""What a trained pipeline adds to the rules (`--spacy-model`): parts, uses, contrasts and kinds by dependencies.

    "A pod belongs to a cluster."     belong > nsubj pod, > prep "to" > pobj cluster      pod part_of cluster

The rules come first: where they read a relation in a sentence, the parse adds none of that relation. Only sentences of
a concept's own entry are parsed, and only those whose subject is one of its names give anything. The patterns are those
of `kg.syntax.dependencies` (DependencyMatcher; operators after Semgrex, Chambers et al. 2007).
"""

from collections.abc import Iterable, Iterator, Sequence

from kg.relations.page import Page
from kg.relations.readings import Reading
from kg.relations.statements import Statement

_RELATIONS = frozenset({"part_of", "used_for", "contrast", "narrower"})


def find_parsed(page: Page, readings: Sequence[Reading], told: Iterable[Statement]) -> Iterator[Statement]:
    """Propose what the parse reads in sentences where the rules (`told`) read nothing of that relation."""
    if page.parser is None:
        return
    known = {(statement.relation, statement.section, statement.start) for statement in told}
    for reading in readings:
        sentence = reading.sentence
        span = page.proof(sentence)
        for found in page.parser.read(sentence):
            named = page.known.named(found.subject.label) == reading.concept.iri
            if not named or found.wanted not in _RELATIONS or (found.wanted, sentence.section, span.start) in known:
                continue
            for phrase in found.phrases:
                target = page.known.named(phrase.label)
                if target != reading.concept.iri:
                    yield Statement(
                        reading.concept.iri, found.wanted, phrase.label, f"parsed_{found.wanted}",
                        sentence.section, *span, target=target,
                    )  # fmt: skip
