"""Stage 1. Takes files, gives Document, Section, Link: read, join, parse."""

from kg.chunks.bundles import BundlePlan, RowFacts, bundled, note_rows, plan_bundles
from kg.chunks.join import CutFacts, Joining, infer_cutters, join_bundle, join_chunks, note_cuts, sort_findings
from kg.chunks.join_ids import page_of_id
from kg.chunks.parse import STEPS, Parsed, parse
from kg.chunks.read import read_chunks

__all__ = [
    "STEPS",
    "BundlePlan",
    "CutFacts",
    "Joining",
    "Parsed",
    "RowFacts",
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
    "sort_findings",
]
