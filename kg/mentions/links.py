"""What links and code name: a link to a concept's section, a symbol reference, a symbol in inline code.

[What are input IDs?](glossary#input-ids)   points at "input IDs"
[`~Trainer.train`], `Trainer(model)`        name symbols, by the longest dotted name that is known
`head`                                      names nothing: a word in code is code
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from kg.ids import Iri, SectionKey
from kg.mentions.lexicon import Lexicon
from kg.records import Concept, Link, Mark, Section

_START = attrgetter("start")
_DOTTED = re.compile(r"[~!]?([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?=\W|$)")


class Pointer(NamedTuple):
    """Words that a link or code gives to a concept; `certain` where they name it whatever they are."""

    start: int
    end: int
    concept: Concept
    linked: bool
    certain: bool


def point(sections: Sequence[Section], links: Sequence[Link], lexicon: Lexicon) -> dict[SectionKey, list[Pointer]]:
    """Return what links and code in each section point at, in text order."""
    subjects = _subjects(sections, lexicon)
    by_section: dict[SectionKey, list[Link]] = defaultdict(list)
    for link in links:
        by_section[link.section].append(link)
    found: dict[SectionKey, list[Pointer]] = {}
    for section in sections:
        pointers = [*_linked(section, by_section.get(section.key, ()), subjects, lexicon), *_in_code(section, lexicon)]
        if pointers:
            found[section.key] = _apart(pointers)
    return found


def _subjects(sections: Sequence[Section], lexicon: Lexicon) -> dict[SectionKey | Iri, Concept]:
    """Return the concept that each section is about, and each page by its first section that has a title or text."""
    subjects: dict[SectionKey | Iri, Concept] = {
        concept.defined_in: concept for concept in lexicon.concepts.values() if concept.defined_in is not None
    }
    heads: dict[Iri, Section] = {}
    for section in sorted(sections, key=lambda s: (s.document, s.position, s.key)):
        if section.title or section.prose.strip():
            heads.setdefault(section.document, section)
    for document, head in heads.items():
        if head.key in subjects:
            subjects[document] = subjects[head.key]
    return subjects


def _linked(
    section: Section, links: Sequence[Link], subjects: Mapping[SectionKey | Iri, Concept], lexicon: Lexicon
) -> Iterator[Pointer]:
    marks = sorted(section.marks, key=_START) if links else []
    for link in links:
        if link.kind == "symbol":
            concept = _symbol(link.href, lexicon)
        elif link.kind == "page":
            concept = subjects.get(link.target) if link.target else None
        else:
            concept = subjects.get(link.target_section) if link.target_section else None
        if concept is not None:
            start, end = _words(section, marks, link)
            if section.text[start:end].strip():
                yield Pointer(start, end, concept, linked=True, certain=link.kind == "symbol")


def _words(section: Section, marks: Sequence[Mark], link: Link) -> tuple[int, int]:
    """Return the span of a link's words, without the markup around them; `marks` are sorted by `start`."""
    first, last = bisect_left(marks, link.start, key=_START), bisect_right(marks, link.end, key=_START)
    inside = [mark for mark in marks[first:last] if mark.end <= link.end]
    start = min((m.start for m in inside), default=link.start)
    end = max((m.end for m in inside), default=link.end)
    words = section.prose[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _symbol(href: str, lexicon: Lexicon) -> Concept | None:
    """Return the symbol of a dotted name, or of the longest end of it that is one."""
    parts = href.lstrip("~!").split(".")
    for i in range(len(parts)):
        if found := lexicon.symbols.get(".".join(parts[i:])):
            return found if i == 0 or len(parts) - i > 1 or parts[i][:1].isupper() else None
    return None


def _in_code(section: Section, lexicon: Lexicon) -> Iterator[Pointer]:
    for mark in section.marks:
        if mark.kind == "code":
            match = _DOTTED.match(section.text, mark.start, mark.end)
            if match and (named := _prefix(match[1], lexicon)) and named[1].kind == "symbol":
                name, concept = named
                yield Pointer(match.start(1), match.start(1) + len(name), concept, linked=False, certain=True)


def _prefix(dotted: str, lexicon: Lexicon) -> tuple[str, Concept] | None:
    """Return the longest beginning of a dotted name that is a symbol."""
    while dotted:
        if found := lexicon.symbols.get(dotted):
            return dotted, found
        dotted = dotted.rpartition(".")[0]
    return None


def _apart(pointers: Sequence[Pointer]) -> list[Pointer]:
    """Return pointers in text order; of code inside a link that names the same, the link."""
    kept: list[Pointer] = []
    for pointer in sorted(pointers, key=lambda p: (p.start, -p.end, not p.linked)):
        if not kept or pointer.start >= kept[-1].end:
            kept.append(pointer)
    return kept
