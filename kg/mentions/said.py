"""The words in which a documentation says what a concept is."""

import re

from kg.ids import Iri
from kg.records import Concept
from kg.text import fold, singular

CONTENT = re.compile(r"[^\W\d_]{3,}")


class WordsOf:
    """The words that define a concept, made as concepts are met."""

    def __init__(self) -> None:
        self._known: dict[Iri, frozenset[str]] = {}

    def __getitem__(self, concept: Concept) -> frozenset[str]:
        if concept.iri not in self._known:
            said = [definition.text for definition in concept.definitions]
            said += re.findall(r"\(([^()]+)\)", concept.label)
            words = frozenset(map(singular, CONTENT.findall(" ".join(said).lower())))
            self._known[concept.iri] = words - frozenset(fold(concept.label).split())
        return self._known[concept.iri]
