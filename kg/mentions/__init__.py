"""Stage 3. Takes Section, Link and Concept, gives Mention: every place where a concept is named."""

from kg.mentions.locate import STEPS, Census, locate_mentions
from kg.mentions.searching import Wanted

__all__ = ["STEPS", "Census", "Wanted", "locate_mentions"]
