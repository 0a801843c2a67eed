"""Every link resolved: to a section, a page, a symbol's section, out of the documents, or to nothing (with the reason).

[x](../api#run)     section   the anchor's section on that page (L001 where there is none, L003 where it moved)
[x](gone.md)        broken    L002
[`Trainer.train`]   symbol    the section that documents it (L004 where none does)
[x](javascript:..)  broken    L005
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.chunks.addresses import Address, Site
from kg.chunks.markdown_reading import Found
from kg.chunks.myst import read_terms
from kg.chunks.page import Page
from kg.chunks.section_names import Naming, name_sections
from kg.chunks.symbols import SymbolIndex
from kg.ids import Iri, SectionKey
from kg.records import Finding, Link, LinkKind, Passage

_SHORTEST_RUN_IN = 3


class Resolution(NamedTuple):
    """All links, the findings about them, and the sections' names, which links help to find."""

    links: list[Link]
    findings: list[Finding]
    naming: Naming


class _Target(NamedTuple):
    """What a link resolves to."""

    kind: LinkKind
    iri: Iri | None = None
    section: SectionKey | None = None
    code: str = ""
    told: str = ""


class _Spot(NamedTuple):
    """What an anchor leads to: a section and, in a map of moved anchors, where its content went."""

    key: SectionKey
    iri: Iri
    moved_to: str


def resolve_links(pages: Sequence[Page]) -> Resolution:
    """Resolve the links of all pages; order of pages and text is kept."""
    site = Site([page.document for page in pages])
    site.learn_prefixes((page.document.iri, link.href) for page, _, link in _all(pages) if _is_address(link))
    addresses: dict[tuple[Iri, str], Address] = {}
    wanted: defaultdict[Iri, set[str]] = defaultdict(set)
    for page, _, link in _all(pages):
        at = (page.document.iri, link.href)
        if _is_address(link) and at not in addresses:
            addresses[at] = meant = site.locate(*at)
            if meant.page is not None and meant.anchor:
                wanted[meant.page].add(meant.anchor)
    naming = name_sections(pages, wanted)
    resolver = _Resolver(pages, naming, site)
    links, findings = [], []
    for page, passage, link in _all(pages):
        address = addresses.get((page.document.iri, link.href)) if _is_address(link) else None
        target = resolver.resolve(page.document.iri, link, address)
        links.append(
            Link(passage.key, link.href, link.text, target.iri, target.kind, link.start, link.end, target.section)
        )
        if target.code:
            told = target.told or (repr(link.href) if link.href.strip() else f"no address behind {link.text!r}")
            findings.append(Finding(target.code, told, passage.key, page.document.source, passage.location))
    return Resolution(links, findings, naming)


def _all(pages: Sequence[Page]) -> Iterator[tuple[Page, Passage, Found]]:
    for page in pages:
        for passage, content in zip(page.document.passages, page.contents, strict=True):
            for link in content.links:
                yield page, passage, link


def _is_address(link: Found) -> bool:
    return link.form != "symbol" and (not link.form.startswith("role:") or link.form == "role:doc")


