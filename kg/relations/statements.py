"""A statement as one method proposes it, and how proposals become relations.

    Statement(token, narrower, "subword", method "can_be", span)   \\
    Statement(token, narrower, "subwords", method "such_as", span) /  one Relation, two witnesses

Two proposals are one statement if source and relation agree and their targets do: the same concept called by one of
its names, or words that are the same when folded. Nothing is thrown away: every proposal becomes a witness.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.records import Concept, Evidence, Relation, Section
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


class Proposal(NamedTuple):
    """A statement with its witness, which needs no text any more.

    Of what a page names or links to, `template` is how the sentence begins and ends, and `times` how often the page
    introduces itself with the name.
    """

    source: Iri
    relation: str
    label: str
    target: Iri | None
    whole: bool
    source_label: str
    evidence: Evidence
    template: tuple[str, ...] = ()
    times: int = 0


_Key = tuple[Iri, str, str]


def propose(s: Statement, section: Section, template: tuple[str, ...] = (), times: int = 0) -> Proposal:
    """Return a statement with its witness: the words in the section that prove it."""
    weight = METHOD[s.method].weight if s.weight is None else s.weight
    evidence = Evidence(s.method, s.section, s.start, s.end, section.text[s.start : s.end], weight)
    return Proposal(s.source, s.relation, s.label, s.target, s.whole, s.source_label, evidence, template, times)


def merge_statements(proposals: Sequence[Proposal], concepts: Mapping[Iri, Concept]) -> list[Relation]:
    """Return one relation per bare statement, sorted, each with all its witnesses.

    `proposals` are in the order of the text, and so are a relation's witnesses.
    """
    targets = _known_targets(proposals)
    groups: dict[_Key, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        target = proposal.target or targets.get(_words(proposal))
        known = proposal if target == proposal.target else proposal._replace(target=target)
        groups[_key(known)].append(known)
    return sorted((_relation(group, concepts) for group in groups.values()), key=relation_order)


def relation_order(r: Relation) -> tuple[str, str, str, str]:
    """Return what relations are sorted by."""
    return r.source, r.relation, r.target or "", r.target_label


def _words(p: Proposal) -> _Key:
    return p.source, p.relation, fold(p.label)


def _known_targets(proposals: Sequence[Proposal]) -> dict[_Key, Iri]:
    """Return what words mean where another proposal of that source and relation has the words without a concept."""
    open_ends = {(p.source, p.relation) for p in proposals if p.target is None}
    known: dict[_Key, Iri] = {}
    for proposal in proposals:
        if proposal.target is not None and (proposal.source, proposal.relation) in open_ends:
            known.setdefault(_words(proposal), proposal.target)
    return known


def _key(p: Proposal) -> _Key:
    """A concept called by its names is one target; words, and words whose head is a concept, are told apart."""
    if p.target is not None and p.whole:
        return p.source, p.relation, p.target
    return p.source, p.relation, " " + fold(p.label)


def _relation(group: Sequence[Proposal], concepts: Mapping[Iri, Concept]) -> Relation:
    first = group[0]
    source = concepts.get(first.source)
    name = source.label if source is not None else first.source_label
    if len(group) == 1:
        return Relation(first.source, name, first.relation, first.target, first.label, (first.evidence,))
    witnesses = dict.fromkeys(proposal.evidence for proposal in group)
    return Relation(first.source, name, first.relation, first.target, _best_label(group, concepts), tuple(witnesses))


def _best_label(group: Sequence[Proposal], concepts: Mapping[Iri, Concept]) -> str:
    """Return the words that are the target's own label, or those that came first."""
    target = concepts.get(group[0].target) if group[0].target is not None else None
    if target is not None:
        for proposal in group:
            if proposal.whole and fold(proposal.label) == fold(target.label):
                return proposal.label
    return group[0].label
