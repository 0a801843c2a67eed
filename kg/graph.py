"""The assembled graph: records, indexes over them, numbers about them, invariants checked.

    concepts ---relations (with evidence)---> concepts, or words that are not a concept yet
        \\__ mentions __ sections __ documents; links between sections

`Graph` holds what a build found and answers look-ups; the views (stage 6) write it down, `kg.api` gives it a
face for notebooks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg import analysis, vocab
from kg.config import Settings
from kg.ids import Iri, SectionKey
from kg.records import Concept, Document, Finding, Link, Mention, Relation, Section
from kg.text import fold

if TYPE_CHECKING:
    import networkx as nx


class InvariantError(AssertionError):
    """The stages gave records that contradict each other: a bug of ours, never of the input."""


@dataclass(frozen=True)
class Graph:
    """Everything a build found, sorted, with indexes made when first asked for."""

    title: str
    base_iri: str
    language: str
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    concepts: tuple[Concept, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]
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
    def section(self) -> dict[SectionKey, Section]:
        """Sections by key (two sections of a page may share an IRI; keys are unique)."""
        return {section.key: section for section in self.sections}

    @cached_property
    def document(self) -> dict[Iri, Document]:
        """Documents by IRI."""
        return {document.iri: document for document in self.documents}

    @cached_property
    def defined_at(self) -> dict[SectionKey, Iri]:
        """The concept that a section defines, by the section's key."""
        return {c.defined_in: c.iri for c in self.concepts if c.defined_in is not None}

    @cached_property
    def concept_at(self) -> dict[Iri, Iri]:
        """The concept that stands at an address (section or document IRI)."""
        at = {self.section[key].iri: iri for key, iri in self.defined_at.items()}
        first = {s.document: s for s in reversed(self.sections) if s.title and s.level in (None, 0, 1)}
        for document, section in first.items():
            if section.key in self.defined_at:
                at.setdefault(document, self.defined_at[section.key])
        return at

    @cached_property
    def _entries_in(self) -> dict[tuple[SectionKey, str], Iri]:
        """Concepts by a section that holds their definition among others, and by name: a definition list's entries."""
        return {
            (definition.section, fold(name)): concept.iri
            for concept in reversed(self.concepts)
            for definition in concept.definitions
            for name in (concept.label, *concept.aliases)
        }

    @cached_property
    def symbol_concepts(self) -> dict[str, Iri]:
        """Symbol concepts by label and by alias, for links that are symbol references."""
        found: dict[str, Iri] = {}
        for concept in self.concepts:
            if concept.kind == "symbol":
                for name in (concept.label, *concept.aliases):
                    found.setdefault(name, concept.iri)
        return found

    def concept_of_link(self, link: Link) -> Iri | None:
        """Return the concept that a link leads to, if any; of the entries of one section, the one the link names."""
        if link.target_section is not None and link.kind != "symbol":
            named = (self._entries_in.get((link.target_section, fold(name))) for name in (link.text, link.href))
            if link.target_section in self.defined_at:
                return self.defined_at[link.target_section]
            if (entry := next((iri for iri in named if iri is not None), None)) is not None:
                return entry
        if link.kind == "symbol":
            name = link.href.lstrip("~")
            return self.symbol_concepts.get(name) or self.symbol_concepts.get(link.text)
        return self.concept_at.get(link.target) if link.target is not None else None

    @cached_property
    def mentions_of(self) -> dict[Iri, list[Mention]]:
        """Mentions by concept, in section and text order."""
        by_concept: dict[Iri, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            by_concept[mention.concept].append(mention)
        return dict(by_concept)

    @cached_property
    def pages_of(self) -> dict[Iri, int]:
        """Number of documents that mention a concept."""
        pages: dict[Iri, set[Iri]] = defaultdict(set)
        for mention in self.mentions:
            pages[mention.concept].add(self.section[mention.section].document)
        return {iri: len(found) for iri, found in pages.items()}

    @cached_property
    def relations_from(self) -> dict[Iri, list[Relation]]:
        """Relations by source."""
        return _group(self.relations, lambda r: r.source)

    @cached_property
    def relations_to(self) -> dict[Iri, list[Relation]]:
        """Relations by target, where the target is in the graph."""
        return _group((r for r in self.relations if r.target is not None), lambda r: r.target)

    @cached_property
    def edges(self) -> list[tuple[Iri, Iri, str, float]]:
        """Statements between two concepts, one per (source, target, relation), with confidence."""
        return [
            (r.source, r.target, r.relation, r.confidence)
            for r in self.relations
            if r.target in self.concept and r.source in self.concept
        ]

    @cached_property
    def degree(self) -> Counter[Iri]:
        """Number of statements a concept takes part in."""
        return Counter(end for edge in self.edges for end in edge[:2])

    @cached_property
    def _pairs(self) -> list[tuple[int, int, float]]:
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
        ranks = analysis.pagerank(len(self.concepts), self._pairs)
        return {concept.iri: rank for concept, rank in zip(self.concepts, ranks, strict=True)}

    @cached_property
    def community(self) -> dict[Iri, str]:
        """Community of each concept (Traag et al. 2019), named by its two most central entries or topics."""
        groups = analysis.communities(len(self.concepts), self._pairs, seed=self.seed)
        names: dict[Iri, str] = {}
        for group in groups:
            members = sorted((self.concepts[i] for i in group), key=self._naming_order)
            name = ", ".join(c.label for c in members[:2])
            names.update({c.iri: name for c in members})
        return names

    def _naming_order(self, concept: Concept) -> tuple[int, float, str]:
        """Headings, which their authors chose as names, go before terms, and symbols come last."""
        tier = {"term": 1, "symbol": 2}.get(concept.kind, 0)
        return tier, -self.pagerank[concept.iri], concept.label

    @cached_property
    def names(self) -> dict[str, list[Iri]]:
        """Concepts by folded label, alias or hidden label; most central first."""
        found: dict[str, list[Iri]] = defaultdict(list)
        for concept in self.concepts:
            for name in dict.fromkeys(fold(n) for n in (concept.label, *concept.aliases, *concept.hidden)):
                found[name].append(concept.iri)
        for iris in found.values():
            iris.sort(key=lambda iri: (-self.pagerank[iri], iri))
        return dict(found)

    def to_networkx(self) -> "nx.MultiDiGraph[Iri]":
        """Return concepts as nodes and statements between them as edges (key: the relation), with all evidence."""
        import networkx as nx

        graph: nx.MultiDiGraph[Iri] = nx.MultiDiGraph(title=self.title)
        for c in self.concepts:
            graph.add_node(
                c.iri, label=c.label, kind=c.kind, aliases=list(c.aliases), definition=c.definition,
                pagerank=self.pagerank[c.iri], community=self.community[c.iri],
                mentions=len(self.mentions_of.get(c.iri, ())), documents=self.pages_of.get(c.iri, 0),
            )  # fmt: skip
        for r in self.relations:
            if r.target in self.concept and r.source in self.concept:
                graph.add_edge(
                    r.source, r.target, key=r.relation, relation=r.relation, confidence=r.confidence,
                    evidence=[e._asdict() for e in r.evidence],
                )  # fmt: skip
        return graph


def _group(relations: Iterable[Relation], end) -> dict[Iri, list[Relation]]:  # type: ignore[no-untyped-def]
    groups: dict[Iri, list[Relation]] = defaultdict(list)
    for relation in relations:
        groups[end(relation)].append(relation)
    return dict(groups)


def assemble(
    settings: Settings,
    documents: Iterable[Document],
    sections: Iterable[Section],
    links: Iterable[Link],
    concepts: Iterable[Concept],
    mentions: Iterable[Mention],
    relations: Iterable[Relation],
    findings: Iterable[Finding],
) -> Graph:
    """Return the graph of what the stages found, everything in one canonical order, weak statements left out."""
    sections = tuple(sorted(sections, key=lambda s: (s.document, s.position, s.key)))
    order = {section.key: i for i, section in enumerate(sections)}
    strong = (r for r in relations if r.confidence >= settings.min_confidence)
    return Graph(
        title=settings.title,
        base_iri=settings.base_iri,
        language=settings.language,
        documents=tuple(sorted(documents, key=lambda d: d.iri)),
        sections=sections,
        links=tuple(sorted(links, key=lambda k: (order[k.section], k.start, k.end, k.href))),
        concepts=tuple(sorted(concepts, key=lambda c: c.iri)),
        mentions=tuple(sorted(mentions, key=lambda m: (order[m.section], m.start, m.end, m.concept))),
        relations=tuple(sorted(strong, key=lambda r: (r.source, r.relation, r.target or "", r.target_label))),
        findings=tuple(sorted(findings, key=_finding_order)),
        seed=settings.seed,
        licence=settings.licence,
        overview_nodes=settings.overview_nodes,
    )


def _finding_order(finding: Finding) -> tuple[str, ...]:
    return (finding.code, finding.source, finding.section or "", str(finding.location), finding.message)


def check(graph: Graph) -> None:
    """Raise `InvariantError` where records contradict each other; every build runs this."""
    _check_unique("concept", [c.iri for c in graph.concepts])
    _check_unique("section", [s.key for s in graph.sections])
    _check_unique("statement", [(r.source, r.relation, r.target, r.target_label) for r in graph.relations])
    for relation in graph.relations:
        _check_relation(graph, relation)
    for mention in graph.mentions:
        if graph.section[mention.section].text[mention.start : mention.end] != mention.surface:
            raise InvariantError(f"mention {mention} does not stand where it says")
        if mention.concept not in graph.concept:
            raise InvariantError(f"mention of an unknown concept: {mention}")


def _check_unique(what: str, keys: Sequence[object]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise InvariantError(f"{what} twice: {twice[:3]}")


def _check_relation(graph: Graph, relation: Relation) -> None:
    if relation.relation not in vocab.RELATION or not relation.evidence:
        raise InvariantError(f"unknown relation or no evidence: {relation}")
    for witness in relation.evidence:
        text = graph.section[witness.section].text
        if not 0 <= witness.start < witness.end <= len(text) or not 0.0 <= witness.weight <= 1.0:
            raise InvariantError(f"evidence outside its section: {witness}")
        if text[witness.start : witness.end] != witness.quote:
            raise InvariantError(f"evidence does not stand where it says: {witness}")
