"""Topics: pages and headings that the rest of the documentation links to or names.

A heading is a topic if it reads as a name, is no furniture, and others say so: text on another page names it, or a
link leads to it with its name. A page's title needs one such witness, a section's heading two, a heading that may
be a phrase more. What the first section leaves to a furniture heading ("Overview") is read for its definition too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.concepts.candidates import Candidate, Introduced
from kg.concepts.generic import GENERIC, is_generic
from kg.concepts.glossary import is_named_so
from kg.concepts.labels import read_title, title_names, usual_case
from kg.concepts.pages import Page, letters_of
from kg.concepts.shape import Shape, first_word, judge
from kg.concepts.stream import phrase_key, spoken
from kg.concepts.usage import has_capitals
from kg.ids import SectionKey
from kg.records import Link, Section
from kg.text import fold

_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_PAGE_WITNESSES, _HEADING_WITNESSES, _DOUBTFUL_WITNESSES = 1, 2, 4


class Head(NamedTuple):
    """A heading that reads as a name: its section, its words, and how many witnesses it `needs` to be a topic.

    `folded` is the title's folded form, `name` that of the label it reads as, `phrase` what to find it by in text.
    """

    section: SectionKey
    title: str
    folded: str
    name: str
    phrase: str
    needs: int
    is_page: bool


class Told(NamedTuple):
    """What the whole text says of a phrase: on how many pages it stands, on how many not in small letters alone.

    `small` tells whether it mostly stands in small letters.
    """

    pages: int
    proper: int
    small: bool


class Topic(NamedTuple):
    """A heading that is a topic, and whether the text writes it in small letters."""

    section: SectionKey
    title: str
    is_page: bool
    small: bool


def read_heads(page: Page, verbs: frozenset[str]) -> tuple[Head, ...]:
    """Return the headings of a page that read as names: its title, unless it is a glossary, and those in it."""
    title = page.title if page.title and not is_named_so(page) else ""
    heads = [read_head(page.head.key, title, verbs, is_page=True)] if title else []
    heads += [read_head(section.key, section.title, verbs, is_page=False) for section in page.inner]
    return tuple(head for head in heads if head is not None)


def read_head(section: SectionKey, title: str, verbs: frozenset[str], *, is_page: bool) -> Head | None:
    """Return a heading as a name, None where it reads as a sentence or is made of generic words."""
    name = _read_name(title, with_verb=first_word(read_title(title).label) in verbs)
    if name is None:
        return None
    needs = _DOUBTFUL_WITNESSES if name.is_doubtful else _PAGE_WITNESSES if is_page else _HEADING_WITNESSES
    return Head(section, title, name.folded, name.name, name.phrase, needs, is_page)


class _Name(NamedTuple):
    folded: str
    name: str
    phrase: str
    is_doubtful: bool


@lru_cache(maxsize=1 << 15)
def _read_name(title: str, *, with_verb: bool) -> _Name | None:
    label = read_title(title).label
    shape = judge(label, with_verb=with_verb)
    if shape <= Shape.SENTENCE or is_generic(phrase_key(label.replace("-", ""))):
        return None
    is_doubtful = shape is Shape.DOUBTFUL or not GENERIC.isdisjoint(phrase_key(title)[-1:])
    return _Name(fold(title), fold(label), spoken(label), is_doubtful)


def link_texts(links: Iterable[Link]) -> tuple[str, ...]:
    """Return the folded texts of links to other sections, sorted."""
    return tuple(sorted({text for _, text in _links_to_sections(links)}))


def read_links(links: Iterable[Link], names: frozenset[str]) -> tuple[tuple[SectionKey, str], ...]:
    """Return (section, folded text) of links to other sections whose text is one of the folded `names`, each once."""
    return tuple({link: None for link in _links_to_sections(links) if link[1] in names})


def _links_to_sections(links: Iterable[Link]) -> Iterator[tuple[SectionKey, str]]:
    for link in links:
        if link.target_section is not None and link.target_section != link.section and link.kind != "symbol":
            yield link.target_section, fold(link.text)


def choose_topics(
    heads: Iterable[Head], own: Mapping[str, bytes], told: Mapping[str, Told], linked: frozenset[tuple[SectionKey, str]]
) -> list[Topic]:
    """Return the headings of a document that other pages or links name; `own` is how the document writes phrases."""
    return [
        Topic(head.section, head.title, head.is_page, head.phrase in told and told[head.phrase].small)
        for head in heads
        if _witnesses(head, own.get(head.phrase, b""), told.get(head.phrase), linked) >= head.needs
    ]


def _witnesses(head: Head, own: bytes, told: Told | None, linked: frozenset[tuple[SectionKey, str]]) -> int:
    """Count the other pages that name a heading; a link that does counts twice.

    One with several capitals is not meant by small letters: "ALIGN" is not named where one can "align" things.
    """
    links = 2 * ((head.section, head.name) in linked)
    if told is None:
        return links
    if sum(map(str.isupper, head.title)) > 1:
        return links + told.proper - has_capitals(own)
    return links + told.pages - bool(own)


def introduce_topics(
    page: Page, topics: Iterable[Topic], furniture: frozenset[str], products: frozenset[str]
) -> Iterator[Introduced]:
    """Return the topics of a page as candidates."""
    sections = {section.key: section for section in page.sections}
    return (_introduce(page, sections[topic.section], topic, furniture, products) for topic in topics)


def _introduce(
    page: Page, section: Section, topic: Topic, furniture: frozenset[str], products: frozenset[str]
) -> Introduced:
    title = read_title(topic.title)
    title = title._replace(label=_ARTICLE.sub("", title.label))
    proper = topic.is_page and title.label[:1].isupper() and letters_of(title.label) in products
    found = Candidate(
        title.label if proper else usual_case(title.label, small=topic.small),
        "topic",
        section.key,
        section.title,
        names=title_names(title, section),
        context=page.title,
        proper=proper,
    )
    return Introduced(found, _about(page, section, furniture))


def _about(page: Page, section: Section, furniture: frozenset[str]) -> tuple[Section, ...]:
    """Return the section and, behind a page's head, the furniture section that introduces the page."""
    following = page.sections[page.sections.index(section) + 1 :]
    if section is page.head and following and fold(following[0].title) in furniture:
        return section, following[0]
    return (section,)
