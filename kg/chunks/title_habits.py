"""Title Case or sentence case: what a page, and the corpus around it, do with capitals in lines that stand alone.

    **Lower Precision**        a bold lead of the page             for Title Case
    [Custom Configurations]    a link's text that is the heading   for Title Case
    [Load the data]            the same                            against it

Headings are lost, so their habit is read from what is left: a page's bold leads and the texts of links that repeat a
heading, both where they begin with a capital and have a later word that running text writes small. The page's votes
count as they are; the corpus's share of Title Case among its repeated headings stands for two more, so that a page
without witnesses follows the corpus, and a corpus without witnesses is in sentence case.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.chunks.title_acronyms import LITTLE_WORDS
from kg.chunks.title_words import Words
from kg.records import Section

_SMALL_WORDS = LITTLE_WORDS | {"as", "but", "if", "into", "its", "nor", "per", "so", "than", "via", "vs", "without"}
_TELLING = 4
_LONGEST_LEAD = 8
_CORPUS_VOTES = 2.0
_DOUBT = 4.0
_MAJORITY = 0.5
_LEADING = " \t-*+#>0123456789.)_:[("


def bold_leads(section: Section) -> list[str]:
    """Return the bold words that begin a line of the section."""
    leads = []
    for mark in section.marks:
        if mark.kind == "strong":
            begin = section.text.rfind("\n", 0, mark.start) + 1
            if not section.text[begin : mark.start].strip(_LEADING):
                leads.append(" ".join(section.prose[mark.start : mark.end].split()).rstrip(" :.?!"))
    return [lead for lead in leads if 1 < len(lead.split()) <= _LONGEST_LEAD]


def title_case_pages(
    sections: Iterable[Section], headings: Mapping[str, Iterable[str]], words: Words
) -> frozenset[str]:
    """Return the pages that write their headings in Title Case. `headings` are those that links repeat, by page."""
    votes: defaultdict[str, set[str]] = defaultdict(set)
    pages: dict[str, None] = {}
    for section in sections:
        pages[section.document] = None
        votes[section.document].update(bold_leads(section))
    told = [vote for texts in headings.values() for text in texts if (vote := _vote(text, words)) is not None]
    corpus = sum(told) / (len(told) + _DOUBT)
    found = []
    for page in pages:
        texts = sorted({*votes[page], *headings.get(page, ())})
        here = [vote for text in texts if (vote := _vote(text, words)) is not None]
        if (sum(here) + _CORPUS_VOTES * corpus) / (len(here) + _CORPUS_VOTES) > _MAJORITY:
            found.append(page)
    return frozenset(found)


def _vote(text: str, words: Words) -> float | None:
    """Return the share of a line's later words with a capital, of those that need none; None where none tells."""
    first, *rest = text.split()
    later = [word for word in rest if word.isalpha() and word.lower() not in _SMALL_WORDS and len(word) >= _TELLING]
    capitals = Counter(word.istitle() for word in later if word.islower() or _is_plain(word, words))
    if not first[:1].isupper() or not capitals:
        return None
    return float(capitals[True] > capitals[False])


def _is_plain(word: str, words: Words) -> bool:
    small = words.tokens[word.lower()]
    return word.istitle() and small > 0 and small >= words.tokens[word]


def in_title_case(parts: Sequence[str], words: Words) -> list[str]:
    """Give each word a capital, but for the little ones and for names that begin small."""
    return [
        part[:1].upper() + part[1:]
        if part.islower() and part.isalpha() and part not in _SMALL_WORDS and not words.begins_small(part)
        else part
        for part in parts
    ]
