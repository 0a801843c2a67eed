"""Title Case or sentence case: what a page, and the corpus around it, do with capitals in lines that stand alone.

    **Lower Precision**        a bold lead of the page             for Title Case
    [Custom Configurations]    a link's text that is the heading   for Title Case
    [Load the data]            the same                            against it

Headings are lost, so their habit is read from what is left: a page's bold leads and the texts of links that repeat a
heading, both where they begin with a capital and have a later word that running text writes small. The page's votes
count as they are; the corpus's share of Title Case among its repeated headings stands for two more, so that a page
without witnesses follows the corpus, and a corpus without witnesses is in sentence case.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.chunks.title_leads import SMALL_WORDS, later_words

if TYPE_CHECKING:
    from kg.chunks.title_questions import Questions

_CORPUS_VOTES = 2.0
_DOUBT = 4.0
_MAJORITY = 0.5


def title_case_share(headings: Iterable[str], habits: Mapping[str, int]) -> float:
    """Return the corpus's share of Title Case among its repeated headings; `habits` counts words as they stand."""
    told = [found for text in headings if (found := vote(text, habits)) is not None]
    return sum(told) / (len(told) + _DOUBT)


def is_title_case(texts: Iterable[str], corpus: "Questions") -> bool:
    """Tell whether a page writes its headings in Title Case, by its repeated headings and bold leads."""
    here = [told for text in sorted(set(texts)) if (told := corpus.vote[text]) is not None]
    return corpus.title_case[sum(here), len(here)]


def corpus_is_for(share: float, votes: int, of: int) -> bool:
    """Tell whether a page with this many votes for Title Case, of so many, is in it where the corpus has a share."""
    return (votes + _CORPUS_VOTES * share) / (of + _CORPUS_VOTES) > _MAJORITY


def vote(text: str, habits: Mapping[str, int]) -> bool | None:
    """Tell whether most of a line's later words that need no capital have one; None where none tells."""
    capitals = Counter(word.istitle() for word in later_words(text) if word.islower() or _is_plain(word, habits))
    if not text.split(maxsplit=1)[0][:1].isupper() or not capitals:
        return None
    return capitals[True] > capitals[False]


def _is_plain(word: str, habits: Mapping[str, int]) -> bool:
    small = habits.get(word.lower(), 0)
    return word.istitle() and small > 0 and small >= habits.get(word, 0)


def in_title_case(parts: Sequence[str], corpus: "Questions") -> list[str]:
    """Give each word a capital, but for the little ones and for names that begin small."""
    return [
        part[:1].upper() + part[1:]
        if part.islower() and part.isalpha() and part not in SMALL_WORDS and not corpus.begins_small[part]
        else part
        for part in parts
    ]
