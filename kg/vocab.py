"""The closed list of relations and findings: name, IRI, how it is read in both directions.

`kgv:` is documented term by term in `kg/views/kgv.ttl`.
"""

from typing import NamedTuple

SKOS = "http://www.w3.org/2004/02/skos/core#"
KGV = "https://w3id.org/doc-concept-graph/ns#"


class RelationType(NamedTuple):
    """A kind of statement. `inverse` reads from the target; `symmetric` ones hold both ways."""

    name: str
    iri: str
    reading: str
    inverse_reading: str
    inverse: str | None = None
    symmetric: bool = False


RELATIONS: tuple[RelationType, ...] = (
    RelationType("alias", SKOS + "altLabel", "is also called", "is another name of"),
    RelationType("broader", SKOS + "broader", "is a kind of", "has the kind", "narrower"),
    RelationType("narrower", SKOS + "narrower", "has the kind", "is a kind of", "broader"),
    RelationType("part_of", KGV + "partOf", "is part of", "has the part", "hasPart"),
    RelationType("contrast", KGV + "contrastsWith", "contrasts with", "contrasts with", symmetric=True),
    RelationType("used_for", KGV + "usedFor", "is used for", "uses"),
    RelationType("related", SKOS + "related", "is related to", "is related to", symmetric=True),
    RelationType("links_to", KGV + "linksTo", "links to", "is linked from"),
    RelationType("requires", KGV + "requires", "needs first", "is needed for"),
    RelationType("documents", KGV + "documents", "documents", "is documented in"),
)
RELATION: dict[str, RelationType] = {relation.name: relation for relation in RELATIONS}


class FindingType(NamedTuple):
    """A kind of finding: stable code, `info` (for the record), `warning` (lost something) or `error` (is wrong)."""

    code: str
    severity: str
    title: str


FINDINGS: tuple[FindingType, ...] = (
    FindingType("R001", "warning", "row skipped: a cell is empty, null or not text"),
    FindingType("R002", "warning", "bytes that are not UTF-8 were replaced"),
    FindingType("R003", "warning", "malformed chunk_id: the row was kept as a section of its own"),
    FindingType("R004", "warning", "duplicate chunk_id: one row was kept"),
    FindingType("R005", "warning", "page with no text"),
    FindingType("J001", "warning", "chunk missing in the middle of a section"),
    FindingType("J002", "warning", "chunks that stand in conflict: one document, two sources"),
    FindingType("J003", "info", "overlap not certain: chunks were put side by side"),
    FindingType("P001", "warning", "markup that never closes"),
    FindingType("P002", "info", "nesting deeper than the parser follows"),
    FindingType("L001", "error", "link to an anchor that does not exist"),
    FindingType("L002", "error", "link to a page that does not exist"),
    FindingType("L003", "info", "link to an anchor that has moved"),
    FindingType("L004", "info", "symbol reference that nothing here documents"),
    FindingType("L005", "warning", "link with an unsafe or malformed address"),
    FindingType("C001", "warning", "glossary entry without a definition"),
    FindingType("C002", "warning", "term used often and never defined"),
    FindingType("C003", "info", "one name for two concepts: told apart by a qualifier"),
    FindingType("C004", "warning", "two entries for one concept"),
    FindingType("T001", "info", "broader relation cut: it closed a cycle"),
    FindingType("T002", "info", "broader relation cut: it follows from others"),
    FindingType("T003", "info", "related left out: the hierarchy already says it"),
    FindingType("T004", "warning", "statements that contradict each other"),
)
FINDING: dict[str, FindingType] = {finding.code: finding for finding in FINDINGS}
