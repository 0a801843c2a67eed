"""What a graph is without its text: concepts, statements with evidence, documents, findings, counts of mentions.

    Core                                  bounded by concepts and statements
    Graph = Core + sections, links, mentions    (kg.graph: bounded by text)

Everything here fits in memory however much text there is; indexes and numbers are made when first asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg import analysis, vocab
from kg.config import Settings
from kg.ids import Iri, SectionKey
from kg.pointing import Leads, make_leads, symbols_by_name
from kg.records import Concept, Document, Finding, Mention, Relation


class InvariantError(AssertionError):
    """The stages gave records that contradict each other: a bug of ours, never of the input."""


@dataclass(frozen=True)
class Core:
    """A graph without sections, links and mentions, sorted. `mentions` and `pages` are counts by concept."""

    title: str
    base_iri: str
    language: str
    documents: tuple[Document, ...]
    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]
    mentions: Mapping[Iri, int] = field(default_factory=dict)
    pages: Mapping[Iri, int] = field(default_factory=dict)
    seed: int = 7
    licence: str = ""
    overview_nodes: int = 200

    @property
    def scheme(self) -> Iri:
        """IRI of the concept scheme."""
        return Iri(self.base_iri + "scheme")

    @cached_property
    def concept(self) -> dict[Iri, Concept]:
        """Concepts by IRI."""
        return {concept.iri: concept for concept in self.concepts}

    @cached_property
    def document(self) -> dict[Iri, Document]:
        """Documents by IRI."""
        return {document.iri: document for document in self.documents}

    @cached_property
    def aliases(self) -> dict[Iri, tuple[str, ...]]:
        """Aliases of concepts, which are not made anew each time."""
        return {concept.iri: concept.aliases for concept in self.concepts}

    @cached_property
    def defined_at(self) -> dict[SectionKey, Iri]:
        """The concept that a section defines, by the section's key."""
        return {c.defined_in: c.iri for c in self.concepts if c.defined_in is not None}

    @cached_property
    def symbol_concepts(self) -> dict[str, Iri]:
        """Symbol concepts by label and by alias, for links that are symbol references."""
        return symbols_by_name(self.concepts)

    def leads(self, address: Mapping[SectionKey, Iri], entry: Mapping[Iri, SectionKey]) -> Leads:
        """Return what links lead to, given the addresses of sections that define concepts.

        `entry` is the first section with a heading of each document.
        """
        return make_leads(self.concepts, address, entry)

    @cached_property
    def confidences(self) -> list[float]:
        """Confidence of each statement, in the order of the statements."""
        return [relation.confidence for relation in self.relations]

    @cached_property
    def edges(self) -> list[tuple[Iri, Iri, str, float]]:
        """Statements between two concepts, one per (source, target, relation), with confidence."""
        known = self.concept
        return [
            (r.source, r.target, r.relation, confidence)
            for r, confidence in zip(self.relations, self.confidences, strict=True)
            if r.target is not None and r.target in known and r.source in known
        ]

    @cached_property
    def degree(self) -> Counter[Iri]:
        """Number of statements a concept takes part in."""
        found = Counter(source for source, _, _, _ in self.edges)
        found.update(target for _, target, _, _ in self.edges)
        return found

    @cached_property
    def pairs(self) -> list[tuple[int, int, float]]:
        """Weighted edges between concepts by number, but for members of classes, which would drown the rest."""
        index = {concept.iri: i for i, concept in enumerate(self.concepts)}
        weights: defaultdict[tuple[int, int], float] = defaultdict(float)
        for source, target, relation, confidence in self.edges:
            if relation != "part_of" or "symbol" not in (self.concept[source].kind, self.concept[target].kind):
                weights[index[source], index[target]] += confidence
        return [(a, b, round(weight, 6)) for (a, b), weight in sorted(weights.items())]

    @cached_property
    def pagerank(self) -> dict[Iri, float]:
        """PageRank (Brin & Page 1998) over the statements between concepts, weighted by confidence."""
        ranks = analysis.pagerank(len(self.concepts), self.pairs)
        return {concept.iri: rank for concept, rank in zip(self.concepts, ranks, strict=True)}

    @cached_property
    def community(self) -> dict[Iri, str]:
        """Community of each concept (Traag et al. 2019), named by its two most central entries or topics."""
        groups = analysis.communities(len(self.concepts), self.pairs, seed=self.seed)
        names: dict[Iri, str] = {}
        for group in groups:
            members = sorted((self.concepts[i] for i in group), key=self._naming_order)
            name = ", ".join(c.label for c in members[:2])
            names.update({c.iri: name for c in members})
        return names

    def know(self, *, pagerank: dict[Iri, float], community: dict[Iri, str]) -> None:
        """Take over what another process has computed of this graph."""
        vars(self).update(pagerank=pagerank, community=community)  # where `cached_property` keeps them

    def _naming_order(self, concept: Concept) -> tuple[int, float, str]:
        """Headings, which their authors chose as names, go before terms, and symbols come last."""
        tier = {"term": 1, "symbol": 2}.get(concept.kind, 0)
        return tier, -self.pagerank[concept.iri], concept.label


