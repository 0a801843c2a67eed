"""Topics: pages and headings that the rest of the documentation links to or names.

A heading is a topic if it reads as a name, is no furniture, and others say so: text on another page names it, or a
link leads to it with its name. A page's title needs one such witness, a section's heading two, a heading that may
be a phrase more. What the first section leaves to a furniture heading ("Overview") is read for its definition too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.concepts.candidates import Candidate
from kg.concepts.corpus import Corpus
from kg.concepts.generic import GENERIC, is_generic
from kg.concepts.glossary import is_named_so
from kg.concepts.labels import read_title, title_names, usual_case
from kg.concepts.pages import Page, letters_of
from kg.concepts.shape import Shape
from kg.concepts.stream import Usage, phrase_key, spoken
from kg.ids import SectionKey
from kg.records import Link, Section
from kg.text import fold

_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_PAGE_WITNESSES, _HEADING_WITNESSES, _DOUBTFUL_WITNESSES = 1, 2, 4


class _Heading(NamedTuple):
    page: int
    section: Section
    title: str
    is_page: bool


def find_topics(corpus: Corpus, found: Sequence[Candidate]) -> list[Candidate]:
    """Return topics: pages first, then sections, in page order; several headings of one name give several.

    Sections that already are the subject of something `found`, and pages that hold such sections, are left out.
    """
    shapes, taken = corpus.shapes, _taken(found)
    headings = [
        (heading, title.label)
        for heading in sorted(_headings(corpus), key=lambda h: not h.is_page)
        if heading.section.key not in taken and fold(heading.title) not in corpus.furniture
        for title in (read_title(heading.title),)
        if shapes.judge(title.label) > Shape.SENTENCE and not is_generic(phrase_key(title.label.replace("-", "")))
    ]
    usages = corpus.stream.find({spoken(label) for _, label in headings})
    linked = _linked_names(corpus.links, {heading.section.key for heading, _ in headings})
    return [
        _candidate(corpus, heading, usages.get(spoken(label)))
        for heading, label in headings
        if _is_topic(heading, usages.get(spoken(label)), linked, shapes.judge(label))
    ]


def _taken(found: Iterable[Candidate]) -> set[SectionKey]:
    """Return the sections that are entries of a glossary, and the heads of the pages that hold several."""
    entries = [c.section for c in found if c.section is not None and c.kind == "glossary"]
    return {section.key for section in entries}


def _headings(corpus: Corpus) -> Iterator[_Heading]:
    """Return the titles of pages that are no glossary, and the headings on all pages."""
    for number, (page, title) in enumerate(zip(corpus.pages, corpus.titles, strict=True)):
        if title and not is_named_so(page):
            yield _Heading(number, page.head, title, is_page=True)
        yield from (_Heading(number, section, section.title, is_page=False) for section in page.inner)


def _linked_names(links: Iterable[Link], wanted: set[SectionKey]) -> Mapping[SectionKey, set[str]]:
    """Return the folded texts of links from other sections, by the `wanted` section they lead to."""
    names: dict[SectionKey, set[str]] = defaultdict(set)
    for link in links:
        if link.target_section in wanted and link.target_section != link.section and link.kind != "symbol":
            names[link.target_section].add(fold(link.text))
    return names


def _is_topic(heading: _Heading, usage: Usage | None, linked: Mapping[SectionKey, set[str]], shape: Shape) -> bool:
    elsewhere = len(usage.pages_naming(heading.title) - {heading.page}) if usage else 0
    witnesses = elsewhere + 2 * (fold(read_title(heading.title).label) in linked.get(heading.section.key, ()))
    if shape is Shape.DOUBTFUL or not GENERIC.isdisjoint(phrase_key(heading.title)[-1:]):
        return witnesses >= _DOUBTFUL_WITNESSES
    return witnesses >= (_PAGE_WITNESSES if heading.is_page else _HEADING_WITNESSES)


def _candidate(corpus: Corpus, heading: _Heading, usage: Usage | None) -> Candidate:
    page = corpus.pages[heading.page]
    title = read_title(heading.title)
    title = title._replace(label=_ARTICLE.sub("", title.label))
    proper = heading.is_page and title.label[:1].isupper() and letters_of(title.label) in corpus.products
    label = title.label if proper else usual_case(title.label, usage.surfaces().items() if usage else {}.items())
    names = title_names(title, heading.section)
    readable = _about(page, heading.section, corpus.furniture)
    return Candidate(label, "topic", heading.section, names=names, readable=readable, context=page.title, proper=proper)


def _about(page: Page, section: Section, furniture: frozenset[str]) -> tuple[Section, ...]:
    """Return the section and, behind a page's head, the furniture section that introduces the page."""
    following = page.sections[page.sections.index(section) + 1 :]
    if section is page.head and following and fold(following[0].title) in furniture:
        return section, following[0]
    return (section,)
