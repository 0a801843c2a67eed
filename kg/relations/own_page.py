"""`related`: what a page that is about one concept links to and names.

    page "BARThez", section "Overview": "... [BART](bart) ..."          BARThez is related to BART
    page "BARThez", section "Overview": "... French language ..."       named, not linked: a weaker witness

A page whose title is a concept is written about it, as a glossary entry is (Milne & Witten 2008 read links between
articles so). Links count from all its sections that are no other concept's own; names count only where the page
introduces itself, and only those that few pages name (tf-idf, Spärck Jones 1972), the most telling `_MOST`. A page that
links to more than `_DIRECTORY` concepts is a list of them, not about how they hang together. A sentence that the pages
of `_BOILERPLATE` concepts share ("log in to your account, so that ...") tells of none of them; a short one, "see also"
and a link, does.
Symbols are left out: a page names dozens, and `documents` already tells its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from kg.ids import Iri
from kg.records import Concept, Mention, Section
from kg.relations.page import Page
from kg.relations.related import linked_concepts, relate
from kg.relations.statements import Proposal, Statement, propose
from kg.syntax.lexicon import is_known

_MOST = 5
_COMMON_PAGES = 0.05
_FEW_PAGES = 3
_DIRECTORY = 30
_BOILERPLATE = 3
_SENTENCE = 8


def find_related_on_page(page: Page) -> Iterator[Proposal]:
    """Propose what a page about one concept links to and, in its introduction, names.

    What is too common to tell something, only all pages together know: see `most_telling` and `without_boilerplate`.
    """
    found = _subject(page)
    if found is not None:
        concept, sections = found
        for statement, count in (*_linked(page, concept, sections[1:]), *_named(page, concept, sections[:2])):
            section = page.section[statement.section]
            yield propose(statement, section, _template(section, statement), count)


def _template(section: Section, statement: Statement) -> tuple[str, ...]:
    """Return how a long sentence begins and ends, for a template differs in its middle; nothing of a short one."""
    words = section.prose[statement.start : statement.end].casefold().split()
    return tuple(words[:3] + words[-3:]) if len(words) >= _SENTENCE else ()


def _subject(page: Page) -> tuple[Concept, list[Section]] | None:
    """Return the concept that a page is about, with its sections from the title on but others' entries."""
    titled = next((i for i, section in enumerate(page.sections) if section.title), len(page.sections))
    sections = page.sections[titled:]
    own = page.known.leads.defined.get(sections[0].key) if sections else None
    concept = page.known.concepts[own] if own is not None else None
    if concept is None or concept.kind != "topic":
        return None
    return concept, [s for s in sections if page.entry_of.get(s.key, own) == own]


def _linked(page: Page, concept: Concept, sections: Sequence[Section]) -> Iterator[tuple[Statement, int]]:
    found = [(link, to) for link, to in linked_concepts(page, concept, sections) if to.kind != "symbol"]
    if len({target.iri for _, target in found}) <= _DIRECTORY:
        for link, target in found:
            yield relate(page, concept, target, "page_link", link), 0


def _is_telling(concept: Concept, count: int) -> bool:
    """Tell whether a name that stands `count` times means its concept; an ordinary word, said once, may not."""
    ordinary = concept.label.isalpha() and concept.label.islower() and is_known(concept.label)
    return concept.kind != "symbol" and (count > 1 or not ordinary or concept.kind == "glossary")


def _named(page: Page, concept: Concept, introduction: Sequence[Section]) -> Iterator[tuple[Statement, int]]:
    """Return what an introduction names, each where it first does, with how often."""
    adjacent = [*introduction[:1], *(b for a, b in pairwise(introduction) if b.position == a.position + 1)]
    first: dict[Iri, Mention] = {}
    counts: Counter[Iri] = Counter()
    for mention in (m for section in adjacent for m in page.mentions_in.get(section.key, ())):
        first.setdefault(mention.concept, mention)
        counts[mention.concept] += 1
    for iri, mention in first.items():
        named = page.known.concepts[iri]
        if iri != concept.iri and _is_telling(named, counts[iri]):
            yield relate(page, concept, named, "page_name", mention), counts[iri]


def most_telling(proposals: Sequence[Proposal], pages: Mapping[Iri, int], documents: int) -> Iterator[Proposal]:
    """Leave out, of the names in a page's introduction, all but the most telling: what few pages name (tf-idf)."""
    most_pages = max(_FEW_PAGES, _COMMON_PAGES * documents)
    weights = {
        p.target: p.times * log(documents / pages[p.target] + 1)
        for p in proposals
        if p.evidence.method == "page_name" and p.target is not None and pages[p.target] <= most_pages
    }
    kept = set(sorted(weights, key=lambda iri: (-weights[iri], iri))[:_MOST])
    return (p for p in proposals if p.evidence.method != "page_name" or p.target in kept)


def without_boilerplate(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Leave out what the sentences name or link to that the pages of several concepts share."""
    said: dict[tuple[str, ...], set[Iri]] = defaultdict(set)
    for proposal in proposals:
        if proposal.template:
            said[proposal.template].add(proposal.source)
    return [p for p in proposals if not p.template or len(said[p.template]) < _BOILERPLATE]
