"""Step 1, words: what every document tells by its words and headings alone.

facts     words behind determiners and before which only verbs stand; headings; folders
known     which words the text uses as verbs, which headings recur, which folders all pages are in
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from kg.concepts.furniture import counted_headings, recurring
from kg.concepts.labels import read_title
from kg.concepts.pages import letters_of
from kg.concepts.phrases import doubtful_words
from kg.concepts.shape import contexts, find_verbs, first_word
from kg.concepts.texts import Text, read_text
from kg.config import Settings
from kg.steps import ReadDocument


class Words(NamedTuple):
    """What a document tells in the first step.

    `nouns` and `verbs` have a word as often as it stands so. `doubtful` are the words, with spaces between, whose part
    in this document's phrases and headings depends on whether the whole text uses them as verbs.
    """

    size: int
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    headings: tuple[str, ...]
    folders: tuple[str, ...]
    doubtful: str


class Vocabulary(NamedTuple):
    """What all documents tell in the first step.

    `often` has the number of pages of each recurring heading; `products` are the letters of what may be the documented
    product: the folders that all pages are in.
    """

    settings: Settings
    pages: int
    size: int
    verbs: frozenset[str]
    often: dict[str, int]
    products: frozenset[str]


def read_words(document: ReadDocument, settings: Settings) -> tuple[Text, Words]:
    """Read a document's words; see `Words`."""
    text = read_text(document)
    words = text.stream.words
    nouns, verbs = contexts(words)
    titles = (first_word(read_title(section.title).label) for section in text.page.sections)
    facts = Words(
        size=len(words),
        nouns=tuple(nouns),
        verbs=tuple(verbs),
        headings=counted_headings(text.page),
        folders=tuple(text.page.iri.split("/")[3:-1]),
        doubtful=" ".join(dict.fromkeys([*doubtful_words(text.stream), *titles])),
    )
    return text, facts


def scope_words(facts: object, settings: Settings) -> object:
    """Return what a document's words depend on besides itself: nothing."""
    return ()


def gather_words(told: Iterator[Words], settings: Settings) -> Vocabulary:
    """Add up what the documents tell; see `Vocabulary`."""
    nouns, verbs, headed = Counter[str](), Counter[str](), Counter[str]()
    folders: Sequence[str] | None = None
    pages = size = 0
    for words in told:
        pages, size = pages + 1, size + words.size
        nouns.update(words.nouns)
        verbs.update(words.verbs)
        headed.update(words.headings)
        folders = words.folders if folders is None else _shared(folders, words.folders)
    return Vocabulary(
        settings,
        pages,
        size,
        find_verbs(nouns, verbs),
        recurring(headed, pages, min_pages=settings.furniture_pages),
        frozenset(filter(None, map(letters_of, folders or ()))) if pages > 1 else frozenset(),
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """Return the folders that two addresses have in common from the top."""
    return [name for name, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]
