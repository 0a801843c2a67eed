"""Lines that stand alone and may be in Title Case: a page's bold leads, and which of their words tell it."""

from kg.chunks.title_acronyms import LITTLE_WORDS
from kg.records import Section

SMALL_WORDS = LITTLE_WORDS | {"as", "but", "if", "into", "its", "nor", "per", "so", "than", "via", "vs", "without"}
_TELLING = 4
_LONGEST_LEAD = 8
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


def later_words(text: str) -> list[str]:
    """Return the words of a line, but for the first, whose capitals tell something."""
    return [
        word
        for word in text.split()[1:]
        if len(word) >= _TELLING and word.isalpha() and word.lower() not in SMALL_WORDS
    ]


def telling_words(text: str) -> set[str]:
    """Return the words of which the corpus has to be asked, to tell whether a line is in Title Case."""
    titled = [word for word in later_words(text) if word.istitle()]
    return {*titled, *map(str.lower, titled)}
