"""Glossary entries: sections of a glossary page, or the pages of a glossary that has one page per term.

A glossary page is known by its name (glossary, terminology, definitions, key terms), or by its build: single letters
as headings, or many short headings in alphabetical order whose sections open like definitions. A tree of terms is a
folder named so, or one whose pages have the same front matter, a title and open like definitions. Letter headings,
the page's own heading and introduction, headings that recur, and questions are no terms.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.concepts.candidates import Candidate
from kg.concepts.corpus import Corpus
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


def find_glossary(corpus: Corpus, found: Sequence[Candidate] = ()) -> list[Candidate]:
    """Return the entries of all glossaries, in page order; `found` is not looked at."""
    trees = set(_term_pages(corpus.pages, corpus.furniture))
    entries: list[Candidate] = list(found[:0])
    for page in corpus.pages:
        if page.iri in trees:
            entries.append(_page_entry(page))
        elif is_glossary(page, corpus.furniture):
            entries += _section_entries(page, corpus.furniture)
    whole = {entry.section.key for entry in entries if entry.section is not None}
    for page in corpus.pages:
        for section in page.sections:
            named = section.key not in whole and bool(is_named_so(page) or _NAMED.search(section.title))
            entries += read_entries(section, page.title, in_glossary=named and page.iri not in trees)
    return entries


def is_named_so(page: Page) -> bool:
    """Tell whether the page's title or address says that it is a glossary."""
    return bool(_NAMED.search(page.title) or _NAMED.search(_last_words(page.address)))


def _last_words(address: str) -> str:
    return re.sub(r"[-_]+", " ", address.rpartition("/")[2])


def is_glossary(page: Page, furniture: frozenset[str]) -> bool:
    """Tell whether the page's sections are entries of a glossary."""
    letters = sum(bool(_LETTER.match(s.title)) for s in page.inner)
    entries = _entry_sections(page, furniture)
    if is_named_so(page):
        return len(entries) > 1
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


def _section_entries(page: Page, furniture: frozenset[str]) -> Iterator[Candidate]:
    for section in _entry_sections(page, furniture):
        title = read_title(section.title)
        parent = next((p for p in reversed(section.path) if p != page.title and not _LETTER.match(p)), page.title)
        names = title_names(title, section)
        yield Candidate(title.label, "glossary", section, names=names, readable=(section,), context=parent)


def _term_pages(pages: Sequence[Page], furniture: frozenset[str]) -> Iterator[str]:
    """Return the addresses of pages that are entries of a glossary with one page per term."""
    folders: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.front_matter.get("title", "").strip():
            folders[page.folder].append(page)
    for folder, members in folders.items():
        usual = Counter(key for page in members for key in page.front_matter)
        keys = {key for key, count in usual.items() if count > len(members) / 2}
        alike = [p for p in members if len(keys & p.front_matter.keys()) > len(keys) / 2]
        terms = [p for p in alike if not _NO_TERM.search(p.title)]
        if len(terms) >= _MIN_TREE and _is_term_tree(folder, terms, furniture):
            yield from (page.iri for page in terms)


def _is_term_tree(folder: str, terms: Sequence[Page], furniture: frozenset[str]) -> bool:
    """A folder of terms opens like definitions, and is named so or has no headings but those that recur."""
    if sum(opens_like_definition(_body(page)) for page in terms) < _DEFINED * len(terms):
        return False
    plain = sum(all(fold(s.title) in furniture for s in page.inner) for page in terms)
    return bool(_NAMED.search(_last_words(folder))) or plain >= _DEFINED * len(terms)


def _body(page: Page) -> Section:
    """Return the first section of a page that says something."""
    return next((s for s in page.sections if s.prose.strip()), page.head)


def _page_entry(page: Page) -> Candidate:
    body = _body(page)
    title = read_title(page.title)
    names = title_names(title, body, [v for k in _SYNONYM_KEYS for v in _values(page.front_matter.get(k, ""))])
    context = page.front_matter.get("category", "") or _last_words(page.folder)
    return Candidate(title.label, "glossary", body, names=names, readable=_entry(page, body), context=context)


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
