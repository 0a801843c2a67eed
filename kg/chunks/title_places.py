"""What the restoring of a title goes by: the witnesses, and the place where the heading stands."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.ids import SectionKey
from kg.records import Section

if TYPE_CHECKING:
    from kg.chunks.title_questions import Questions
    from kg.chunks.title_words import Words

Forms = Mapping[str, int]
Spellings = Mapping[str, Forms]
Texts = Mapping[SectionKey, Forms]


class PageSpellings(NamedTuple):
    """How a page itself writes, in mid-sentence, the words of its own slugs, and anywhere its slugs as a whole."""

    words: dict[str, dict[str, int]]
    phrases: dict[str, dict[str, int]]


class Witnesses(NamedTuple):
    """What page and corpus say of the page's slugs: the corpus, asked question by question, the page's words and its
    whole slugs, the texts that repeat a heading, by its section, and whether the page is in Title Case."""

    corpus: "Questions"
    words: "Words"
    phrases: Spellings
    texts: Texts
    title_case: bool


class Place(NamedTuple):
    """Where a heading stands: its section, and what a heading there has.

    A capital at its beginning; the first place on the page; a capital in every word.
    """

    section: Section
    capital: bool
    first: bool
    title_case: bool = False
