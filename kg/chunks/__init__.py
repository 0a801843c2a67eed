"""Stage 1. Takes files, gives Document, Section, Link: read, join, parse."""

from kg.chunks.join import join_chunks
from kg.chunks.parse import STEPS, Parsed, parse
from kg.chunks.read import read_chunks

__all__ = ["STEPS", "Parsed", "join_chunks", "parse", "read_chunks"]
