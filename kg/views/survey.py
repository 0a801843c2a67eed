"""First step of the views: what each document holds, as far as a view of the whole has to know it.

    ReadDocument  --read_survey-->  Told     addresses, headings, counts: depends on the document alone
    all Told      --take_survey-->  Survey   bounded by concepts and statements

Only what the whole needs is kept: sections that a statement, a name or a definition stands in, up to three titles per
concept, and all headings while the explorer shows all sections (`most`).
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.core import InvariantError
from kg.ids import Iri, SectionKey
from kg.records import Link, Section
from kg.steps import ReadDocument, Step
from kg.views.located import located
from kg.views.terms import readable

TITLES = 3


class Home(NamedTuple):
    """A section as others name it."""

    key: SectionKey
    iri: Iri
    document: Iri
    anchor: str
    title: str
    path: tuple[str, ...]


class Targets(NamedTuple):
    """What the links of a document lead to, sorted: sections, symbols by name, addresses."""

    sections: tuple[SectionKey, ...]
    symbols: tuple[str, ...]
    addresses: tuple[Iri, ...]


class Broken(NamedTuple):
    """How often a document has a link that leads nowhere, and where it stands first."""

    href: str
    times: int
    home: Home
    file: str
    line: int | None


class Told(NamedTuple):
    """What a document tells.

    `entry` is its first section with a heading of its own, `sizes` are characters, sections with a heading, of these
    restored from slugs, of these without a title. `titles` are the first sections that name a concept.
    """

    document: Iri
    sections: tuple[Home, ...]
    entry: SectionKey | None
    sizes: tuple[int, int, int, int]
    mentions: int
    linked_mentions: int
    link_kinds: tuple[tuple[str, int], ...]
    titles: tuple[tuple[Iri, tuple[str, ...]], ...]
    linked: tuple[Iri, ...]
    broken: tuple[Broken, ...]
    targets: Targets


def read_survey(read: ReadDocument, _known: None) -> tuple[ReadDocument, Told]:
    """Tell what a document holds; the document stays as it is."""
    document = read.document.iri
    homes = {s.key: Home(s.key, s.iri, document, s.anchor, s.title, s.path) for s in read.sections}
    titles, linked = _names(read)
    kinds = Counter(link.kind for link in read.links)
    return read, Told(
        document,
        tuple(homes.values()),
        next((s.key for s in read.sections if s.title and s.level in (None, 0, 1)), None),
        _sizes(read.sections),
        len(read.mentions),
        sum(mention.linked for mention in read.mentions),
        tuple(sorted(kinds.items())),
        tuple((concept, tuple(found)) for concept, found in titles.items()),
        tuple(sorted(linked)),
        tuple(_broken(read, homes)) if kinds["broken"] else (),
        _targets(read.links),
    )


def _names(read: ReadDocument) -> tuple[dict[Iri, dict[str, None]], set[Iri]]:
    """Return the first different titles under which each concept is named, and the concepts that are linked.

    Raises `InvariantError` for a mention that does not stand where it says.
    """
    title = {s.key: readable(s.title) for s in read.sections}
    words = {s.key: s.text for s in read.sections}
    titles: dict[Iri, dict[str, None]] = {}
    linked: set[Iri] = set()
    for concept, section, start, end, surface, is_linked in read.mentions:
        if words[section][start:end] != surface:
            raise InvariantError(f"mention of {concept} does not stand where it says: {section} [{start}, {end})")
        found = titles.get(concept)
        if found is None:
            titles[concept] = {title[section]: None}
        elif len(found) < TITLES:
            found[title[section]] = None
        if is_linked:
            linked.add(concept)
    return titles, linked


def _sizes(sections: Iterable[Section]) -> tuple[int, int, int, int]:
    headed = [s for s in sections if s.anchor or s.level is not None]
    return (
        sum(len(s.text) for s in sections), len(headed), sum(s.level is None for s in headed),
        sum(not s.title for s in headed),
    )  # fmt: skip


def _broken(read: ReadDocument, homes: dict[SectionKey, Home]) -> Iterator[Broken]:
    sections = {s.key: s for s in read.sections}
    count = Counter(link.href for link in read.links if link.kind == "broken")
    first: dict[str, SectionKey] = {}
    for link in read.links:
        if link.kind == "broken":
            first.setdefault(link.href, link.section)
    for href, key in first.items():
        where = located(sections[key].location, key)
        yield Broken(href, count[href], homes[key], where.path, where.line)


def _targets(links: Iterable[Link]) -> Targets:
    sections = {k.target_section for k in links if k.target_section is not None and k.kind != "symbol"}
    symbols = {name for k in links if k.kind == "symbol" for name in (k.href.lstrip("~"), k.text)}
    addresses = {k.target for k in links if k.target is not None and k.kind != "symbol"}
    return Targets(tuple(sorted(sections)), tuple(sorted(symbols)), tuple(sorted(addresses)))


def as_they_come(facts: Iterator[Any], _known: object) -> Iterator[Any]:
    """The whole is taken up while it arrives, by whoever writes it."""
    return facts


def _alone(_facts: object, _known: object) -> object:
    """A document's own survey depends on nothing else."""
    return ()


