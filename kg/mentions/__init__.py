"""Stage 3. Takes Section, Link and Concept, gives Mention: every place where a concept is named."""

from kg.mentions.locate import locate_mentions

__all__ = ["locate_mentions"]
