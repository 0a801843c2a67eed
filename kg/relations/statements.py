"""A statement as one method proposes it, and how proposals become relations.

    Statement(token, narrower, "subword", method "can_be", span)   \\
    Statement(token, narrower, "subwords", method "such_as", span) /  one Relation, two witnesses

Two proposals are one statement if source and relation agree and their targets do: the same concept called by one of
its names, or words that are the same when folded. Nothing is thrown away: every proposal becomes a witness.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.records import Evidence, Relation
from kg.relations.corpus import Corpus
from kg.relations.methods import METHOD
from kg.text import fold


class Statement(NamedTuple):
    """A proposed statement and the span that proves it.

    `label` is the target's words. `whole` is False where `target` is only what the words' head names ("model
    architecture" for "self-attention based model architecture"): then the words are a statement of their own.
    """

    source: Iri
    relation: str
    label: str
    method: str
    section: SectionKey
    start: int
    end: int
    target: Iri | None = None
    whole: bool = True
    weight: float | None = None
    source_label: str = ""


_Key = tuple[Iri, str, str]


def merge_statements(corpus: Corpus, statements: Iterable[Statement]) -> list[Relation]:
    """Return one relation per bare statement, sorted, each with all its witnesses in text order."""
    proposals = sorted(set(statements), key=lambda s: _order(corpus, s))
    targets = _known_targets(proposals)
    groups: dict[_Key, list[Statement]] = defaultdict(list)
    for proposal in proposals:
        target = proposal.target or targets.get(_words(proposal))
        known = proposal._replace(target=target)
        groups[_key(known)].append(known)
    relations = [_relation(corpus, group) for group in groups.values()]
    return sorted(relations, key=lambda r: (r.source, r.relation, r.target or "", r.target_label))


def _order(corpus: Corpus, s: Statement) -> tuple[object, ...]:
    return (corpus.order[s.section], s.start, s.end, s.source, s.relation, s.label, s.method, s.target or "")


def _words(s: Statement) -> _Key:
    return s.source, s.relation, fold(s.label)


def _known_targets(proposals: Iterable[Statement]) -> dict[_Key, Iri]:
    known: dict[_Key, Iri] = {}
    for proposal in proposals:
        if proposal.target is not None:
            known.setdefault(_words(proposal), proposal.target)
    return known


def _key(s: Statement) -> _Key:
    """A concept called by its names is one target; words, and words whose head is a concept, are told apart."""
    if s.target is not None and s.whole:
        return s.source, s.relation, s.target
    return s.source, s.relation, " " + fold(s.label)


def _relation(corpus: Corpus, group: Sequence[Statement]) -> Relation:
    first = group[0]
    label = _best_label(corpus, group)
    source = corpus.graph.concept.get(first.source)
    witnesses = dict.fromkeys(evidence(corpus, s) for s in group)
    name = source.label if source is not None else first.source_label
    return Relation(first.source, name, first.relation, first.target, label, tuple(witnesses))


def _best_label(corpus: Corpus, group: Sequence[Statement]) -> str:
    """Return the words that are the target's own label, or those that came first."""
    target = corpus.graph.concept.get(group[0].target) if group[0].target is not None else None
    if target is not None:
        for statement in group:
            if statement.whole and fold(statement.label) == fold(target.label):
                return statement.label
    return group[0].label


def evidence(corpus: Corpus, s: Statement) -> Evidence:
    """Return the witness that a statement is."""
    quote = corpus.graph.section[s.section].text[s.start : s.end]
    weight = METHOD[s.method].weight if s.weight is None else s.weight
    return Evidence(s.method, s.section, s.start, s.end, quote, weight)
