"""Anchors and paths of sections.

A table's sections bring the anchor in their address. A tree's bring their heading and GitHub's anchor for it, which is
replaced by the one of the corpus's dialect (slugs.py); an anchor that the heading names itself stays. Headings left
inside a section's text, `<a id=...>` and `(label)=` are further anchors, which lead to that section.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kg.chunks.landmarks import Signpost
from kg.chunks.slugs import DIALECTS, Dialect, anchors_of
from kg.ids import Iri, clean_iri
from kg.records import Section

_GITHUB = DIALECTS[0]


class SectionName(NamedTuple):
    """What a section is called: its address, its anchor and further anchors that lead to it."""

    iri: Iri
    anchor: str
    anchors: tuple[str, ...]


def slugged_headings(page: Sequence[Signpost]) -> list[list[str]]:
    """Return, for each section, the headings whose anchors are made of their words: its own, then those inside it."""
    return [
        [post.title, *post.headings] if post.title and post.anchor and not _is_explicit(post) else [*post.headings]
        for post in page
    ]


def _is_explicit(post: Signpost) -> bool:
    """Tell whether an anchor is not what GitHub makes of the heading, so the heading names it itself."""
    slug = _GITHUB.slug(post.title or "") or "section"
    rest = post.anchor[len(slug) :]
    return not post.anchor.startswith(slug) or bool(rest and not (rest[0] == "-" and rest[1:].isdigit()))


def name_sections(page: Sequence[Signpost], dialect: Dialect) -> list[SectionName]:
    """Name one page's sections; headings inside their texts are numbered along with theirs."""
    words = slugged_headings(page)
    taken = [post.anchor for post in page if post.anchor and (not post.title or _is_explicit(post))]
    made = iter(anchors_of([heading for own in words for heading in own], dialect, taken))
    return [_name(post, [next(made) for _ in own]) for post, own in zip(page, words, strict=True)]


def _name(post: Signpost, slugs: list[str]) -> SectionName:
    """Keep the address a section came with unless its own heading gives a better anchor."""
    anchor, iri = post.anchor, post.iri
    if post.title and anchor and not _is_explicit(post) and (slug := slugs.pop(0)):
        if slug != anchor:
            iri = clean_iri(iri.partition("#")[0] + "#" + slug)
        anchor = slug
    if not slugs and not post.anchors:
        return SectionName(iri, anchor, ())
    further = dict.fromkeys([*slugs, *(found.name for found in post.anchors)])
    return SectionName(iri, anchor, tuple([name for name in further if name and name != anchor]))


def section_paths(sections: Sequence[Section], titles: Sequence[str], page_title: str) -> list[tuple[str, ...]]:
    """Return the titles above each section of a page: by level where known, else the page's title alone."""
    above: list[tuple[int, str]] = []
    paths: list[tuple[str, ...]] = []
    first = next((at for at, title in enumerate(titles) if title), None)
    for at, (section, title) in enumerate(zip(sections, titles, strict=True)):
        if section.level is None:
            own = at == first and title == page_title
            paths.append((page_title,) if page_title and not own and title else ())
            continue
        while above and above[-1][0] >= section.level:
            above.pop()
        above_here = [higher for _, higher in above]
        if page_title and page_title not in (*above_here, title):
            above_here.insert(0, page_title)
        paths.append(tuple(above_here))
        above.append((section.level, title))
    return paths
