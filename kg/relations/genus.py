"""`broader` from the genera of definitions: "A form of model training that ..." is a model training.

The genus names a concept as a whole ("sorting task") or by its head: a "deep learning model architecture" is an
"architecture" if the documentation has such a concept. Its own words stay, so that nothing is said that is not written.
"""

from collections.abc import Iterator

from kg.records import Concept, Definition, Genus
from kg.relations.page import Page
from kg.relations.statements import Statement
from kg.text import fold


def find_genera(page: Page) -> Iterator[Statement]:
    """Propose the genera that the definitions on a page state."""
    for section in page.sections:
        for concept, definition in page.known.genera_told.get(section.key, ()):
            for genus in definition.genera:
                yield _stated(page, concept, definition, genus)


def _stated(page: Page, concept: Concept, definition: Definition, genus: Genus) -> Statement:
    """Return the genus as a kind above the concept; "garden chair" as the genus of "chair" is one below."""
    if fold(genus.label).endswith(" " + fold(concept.label)):
        return Statement(
            concept.iri, "narrower", genus.label, "genus_own_head", definition.section, definition.start,
            definition.end, target=page.known.named(genus.label),
        )  # fmt: skip
    return _broader(page, concept, definition, genus)


def _broader(page: Page, concept: Concept, definition: Definition, genus: Genus) -> Statement:
    whole = page.known.named(genus.label)
    head = None if whole is not None else page.known.named_by_head(genus.label)
    target = whole if whole is not None else head
    method = "genus" if head is None or head == concept.iri else "genus_head"
    target = None if target == concept.iri else target
    return Statement(
        concept.iri, "broader", genus.label, method, definition.section, definition.start, definition.end,
        target=target, whole=whole is not None,
    )  # fmt: skip
