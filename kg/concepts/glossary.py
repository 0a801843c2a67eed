"""Glossary entries: sections of a glossary page, or the pages of a glossary that has one page per term.

A glossary page is known by its name (glossary, terminology, definitions, key terms), or by its build: single letters
as headings, or many short headings in alphabetical order whose sections open like definitions. A tree of terms is a
folder named so, or one whose pages have the same front matter, a title and open like definitions. Letter headings,
the page's own heading and introduction, headings that recur, and questions are no terms.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.concepts.candidates import Candidate, Introduced
from kg.concepts.entries import read_entries
from kg.concepts.furniture import repeated_headings
from kg.concepts.labels import read_title, title_names
from kg.concepts.pages import Page
from kg.records import Section
from kg.text import fold

_NAMED = re.compile(
    r"\b(?:glossar(?:y|ies)|terminolog(?:y|ies)|vocabular(?:y|ies)|nomenclature|lexicon|definitions|acronyms|abbreviations"
    r"|terms(?: and definitions| and concepts)?)\s*$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^(?:\W*\w\W*|[A-Z0-9]\s*[-–—/&]\s*[A-Z0-9]|0-9|#)$", re.IGNORECASE)
_NO_TERM = re.compile(
    r"\?$|^(?:how|what|why|when|where|who|about|see also|using (?:this|the)|contribut\w+)\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*(?:(?:an?|the|any|one|all|some|see|also|short|abbreviation|acronym)\s"
    r"|(?:[^\s.:;!?]+\s+){1,9}?(?:is|are|was|refers?\s+to|means?|describes?|stands?\s+for|denotes?|represents?)\s)",
    re.IGNORECASE,
)
_SYNONYM_KEYS = ("aka", "also_known_as", "synonyms", "synonym", "abbreviation", "abbreviations", "acronym", "acronyms")
_MIN_LETTERS, _MIN_SORTED, _MIN_TREE = 3, 10, 5
_ORDERED, _DEFINED = 0.9, 0.6


class Leaf(NamedTuple):
    """A page that may be an entry of a glossary with one page per term.

    `keys` are those of its front matter; `names` tells whether its title can be a term, `opens` whether its text opens
    like a definition. `headings` are its inner ones, folded, or None where one of them is no recurring heading.
    """

    iri: str
    folder: str
    keys: tuple[str, ...]
    names: bool
    opens: bool
    headings: tuple[str, ...] | None


def find_whole_entries(page: Page, furniture: frozenset[str], *, in_tree: bool) -> list[Introduced]:
    """Return the entries that are this page, or sections of it."""
    if in_tree:
        return [_page_entry(page)]
    return list(_section_entries(page, furniture)) if is_glossary(page, furniture) else []


def find_inner_entries(page: Page, whole: Iterable[Introduced], *, in_tree: bool) -> Iterator[Introduced]:
    """Return the entries that are parts of the page's sections; sections that are entries as a `whole` are no lists."""
    subjects = {entry.candidate.section for entry in whole}
    is_glossary_page = is_named_so(page)
    for section in page.sections:
        named = section.key not in subjects and (is_glossary_page or _says_glossary(section.title))
        yield from read_entries(section, page.title, in_glossary=named and not in_tree)


def is_named_so(page: Page) -> bool:
    """Tell whether the page's title or address says that it is a glossary."""
    return _says_glossary(page.title) or _says_glossary(_last_words(page.address))


@lru_cache(maxsize=1 << 15)
def _says_glossary(title: str) -> bool:
    return bool(_NAMED.search(title))


def _last_words(address: str) -> str:
    return re.sub(r"[-_]+", " ", address.rpartition("/")[2])


def is_glossary(page: Page, furniture: frozenset[str]) -> bool:
    """Tell whether the page's sections are entries of a glossary."""
    inner = page.inner
    if is_named_so(page):
        return len(_entry_sections(page, furniture)) > 1
    letters = sum(bool(_LETTER.match(s.title)) for s in inner)
    if letters < _MIN_LETTERS and len(inner) < _MIN_SORTED:
        return False
    entries = _entry_sections(page, furniture)
    if letters >= _MIN_LETTERS and len(entries) >= letters:
        return True
    titles = [s.title.casefold() for s in entries if len(s.title.split()) < 7 and not s.symbols]
    if len(titles) < max(_MIN_SORTED, 0.9 * len(entries)):
        return False
    in_order = sum(a <= b for a, b in pairwise(titles)) / (len(titles) - 1)
    return in_order >= _ORDERED and sum(map(opens_like_definition, entries)) >= _DEFINED * len(entries)


