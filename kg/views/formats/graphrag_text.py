"""GraphRAG's documents and text units, in one pass over the sections and the mentions, which stand in one order."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kg.views.formats.build_tables import BuildTables
from kg.views.formats.graphrag_units import Unit, chunks_of, cut, tokens, touching, unit_id, unit_text
from kg.views.formats.parquet import ParquetFile

TEXT_UNITS = {
    "id": "text", "human_readable_id": "whole", "text": "text", "n_tokens": "whole", "document_id": "text",
    "entity_ids": "text[]", "relationship_ids": "text[]", "covariate_ids": "text[]",
    "url": "text", "section_key": "text", "start": "whole", "end": "whole", "chunk_ids": "text[]",
}  # fmt: skip
DOCUMENTS = {
    "id": "text", "human_readable_id": "whole", "title": "text", "text": "text", "text_unit_ids": "text[]",
    "creation_date": "text", "raw_data": "text", "source": "text",
}  # fmt: skip

Mention = tuple[str, str, int, int]


class Section(NamedTuple):
    """A row of the sections table."""

    key: str
    iri: str
    document: str
    title: str
    path: list[str]
    text: str
    chunk_ids: list[str]
    starts: list[int]
    lengths: list[int]

    def heading(self, page: str) -> str:
        """Return the section's title behind those of its page and of the sections around it."""
        return " > ".join(dict.fromkeys(filter(None, (page, *self.path, self.title))))


_COLUMNS = (
    "section_key", "section", "document", "title", "path", "text", "piece_chunk_ids", "piece_starts", "piece_lengths",
)  # fmt: skip


class Mentions:
    """The mentions of one section after the other; they stand in the order of the sections."""

    def __init__(self, tables: BuildTables) -> None:
        rows = tables.rows("mentions", "section_key", "concept", "section_start", "section_end")
        self._groups: Iterator[tuple[str, Any]] = groupby(rows, key=lambda row: row[0])
        self._next = next(self._groups, None)

    def of(self, key: str) -> list[Mention]:
        """Return a section's mentions; sections must be asked for in their order."""
        if self._next is None or self._next[0] != key:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


class Found(NamedTuple):
    """What is looked for in sections, and where what was found is noted, as numbers of text units.

    `homes` are the concepts that a section defines, `proofs` the spans of evidence by section, with the number of the
    relationship they prove; `naming` the units of each concept, `proving` those of each relationship.
    """

    homes: Mapping[str, list[str]]
    proofs: Mapping[str, list[tuple[int, int, int]]]
    naming: Mapping[str, "array[int]"]
    proving: Sequence["array[int]"]
    relationship_ids: Sequence[str]

    def note(
        self, section: Section, units: list[Unit], mentions: Iterable[Mention]
    ) -> list[tuple[list[str], list[str]]]:
        """Note a section's units; return the concepts named and the relationships proved in each of them."""
        named: list[dict[str, None]] = [{} for _ in units]
        proved: list[dict[str, None]] = [{} for _ in units]
        at = {unit.number: number for number, unit in enumerate(units)}
        spans = [(0, 1, iri) for iri in self.homes.get(section.key, ())]
        spans += [(start, end, iri) for _, iri, start, end in mentions]
        for start, end, iri in spans:
            for unit in touching(units, start, end):
                if iri not in named[at[unit.number]]:
                    named[at[unit.number]][iri] = None
                    self.naming[iri].append(unit.number)
        for start, end, number in self.proofs.get(section.key, ()):
            for unit in touching(units, start, end):
                proved[at[unit.number]][self.relationship_ids[number]] = None
                self.proving[number].append(unit.number)
        return [(list(a), list(b)) for a, b in zip(named, proved, strict=True)]


def write_text(tables: BuildTables, found: Found, out: Path) -> None:
    """Write `text_units` and `documents`, and note in `found` which units name and prove what."""
    mentions = Mentions(tables)
    about = {row[0]: row[1:] for row in tables.rows("documents", "document", "title", "source")}
    sections = (Section(*row) for row in tables.rows("sections", *_COLUMNS))
    with (
        ParquetFile(out / "text_units.parquet", TEXT_UNITS) as file,
        ParquetFile(out / "documents.parquet", DOCUMENTS) as pages,
    ):
        for page, group in groupby(sections, key=lambda section: section.document):
            title, source = about[page]
            ids: list[str] = []
            texts: list[str] = []
            for section in group:
                heading = section.heading(title)
                ids += _write_units(section, heading, found, mentions.of(section.key), file)
                texts.append(f"{heading}\n\n{section.text}".strip())
            pages.add(page, pages.count, title, "\n\n".join(texts), ids, "", None, source)


def _write_units(
    section: Section, heading: str, found: Found, mentions: Iterable[Mention], file: ParquetFile
) -> list[str]:
    units = cut(section.key, section.text)
    for unit, (concepts, relationships) in zip(units, found.note(section, units, mentions), strict=True):
        text = unit_text(heading, section.text, unit)
        file.add(
            unit_id(unit.number), file.count, text, tokens(text), section.document, concepts, relationships, [],
            section.iri, section.key, unit.start, unit.end,
            chunks_of(unit, section.chunk_ids, section.starts, section.lengths),
        )  # fmt: skip
    return [unit_id(unit.number) for unit in units]