SURVEY = Step("survey", read_survey, as_they_come, _alone)


@dataclass
class Survey:
    """What all documents told.

    `documents` with the number of their sections in `outline`, which the explorer shows. `address` and `page` of
    sections that the core names, `home` of those that define a concept or have something wrong. `entry` of each
    document, `shared` addresses that sections of several documents have, `owner` of the addresses that statements start
    from, `titles`: the first different ones per concept.
    """

    documents: list[tuple[Iri, int]] = field(default_factory=list)
    address: dict[SectionKey, Iri] = field(default_factory=dict)
    page: dict[SectionKey, Iri] = field(default_factory=dict)
    home: dict[SectionKey, Home] = field(default_factory=dict)
    outline: list[Home] = field(default_factory=list)
    entry: dict[Iri, SectionKey] = field(default_factory=dict)
    shared: set[Iri] = field(default_factory=set)
    owner: dict[Iri, Iri] = field(default_factory=dict)
    sections: int = 0
    links: int = 0
    mentions: int = 0
    linked_mentions: int = 0
    link_kinds: Counter[str] = field(default_factory=Counter)
    sizes: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    titles: dict[Iri, list[str]] = field(default_factory=dict)
    linked: set[Iri] = field(default_factory=set)
    broken: dict[str, Broken] = field(default_factory=dict)

    def most_broken(self, count: int) -> list[Broken]:
        """Return the links that most often lead nowhere."""
        return sorted(self.broken.values(), key=lambda broken: (-broken.times, broken.href))[:count]


class Asked(NamedTuple):
    """What of all that documents tell is kept.

    `concepts` are those of the graph, `named` the sections that it names, `homes` of these those that define a concept
    or have something wrong, `sources` the addresses of sections that statements start from, `shown` the sections that
    the explorer shows (None: all).
    """

    concepts: Container[Iri]
    named: Set[SectionKey]
    homes: Set[SectionKey]
    sources: Set[Iri]
    shown: Set[SectionKey] | None


def take_survey(facts: Iterable[Told], asked: Asked) -> Survey:
    """Return what the documents tell, in the order of their addresses.

    Raises `InvariantError` where they mention a concept that is not in the graph, or two sections have one key.
    """
    survey = Survey()
    seen: set[int] = set()
    for told in facts:
        _take_sections(survey, told, asked)
        _take_addresses(survey, told, asked.sources, seen)
        _take_numbers(survey, told)
        _take_titles(survey, told, asked.concepts)
        for broken in told.broken:
            first = survey.broken.get(broken.href, broken)
            times = broken.times if first is broken else first.times + broken.times
            survey.broken[broken.href] = first._replace(times=times)
    return survey


def _take_sections(survey: Survey, told: Told, asked: Asked) -> None:
    before = len(survey.outline)
    for home in told.sections:
        key = home.key
        if key in asked.named:
            if key in survey.address:
                raise InvariantError(f"section twice: {key}")
            survey.address[key], survey.page[key] = home.iri, home.document
        if key in asked.homes:
            survey.home[key] = home
        if asked.shown is None or key in asked.shown:
            survey.outline.append(home)
    survey.documents.append((told.document, len(survey.outline) - before))
    if told.entry is not None:
        survey.entry[told.document] = told.entry
    survey.sections += len(told.sections)


def _take_addresses(survey: Survey, told: Told, sources: Set[Iri], seen: set[int]) -> None:
    """Find the addresses of several documents by their hashes; one too many does no harm."""
    addresses = {home.iri for home in told.sections}
    hashes = {hash(address): address for address in addresses}
    survey.shared.update(hashes[number] for number in seen.intersection(hashes))
    seen.update(hashes)
    for address in addresses & sources:
        survey.owner.setdefault(address, told.document)


def _take_titles(survey: Survey, told: Told, concepts: Container[Iri]) -> None:
    for concept, titles in told.titles:
        found = survey.titles.get(concept)
        if found is None:
            if concept not in concepts:
                raise InvariantError(f"mention of an unknown concept: {concept}")
            survey.titles[concept] = list(titles)
        elif len(found) < TITLES:
            found.extend([title for title in titles if title not in found][: TITLES - len(found)])


def _take_numbers(survey: Survey, told: Told) -> None:
    survey.mentions += told.mentions
    survey.linked_mentions += told.linked_mentions
    survey.link_kinds.update(dict(told.link_kinds))
    survey.links += sum(count for _, count in told.link_kinds)
    survey.sizes = [a + b for a, b in zip(survey.sizes, told.sizes, strict=True)]
    survey.linked.update(told.linked)
