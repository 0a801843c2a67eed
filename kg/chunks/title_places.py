"""What the restoring of a title goes by: the witnesses of the corpus, and the place where the heading stands."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kg.chunks.title_phrases import Phrases
from kg.chunks.title_words import Words
from kg.ids import SectionKey
from kg.records import Section

Texts = Mapping[SectionKey, Counter[str]]


class Witnesses(NamedTuple):
    """What the corpus says of its slugs: words, phrases, the texts that repeat a heading, by its section, and
    the pages in Title Case."""

    words: Words
    phrases: Phrases
    texts: Texts
    title_case: frozenset[str]


class Place(NamedTuple):
    """Where a heading stands: its section, its page, and what a heading there has.

    A capital at its beginning; the first place on the page; a capital in every word.
    """

    section: Section
    page: str
    capital: bool
    first: bool
    title_case: bool = False
