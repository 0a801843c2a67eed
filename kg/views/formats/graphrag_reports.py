"""GraphRAG's communities and their reports.

A report is what GraphRAG has a language model write about a community. Ours is put together by rule, and says so: the
definitions of the community's most central concepts and its surest statements, each in the words of the documentation.
Concepts that no community holds are kept together in one row without a report: GraphRAG leaves out entities that are
in no row. `rank` is the community's share of all PageRank, from 0 to 10, where GraphRAG has the model's rating.
"""

import heapq
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ids import short_hash
from kg.views.formats.graphrag_units import unit_id
from kg.views.formats.parquet import ParquetFile

if TYPE_CHECKING:
    from kg.views.formats.graphrag import Entity

COMMUNITIES = {
    "id": "text", "human_readable_id": "whole", "community": "whole", "level": "whole", "parent": "whole",
    "children": "whole[]", "title": "text", "entity_ids": "text[]", "relationship_ids": "text[]",
    "text_unit_ids": "text[]", "period": "text", "size": "whole",
}  # fmt: skip
REPORTS = {
    "id": "text", "human_readable_id": "whole", "community": "whole", "level": "whole", "parent": "whole",
    "children": "whole[]", "title": "text", "summary": "text", "full_content": "text", "rank": "number",
    "rating_explanation": "text", "findings": "finding[]", "full_content_json": "text", "period": "text",
    "size": "whole",
}  # fmt: skip
ALONE = "Concepts outside every community"
NO_PARENT = -1
MOST_CONCEPTS = 12
MOST_STATEMENTS = 12
NAMED = 5
_RATED = "Ten times the community's share of all PageRank; computed, not judged."
_HONEST = "Put together by rule from the documentation's own sentences; no language model wrote it."


class Community:
    """A community: its concepts, and what is told of the statements between them."""

    def __init__(self, name: str, members: list["Entity"]) -> None:
        self.name = name
        self.members = sorted(members, key=lambda e: (-e.pagerank, e.iri))
        self.alone = name == ALONE
        self.relationships: list[str] = []
        self.units: dict[int, None] = {}
        self._surest: list[tuple[float, int, str]] = []

    def add(self, relationship: str, confidence: float, said: str, units: Iterable[int]) -> None:
        """Note a statement between two of the concepts; in the order of the relationships."""
        entry = (confidence, -len(self.relationships), said)
        self.relationships.append(relationship)
        self.units.update(dict.fromkeys(units))
        if len(self._surest) < MOST_STATEMENTS:
            heapq.heappush(self._surest, entry)
        else:
            heapq.heappushpop(self._surest, entry)

    @property
    def statements(self) -> list[str]:
        """The surest statements, surest first."""
        return [said for _, _, said in sorted(self._surest, reverse=True)]


def find_communities(entities: Iterable["Entity"]) -> dict[str, Community]:
    """Return communities by the name that the build gave them, largest first; single concepts share the last one."""
    entities = list(entities)
    sizes = Counter(e.community for e in entities)
    order = sorted((name for name, size in sizes.items() if size > 1), key=lambda name: (-sizes[name], name))
    members: dict[str, list[Entity]] = {name: [] for name in (*order, ALONE)}
    for e in entities:
        members[e.community if sizes[e.community] > 1 else ALONE].append(e)
    found = {name: Community(name, held) for name, held in members.items() if held}
    return found | {name: found[ALONE] for name, size in sizes.items() if size == 1}


def write_communities(title: str, by_name: Mapping[str, Community], out: Path) -> None:
    """Write `communities` and `community_reports` of a graph with this title."""
    found = list(dict.fromkeys(by_name.values()))
    whole = sum(e.pagerank for community in found for e in community.members) or 1.0
    with (
        ParquetFile(out / "communities.parquet", COMMUNITIES) as file,
        ParquetFile(out / "community_reports.parquet", REPORTS) as reports,
    ):
        for number, c in enumerate(found):
            place: tuple[Any, ...] = (number, number, 0, NO_PARENT, [])
            ids = [e.iri for e in c.members]
            units = [unit_id(unit) for unit in c.units]
            identity = short_hash("community", *sorted(ids))
            file.add(identity, *place, c.name, ids, c.relationships, units, "", len(ids))
            if not c.alone:
                share = sum(e.pagerank for e in c.members) / whole
                reports.add(f"{identity}-report", *place, *_report(title, c, round(10 * share, 3)), "", len(ids))


def _report(title: str, c: Community, rank: float) -> tuple[Any, ...]:
    names = ", ".join(e.title for e in c.members[:NAMED])
    summary = f"{len(c.members)} concepts of {title}, most central: {names}."
    defined = [e for e in c.members if e.definition][:MOST_CONCEPTS]
    findings = [{"summary": e.title, "explanation": e.definition} for e in defined]
    lines = [f"# {c.name}", "", f"{summary} {_HONEST}"]
    lines += ["", "## Definitions", "", *(f"- {e.title}: {e.definition}" for e in defined)] if defined else []
    lines += ["", "## Statements", "", *(f"- {said}" for said in c.statements)] if c.statements else []
    content = {"title": c.name, "summary": summary, "rating": rank, "rating_explanation": _RATED, "findings": findings}
    return (
        c.name, summary, "\n".join(lines) + "\n", rank, _RATED, findings, json.dumps(content, ensure_ascii=False),
    )  # fmt: skip
