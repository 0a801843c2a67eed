"""One document as the methods read it: its sections, links and mentions, the entries in it, its sentences.

An entry is what one author wrote about one concept: the section that the concept is the subject of and, where a
glossary has one page per term, the sections below it ("Problem it addresses") up to the next concept's own.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from kg.ids import Iri, SectionKey
from kg.records import Block, Concept, Link, Mark, Mention, Section, Span
from kg.relations.lookups import Lookups
from kg.steps import ReadDocument
from kg.syntax import Sentence, split_sentences

_T = TypeVar("_T")
_START, _SECTION = attrgetter("start"), attrgetter("section")
_OPENING = re.compile(r"[\[`*_~\"“(]+$")
_MOST_OPENING = 8
_OPENERS, _CLOSERS = frozenset('[`*_~"“(\n'), frozenset("`*_]")
_CLOSING = re.compile(r"(?:[`*_]++|\](?:\([^()\s]*\))?)++[.!?]?")


class Page:
    """A document with indexes; `known` is what all documents together tell."""

    def __init__(self, document: ReadDocument, known: Lookups) -> None:
        """Index what the document holds."""
        self.known = known
        self.parser = known.parser
        self.sections: Sequence[Section] = document.sections
        self.links: Sequence[Link] = document.links
        self.mentions: Sequence[Mention] = document.mentions
        self.section: dict[SectionKey, Section] = {s.key: s for s in document.sections}
        self.order: dict[SectionKey, int] = {s.key: i for i, s in enumerate(document.sections)}
        self.links_of: dict[SectionKey, list[Link]] = {k: list(own) for k, own in groupby(document.links, _SECTION)}
        self.mentions_in: dict[SectionKey, list[Mention]] = {
            k: list(own) for k, own in groupby(document.mentions, _SECTION)
        }
        self._sentences: dict[SectionKey, list[Sentence]] = {}
        self._spans: dict[tuple[SectionKey, int], list[Span]] = {}
        self._marks: dict[SectionKey, list[Mark]] = {}

    @cached_property
    def entry_of(self) -> dict[SectionKey, Iri]:
        """The concept that a section is written about, by the section's key."""
        found: dict[SectionKey, Iri] = {}
        current: tuple[int, Iri] | None = None
        for section in self.sections:
            own = self.known.leads.defined.get(section.key)
            if own is not None:
                whole = self.known.concepts[own].kind == "glossary"
                current = (section.level or 0, own) if whole else None
                found[section.key] = own
            elif current and section.level is not None and section.level > current[0]:
                found[section.key] = current[1]
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
        return [(self.known.concepts[iri], found) for iri, found in parts.items()]

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
                return self.known.leads.concept_of(link)
        for mention in self.mentions_within(section, *span):
            if (mention.start, mention.end) == span:
                return mention.concept
        return None

    def sentences(self, key: SectionKey) -> list[Sentence]:
        """Return the sentences of a section, split once."""
        if key not in self._sentences:
            self._sentences[key] = split_sentences(self.section[key])
        return self._sentences[key]

    def sentences_in(self, key: SectionKey, blocks: Sequence[Block]) -> list[Sentence]:
        """Return the sentences of some blocks of a section; the others are only split where somebody reads them."""
        if key in self._sentences:
            return [sentence for sentence in self._sentences[key] if sentence.line.block in blocks]
        return split_sentences(replace(self.section[key], blocks=tuple(blocks))) if blocks else []

    def proof(self, sentence: Sentence) -> Span:
        """Return the span that quotes a sentence: with the markup that opens its first and closes its last word."""
        text = self.section[sentence.section].text
        start, end = sentence.span()
        if text[start - 1 : start] in _OPENERS and (
            opening := _OPENING.search(text, max(0, start - _MOST_OPENING), start)
        ):
            start = opening.start()
        if text[end : end + 1] in _CLOSERS and (closing := _CLOSING.match(text, end)):
            end = closing.end()
        return Span(start, end)

    def sentence_span(self, key: SectionKey, start: int, end: int) -> Span:
        """Return the span of the sentence that a span stands in; the span itself where no sentence holds it."""
        for span in _last_begun(self._sentence_spans(key, start), start):
            if end <= span.end:
                return span
        return Span(start, end)

    def _sentence_spans(self, key: SectionKey, at: int) -> list[Span]:
        """Return the sentences around a place; of a section that nobody reads, only the block is split."""
        blocks = self.section[key].blocks
        if key in self._sentences or not blocks:
            return self._spans_of(key, -1)
        block = max(0, bisect_right(blocks, at, key=_START) - 1)
        following = block + 1 < len(blocks) and blocks[block + 1].start - at <= _MOST_OPENING
        return self._spans_of(key, block) + (self._spans_of(key, block + 1) if following else [])

    def _spans_of(self, key: SectionKey, block: int) -> list[Span]:
        """Return the sentences of a block, or of the section (-1)."""
        if (key, block) not in self._spans:
            sentences = self.sentences(key) if block < 0 else self._sentences_in(key, self.section[key].blocks[block])
            self._spans[key, block] = [self.proof(sentence) for sentence in sentences]
        return self._spans[key, block]

    def _sentences_in(self, key: SectionKey, block: Block) -> list[Sentence]:
        if key not in self._marks:
            self._marks[key] = sorted(self.section[key].marks, key=_START)
        marks = self._marks[key]
        first, after = bisect_left(marks, block.start, key=_START), bisect_right(marks, block.end, key=_START)
        return split_sentences(replace(self.section[key], blocks=(block,), marks=tuple(marks[first:after])))


def _last_begun(spans: Sequence[_T], at: int) -> Sequence[_T]:
    """Return the last few of the spans, sorted by start, that begin at or before a place; hardly any overlap."""
    behind = bisect_right(spans, at, key=_START)
    return spans[max(0, behind - 4) : behind]
