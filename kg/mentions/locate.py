"""The door of stage 3: one pass of an automaton over the prose, then the context decides.

    Section --haystack--> forms of names (Aho & Corasick 1975, all matches) --context--> senses --longest--> Mention

Every form that stands between word boundaries is looked at, so that a long form which the context refuses does not
hide a short one. Of what is left, the leftmost-longest is taken: a character belongs to one mention.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from kg.config import Settings
from kg.ids import Iri, SectionKey
from kg.mentions.judging import judge
from kg.mentions.links import Subjects, point
from kg.mentions.searching import (
    Named,
    Searched,
    Wanted,
    gather_forms,
    lexicon_of,
    read_forms,
    scope_forms,
    scope_judgement,
)
from kg.mentions.senses import Senses
from kg.records import Concept, Link, Mention, Section
from kg.steps import List, ReadDocument, Step, by_document, run_steps

Counts = dict[Iri, int]


class Census(NamedTuple):
    """How often each concept is mentioned, and by how many documents."""

    mentions: Counts
    pages: Counts


def read_mentions(searched: Searched, named: Named) -> tuple[ReadDocument, Counts]:
    """Locate the mentions in a document; count them by concept."""
    document = searched.document
    lexicon = lexicon_of(named)
    subjects = Subjects(lexicon.subjects, named.openings)
    senses = Senses(document.sections, lexicon.said)
    links = {key: list(own) for key, own in groupby(document.links, key=attrgetter("section"))}
    found: list[Mention] = []
    for section, haystack, hits in zip(document.sections, searched.haystacks, searched.hits, strict=True):
        pointers = point(section, links.get(section.key, ()), subjects, lexicon)
        if hits or pointers:
            found += senses.mentions(section, judge(haystack, hits, lexicon, named.proper), pointers)
    return replace(document, mentions=tuple(found)), dict(Counter(mention.concept for mention in found))


def gather_mentions(facts: Iterator[Counts], named: Named) -> Census:
    """Return the counts of all documents together."""
    mentions: Counter[Iri] = Counter()
    pages: Counter[Iri] = Counter()
    for counts in facts:
        mentions.update(counts)
        pages.update(counts.keys())
    return Census(dict(mentions), dict(pages))


STEPS: tuple[Step, ...] = (
    Step("forms", read_forms, gather_forms, scope_forms),
    Step("mentions", read_mentions, gather_mentions, scope_judgement),
)


def locate_mentions(
    sections: Sequence[Section], links: Sequence[Link], concepts: Sequence[Concept], *, settings: Settings
) -> list[Mention]:
    """Return every place where a concept is named, in order of section and place; none overlap.

    Linear in the text; the automaton is built once from all forms of all names. No concepts, no mentions.
    """
    shelf = List(by_document(sections, links))
    run_steps(shelf, STEPS, Wanted(settings, concepts))
    order: dict[SectionKey, int] = {section.key: number for number, section in enumerate(sections)}
    found: list[Mention] = [mention for document in shelf.documents for mention in document.mentions]
    return sorted(found, key=lambda mention: order[mention.section])
