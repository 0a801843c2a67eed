"""The links of a page resolved: to a section, a page, a symbol's section, out of the documents, or to nothing.

[x](../api#run)     section   the anchor's section on that page (L001 where there is none, L003 where it moved)
[x](gone.md)        broken    L002
[`Trainer.train`]   symbol    the section that documents it (L004 where none does)
[x](javascript:..)  broken    L005
"""

from collections.abc import Iterator

from kg.chunks.addresses import Address
from kg.chunks.atlas import Answer, Atlas, Target
from kg.chunks.landmarks import is_address, is_symbol
from kg.chunks.markdown_reading import Found
from kg.chunks.page import Page
from kg.chunks.slugs import dialect_named
from kg.ids import Iri
from kg.records import Finding, Link, Passage


def resolve_links(page: Page, atlas: Atlas) -> tuple[list[Link], list[Finding]]:
    """Resolve the links of a page, in order; what is wrong with them is told."""
    links, findings = [], []
    for passage, link in _all(page):
        target = _resolve(page.document.iri, link, atlas)
        links.append(
            Link(passage.key, link.href, link.text, target.iri, target.kind, link.start, link.end, target.section)
        )
        if target.code:
            told = target.told or (repr(link.href) if link.href.strip() else f"no address behind {link.text!r}")
            findings.append(Finding(target.code, told, passage.key, page.document.source, passage.location))
    return links, findings


def _all(page: Page) -> Iterator[tuple[Passage, Found]]:
    for passage, content in zip(page.document.passages, page.contents, strict=True):
        for link in content.links:
            yield passage, link


def _resolve(page: Iri, link: Found, atlas: Atlas) -> Target:
    """Return what a link resolves to."""
    if is_symbol(link):
        found = atlas.symbols.get(link.href)
        return Target("symbol", found[1], found[0]) if found else Target("symbol", code="L004")
    if not is_address(link):  # a MyST role: {term} by a heading, {ref} and {numref} by a label
        spot = atlas.labels.get((link.form, link.href))
        return Target("section", spot.iri, spot.key) if spot else Target("broken", code="L001")
    address = atlas.locate(page, link.href)
    if address.where == "external":
        return Target("external", Iri(address.url))
    answer = atlas.answer(address)
    if answer is None:
        return Target("broken", code="L005" if address.where == "unsafe" else "L002")
    return answer.target if answer.target.code != "L001" else _elsewhere(page, link, address, answer, atlas)


def _elsewhere(page: Iri, link: Found, address: Address, answer: Answer, atlas: Atlas) -> Target:
    """Find an anchor that its page does not have: a label of another page (MyST), or a silent heading."""
    if address.page == page and answer.label is not None:
        return answer.label
    if answer.untitled and address.page is not None and _names_silent_heading(page, link, address, atlas):
        return atlas.answers[address.page][""].target
    return answer.target


def _names_silent_heading(page: Iri, link: Found, address: Address, atlas: Atlas) -> bool:
    """Tell whether an anchor may be that of a heading without text of its own, which a table of chunks leaves out.

    So it is if it is the page's name, or if a link on the page itself has the heading's words for its text.
    """
    anchor = address.anchor.lower()
    name = (address.page or "").rpartition("/")[2].lower()
    same = address.page == page and dialect_named(atlas.dialect).slug(link.text).startswith(anchor)
    return same or anchor.replace("-", "").replace("_", "") == name.replace("-", "").replace("_", "")