def check(core: Core) -> None:
    """Raise `InvariantError` where concepts and statements contradict each other; every build runs this.

    Whether quotes and mentions stand where they say is checked document by document (`check_mention`, `check_quote`).
    """
    check_unique("concept", [c.iri for c in core.concepts])
    check_unique("statement", [(r.source, r.relation, r.target, r.target_label) for r in core.relations])
    for relation in core.relations:
        if relation.relation not in vocab.RELATION or not relation.evidence:
            raise InvariantError(f"unknown relation or no evidence: {relation}")
        for witness in relation.evidence:
            if not 0.0 <= witness.weight <= 1.0:
                raise InvariantError(f"evidence of no weight: {witness}")


def check_unique(what: str, keys: Sequence[object]) -> None:
    """Raise `InvariantError` where a key is there twice."""
    if len(set(keys)) < len(keys):
        twice = [key for key, count in Counter(keys).items() if count > 1]
        raise InvariantError(f"{what} twice: {twice[:3]}")


def check_quote(text: str, start: int, end: int, quote: str, key: SectionKey) -> None:
    """Raise `InvariantError` where evidence does not stand in its section's text as it says."""
    if not 0 <= start < end <= len(text) or text[start:end] != quote:
        raise InvariantError(f"evidence does not stand where it says: {key} [{start}, {end}) {quote!r}")


def check_mention(text: str, mention: Mention, concepts: Container[Iri]) -> None:
    """Raise `InvariantError` where a mention does not stand where it says, or is of no concept."""
    if text[mention.start : mention.end] != mention.surface:
        raise InvariantError(f"mention {mention} does not stand where it says")
    if mention.concept not in concepts:
        raise InvariantError(f"mention of an unknown concept: {mention}")


def make_core(
    settings: Settings,
    documents: Iterable[Document],
    concepts: Iterable[Concept],
    relations: Iterable[Relation],
    findings: Iterable[Finding],
    *,
    mentions: Mapping[Iri, int],
    pages: Mapping[Iri, int],
) -> Core:
    """Return the core of what the stages found, everything in one canonical order, weak statements left out."""
    strong = (r for r in relations if r.confidence >= settings.min_confidence)
    return Core(
        title=settings.title,
        base_iri=settings.base_iri,
        language=settings.language,
        documents=tuple(sorted(documents, key=lambda d: d.iri)),
        concepts=tuple(sorted(concepts, key=lambda c: c.iri)),
        relations=tuple(sorted(strong, key=lambda r: (r.source, r.relation, r.target or "", r.target_label))),
        findings=tuple(sorted(findings, key=finding_order)),
        mentions=mentions,
        pages=pages,
        seed=settings.seed,
        licence=settings.licence,
        overview_nodes=settings.overview_nodes,
    )


def finding_order(finding: Finding) -> tuple[str, ...]:
    """Return what findings are sorted by; a row's number, where a section is known, is told nobody."""
    place = "" if finding.section is not None and finding.location.row is not None else str(finding.location)
    return (finding.code, finding.source, finding.section or "", place, finding.message)
