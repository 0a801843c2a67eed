"""Step 2, phrases: noun phrases counted, recurring headings looked for in the text, headings read as names.

    facts     noun phrases; recurring headings that are named; headings as names; what tells trees of terms; lost titles
    known     furniture, trees of terms, titles of pages that lost theirs, phrases to look for and that may be terms

Of more than `MANY` pages, phrases are first counted in buckets (buckets.py) and one by one in the next step.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.concepts.buckets import Tally, hashed
from kg.concepts.furniture import find_furniture
from kg.concepts.glossary import Leaf, find_trees, read_leaf
from kg.concepts.page_names import best_name, names_linked, said_on_page
from kg.concepts.phrases import NounPhrases, find_roles, odd_words
from kg.concepts.terms import Counts, fewest_pages, score_phrases
from kg.concepts.texts import Text
from kg.concepts.topics import Head, link_texts, read_head, read_heads
from kg.concepts.vocabulary import Vocabulary, Words
from kg.config import Settings
from kg.ids import SectionKey
from kg.text import fold

MANY = 4_000


class Lost(NamedTuple):
    """A page whose title may be lost: its address and head, and how it writes the words of its address."""

    iri: str
    head: SectionKey
    title: str
    said: dict[str, int]


class Phrases(NamedTuple):
    """What a document tells in the second step.

    `everywhere` and `alone` have a noun phrase as often as it stands there, and so have `buckets` in a large corpus;
    `odd` are single words that may be terms.
    `keys` are the words of the document, with spaces between, `headings` its folded headings, `texts` the folded texts
    of its links to sections, `linked` pages with the texts of links that spell their addresses.
    """

    iri: str
    everywhere: tuple[str, ...]
    alone: tuple[str, ...]
    buckets: bytes
    odd: tuple[str, ...]
    keys: str
    named: tuple[str, ...]
    headings: tuple[str, ...]
    heads: tuple[Head, ...]
    leaf: Leaf | None
    lost: Lost | None
    texts: tuple[str, ...]
    linked: tuple[tuple[str, str], ...]


class Inventory(NamedTuple):
    """What all documents tell in the first two steps.

    `titles` are those of pages that lost theirs, where they read as names. `wanted` are the phrases of all headings,
    `names` their folded labels. `scores` are the C-values of phrases that may be terms; in a large corpus they are not
    known yet; `likely` tells which phrases can be frequent, and `odd` which single words can be terms.
    """

    settings: Settings
    size: int
    fewest: int
    verbs: frozenset[str]
    products: frozenset[str]
    furniture: frozenset[str]
    trees: frozenset[str]
    titles: dict[str, Head]
    wanted: frozenset[str]
    names: frozenset[str]
    odd: frozenset[str]
    scores: dict[str, float]
    likely: bytes


def read_phrases(text: Text, known: Vocabulary) -> tuple[Text, Phrases]:
    """Read a document's phrases and headings; see `Phrases`."""
    stream, page = text.stream, text.page
    phrases = NounPhrases(stream, find_roles(stream, known.verbs))
    is_large = known.pages > MANY
    heads = read_heads(page, known.verbs)
    lost = (
        Lost(page.iri, page.head.key, page.title, said_on_page(page, stream))
        if fold(page.title) in known.often
        else None
    )
    facts = Phrases(
        iri=page.iri,
        everywhere=() if is_large else tuple(phrases.everywhere),
        alone=() if is_large else tuple(phrases.alone),
        buckets=hashed(phrases.everywhere) if is_large else b"",
        odd=odd_words(stream),
        keys=" ".join(dict.fromkeys(stream.keys)),
        named=tuple(stream.find(frozenset(known.often))),
        headings=tuple({fold(section.title): None for section in page.sections}),
        heads=heads,
        leaf=read_leaf(page, known.often),
        lost=lost,
        texts=link_texts(text.read.links),
        linked=names_linked(text.read.links),
    )
    return replace(text, phrases=phrases, heads=heads), facts


def scope_phrases(words: Words, known: Vocabulary) -> object:
    """Return what a document's phrases depend on: which of its doubtful words are verbs, which headings recur."""
    verbs = known.verbs
    return [word for word in words.doubtful.split() if word in verbs], sorted(known.often), known.pages > MANY


class _Sum:
    """What was told so far."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.fewest = fewest_pages(known.settings, known.pages)
        self.counts, self.named = Counts(Counter(), Counter(), Counter()), Counter[str]()
        self.odd: set[str] = set()
        self.tally = Tally() if known.pages > MANY else None
        self.headed: set[tuple[str, str, str]] = set()
        self.lost: list[Lost] = []
        self.leaves: list[Leaf] = []
        self.linked: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, phrases: Phrases) -> None:
        self.counts.add(phrases.everywhere, phrases.alone)
        self.odd.update(phrases.odd)
        if self.tally is not None:
            self.tally.add(phrases.buckets)
        self.named.update(phrases.named)
        self.headed.update((head.folded, head.phrase, head.name) for head in phrases.heads)
        self.leaves += [phrases.leaf] if phrases.leaf else []
        self.lost += [phrases.lost] if phrases.lost else []
        for page, text in phrases.linked:
            self.linked[page][text] += 1

    def titles(self, furniture: frozenset[str]) -> Iterator[tuple[str, Head]]:
        """Yield the pages that lost their titles, with what they are called where that reads as a name."""
        for page in self.lost:
            if fold(page.title) in furniture:
                name = best_name(page.said, self.linked.get(page.iri.rstrip("/"), {}))
                head = read_head(page.head, name, self.known.verbs, is_page=True) if name else None
                if head is not None and head.folded not in furniture:
                    yield page.iri, head


def gather_phrases(told: Iterator[Phrases], known: Vocabulary) -> Inventory:
    """Add up what the documents tell; see `Inventory`."""
    total = _Sum(known)
    for phrases in told:
        total.add(phrases)
    furniture = find_furniture(known.often, total.named)
    titles = dict(total.titles(furniture))
    heads = [*total.headed, *((head.folded, head.phrase, head.name) for head in titles.values())]
    return Inventory(
        known.settings,
        known.size,
        total.fewest,
        known.verbs,
        known.products,
        furniture,
        find_trees(total.leaves, furniture),
        titles,
        wanted=frozenset(phrase for folded, phrase, _ in heads if folded not in furniture),
        names=frozenset(name for folded, _, name in heads if folded not in furniture),
        odd=frozenset(total.odd) if total.tally else frozenset(),
        scores={} if total.tally else score_phrases(total.counts, total.odd, known.size, total.fewest),
        likely=total.tally.likely(total.fewest) if total.tally else b"",
    )