class _Resolver:
    """Indexes of what can be linked to."""

    def __init__(self, pages: Sequence[Page], naming: Naming, site: Site) -> None:
        self.site = site
        self.spots: dict[Iri, dict[str, _Spot]] = {}
        self.first: dict[Iri, SectionKey] = {}
        self.symbols = SymbolIndex()
        self.labels: dict[str, _Spot] = {}
        self.known: dict[str, _Spot] = {}
        self.terms: dict[str, _Spot] = {}
        self.slug = naming.dialect.slug
        self.terms_wanted = any(link.form == "role:term" for _, _, link in _all(pages))
        self.untitled = {page.document.iri for page in pages if all(p.title is None for p in page.document.passages)}
        for page in pages:
            self._index(page, naming)
        self.folded = {
            iri: {name.lower(): spot for name, spot in reversed(spots.items())} for iri, spots in self.spots.items()
        }

    def _index(self, page: Page, naming: Naming) -> None:
        iri = page.document.iri
        spots = self.spots[iri] = {}
        names = naming.names[iri]
        rows = list(zip(page.document.passages, page.contents, names, strict=True))
        if rows:
            said = (passage.key for passage, content, _ in rows if passage.title or content.prose.strip())
            self.first[iri] = next(said, rows[0][0].key)
        for passage, _, name in rows:
            if name.anchor:
                spots.setdefault(name.anchor, _Spot(passage.key, name.iri, ""))
        for passage, content, name in rows:
            moved = {anchor.name: anchor.moved_to for anchor in content.anchors if anchor.moved_to}
            self.known |= {a.name: _Spot(passage.key, name.iri, "") for a in content.anchors if a.label}
            for anchor in name.anchors:
                spot = _Spot(passage.key, name.iri, moved.get(anchor, ""))
                spots.setdefault(anchor, spot)
                self.labels.setdefault(anchor, spot)
            for term in _terms(passage) if self.terms_wanted else ():
                self.terms.setdefault(term.casefold(), _Spot(passage.key, name.iri, ""))
            for symbol in content.symbols:
                self.symbols.add(symbol, passage.key, name.iri)

    def resolve(self, page: Iri, link: Found, address: Address | None) -> _Target:
        """Return what a link resolves to."""
        if link.form == "symbol" or link.form.startswith(("role:py:", "role:class", "role:func", "role:meth")):
            return self._symbol(link.href)
        if address is None:
            return self._label(link)
        if address.where == "external":
            return _Target("external", Iri(address.url))
        if address.page is None:
            return _Target("broken", code="L005" if address.where == "unsafe" else "L002")
        target = self._anchored(address.page, address.anchor)
        return target if target.code != "L001" else self._elsewhere(page, link, address) or target

    def _elsewhere(self, page: Iri, link: Found, address: Address) -> _Target | None:
        """Find an anchor that its page does not have: a label of another page (MyST), or a silent heading."""
        if address.page == page and (label := self.known.get(address.anchor)) is not None:
            return _Target("section", label.iri, label.key)
        if self._names_silent_heading(page, link, address):
            return _Target("page", address.page, self.first.get(address.page or page))
        return None

    def _names_silent_heading(self, page: Iri, link: Found, address: Address) -> bool:
        """Tell whether an anchor may be that of a heading without text of its own, which a table of chunks leaves out.

        So it is if it is the page's name, or if a link on the page itself has the heading's words for its text.
        """
        if address.page is None or address.page not in self.untitled:
            return False
        anchor = address.anchor.lower()
        name = address.page.rpartition("/")[2].lower()
        same = address.page == page and self.slug(link.text).startswith(anchor)
        return same or anchor.replace("-", "").replace("_", "") == name.replace("-", "").replace("_", "")

    def _run_in(self, page: Iri, anchor: str) -> _Spot | None:
        """Find an explicit anchor that a table's slug ends in: "Encoder[[cv-encoder]]" is #encodercv-encoder there.

        One slug alone may end so; behind a hyphen only if heading and anchor share a word ("Blocks [[big-blocks]]").
        """
        if page not in self.untitled or len(anchor) < _SHORTEST_RUN_IN:
            return None
        found = []
        for slug, spot in self.spots[page].items():
            head = slug[: -len(anchor)]
            if head and slug.endswith(anchor):
                words = set(head.strip("-").split("-"))
                if head[-1] != "-" or words & set(anchor.split("-")):
                    found.append(spot)
        return found[0] if len(found) == 1 else None

    def _symbol(self, name: str) -> _Target:
        spot = self.symbols.find(name)
        return _Target("symbol", spot[1], spot[0]) if spot else _Target("symbol", code="L004")

    def _label(self, link: Found) -> _Target:
        """Resolve a MyST role: {term} by a heading, {ref} and {numref} by a label."""
        spot = self.terms.get(link.href.casefold()) if link.form == "role:term" else None
        spot = spot or self.labels.get(link.href) or self.labels.get(link.href.lower())
        return _Target("section", spot.iri, spot.key) if spot else _Target("broken", code="L001")

    def _anchored(self, page: Iri, anchor: str) -> _Target:
        if not anchor or anchor == "top":
            return _Target("page", page, self.first.get(page))
        spot = self._spot(page, anchor) or self._run_in(page, anchor)
        if spot is None:
            symbol = self.symbols.find_on(anchor, self.spots[page])
            return _Target("section", symbol[1], symbol[0]) if symbol else _Target("broken", code="L001")
        if not spot.moved_to:
            return _Target("section", spot.iri, spot.key)
        return self._moved(page, anchor, spot)

    def _spot(self, page: Iri, anchor: str) -> _Spot | None:
        spots = self.spots[page]
        return (
            spots.get(anchor)
            or spots.get(anchor.removeprefix("user-content-"))
            or self.folded[page].get(anchor.lower())
            or self.folded[page].get(anchor.strip("/").lower())
        )

    def _moved(self, page: Iri, anchor: str, spot: _Spot) -> _Target:
        """Follow a moved anchor one step to where its content went."""
        address = self.site.locate(page, spot.moved_to)
        told = f"#{anchor} has moved to {spot.moved_to}"
        if address.page is None:
            return _Target("section", spot.iri, spot.key, "L003", told)
        new = self._spot(address.page, address.anchor) if address.anchor else None
        if new is not None:
            return _Target("section", new.iri, new.key, "L003", told)
        if not address.anchor:
            return _Target("page", address.page, self.first.get(address.page), "L003", told)
        return _Target("section", spot.iri, spot.key, "L003", told)


def _terms(passage: Passage) -> Iterator[str]:
    """Return what {term} can ask for: the terms defined in a section, and its heading."""
    yield from read_terms(passage.text)
    if passage.title:
        yield passage.title
