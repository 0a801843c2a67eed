"""Step 3, usage: where headings are named and linked by name, and how phrases that may be terms are used.

facts     how the document writes the phrases of headings; links by name; usage of phrases that may be terms
known     what the whole text says of each heading's phrase; the terms
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kg.concepts.buckets import bucket
from kg.concepts.counting import Inventory, Phrases
from kg.concepts.stream import phrase_key
from kg.concepts.terms import Counts, Term, find_terms, score_phrases
from kg.concepts.texts import Text
from kg.concepts.topics import Head, Told, read_links
from kg.concepts.usage import SAMPLE, Usage, add_usages, has_capitals, is_mostly_small, read_usages, read_writing
from kg.config import Settings
from kg.ids import SectionKey


class Using(NamedTuple):
    """What a document tells in the third step.

    `written` tells how it writes the phrases of headings, `linked` which sections it links to by their names. `heads`
    are its own headings, those that are furniture left out. `everywhere` and `alone` have the noun phrases that are
    counted one by one only now.
    """

    iri: str
    heads: tuple[Head, ...]
    written: dict[str, bytes]
    linked: tuple[tuple[SectionKey, str], ...]
    usages: dict[str, Usage]
    everywhere: tuple[str, ...]
    alone: tuple[str, ...]


class Decisions(NamedTuple):
    """What all documents tell in the first three steps.

    `told` has the phrases of headings, `linked` sections with the folded names they are linked by. `terms` are the
    best first; in a large corpus it is empty, and `scores` are the C-values of phrases that may be terms.
    """

    settings: Settings
    verbs: frozenset[str]
    products: frozenset[str]
    furniture: frozenset[str]
    trees: frozenset[str]
    told: dict[str, Told]
    linked: frozenset[tuple[SectionKey, str]]
    terms: list[Term]
    scores: dict[str, float]


def read_using(text: Text, known: Inventory) -> tuple[Text, Using]:
    """Read how a document uses phrases; see `Using`."""
    title = known.titles.get(text.page.iri)
    heads = ([title] if title else []) + [head for head in text.heads if head.folded not in known.furniture]
    places = text.stream.find(known.wanted)
    written = {phrase: read_writing(text.stream, at, phrase.count(" ") + 1) for phrase, at in places.items()}
    everywhere, alone = (text.phrases.everywhere, text.phrases.alone) if known.likely else ([], [])
    facts = Using(
        iri=text.page.iri,
        heads=tuple(heads),
        written=written,
        linked=read_links(text.read.links, known.names),
        usages=read_usages(text.phrases, frozenset(known.scores)) if known.scores else {},
        everywhere=tuple(phrase for phrase in everywhere if known.likely[bucket(phrase)]),
        alone=tuple(phrase for phrase in alone if known.likely[bucket(phrase)]),
    )
    return replace(text, heads=facts.heads, written=written), facts


def scope_using(phrases: Phrases, known: Inventory) -> object:
    """Return what a document's usage depends on: which of its words, headings and links the known names."""
    title = known.titles.get(phrases.iri)
    return (
        tuple(title) if title else (),
        [heading for heading in phrases.headings if heading in known.furniture],
        [text for text in phrases.texts if text in known.names],
        _wanted_in(frozenset(phrases.keys.split()), known.wanted),
        sorted(known.scores.keys() & set(phrases.everywhere)),
        known.likely,
    )


def _wanted_in(keys: frozenset[str], wanted: frozenset[str]) -> list[str]:
    """Return the wanted phrases whose words a document has, sorted."""
    by_first = _by_first(wanted)
    return sorted(
        phrase for word in by_first.keys() & keys for phrase, words in by_first[word] if keys.issuperset(words)
    )


@lru_cache(maxsize=2)
def _by_first(wanted: frozenset[str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return phrases and their words by the first of them."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for phrase in wanted:
        if words := phrase_key(phrase):
            found[words[0]].append((phrase, words))
    return found


def gather_using(told: Iterator[Using], known: Inventory) -> Decisions:
    """Add up what the documents tell; see `Decisions`."""
    counts = Counts(Counter(), Counter(), Counter())
    written, pages, proper = defaultdict[str, bytes](bytes), Counter[str](), Counter[str]()
    linked: set[tuple[SectionKey, str]] = set()
    usages: dict[str, list[Usage]] = defaultdict(list)
    for using in told:
        counts.add(using.everywhere, using.alone)
        linked.update(using.linked)
        pages.update(using.written.keys())
        for phrase, writing in using.written.items():
            proper[phrase] += has_capitals(writing)
            if len(written[phrase]) < SAMPLE:
                written[phrase] += writing
        for phrase, usage in using.usages.items():
            usages[phrase].append(usage)
    scores = score_phrases(counts, known.odd, known.size, known.fewest) if known.likely else {}
    return Decisions(
        known.settings,
        known.verbs,
        known.products,
        known.furniture,
        known.trees,
        {phrase: Told(pages[phrase], proper[phrase], is_mostly_small(how)) for phrase, how in written.items()},
        frozenset(linked),
        rank_terms(known.scores, usages, known.verbs),
        scores,
    )


def rank_terms(scores: dict[str, float], usages: dict[str, list[Usage]], verbs: frozenset[str]) -> list[Term]:
    """Return the terms among scored phrases, given what each document tells of them."""
    return find_terms(scores, {phrase: add_usages(told) for phrase, told in usages.items()}, verbs)
