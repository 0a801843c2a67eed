"""Stage 2. Takes Section and Link, gives Concept: what the documentation talks about, with names and definitions."""

from kg.concepts.entering import Concepts
from kg.concepts.find import STEPS, find_concepts

__all__ = ["STEPS", "Concepts", "find_concepts"]
