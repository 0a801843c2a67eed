"""Chunks back to sections, sections back to pages.

    16_40_0 "A category of techniques in which a model"                text  "A category of techniques in which a model
    16_40_1 "in which a model creates its own objective."      ->             creates its own objective."
                                                               pieces (16_40_0, 0, 41) (16_40_1, 25, 43)

What belongs together is told by `chunk_id` (`join_ids`), how much neighbours share by `join_overlap`, the white space
between those that share nothing by `join_gaps`. The order of the rows does not matter: of two rows with one id the
first by source, address, text and place is kept. Each chunk stands letter by letter where its piece says. All at
once, or bundle by bundle (`bundles`): the documents are the same, but for their order.

A document's IRI is its address without the slash at the end. A page without an absolute address (a Markdown tree, a
table without `url`) stands below `base_iri` + "doc/": `guide/install.md` at `doc/guide/install`, `guide/_index.md`,
`guide/index.md` and `guide/README.md` at `doc/guide`, those of the tree's root at `doc/index`. So the path of a Hugo
link such as `/service-mesh/` is what follows `doc/`. Its sections are `doc/guide/install/` and
`doc/guide/install/#anchor`. Repeated headings of a table share their IRI (as their `url`); in a tree each has its
own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.chunks.join_gaps import FenceReader, gap_between
from kg.chunks.join_ids import (
    ChunkAddress,
    own_section,
    page_address,
    page_iri,
    path_of,
    read_chunk_id,
    section_iri,
    split_address,
)
from kg.chunks.join_overlap import Cuts, Cutter, cutter_of, meet
from kg.ids import Iri, SectionKey, short_hash
from kg.records import Chunk, Finding, JoinedDocument, Passage, Piece

_UNCERTAIN = 3


class Joining(NamedTuple):
    """What `join_chunks` gives."""

    documents: list[JoinedDocument]
    findings: list[Finding]


class _Row(NamedTuple):
    """A chunk, its id taken apart, and its page: source and address without anchor."""

    address: ChunkAddress
    chunk: Chunk
    page: tuple[str, str]


class SortedRows(NamedTuple):
    """Rows by section, both in order, and what is wrong with them so far."""

    sections: dict[SectionKey, list[_Row]]
    findings: list[Finding]


CutFacts = dict[str, Cuts]


def join_chunks(chunks: Iterable[Chunk], *, base_iri: str) -> Joining:
    """Join chunks to sections and documents, in the order of their ids; cost is linear but for sorting.

    Findings: R003 malformed id, R004 duplicate id, J001 chunk missing, J002 conflicts, J003 uncertain overlap.
    """
    rows = sort_rows(chunks)  # of one bundle or many, the documents are the same
    return join_bundle(rows, infer_cutters([note_cuts(rows)]), base_iri=base_iri)


def sort_rows(chunks: Iterable[Chunk]) -> SortedRows:
    """Return the rows of one bundle, or of several whole ones, in the order of their ids; they may be in any."""
    findings: list[Finding] = []
    return SortedRows(_sections(_addressed(chunks, findings), findings), findings)


def note_cuts(rows: SortedRows) -> CutFacts:
    """Return what the rows of one bundle tell of the cutters, by input. Each bundle is to be noted once."""
    cuts: defaultdict[str, Cuts] = defaultdict(Cuts)
    for members in rows.sections.values():
        for a, b in pairwise(members):
            if b.address.number == a.address.number + 1:
                cuts[a.chunk.location.path].note(a.chunk.text, b.chunk.text)
    return dict(cuts)


def infer_cutters(facts: Iterable[CutFacts]) -> dict[str, Cutter]:
    """Infer the cutter of each input from what all bundles tell, in any order."""
    total: defaultdict[str, Cuts] = defaultdict(Cuts)
    for cuts in facts:
        for path, of_input in cuts.items():
            total[path].add(of_input)
    return {path: cutter_of(cuts) for path, cuts in sorted(total.items())}


def join_bundle(rows: SortedRows, cutters: Mapping[str, Cutter], *, base_iri: str) -> Joining:
    """Join the rows of one bundle, or of several whole ones; see `join_chunks`."""
    findings = list(rows.findings)
    pages: defaultdict[Iri, list[tuple[SectionKey, list[_Row]]]] = defaultdict(list)
    for key, members in rows.sections.items():
        source, page = members[0].page
        pages[page_iri(page or path_of(source), base_iri)].append((key, members))
    documents = [_document(iri, members, cutters, findings) for iri, members in pages.items()]
    return Joining(documents, sort_findings(findings))


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of joining in their order: by code and place."""
    return sorted(
        findings,
        key=lambda f: (f.code, f.location.path, f.location.row or 0, f.location.line or 0, f.message, f.source),
    )


