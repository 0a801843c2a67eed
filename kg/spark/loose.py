"""Loose rows: those of one document that stand together in a file, as one row of a frame.

    name | place | file | count | size | pages | rows | findings

`name` is the document's address, `pages` what the rows' ids say of it (see `kg.chunks.bundles`, `input_names`): what
belongs together is asked of the pages, so the text stays where it is. `findings` of reading go with any row of a batch.
"""

import pickle
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.chunks.bundles import document_iri
from kg.chunks.input_names import page_of, renamed
from kg.ids import Iri
from kg.records import Chunk, Finding
from kg.spark.packing import pack

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = (
    "name string, place string, file string, count int, pages array<struct<id: string, source: string, at: string>>, "
    "rows binary, findings binary"
)


class Asked(NamedTuple):
    """What reading has to know: how columns are called, the base IRI, and the names that tell inputs apart."""

    columns: Mapping[str, str]
    base_iri: str
    apart: Mapping[str, str]


def arrow_schema() -> "pa.Schema":
    """Return the columns of loose rows."""
    import pyarrow as pa

    page = pa.struct([("id", pa.string()), ("source", pa.string()), ("at", pa.string())])
    columns: dict[str, pa.DataType] = {
        "name": pa.string(), "place": pa.string(), "file": pa.string(), "count": pa.int32(), "pages": pa.list_(page),
        "rows": pa.binary(), "findings": pa.binary(),
    }  # fmt: skip
    return pa.schema(columns)


def loose_rows(
    place: str, file: str, chunks: Sequence[Chunk], findings: Sequence[Finding], asked: Asked
) -> "pa.RecordBatch":
    """Return a batch of one file's rows by document; findings without rows make a row that counts none."""
    import pyarrow as pa

    documents: dict[Iri, list[Chunk]] = {}
    name = asked.apart.get(place)
    for chunk in chunks:
        own = renamed(chunk, name) if name else chunk
        documents.setdefault(document_iri(own.source, own.url, asked.base_iri), []).append(own)
    rows = [_row(iri, place, file, own) for iri, own in documents.items()]
    if findings:
        rows.append({**_row(Iri(""), place, file, []), "findings": pickle.dumps(list(findings))})
    return pa.RecordBatch.from_pylist(rows, schema=arrow_schema())


def _row(iri: Iri, place: str, file: str, chunks: Sequence[Chunk]) -> dict[str, Any]:
    pages = {page_of(chunk) for chunk in chunks}
    return {
        "name": iri, "place": place, "file": file, "count": len(chunks), "rows": pack(list(chunks)), "findings": None,
        "pages": [{"id": page, "source": source, "at": at} for page, (source, at) in sorted(pages)],
    }  # fmt: skip
