"""Stage 2. Takes Section and Link, gives Concept: what the documentation talks about, with names and definitions."""

from kg.concepts.find import Concepts, find_concepts

__all__ = ["Concepts", "find_concepts"]
