"""The atlas: what every link of the documents asks for, answered once; drawn from the landmarks of all pages.

    Landmarks of all pages -> Site, Dialect -> (page, anchor) -> Target;  symbol -> Spot;  label -> Spot

It holds what is asked for, not all that could be: it is bounded by the links' different targets. Where two pages claim
one path, label or symbol, the first in the order of the chunks' ids has it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.chunks.addresses import Address, Site
from kg.chunks.landmarks import Landmarks, Signpost
from kg.chunks.section_names import SectionName, name_sections, slugged_headings
from kg.chunks.slugs import Dialect, infer_dialect
from kg.chunks.symbols import SymbolIndex
from kg.ids import Iri, SectionKey
from kg.records import LinkKind

_SHORTEST_RUN_IN = 3
_PLAIN_ADDRESS = re.compile(r"https?://[!-~]*")


class Target(NamedTuple):
    """What a link resolves to, and the finding's code and words where something is wrong with it."""

    kind: LinkKind
    iri: Iri | None = None
    section: SectionKey | None = None
    code: str = ""
    told: str = ""


class Answer(NamedTuple):
    """What an anchor of a page leads to; for one that leads nowhere, what it may mean for a link on the page itself
    (`label`), and whether the page's headings are lost (`untitled`)."""

    target: Target
    label: Target | None = None
    untitled: bool = False


class Spot(NamedTuple):
    """What an anchor leads to: a section and, in a map of moved anchors, where its content went."""

    key: SectionKey
    iri: Iri
    moved_to: str = ""


Scope = tuple[str, str, bool, tuple[tuple[Address, Answer | None], ...], tuple[object, ...], tuple[object, ...]]


class Atlas:
    """All that links ask for. Addresses that were located are remembered in this process only."""

    def __init__(self, site: Site, dialect: str, *, untitled: bool) -> None:
        self.site, self.dialect, self.untitled = site, dialect, untitled
        self.answers: dict[Iri, dict[str, Answer]] = {}
        self.symbols: dict[str, tuple[SectionKey, Iri]] = {}
        self.labels: dict[tuple[str, str], Spot] = {}
        self._located: dict[Iri, dict[str, Address]] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_located": {}}

    def locate(self, page: Iri, href: str) -> Address:
        """Return what a href on a page means."""
        known = self._located.setdefault(page, {})
        if (address := known.get(href)) is None:
            address = known[href] = self.site.locate(page, href)
        return address

    def may_be_here(self, href: str) -> bool:
        """Tell whether a href may be on these pages: a plain address of another host is not."""
        return self.site.host in href.lower() or not _PLAIN_ADDRESS.fullmatch(href)

    def forget(self, page: Iri) -> None:
        """Forget a page's addresses: it has been read."""
        self._located.pop(page, None)

    def answer(self, address: Address) -> Answer | None:
        """Return what an address leads to; None for one that is not on these pages."""
        if address.page is None:
            return None
        return self.answers[address.page][address.anchor]


def draw_atlas(landmarks: Iterable[Landmarks], *, untitled: bool) -> Atlas:
    """Answer what the pages ask for. `untitled` tells that some section's heading is lost."""
    pages = sorted(landmarks, key=lambda page: page.order)
    site = Site(pages)
    site.learn_prefixes(href for page in pages for href in page.hrefs)
    atlas = Atlas(site, "", untitled=untitled)
    asked: defaultdict[Iri, dict[str, None]] = defaultdict(dict)
    for page in pages:
        for href in filter(atlas.may_be_here, page.hrefs):
            meant = atlas.locate(page.iri, href)
            if meant.page is not None:
                asked[meant.page][meant.anchor] = None
    wanted = {iri: frozenset(filter(None, anchors)) for iri, anchors in asked.items()}
    dialect = infer_dialect({page.iri: _headings(page) for page in pages if page.iri in wanted}, wanted)
    atlas.dialect = dialect.name
    _Drawer(pages, dialect, atlas).draw(asked)
    return atlas


