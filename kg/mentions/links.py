"""What links and code name: a link to a concept's section, a symbol reference, a symbol in inline code.

[What are input IDs?](glossary#input-ids)   points at "input IDs"
[`~Trainer.train`], `Trainer(model)`        name symbols, by the longest dotted name that is known
`head`                                      names nothing: a word in code is code
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Subjects(NamedTuple):
    """The concepts that sections are about, and pages by the section that opens them."""

    sections: Mapping[SectionKey, Concept]
    openings: Mapping[Iri, SectionKey]

    def of(self, link: Link) -> Concept | None:
        """Return the subject of the section or page that a link leads to."""
        key = link.target_section
        if link.kind == "page":
            key = self.openings.get(link.target) if link.target else None
        return self.sections.get(key) if key else None


def opening(sections: Iterable[Section]) -> SectionKey | None:
    """Return the section that opens a page: the first that has a title or text."""
    return next((s.key for s in sections if s.title or (not s.prose.isspace() and s.prose)), None)


def point(section: Section, links: Sequence[Link], subjects: Subjects, lexicon: Lexicon) -> list[Pointer]:
    """Return what links and code in a section point at, in text order."""
    pointers = [*_linked(section, links, subjects, lexicon), *_in_code(section, lexicon)]
    return _apart(pointers) if pointers else pointers


def _linked(section: Section, links: Sequence[Link], subjects: Subjects, lexicon: Lexicon) -> Iterator[Pointer]:
    marks = sorted(section.marks, key=_START) if links else []
    for link in links:
        concept = _symbol(link.href, lexicon) if link.kind == "symbol" else subjects.of(link)
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
