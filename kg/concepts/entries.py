"""Glossary entries that are less than a section: definition lists, MyST glossaries, bold terms, tables, abbreviations.

    Term                     :::{glossary}       - **Term**: what it is      *[HTML]: HyperText Markup Language
    :   what it is           Term
                               what it is        | Term | Definition |
                             :::

Definition lists (PHP Markdown Extra, Pandoc, kramdown), MyST directives and MkDocs abbreviations say what they are.
Bold terms and tables are read only where the page or section is named as a glossary.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from kg.concepts.candidates import Candidate, Introduced
from kg.concepts.labels import Title, abbreviates, read_title, title_names
from kg.records import Name, Section, Span

_LIST = re.compile(
    r"^(?P<term>\S[^\n]{0,80})\n(?:[ \t]*\n)?:[ \t]+"
    r"(?P<body>\S[^\n]*(?:\n(?:[ \t]+\S[^\n]*|[^\s:|#>-][^\n]*(?!\n:)))*)",
    re.M,
)
_DIRECTIVE = re.compile(r"^(?P<fence>:{3,}|`{3,})\{glossary\}[^\n]*\n", re.M)
_DIRECTIVE_ENTRY = re.compile(
    r"^(?P<term>[^\s:][^\n]*+(?:\n[^\s:][^\n]*+)*+)(?:\n(?P<body>(?:(?::[ \t]+|[ \t]+)\S[^\n]*(?:\n|\Z)|[ \t]*\n)+))?",
    re.M,
)
_BOLD = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?P<mark>\*\*|__)(?P<term>[^*_\n]{2,80}?):?(?P=mark)[ \t]*+"
    r"(?:\([^()\n]{1,40}\)[ \t]*+)?(?:(?::|[-–—]++|\n?[ \t]*+:)[ \t]++|(?<=[ \t]))"
    r"(?P<body>\S[^\n]*(?:\n(?![ \t]*(?:[-*+][ \t]|\*\*|__|\n|#|\|))[^\n]+)*)",
    re.M,
)
_ABBREVIATION = re.compile(r"^\*\[(?P<term>[^\]\n]{2,40})\]:[ \t]*(?P<body>\S[^\n]*)", re.M)
_ROW = re.compile(
    r"^[ \t]*+(?:\|[ \t]*+)?(?P<term>(?:(?<=[ \t])[^|\n]|[^|\n]{2})[^|\n]{0,78}?)[ \t]*+\|[ \t]*(?P<body>[^|\n]{8,})",
    re.M,
)
_TABLE_HEAD = re.compile(
    r"^[ \t]*+(?:\|[ \t]*+)?(?:term|name|word|acronym|abbreviation|concept)s?[ \t]*+\|"
    r"(?>[^\n]*(?:defin|mean|descri|expla|expan|stands))[^\n]*+\n[ \t|:-]++\n(?P<rows>(?:[^\n]*\|[^\n]*(?:\n|$))+)",
    re.M | re.I,
)
_ANCHOR = re.compile(r"<a\b[^>]*>(?:</a>)?|\[\]\{[^}]*\}|\{:?[ \t]*[#.][^{}]*\}")
_MARKUP = re.compile(r"[*`]+|\[([^\]]*)\]\([^()]*\)|(?<!\w)_|_(?!\w)")
_START = attrgetter("start")
_MIN_BOLD = 3
_SHORTEST = 8  # what a table's row says of its term
_PROVEN = 0.97


class _Entry(NamedTuple):
    term: str
    start: int
    end: int
    abbreviation: bool = False
    more: tuple[str, ...] = ()


def read_entries(section: Section, page_title: str, *, in_glossary: bool) -> Iterator[Introduced]:
    """Return the glossary entries inside a section. Their `span` is what the section says of them."""
    text = section.text
    found = list(_marked(text)) if ":" in text else []
    if in_glossary:
        found += _apart(_in_glossary(text), found)
    for entry in sorted(found, key=_START):
        yield _introduced(section, entry, section.title or page_title)


def _apart(entries: Iterable[_Entry], others: Iterable[_Entry]) -> list[_Entry]:
    """Return those of the entries that overlap with none of the others."""
    taken = sorted(others, key=_START)
    ends = list(accumulate((entry.end for entry in taken), max, initial=0))
    return [entry for entry in entries if ends[bisect_left(taken, entry.end, key=_START)] <= entry.start]


def _marked(text: str) -> Iterator[_Entry]:
    directives = list(_directives(text)) if "{glossary}" in text else []
    for start, end in directives:
        inner = text.find("\n", start) + 1
        for match in _DIRECTIVE_ENTRY.finditer(text, inner, end):
            if match["body"] is not None:
                yield from _entries_of(match)
    if "\n:" in text:
        for match in _LIST.finditer(_without_code(text)):
            before = bisect_right(directives, (match.start(), len(text))) - 1
            if before < 0 or match.start() >= directives[before][1]:
                yield _Entry(match["term"], *match.span("body"))
    if "*[" in text:
        for match in _ABBREVIATION.finditer(_without_code(text)):
            yield _Entry(match["term"], *match.span("body"), abbreviation=True)


def _directives(text: str) -> Iterator[tuple[int, int]]:
    """Return the spans of glossary directives, fences included; one that is never closed is none."""
    at, unclosed = 0, set[str]()
    while opened := _DIRECTIVE.search(text, at):
        fence, at = opened["fence"], opened.end()
        if fence not in unclosed:
            if closed := re.compile(rf"^{fence}[ \t]*$", re.M).search(text, at):
                at = closed.end()
                yield opened.start(), at
            else:
                unclosed.add(fence)


def _entries_of(match: re.Match[str]) -> Iterator[_Entry]:
    """Return one entry: of several terms over one definition (MyST) the first is the label, the others are names."""
    terms = [line.strip() for line in match["term"].splitlines() if line.strip() and not line.startswith(":")]
    if terms:
        yield _Entry(terms[0], *match.span("body"), more=tuple(terms[1:]))


def _in_glossary(text: str) -> Iterator[_Entry]:
    clean = _without_code(text)
    bold = list(_BOLD.finditer(clean))
    if len(bold) >= _MIN_BOLD:
        yield from (_Entry(match["term"], *match.span("body")) for match in bold)
    for table in _TABLE_HEAD.finditer(clean):
        for row in _ROW.finditer(clean, *table.span("rows")):
            start, end = row.start("body"), row.start("body") + len(row["body"].rstrip(" \t"))
            yield _Entry(row["term"], start, max(end, start + _SHORTEST))


def _without_code(text: str) -> str:
    """Blank fenced code, keeping offsets."""
    return re.sub(r"^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1|\Z)", lambda m: " " * len(m[0]), text, flags=re.M | re.S)


def _introduced(section: Section, entry: _Entry, context: str) -> Introduced:
    body = section.text[entry.start : entry.end].strip()
    title = _title(entry.term)
    span = Span(entry.start, entry.end)
    found = Candidate(title.label, "glossary", section.key, section.title, span=span, context=context)
    if entry.abbreviation and abbreviates(title.label, body):
        proof = (section.text.rfind("\n", 0, entry.start) + 1, entry.end)  # the line says the name, and defines nothing
        name = Name(title.label, "acronym", "abbreviation", section.key, *proof, _PROVEN)
        return Introduced(found._replace(label=body.rstrip("."), names=(name,)))
    names = (*title_names(title, section), *_more_names(section, entry, title.label))
    return Introduced(found._replace(names=names), (section,))


def _title(term: str) -> Title:
    return read_title(_MARKUP.sub(r"\1", _ANCHOR.sub("", term)))


def _more_names(section: Section, entry: _Entry, label: str) -> Iterator[Name]:
    """Return the further terms of an entry as names, each with its own line for proof."""
    for term in entry.more:
        start, name = section.text.rfind(term, 0, entry.start), _title(term).label
        kind = "acronym" if abbreviates(name, label) else "synonym"
        yield Name(name, kind, "entry_terms", section.key, start, start + len(term), _PROVEN)