def _addressed(chunks: Iterable[Chunk], findings: list[Finding]) -> list[_Row]:
    """Return the chunks in order, one per id; a malformed id makes a section of its own at the end of its page."""
    rows, kept = list[_Row](), dict[str, str]()
    for chunk in sorted(chunks, key=_row_order):
        page = (chunk.source, page_address(chunk.url))
        address = read_chunk_id(chunk.chunk_id)
        if address is None:
            address = own_section("row-" + short_hash(chunk.chunk_id, chunk.source, chunk.url, chunk.text))
            findings.append(Finding("R003", f"chunk_id {chunk.chunk_id!r}", None, chunk.source, chunk.location))
        elif chunk.chunk_id in kept:
            told = "the same text" if kept[chunk.chunk_id] == chunk.text else "another text"
            findings.append(Finding("R004", f"chunk_id {chunk.chunk_id}, {told}", None, chunk.source, chunk.location))
            continue
        kept[chunk.chunk_id] = chunk.text
        rows.append(_Row(address, chunk, page))
    rows.sort(key=lambda row: (row.address.order, row.address.section, row.address.number))
    return rows


def _row_order(chunk: Chunk) -> tuple[str, str, str, str, str, int, int]:
    path, row, line = chunk.location
    return chunk.chunk_id, chunk.source, chunk.url, chunk.text, path, row or 0, line or 0


def _sections(rows: Sequence[_Row], findings: list[Finding]) -> dict[SectionKey, list[_Row]]:
    """Return the rows of each section, in page order. Rows of one id's page that name other pages are kept apart."""
    places: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in rows:
        places[row.address.page][row.page] += 1
    for page, found in places.items():
        if len(found) > 1:
            names = "; ".join(sorted(f"{source or '(no source)'} at {url or '(no url)'}" for source, url in found))
            findings.append(Finding("J002", f"document {page} is told to be {names}", None, min(found)[0]))
    main = {page: min(found, key=lambda at: (-found[at], at)) for page, found in places.items()}
    sections: defaultdict[SectionKey, list[_Row]] = defaultdict(list)
    for row in rows:
        other = "" if row.page == main[row.address.page] else "~" + short_hash(*row.page)
        sections[SectionKey(row.address.key + other)].append(row)
    return sections


def _document(
    iri: Iri, sections: Sequence[tuple[SectionKey, list[_Row]]], cutters: Mapping[str, Cutter], findings: list[Finding]
) -> JoinedDocument:
    first = sections[0][1][0].chunk
    passages = tuple(
        _passage(key, rows, iri, position, cutters, findings) for position, (key, rows) in enumerate(sections)
    )
    return JoinedDocument(iri, first.source, first.url.partition("#")[0] or str(iri), passages)


def _passage(
    key: SectionKey,
    rows: Sequence[_Row],
    page: Iri,
    position: int,
    cutters: Mapping[str, Cutter],
    findings: list[Finding],
) -> Passage:
    first = rows[0].chunk
    if len(addresses := sorted({row.chunk.url for row in rows})) > 1:
        told = f"section {key} is told to be at " + "; ".join(addresses)
        findings.append(Finding("J002", told, key, first.source, first.location))
    text, pieces = _joined(key, rows, cutters.get(first.location.path, Cutter(0, 0)), findings)
    return Passage(
        key, section_iri(first.url, page), split_address(first.url)[1], first.title, first.level, text, pieces,
        position, first.front_matter, first.location,
    )  # fmt: skip


def _joined(
    key: SectionKey, rows: Sequence[_Row], cutter: Cutter, findings: list[Finding]
) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of a section and where its chunks stand in it."""
    blank_lines = any("\n\n" in row.chunk.text for row in rows)
    parts, pieces, end, expected = list[str](), list[Piece](), 0, 0
    fences, in_fence = FenceReader(), False
    for at, row in enumerate(rows):
        chunk, gap, shared = row.chunk, "", 0
        if row.address.number != expected:
            told = f"section {key}: chunk {expected} is missing before chunk {row.address.number}"
            findings.append(Finding("J001", told, key, chunk.source, chunk.location))
            gap = "\n\n" if at else ""
        elif at:
            left = rows[at - 1].chunk.text
            cut = meet(left, chunk.text, cutter, ends=at == len(rows) - 1, blank_lines=blank_lines)
            shared = cut.shared
            gap = "" if shared else gap_between(left, chunk.text, cut.separator, in_fence=in_fence)
            if cut.cost > _UNCERTAIN and not shared:
                told = f"section {key}: chunks {expected - 1} and {expected}"
                findings.append(Finding("J003", told, key, chunk.source, chunk.location))
        expected = row.address.number + 1
        end += len(gap)
        pieces.append(Piece(chunk.chunk_id, end - shared, len(chunk.text)))
        parts += [gap, chunk.text[shared:]]
        in_fence = at < len(rows) - 1 and fences.read(parts[-1])
        end += len(parts[-1])
    return "".join(parts), tuple(pieces)
