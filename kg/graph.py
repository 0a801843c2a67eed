"""The assembled graph: records, indexes over them, numbers about them, invariants checked.

    concepts ---relations (with evidence)---> concepts, or words that are not a concept yet
        \\__ mentions __ sections __ documents; links between sections

`Graph` holds what a build found and answers look-ups; the views (stage 6) write it down, `kg.api` gives it a
face for notebooks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kg import core
from kg.config import Settings
from kg.core import Core, InvariantError
from kg.ids import Iri, SectionKey
from kg.pointing import Leads
from kg.records import Concept, Document, Finding, Link, Mention, Relation, Section
from kg.steps import ReadDocument
from kg.text import fold

__all__ = ["Graph", "InvariantError", "assemble", "check"]

if TYPE_CHECKING:
    import networkx as nx

_Placed = TypeVar("_Placed", Link, Mention)


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

    @cached_property
    def core(self) -> Core:
        """The graph without sections, links and mentions."""
        return Core(
            self.title, self.base_iri, self.language, self.documents, self.concepts, self.relations, self.findings,
            {iri: len(found) for iri, found in self.mentions_of.items()}, self.pages_of, self.seed, self.licence,
            self.overview_nodes,
        )  # fmt: skip

    def read_documents(self) -> list[ReadDocument]:
        """Return sections, links and mentions by document, as the steps of the views want them."""
        return _by_document(self)

    @property
    def scheme(self) -> Iri:
        """IRI of the concept scheme."""
        return self.core.scheme

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
        return self.core.defined_at

    @cached_property
    def concept_at(self) -> Mapping[Iri, Iri]:
        """The concept that stands at an address (section or document IRI)."""
        return self.leads.at

    @cached_property
    def symbol_concepts(self) -> dict[str, Iri]:
        """Symbol concepts by label and by alias, for links that are symbol references."""
        return self.core.symbol_concepts

    @cached_property
    def leads(self) -> Leads:
        """What links lead to."""
        first = {s.document: s.key for s in reversed(self.sections) if s.title and s.level in (None, 0, 1)}
        return self.core.leads({key: self.section[key].iri for key in self.defined_at}, first)

    def concept_of_link(self, link: Link) -> Iri | None:
        """Return the concept that a link leads to, if any; of the entries of one section, the one the link names."""
        return self.leads.concept_of(link)

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

    @property
    def edges(self) -> list[tuple[Iri, Iri, str, float]]:
        """Statements between two concepts, one per (source, target, relation), with confidence."""
        return self.core.edges

    @property
    def degree(self) -> Counter[Iri]:
        """Number of statements a concept takes part in."""
        return self.core.degree

    @property
    def pagerank(self) -> dict[Iri, float]:
        """PageRank of each concept; see `Core.pagerank`."""
        return self.core.pagerank

    @property
    def community(self) -> dict[Iri, str]:
        """Community of each concept; see `Core.community`."""
        return self.core.community

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
    found = core.make_core(settings, documents, concepts, relations, findings, mentions={}, pages={})
    sections = tuple(sorted(sections, key=lambda s: (s.document, s.position, s.key)))
    order = {section.key: i for i, section in enumerate(sections)}
    return Graph(
        title=found.title,
        base_iri=found.base_iri,
        language=found.language,
        documents=found.documents,
        sections=sections,
        links=tuple(sorted(links, key=lambda k: (order[k.section], k.start, k.end, k.href))),
        concepts=found.concepts,
        mentions=tuple(sorted(mentions, key=lambda m: (order[m.section], m.start, m.end, m.concept))),
        relations=found.relations,
        findings=found.findings,
        seed=found.seed,
        licence=found.licence,
        overview_nodes=found.overview_nodes,
    )


def check(graph: Graph) -> None:
    """Raise `InvariantError` where records contradict each other."""
    core.check(graph.core)
    core.check_unique("section", [s.key for s in graph.sections])
    for relation in graph.relations:
        for e in relation.evidence:
            core.check_quote(graph.section[e.section].text, e.start, e.end, e.quote, e.section)
    for mention in graph.mentions:
        core.check_mention(graph.section[mention.section].text, mention, graph.concept)


def _by_document(graph: Graph) -> list[ReadDocument]:
    """Sections keep their order; documents are in the order of their addresses."""
    sections: dict[Iri, list[Section]] = {document.iri: [] for document in graph.documents}
    for section in graph.sections:
        sections.setdefault(section.document, []).append(section)
    links, mentions = _in_section(graph.links), _in_section(graph.mentions)
    none = [Document(iri, "", "", 0, len(found)) for iri, found in sections.items() if iri not in graph.document]
    return [
        ReadDocument(
            document,
            tuple(sections[document.iri]),
            tuple(link for s in sections[document.iri] for link in links.get(s.key, ())),
            tuple(mention for s in sections[document.iri] for mention in mentions.get(s.key, ())),
        )
        for document in sorted((*graph.documents, *none), key=lambda d: d.iri)
    ]


def _in_section(records: Iterable[_Placed]) -> dict[SectionKey, list[_Placed]]:
    found: dict[SectionKey, list[_Placed]] = {}
    for record in records:
        found.setdefault(record.section, []).append(record)
    return found
