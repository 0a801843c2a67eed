"""The entries, read sentence by sentence by every family of text rules."""

import re
from collections.abc import Callable, Iterator, Sequence

from kg.relations.can_be import find_alternatives
from kg.relations.contrast import find_contrasts
from kg.relations.examples import find_examples
from kg.relations.hearst import find_hyponyms
from kg.relations.instances import find_instances
from kg.relations.kinds_listed import find_listed_kinds
from kg.relations.page import Page
from kg.relations.parsed import find_parsed
from kg.relations.parts import find_wholes
from kg.relations.readings import MARK, Reading, read_entry
from kg.relations.statements import Statement
from kg.relations.uses import find_uses

CUE = re.compile(
    r"\b(?:examples?|instances?|such|includ|like|especially|particularly"
    r"|notably|other|e\.\s?g|can|may|might|could|either|usually"
    r"|is|are|types?|kinds?|forms?|unlike|contrast|oppos|differ"
    r"|distin|confus|vs\b|versus|part|component|belong|used?|appl)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[Ee]xample|\bnot confuse|n['’]t confuse")
FAMILIES: tuple[Callable[[Page, Sequence[Reading]], Iterator[Statement]], ...] = (
    find_examples,
    find_hyponyms,
    find_alternatives,
    find_listed_kinds,
    find_instances,
    find_contrasts,
    find_wholes,
    find_uses,
)


def find_in_entries(page: Page) -> Iterator[Statement]:
    """Propose what each entry's sentences say of its concept."""
    for concept, sections in page.entries:
        if concept.kind == "symbol" or (concept.kind != "glossary" and not any(CUE.search(s.prose) for s in sections)):
            continue
        readings = [
            reading
            for number, section in enumerate(sections)
            for reading in read_entry(page, concept, section, first=number == 0)
        ]
        told = readings if concept.kind == "glossary" else list(_telling(readings))
        stated = [statement for family in FAMILIES for statement in family(page, told)]
        yield from stated
        yield from find_parsed(page, told, stated)


def _points(text: str) -> bool:
    """Tell whether a sentence points at what another says: "for example", "not to confuse with"."""
    return ("xample" in text or "confuse" in text) and _POINTS.search(text) is not None


def _telling(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Leave out the sentences that can say nothing of the concept, most of a topic's page.

    What is left names the concept, is about it, follows such a sentence, or stands in a list.
    """
    before = False
    for reading in readings:
        tells = reading.about or MARK in reading.masked or _points(reading.sentence.text)
        if tells or before or reading.sentence.kind == "item":
            yield reading
        before = tells
