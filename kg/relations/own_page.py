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
from collections.abc import Iterator
from itertools import pairwise
from math import log

from kg.ids import Iri
from kg.records import Concept, Link, Mention, Section
from kg.relations.corpus import Corpus
from kg.relations.statements import Statement
from kg.syntax.lexicon import is_known

_MOST = 5
_COMMON_PAGES = 0.05
_FEW_PAGES = 3
_DIRECTORY = 30
_BOILERPLATE = 3
_SENTENCE = 8


def find_related_on_page(corpus: Corpus) -> Iterator[Statement]:
    """Propose what the pages about one concept link to and, in their introductions, name."""
    proposed = list(_proposed(corpus))
    sentences = [_words(corpus, statement) for statement in proposed]
    said: dict[tuple[str, ...], set[Iri]] = defaultdict(set)
    for words, statement in zip(sentences, proposed, strict=True):
        said[words].add(statement.source)
    for words, statement in zip(sentences, proposed, strict=True):
        if not words or len(said[words]) < _BOILERPLATE:
            yield statement


def _words(corpus: Corpus, statement: Statement) -> tuple[str, ...]:
    """Return how a long sentence begins and ends, for a template differs in its middle; nothing of a short one."""
    text = corpus.graph.section[statement.section].prose[statement.start : statement.end]
    words = text.casefold().split()
    return tuple(words[:3] + words[-3:]) if len(words) >= _SENTENCE else ()


def _proposed(corpus: Corpus) -> Iterator[Statement]:
    pages_of = {iri: len({corpus.graph.section[m.section].document for m in found})
                for iri, found in corpus.graph.mentions_of.items()}  # fmt: skip
    for concept, sections in _pages(corpus):
        yield from _linked(corpus, concept, sections)
        yield from _named(corpus, concept, sections[:2], pages_of)


def _pages(corpus: Corpus) -> Iterator[tuple[Concept, list[Section]]]:
    """Return the concepts that are a page's subject, with its sections from the title on but others' entries."""
    pages: dict[Iri, list[Section]] = defaultdict(list)
    for section in corpus.sections:
        if section.title or pages.get(section.document):
            pages[section.document].append(section)
    for sections in pages.values():
        own = corpus.graph.defined_at.get(sections[0].key)
        concept = corpus.graph.concept[own] if own is not None else None
        if concept is not None and concept.kind == "topic":
            yield concept, [s for s in sections if corpus.entry_of.get(s.key, own) == own]


def _linked(corpus: Corpus, concept: Concept, sections: list[Section]) -> Iterator[Statement]:
    found: list[tuple[Link, Iri]] = []
    for section in sections[1:]:
        for link in corpus.links_of.get(section.key, ()):
            target = corpus.graph.concept_of_link(link)
            if target is not None and target != concept.iri and corpus.graph.concept[target].kind != "symbol":
                found.append((link, target))
    if len({target for _, target in found}) > _DIRECTORY:
        return
    for link, target in found:
        span = corpus.sentence_span(link.section, link.start, link.end)
        label = corpus.graph.concept[target].label
        yield Statement(concept.iri, "related", label, "page_link", link.section, *span, target=target)


def _is_telling(concept: Concept, count: int) -> bool:
    """Tell whether a name that stands `count` times means its concept; an ordinary word, said once, may not."""
    ordinary = concept.label.isalpha() and concept.label.islower() and is_known(concept.label)
    return concept.kind != "symbol" and (count > 1 or not ordinary or concept.kind == "glossary")


def _named(
    corpus: Corpus, concept: Concept, introduction: list[Section], pages_of: dict[Iri, int]
) -> Iterator[Statement]:
    adjacent = introduction[:1] + [b for a, b in pairwise(introduction) if b.position == a.position + 1]
    first: dict[Iri, Mention] = {}
    counts: Counter[Iri] = Counter()
    for mention in (m for section in adjacent for m in corpus.mentions_in.get(section.key, ())):
        first.setdefault(mention.concept, mention)
        counts[mention.concept] += 1
    total = len({section.document for section in corpus.sections})
    most_pages = max(_FEW_PAGES, _COMMON_PAGES * total)
    telling = {
        iri: count * log(total / pages_of[iri] + 1)
        for iri, count in counts.items()
        if iri != concept.iri and pages_of[iri] <= most_pages and _is_telling(corpus.graph.concept[iri], count)
    }
    for iri in sorted(telling, key=lambda iri: (-telling[iri], iri))[:_MOST]:
        mention = first[iri]
        span = corpus.sentence_span(mention.section, mention.start, mention.end)
        label = corpus.graph.concept[iri].label
        yield Statement(concept.iri, "related", label, "page_name", mention.section, *span, target=iri)
