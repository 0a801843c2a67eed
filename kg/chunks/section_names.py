"""Anchors and paths of sections.

A table's sections bring the anchor in their address. A tree's bring their heading and GitHub's anchor for it, which is
replaced by the one of the corpus's dialect (slugs.py); an anchor that the heading names itself stays. Headings left
inside a section's text, `<a id=...>` and `(label)=` are further anchors, which lead to that section.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.chunks.page import Content, Page
from kg.chunks.slugs import DIALECTS, Dialect, anchors_of, infer_dialect
from kg.ids import Iri, clean_iri
from kg.records import Passage, Section

_GITHUB = DIALECTS[0]


class SectionName(NamedTuple):
    """What a section is called: its address, its anchor and further anchors that lead to it."""

    iri: Iri
    anchor: str
    anchors: tuple[str, ...]


class Naming(NamedTuple):
    """The names of all sections, by page, in page order, and the dialect they are in."""

    names: dict[Iri, list[SectionName]]
    dialect: Dialect


def name_sections(pages: Sequence[Page], wanted: Mapping[Iri, Iterable[str]]) -> Naming:
    """Name all sections. `wanted` are the anchors that links ask for, by page: they decide the dialect."""
    headings = {page.document.iri: _headings(page) for page in pages}
    dialect = infer_dialect(headings, wanted)
    return Naming({page.document.iri: _page_names(page, dialect) for page in pages}, dialect)


def _headings(page: Page) -> list[str]:
    return [heading for own in _slugged(page) for heading in own]


def _slugged(page: Page) -> list[list[str]]:
    """Return, for each section, the headings whose anchors are made of their words: its own, then those inside it."""
    return [
        [*([passage.title] if passage.title and passage.anchor and not _is_explicit(passage) else []),
         *(heading.text for heading in content.headings)]
        for passage, content in zip(page.document.passages, page.contents, strict=True)
    ]  # fmt: skip


def _is_explicit(passage: Passage) -> bool:
    """Tell whether an anchor is not what GitHub makes of the heading, so the heading names it itself."""
    slug = _GITHUB.slug(passage.title or "") or "section"
    rest = passage.anchor[len(slug) :]
    return not passage.anchor.startswith(slug) or bool(rest and not (rest[0] == "-" and rest[1:].isdigit()))


def _page_names(page: Page, dialect: Dialect) -> list[SectionName]:
    """Name one page's sections; headings inside their texts are numbered along with theirs."""
    words = _slugged(page)
    passages = page.document.passages
    taken = [passage.anchor for passage in passages if passage.anchor and (not passage.title or _is_explicit(passage))]
    made = iter(anchors_of([heading for own in words for heading in own], dialect, taken))
    return [
        _name(passage, content, [next(made) for _ in own])
        for passage, content, own in zip(passages, page.contents, words, strict=True)
    ]


def _name(passage: Passage, content: Content, slugs: list[str]) -> SectionName:
    """Keep the address a section came with unless its own heading gives a better anchor."""
    anchor, iri = passage.anchor, passage.iri
    if passage.title and anchor and not _is_explicit(passage) and (slug := slugs.pop(0)):
        if slug != anchor:
            iri = clean_iri(iri.partition("#")[0] + "#" + slug)
        anchor = slug
    further = dict.fromkeys([*slugs, *(found.name for found in content.anchors)])
    return SectionName(iri, anchor, tuple(name for name in further if name and name != anchor))


def section_paths(sections: Sequence[Section], page_title: str) -> list[tuple[str, ...]]:
    """Return the titles above each section of a page: by level where known, else the page's title alone."""
    above: list[tuple[int, str]] = []
    paths: list[tuple[str, ...]] = []
    first = next((section for section in sections if section.title), None)
    for section in sections:
        if section.level is None:
            own = section is first and section.title == page_title
            paths.append((page_title,) if page_title and not own and section.title else ())
            continue
        while above and above[-1][0] >= section.level:
            above.pop()
        titles = [title for _, title in above]
        if page_title and page_title not in (*titles, section.title):
            titles.insert(0, page_title)
        paths.append(tuple(titles))
        above.append((section.level, section.title))
    return paths
