"""What the methods look things up in: concepts by name and by address, entries, mentions by section.

An entry is what one author wrote about one concept: the section that the concept is the subject of and, where a
glossary has one page per term, the sections below it ("Problem it addresses") up to the next concept's own.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from kg.config import Settings
from kg.graph import Graph
from kg.ids import Iri, SectionKey
from kg.records import Concept, Link, Mention, Section, Span
from kg.syntax import Sentence, split_sentences
from kg.syntax.dependencies import load_parser
from kg.text import fold

_T = TypeVar("_T")
_START = attrgetter("start")
_OPENING = re.compile(r"[\[`*_~\"“(]+$")
_CLOSING = re.compile(r"(?:[`*_]+|\](?:\([^()\s]*\))?)+[.!?]?")
_RANK = {"glossary": 0, "topic": 1, "term": 2, "symbol": 3}


class Corpus:
    """Sections, links, concepts and mentions with indexes; the order of the input does not matter."""

    def __init__(
        self,
        sections: Iterable[Section],
        links: Iterable[Link],
        concepts: Iterable[Concept],
        mentions: Iterable[Mention],
        settings: Settings,
    ) -> None:
        self.sections = sorted(sections, key=lambda s: (s.document, s.position, s.key))
        self.parser = load_parser(settings.spacy_model)
        self.order: dict[SectionKey, int] = {s.key: i for i, s in enumerate(self.sections)}
        self._sentences: dict[SectionKey, list[Sentence]] = {}
        self._spans: dict[SectionKey, list[Span]] = {}
        order = self.order
        self.graph = Graph(
            title=settings.title,
            base_iri=settings.base_iri,
            language=settings.language,
            documents=(),
            sections=tuple(self.sections),
            links=tuple(sorted(links, key=lambda k: (order[k.section], k.start, k.end, k.href))),
            concepts=tuple(sorted(concepts, key=lambda c: c.iri)),
            mentions=tuple(sorted(mentions, key=lambda m: (order[m.section], m.start, m.end, m.concept))),
            relations=(),
            findings=(),
        )

    @cached_property
    def links_of(self) -> dict[SectionKey, list[Link]]:
        """Links by the section they stand in, in text order."""
        found: dict[SectionKey, list[Link]] = defaultdict(list)
        for link in self.graph.links:
            found[link.section].append(link)
        return dict(found)

    @cached_property
    def mentions_in(self) -> dict[SectionKey, list[Mention]]:
        """Mentions by the section they stand in, in text order."""
        found: dict[SectionKey, list[Mention]] = defaultdict(list)
        for mention in self.graph.mentions:
            found[mention.section].append(mention)
        return dict(found)

    @cached_property
    def first_of(self) -> dict[Iri, Iri]:
        """The address of a page's first section, by the page's own address."""
        return {s.document: s.iri for s in reversed(self.sections)}

    @cached_property
    def title_at(self) -> dict[Iri, str]:
        """Section titles by address; where several sections share one, the first."""
        return {s.iri: s.title for s in reversed(self.sections)}

    @cached_property
    def entry_of(self) -> dict[SectionKey, Iri]:
        """The concept that a section is written about, by the section's key."""
        found: dict[SectionKey, Iri] = {}
        current: tuple[str, int, Iri] | None = None
        for section in self.sections:
            own = self.graph.defined_at.get(section.key)
            level = section.level or 0
            if own is not None:
                whole = self.graph.concept[own].kind == "glossary"
                current = (section.document, level, own) if whole else None
                found[section.key] = own
            elif current and section.document == current[0] and section.level is not None and level > current[1]:
                found[section.key] = current[2]
            else:
                current = None
        return found

    @cached_property
    def entries(self) -> list[tuple[Concept, list[Section]]]:
        """Concepts that are the subject of a section, with all sections written about them, in page order."""
        parts: dict[Iri, list[Section]] = defaultdict(list)
        for section in self.sections:
            if section.key in self.entry_of:
                parts[self.entry_of[section.key]].append(section)
        return [(self.graph.concept[iri], found) for iri, found in parts.items()]

    @cached_property
    def _by_name(self) -> dict[str, Iri]:
        """Concepts by name: labels before other names, glossary before topic and term.

        Names are folded; a symbol's is as spelled and has a sign or capital: a "number" in a sentence is not `Number`.
        """
        ranked: dict[str, tuple[int, int, Iri]] = {}
        for concept in self.graph.concepts:
            for name in (concept.label, *concept.aliases, *concept.hidden):
                rank = (name != concept.label, _RANK[concept.kind], concept.iri)
                key = fold(name) if concept.kind != "symbol" else name if not name.islower() or "." in name else ""
                ranked[key] = min(ranked.get(key, rank), rank)
        return {name: rank[2] for name, rank in ranked.items() if name}

    def named(self, label: str) -> Iri | None:
        """Return the concept that words name as a whole, if any."""
        return self._by_name.get(fold(label)) or self._by_name.get(label)

    def named_by_head(self, label: str) -> Iri | None:
        """Return the concept that the longest ending of the words names, the whole words included."""
        words = label.split()
        return next((found for i in range(len(words)) if (found := self.named(" ".join(words[i:])))), None)

    def mentions_within(self, section: SectionKey, start: int, end: int) -> Iterator[Mention]:
        """Return the mentions that stand inside a span of a section."""
        found: Sequence[Mention] = self.mentions_in.get(section, ())
        inside = found[bisect_left(found, start, key=_START) : bisect_left(found, end, key=_START)]
        return (mention for mention in inside if mention.end <= end)

    def concept_of_phrase(self, section: SectionKey, span: Span) -> Iri | None:
        """Return the concept that a phrase is: a link that holds it all, or a mention with nothing before or behind."""
        links: Sequence[Link] = self.links_of.get(section, ())
        for link in _last_begun(links, span.start):
            if span.end <= link.end:
                return self.graph.concept_of_link(link)
        for mention in self.mentions_within(section, *span):
            if (mention.start, mention.end) == span:
                return mention.concept
        return None

    def sentences(self, key: SectionKey) -> list[Sentence]:
        """Return the sentences of a section, split once."""
        if key not in self._sentences:
            self._sentences[key] = split_sentences(self.graph.section[key])
        return self._sentences[key]

    def proof(self, sentence: Sentence) -> Span:
        """Return the span that quotes a sentence: with the markup that opens its first and closes its last word."""
        text = self.graph.section[sentence.section].text
        start, end = sentence.span()
        opening, closing = _OPENING.search(text, max(0, start - 8), start), _CLOSING.match(text, end)
        return Span(opening.start() if opening else start, closing.end() if closing else end)

    def sentence_span(self, key: SectionKey, start: int, end: int) -> Span:
        """Return the span of the sentence that a span stands in; the span itself where no sentence holds it."""
        for span in _last_begun(self._sentence_spans(key), start):
            if end <= span.end:
                return span
        return Span(start, end)

    def _sentence_spans(self, key: SectionKey) -> list[Span]:
        if key not in self._spans:
            self._spans[key] = [self.proof(sentence) for sentence in self.sentences(key)]
        return self._spans[key]


def _last_begun(spans: Sequence[_T], at: int) -> Sequence[_T]:
    """Return the last few of the spans, sorted by start, that begin at or before a place; hardly any overlap."""
    behind = bisect_right(spans, at, key=_START)
    return spans[max(0, behind - 4) : behind]