def opens_like_definition(section: Section) -> bool:
    """Tell whether the section's first words could begin a definition ("A ... that", "X is", "See")."""
    return bool(_OPENING.match(section.prose.lstrip()[:160]))


def _entry_sections(page: Page, furniture: frozenset[str]) -> list[Section]:
    """Return the sections that are entries: at the level most entries have, or higher and without children."""
    repeated = repeated_headings(page)
    named = [s for s in page.inner if not _LETTER.match(s.title) and fold(s.title) not in repeated]
    named = [s for s in named if fold(s.title) not in furniture or (is_named_so(page) and opens_like_definition(s))]
    named = [s for s in named if not _NO_TERM.search(s.title)]
    levels = Counter(s.level for s in named if s.level is not None)
    if not levels:
        return named
    usual = max(levels, key=lambda level: (levels[level], level))
    parents = {key.key for key, below in pairwise(page.sections) if (below.level or 0) > (key.level or 0)}
    return [s for s in named if s.level is None or s.level == usual or (s.level < usual and s.key not in parents)]


def _section_entries(page: Page, furniture: frozenset[str]) -> Iterator[Introduced]:
    for section in _entry_sections(page, furniture):
        title = read_title(section.title)
        parent = next((p for p in reversed(section.path) if p != page.title and not _LETTER.match(p)), page.title)
        names = title_names(title, section)
        entry = Candidate(title.label, "glossary", section.key, section.title, names=names, context=parent)
        yield Introduced(entry, (section,))


def read_leaf(page: Page, often: Mapping[str, int]) -> Leaf | None:
    """Return what a page tells of a tree of terms, None where it has no title of its own; `often`: what recurs."""
    if not page.front_matter.get("title", "").strip():
        return None
    inner = tuple({fold(section.title): None for section in page.inner})
    return Leaf(
        page.iri,
        page.folder,
        tuple(page.front_matter),
        names=not _NO_TERM.search(page.title),
        opens=opens_like_definition(_body(page)),
        headings=inner if all(heading in often for heading in inner) else None,
    )


def find_trees(leaves: Iterable[Leaf], furniture: frozenset[str]) -> frozenset[str]:
    """Return the addresses of pages that are entries of a glossary with one page per term."""
    folders: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        folders[leaf.folder].append(leaf)
    found: list[str] = []
    for folder, members in folders.items():
        usual = Counter(key for leaf in members for key in leaf.keys)
        keys = {key for key, count in usual.items() if count > len(members) / 2}
        terms = [leaf for leaf in members if leaf.names and len(keys.intersection(leaf.keys)) > len(keys) / 2]
        if len(terms) >= _MIN_TREE and _is_term_tree(folder, terms, furniture):
            found += (leaf.iri for leaf in terms)
    return frozenset(found)


def _is_term_tree(folder: str, terms: Sequence[Leaf], furniture: frozenset[str]) -> bool:
    """A folder of terms opens like definitions, and is named so or has no headings but those that recur."""
    if sum(leaf.opens for leaf in terms) < _DEFINED * len(terms):
        return False
    plain = sum(leaf.headings is not None and furniture.issuperset(leaf.headings) for leaf in terms)
    return _says_glossary(_last_words(folder)) or plain >= _DEFINED * len(terms)


def _body(page: Page) -> Section:
    """Return the first section of a page that says something."""
    return next((s for s in page.sections if s.prose.strip()), page.head)


def _page_entry(page: Page) -> Introduced:
    body = _body(page)
    title = read_title(page.title)
    names = title_names(title, body, [v for k in _SYNONYM_KEYS for v in _values(page.front_matter.get(k, ""))])
    context = page.front_matter.get("category", "") or _last_words(page.folder)
    entry = Candidate(title.label, "glossary", body.key, body.title, names=names, context=context)
    return Introduced(entry, _entry(page, body))


def _entry(page: Page, body: Section) -> tuple[Section, ...]:
    """Return what a page of one term says, its body first: the sections below it go on about the same term."""
    return (body, *(section for section in page.sections if section.key != body.key and section.prose.strip()))


def _values(text: str) -> list[str]:
    """Return the values of a front matter list, however it was written down.

    >>> _values('["VM", "guest"]'), _values("- VM\\n- guest")
    (['VM', 'guest'], ['VM', 'guest'])
    """
    parts = (part.strip(" \t-[]\"'") for part in re.split(r"[,\n]", text))
    return [part for part in parts if part and not part.startswith("/")]