def scope_of(page: Landmarks, atlas: Atlas) -> Scope:
    """Return the part of the atlas that one page's links and names depend on."""
    addresses = [atlas.locate(page.iri, href) for href in filter(atlas.may_be_here, page.hrefs)]
    return (
        atlas.dialect,
        atlas.site.host,
        atlas.untitled,
        tuple([(address, atlas.answer(address)) for address in addresses]),
        tuple([atlas.symbols.get(name) for name in page.symbols]),
        tuple([atlas.labels.get(label) for label in page.labels]),
    )


def _headings(page: Landmarks) -> list[str]:
    return [heading for own in slugged_headings(page.signposts) for heading in own]


class _Drawer:
    """Indexes of what can be linked to, made for the pages that are asked."""

    def __init__(self, pages: list[Landmarks], dialect: Dialect, atlas: Atlas) -> None:
        self.pages = {page.iri: page for page in pages}
        self.dialect, self.atlas = dialect, atlas
        self._names: dict[Iri, list[SectionName]] = {}
        self._spots: dict[Iri, dict[str, Spot]] = {}
        self._folded: dict[Iri, dict[str, Spot]] = {}
        self._backwards: dict[Iri, list[str]] = {}
        self._untitled: dict[Iri, bool] = {}
        self.symbols = SymbolIndex()
        self.known: dict[str, Spot] = {}
        for _, post, name in self._rows(page for page in pages if any(p.symbols or p.anchors for p in page.signposts)):
            for anchor in post.anchors:
                if anchor.label:
                    self.known[anchor.name] = Spot(post.key, name.iri)
            for symbol in post.symbols:
                self.symbols.add(symbol, post.key, name.iri)

    def draw(self, asked: dict[Iri, dict[str, None]]) -> None:
        """Fill the atlas."""
        for iri, anchors in asked.items():
            self.atlas.answers[iri] = {anchor: self._answer(iri, anchor) for anchor in ("", *anchors)}
        names = {name for page in self.pages.values() for name in page.symbols}
        self.atlas.symbols = {name: spot for name in sorted(names) if (spot := self.symbols.find(name))}
        if labels := sorted({label for page in self.pages.values() for label in page.labels}):
            terms, anchors_ = self._terms(), self._labels()
            for form, href in labels:
                term = terms.get(href.casefold()) if form == "role:term" else None
                if found := term or anchors_.get(href) or anchors_.get(href.lower()):
                    self.atlas.labels[form, href] = found

    def _rows(self, pages: Iterable[Landmarks]) -> Iterator[tuple[Landmarks, Signpost, SectionName]]:
        for page in pages:
            for post, name in zip(page.signposts, self._names_of(page), strict=True):
                yield page, post, name

    def _names_of(self, page: Landmarks) -> list[SectionName]:
        if page.iri not in self._names:
            self._names[page.iri] = name_sections(page.signposts, self.dialect)
        return self._names[page.iri]

    def _terms(self) -> dict[str, Spot]:
        """Return what {term} can ask for: the terms defined in a section, and its heading."""
        found: dict[str, Spot] = {}
        for _, post, name in self._rows(self.pages.values()):
            for term in (*post.terms, *([post.title] if post.title else ())):
                found.setdefault(term.casefold(), Spot(post.key, name.iri))
        return found

    def _labels(self) -> dict[str, Spot]:
        found: dict[str, Spot] = {}
        for _, post, name in self._rows(self.pages.values()):
            moved = _moved_anchors(post)
            for anchor in name.anchors:
                found.setdefault(anchor, Spot(post.key, name.iri, moved.get(anchor, "")))
        return found

    def _spots_of(self, iri: Iri) -> dict[str, Spot]:
        """Return what the anchors of a page lead to: those of its sections go before those inside them."""
        if iri not in self._spots:
            spots = self._spots[iri] = {}
            rows = [(post, name) for _, post, name in self._rows([self.pages[iri]])]
            for post, name in rows:
                if name.anchor:
                    spots.setdefault(name.anchor, Spot(post.key, name.iri))
            for post, name in rows:
                moved = _moved_anchors(post)
                for anchor in name.anchors:
                    spots.setdefault(anchor, Spot(post.key, name.iri, moved.get(anchor, "")))
            self._folded[iri] = {name.lower(): spot for name, spot in reversed(spots.items())}
        return self._spots[iri]

    def _first(self, iri: Iri) -> SectionKey | None:
        posts = self.pages[iri].signposts
        said = (post.key for post in posts if post.said)
        return next(said, posts[0].key) if posts else None

    def _answer(self, iri: Iri, anchor: str) -> Answer:
        target = self._anchored(iri, anchor)
        if target.code != "L001":
            return Answer(target)
        label = self.known.get(anchor)
        own = Target("section", label.iri, label.key) if label is not None else None
        return Answer(target, own, self._is_untitled(iri))

    def _is_untitled(self, iri: Iri) -> bool:
        if iri not in self._untitled:
            self._untitled[iri] = all(post.title is None for post in self.pages[iri].signposts)
        return self._untitled[iri]

    def _anchored(self, page: Iri, anchor: str) -> Target:
        if not anchor or anchor == "top":
            return Target("page", page, self._first(page))
        spot = self._spot(page, anchor) or self._run_in(page, anchor)
        if spot is None:
            symbol = self.symbols.find_on(anchor)
            return Target("section", symbol[1], symbol[0]) if symbol else Target("broken", code="L001")
        if not spot.moved_to:
            return Target("section", spot.iri, spot.key)
        return self._moved(page, anchor, spot)

    def _spot(self, page: Iri, anchor: str) -> Spot | None:
        spots = self._spots_of(page)
        folded = self._folded[page]
        return (
            spots.get(anchor)
            or spots.get(anchor.removeprefix("user-content-"))
            or folded.get(anchor.lower())
            or folded.get(anchor.strip("/").lower())
        )

    def _run_in(self, page: Iri, anchor: str) -> Spot | None:
        """Find an explicit anchor that a table's slug ends in: "Encoder[[cv-encoder]]" is #encodercv-encoder there.

        One slug alone may end so; behind a hyphen only if heading and anchor share a word ("Blocks [[big-blocks]]").
        """
        if len(anchor) < _SHORTEST_RUN_IN or not self._is_untitled(page):
            return None
        found = []
        for slug in self._ending_in(page, anchor):
            head = slug[: -len(anchor)]
            if head and (head[-1] != "-" or set(head.strip("-").split("-")) & set(anchor.split("-"))):
                found.append(self._spots[page][slug])
        return found[0] if len(found) == 1 else None

    def _ending_in(self, page: Iri, anchor: str) -> Iterator[str]:
        """Yield a page's slugs that end in an anchor: read backwards and sorted, they stand together."""
        if page not in self._backwards:
            self._backwards[page] = sorted(slug[::-1] for slug in self._spots_of(page))
        slugs, begins = self._backwards[page], anchor[::-1]
        for at in range(bisect_left(slugs, begins), len(slugs)):
            if not slugs[at].startswith(begins):
                break
            yield slugs[at][::-1]

    def _moved(self, page: Iri, anchor: str, spot: Spot) -> Target:
        """Follow a moved anchor one step to where its content went."""
        address = self.atlas.site.locate(page, spot.moved_to)
        told = f"#{anchor} has moved to {spot.moved_to}"
        if address.page is None:
            return Target("section", spot.iri, spot.key, "L003", told)
        new = self._spot(address.page, address.anchor) if address.anchor else None
        if new is not None:
            return Target("section", new.iri, new.key, "L003", told)
        if not address.anchor:
            return Target("page", address.page, self._first(address.page), "L003", told)
        return Target("section", spot.iri, spot.key, "L003", told)


def _moved_anchors(post: Signpost) -> dict[str, str]:
    return {anchor.name: anchor.moved_to for anchor in post.anchors if anchor.moved_to}
