"""The tables of a build: their names, columns and types.

A column is `(name, type)`; the columns that docs/tables.md promises come first. `start` and `end` are offsets
into the text of the chunk, `section_start` and `section_end` into the text of the section; `section` is an address,
`section_key` tells sections apart that share one.

A table is `read` where each document adds its own rows, in the order of the documents (see `rows_read`); the others
are made of concepts and statements (see `rows`). A row group holds at most `group` rows.
"""

from typing import NamedTuple

# types: text, count (32-bit), number (double), flag; a trailing ? allows null; [] and [][] are lists
SPAN = (("chunk_id", "text"), ("start", "count"), ("end", "count"))
SECTION_SPAN = (("section_key", "text"), ("section_start", "count"), ("section_end", "count"))


class Table(NamedTuple):
    """A table: its name, its columns in order, rows per row group (bounds the memory that writing takes)."""

    name: str
    columns: tuple[tuple[str, str], ...]
    group: int = 1 << 17
    read: bool = False


STATEMENT = (
    ("source", "text"), ("source_label", "text"), ("relation", "text"), ("target", "text?"), ("target_label", "text"),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    Table("documents", (
        ("document", "text"), ("source", "text"), ("title", "text"), ("chunks", "count"), ("sections", "count"),
    )),
    Table("sections", (
        ("section", "text"), ("document", "text"), ("anchor", "text"), ("title", "text"), ("path", "text[]"),
        ("position", "count"), ("chunk_ids", "text[]"), ("text", "text"),
        ("section_key", "text"), ("level", "count?"), ("prose", "text"),
        ("piece_chunk_ids", "text[]"), ("piece_starts", "count[]"), ("piece_lengths", "count[]"),
        ("anchors", "text[]"), ("front_matter_names", "text[]"), ("front_matter_values", "text[]"),
        ("file", "text"), ("line", "count?"),
        ("block_kinds", "text[]"), ("block_starts", "count[]"), ("block_ends", "count[]"), ("block_depths", "count[]"),
        ("mark_kinds", "text[]"), ("mark_starts", "count[]"), ("mark_ends", "count[]"),
        ("symbols", "text[]"), ("symbol_members", "text[][]"), ("symbol_starts", "count[]"), ("symbol_ends", "count[]"),
    ), group=1 << 13, read=True),
    Table("concepts", (
        ("concept", "text"), ("label", "text"), ("aliases", "text[]"), ("kind", "text"), ("definition", "text?"),
        ("defined_in", "text?"), ("mentions", "count"), ("documents", "count"), ("degree", "count"),
        ("pagerank", "number"), ("community", "text"), ("hidden_labels", "text[]"), ("score", "number"),
        ("section_key", "text?"),
    )),
    Table("names", (
        ("concept", "text"), ("name", "text"), ("kind", "text"), ("method", "text"), ("weight", "number"),
        ("section", "text?"), ("chunk_id", "text?"), ("start", "count?"), ("end", "count?"),
        ("section_key", "text?"), ("section_start", "count"), ("section_end", "count"), ("bearer", "text?"),
    )),
    Table("definitions", (
        ("concept", "text"), ("label", "text"), ("definition", "text"), ("form", "text"), ("genera", "text[]"),
        ("genus_starts", "count[]"), ("genus_ends", "count[]"), ("section", "text"), *SPAN, *SECTION_SPAN,
    )),
    Table("links", (
        ("section", "text"), ("href", "text"), ("text", "text"), ("target", "text?"), ("kind", "text"),
        ("concept", "text?"), *SPAN, *SECTION_SPAN, ("target_key", "text?"),
    ), read=True),
    Table("mentions", (
        ("concept", "text"), ("section", "text"), *SPAN, ("surface", "text"), ("linked", "flag"), *SECTION_SPAN,
    ), read=True),
    Table("relations", (
        *STATEMENT, ("confidence", "number"), ("methods", "text[]"), ("section", "text"), ("chunk_id", "text"),
        ("quote", "text"), ("witnesses", "count"), ("section_key", "text"),
    )),
    Table("evidence", (
        *STATEMENT, ("method", "text"), ("weight", "number"), ("section", "text"), *SPAN, ("quote", "text"),
        *SECTION_SPAN,
    )),
    Table("findings", (
        ("code", "text"), ("severity", "text"), ("message", "text"), ("section", "text?"), ("source", "text"),
        ("file", "text"), ("row", "count?"), ("line", "count?"), ("section_key", "text?"),
    )),
)  # fmt: skip
TABLE: dict[str, Table] = {table.name: table for table in TABLES}
