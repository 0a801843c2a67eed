"""Bundles: the rows that must be joined together, told without holding the rows.

    16_0_0 at .../a    16_4_1 at .../b    17_0_0 at .../b        one bundle, named .../a

Rows of one id's document may name several addresses, and rows of several ids' documents one address. A bundle is a
connected component of the two. Its name is the smallest address in it, so it is the same whatever the order of rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kg.chunks.join_ids import page_address, page_iri, page_of_id, path_of
from kg.ids import Iri
from kg.records import Chunk


@dataclass(slots=True)
class RowFacts:
    """Which documents the rows of each id's document name, and the code points of text in each; small, and added up
    in any order."""

    documents: dict[str, set[Iri]] = field(default_factory=dict)
    weights: Counter[Iri] = field(default_factory=Counter)

    def add(self, other: "RowFacts") -> None:
        """Add what other rows tell."""
        for page, named in other.documents.items():
            self.documents.setdefault(page, set()).update(named)
        self.weights.update(other.weights)


class BundlePlan(NamedTuple):
    """The bundle of each row. `moved` are the documents that are bundled under another one's address: few or none."""

    base_iri: str
    moved: dict[Iri, Iri]

    def bundle(self, chunk: Chunk) -> Iri:
        """Return the name of a row's bundle: the smallest address of a document in it."""
        iri = document_iri(chunk.source, chunk.url, self.base_iri)
        return self.moved.get(iri, iri)


def note_rows(chunks: Iterable[Chunk], *, base_iri: str) -> RowFacts:
    """Return what rows tell of bundles; a malformed id is a document's of its own, so it ties nothing together."""
    facts = RowFacts()
    for chunk in chunks:
        iri = document_iri(chunk.source, chunk.url, base_iri)
        facts.weights[iri] += len(chunk.text)
        if (page := page_of_id(chunk.chunk_id)) is not None:
            if (named := facts.documents.get(page)) is None:
                facts.documents[page] = {iri}
            else:
                named.add(iri)
    return facts


def plan_bundles(facts: RowFacts, *, base_iri: str) -> BundlePlan:
    """Return the bundles of rows; cost is linear in the number of documents."""
    parents: dict[Iri, Iri] = {}
    for named in facts.documents.values():
        if len(named) > 1:
            first, *others = sorted(_root(parents, iri) for iri in named)
            for other in others:
                if other != first:
                    parents[other] = first
    return BundlePlan(base_iri, {iri: _root(parents, iri) for iri in sorted(parents)})


def bundled(chunks: Iterable[Chunk], plan: BundlePlan) -> list[tuple[Iri, list[Chunk]]]:
    """Return rows by bundle, bundles in the order of their names."""
    named: defaultdict[Iri, list[Chunk]] = defaultdict(list)
    for chunk in chunks:
        named[plan.bundle(chunk)].append(chunk)
    return sorted(named.items())


def document_iri(source: str, url: str, base_iri: str) -> Iri:
    """Return the address of the document that a row names."""
    return _document_iri(source, page_address(url), base_iri)


@lru_cache(maxsize=4096)
def _document_iri(source: str, page: str, base_iri: str) -> Iri:
    return page_iri(page or path_of(source), base_iri)


def _root(parents: dict[Iri, Iri], iri: Iri) -> Iri:
    path: Sequence[Iri] = ()
    while iri in parents:
        path, iri = (*path, iri), parents[iri]
    for passed in path:
        parents[passed] = iri
    return iri
