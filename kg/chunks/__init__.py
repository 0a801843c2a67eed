"""Stage 1. Takes files, gives Document, Section, Link: read, join, parse."""

from kg.chunks.bundles import BundlePlan, RowFacts, bundled, note_rows, plan_bundles
from kg.chunks.join import (
    CutFacts,
    Joining,
    SortedRows,
    infer_cutters,
    join_bundle,
    join_chunks,
    note_cuts,
    sort_findings,
    sort_rows,
)
from kg.chunks.join_ids import page_of_id
from kg.chunks.parse import STEPS, Parsed, parse
from kg.chunks.read import InputFile, Reading, Scan, read_chunks, scan_chunks

__all__ = [
    "STEPS",
    "BundlePlan",
    "CutFacts",
    "InputFile",
    "Joining",
    "Parsed",
    "Reading",
    "RowFacts",
    "Scan",
    "SortedRows",
    "bundled",
    "infer_cutters",
    "join_bundle",
    "join_chunks",
    "note_cuts",
    "note_rows",
    "page_of_id",
    "parse",
    "plan_bundles",
    "read_chunks",
    "scan_chunks",
    "sort_findings",
    "sort_rows",
]
