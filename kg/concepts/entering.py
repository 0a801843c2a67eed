"""Step 4, entries: what the glossary, the headings and the symbols of a document are, and what it says they are.

facts     candidates with their definitions and names; symbols
known     Concepts: the result of the stage
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kg.concepts.candidates import Candidate, Introduced, Proposal
from kg.concepts.genera import find_genera
from kg.concepts.glossary import find_inner_entries, find_whole_entries
from kg.concepts.merge import group_candidates, merge_group
from kg.concepts.reading import read_candidate
from kg.concepts.scheme import find_faults, make_concepts
from kg.concepts.symbols import Symbols, find_symbols, read_symbols
from kg.concepts.terms import best_terms
from kg.concepts.texts import Text
from kg.concepts.topics import Topic, choose_topics, introduce_topics
from kg.concepts.usage import Usage, read_usages
from kg.concepts.using import Decisions, Using, rank_terms
from kg.records import Concept, Finding
from kg.steps import ReadDocument
from kg.syntax.dependencies import load_parser


class Concepts(NamedTuple):
    """What `find_concepts` returns."""

    concepts: list[Concept]
    findings: list[Finding]


class Entries(NamedTuple):
    """What a document tells in the last step: entries of glossaries that are sections or parts of them, topics."""

    whole: list[Proposal]
    inner: list[Proposal]
    pages: list[Proposal]
    sections: list[Proposal]
    symbols: Symbols
    usages: dict[str, Usage]


def read_entries(text: Text, known: Decisions) -> tuple[ReadDocument, Entries]:
    """Read a document's entries and topics; see `Entries`."""
    page, in_tree = text.page, text.page.iri in known.trees
    whole = find_whole_entries(page, known.furniture, in_tree=in_tree)
    inner = list(find_inner_entries(page, whole, in_tree=in_tree))
    taken = {entry.candidate.section for entry in (*whole, *inner)}
    chosen = choose_topics(text.heads, text.written, known.told, known.linked)
    topics = [topic for topic in chosen if topic.section not in taken]

    def propose(found: Iterable[Introduced]) -> list[Proposal]:
        parser = load_parser(known.settings.spacy_model)
        return [Proposal(read_candidate(one, parser), one.candidate.labels) for one in found]

    def introduce(*, is_page: bool) -> Iterator[Introduced]:
        some: list[Topic] = [topic for topic in topics if topic.is_page is is_page]
        return introduce_topics(page, some, known.furniture, known.products)

    facts = Entries(
        propose(whole),
        propose(inner),
        propose(introduce(is_page=True)),
        propose(introduce(is_page=False)),
        read_symbols(page.sections, text.read.links),
        read_usages(text.phrases, frozenset(known.scores)) if known.scores else {},
    )
    return text.read, facts


def scope_entries(using: Using, known: Decisions) -> object:
    """Return what a document's entries depend on: which of its headings are topics, whether it is in a glossary."""
    topics = choose_topics(using.heads, using.written, known.told, known.linked)
    return [tuple(topic) for topic in topics], using.iri in known.trees, sorted(known.products), sorted(known.scores)


def gather_entries(told: Iterator[Entries], known: Decisions) -> Concepts:
    """Merge what the documents propose into concepts. Concepts are sorted by IRI; IRIs depend on labels alone."""
    whole, inner, pages, sections = list[Proposal](), list[Proposal](), list[Proposal](), list[Proposal]()
    symbols: list[Symbols] = []
    usages: dict[str, list[Usage]] = defaultdict(list)
    for entries in told:
        whole += entries.whole
        inner += entries.inner
        pages += entries.pages
        sections += entries.sections
        symbols.append(entries.symbols)
        for phrase, usage in entries.usages.items():
            usages[phrase].append(usage)
    proposals = [*whole, *inner, *(Proposal(s, s.labels) for s in find_symbols(symbols)), *pages, *sections]
    terms = known.terms or rank_terms(known.scores, usages, known.verbs)
    found = [proposal.candidate for proposal in proposals]
    called = chain.from_iterable(proposal.called for proposal in proposals)
    found += best_terms(terms, found, called, known.settings.terms_per_concept)
    return merge_candidates(found, known.settings.base_iri)


def merge_candidates(found: list[Candidate], base_iri: str) -> Concepts:
    """Return concepts for all candidates and the genera they share."""
    candidates = [*found, *find_genera(found)]
    concepts = make_concepts([merge_group(group) for group in group_candidates(candidates)], base_iri)
    return Concepts(concepts, find_faults(concepts))
