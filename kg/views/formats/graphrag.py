"""Tables for Microsoft GraphRAG's query side (Edge et al. 2024; `graphrag` 3.x): local, global and basic search.

    entities            concepts; description: the definition as written, then other names
    relationships       statements between two concepts; description: the statement with its surest quote;
                        weight: confidence; ends are entities' titles, which are therefore unique
    text_units          sections (see `graphrag_units`) with the entities named and the relationships proved in them
    documents           pages
    communities         as the build found them (Traag et al. 2019), one level; those that stand alone are one group
    community_reports   definitions and statements of a community, put together by rule (see `graphrag_reports`)

Columns and their order are those of `graphrag.data_model.schemas`; ours come behind them. Embeddings are not written:
GraphRAG makes them with the model of its own configuration (docs/exports.md). Claims (covariates) are not found here.
Files are written row by row; what is kept between them grows with concepts, statements and mentions, not with text.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.ids import short_hash
from kg.records import Relation
from kg.views.formats.build_tables import BuildTables
from kg.views.formats.graphrag_reports import Community, find_communities, write_communities
from kg.views.formats.graphrag_text import Found, write_text
from kg.views.formats.graphrag_units import unit_id
from kg.views.formats.parquet import ParquetFile
from kg.views.terms import readable
from kg.vocab import RELATION

ENTITIES = {
    "id": "text", "human_readable_id": "whole", "title": "text", "type": "text", "description": "text",
    "text_unit_ids": "text[]", "frequency": "whole", "degree": "whole",
    "aliases": "text[]", "pagerank": "number", "url": "text",
}  # fmt: skip
RELATIONSHIPS = {
    "id": "text", "human_readable_id": "whole", "source": "text", "target": "text", "description": "text",
    "weight": "number", "combined_degree": "whole", "text_unit_ids": "text[]",
    "relation": "text", "source_id": "text", "target_id": "text", "methods": "text[]", "quotes": "text[]",
    "urls": "text[]",
}  # fmt: skip


class Entity(NamedTuple):
    """A concept as GraphRAG sees it; `home` is the section whose subject it is, `url` that section's address."""

    iri: str
    title: str
    kind: str
    aliases: list[str]
    definition: str
    degree: int
    pagerank: float
    community: str
    home: str | None
    url: str


def write_graphrag(build: Path, out: Path) -> str:
    """Write the tables into the folder `out`; nothing is to be done there next."""
    tables = BuildTables(build)
    entities = _entities(tables)
    found = _wanted(tables, entities)
    write_text(tables, found, out)
    communities = find_communities(entities.values())
    with ParquetFile(out / "relationships.parquet", RELATIONSHIPS) as file:
        for relation, urls in _told(tables, entities):
            units = list(dict.fromkeys(found.proving[file.count]))
            row = _relationship(relation, urls, entities, [unit_id(unit) for unit in units])
            _tell(communities, entities, relation, row, units)
            file.add(row[0], file.count, *row[1:])
    with ParquetFile(out / "entities.parquet", ENTITIES) as file:
        for e in entities.values():
            ids = [unit_id(unit) for unit in found.naming[e.iri]]
            file.add(
                e.iri, file.count, e.title, e.kind, described(e.definition, e.aliases), ids, len(ids), e.degree,
                e.aliases, e.pagerank, e.url,
            )  # fmt: skip
    write_communities(tables.title, communities, out)
    return ""


def _wanted(tables: BuildTables, entities: Mapping[str, Entity]) -> Found:
    homes: dict[str, list[str]] = defaultdict(list)
    for entity in entities.values():
        if entity.home is not None:
            homes[entity.home].append(entity.iri)
    proofs: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    ids = []
    for number, (relation, _) in enumerate(_told(tables, entities)):
        ids.append(_identity(relation))
        for e in relation.evidence:
            proofs[e.section].append((e.start, e.end, number))
    return Found(homes, proofs, {iri: array("Q") for iri in entities}, [array("Q") for _ in ids], ids)


def described(definition: str, aliases: list[str]) -> str:
    """Return a description: the definition as written, then other names.

    >>> described("A light.", ["lantern"])
    'A light. Also called: lantern.'
    """
    names = f"Also called: {', '.join(aliases)}." if aliases else ""
    return f"{definition} {names}".strip()


def _entities(tables: BuildTables) -> dict[str, Entity]:
    rows = list(
        tables.rows(
            "concepts", "concept", "label", "kind", "aliases", "definition", "degree", "pagerank", "community",
            "section_key", "defined_in",
        )
    )  # fmt: skip
    titles = _titles([(iri, readable(label), kind) for iri, label, kind, *_ in rows])
    return {
        row[0]: Entity(row[0], title, row[2], row[3], row[4] or "", row[5], row[6], row[7], row[8], row[9] or row[0])
        for row, title in zip(rows, titles, strict=True)
    }


def _titles(concepts: list[tuple[str, str, str]]) -> Iterator[str]:
    """Yield a title for each concept: its label, with its kind or the end of its address where others share it."""
    shared = Counter(label for _, label, _ in concepts)
    kinds = Counter((label, kind) for _, label, kind in concepts)
    taken: set[str] = {label for label, count in shared.items() if count == 1}
    for iri, label, kind in concepts:
        title = label
        if shared[label] > 1 or not label:
            title = f"{label} ({kind})" if label and kinds[label, kind] == 1 else f"{label} ({iri})".strip()
            title = f"{label} ({iri})".strip() if title in taken else title
            taken.add(title)
        yield title


def _told(tables: BuildTables, entities: Mapping[str, Entity]) -> Iterator[tuple[Relation, list[str]]]:
    """Yield the statements between two concepts, with the addresses of the sections that prove them."""
    for relation, sections, _ in tables.statements():
        if relation.source in entities and relation.target in entities:
            yield relation, list(dict.fromkeys(sections))


_Row = tuple[str, str, str, str, float, int, list[str], str, str, str, list[str], list[str], list[str]]


def _identity(r: Relation) -> str:
    return short_hash(r.source, r.relation, r.target or "", r.target_label)


def _relationship(r: Relation, urls: list[str], entities: Mapping[str, Entity], units: list[str]) -> _Row:
    source, target = entities[r.source], entities[r.target or ""]
    quotes = list(dict.fromkeys(e.quote for e in sorted(r.evidence, key=lambda e: -e.weight)))
    said = f"{source.title} {RELATION[r.relation].reading} {target.title}: “{' '.join(quotes[0].split())}”"
    return (
        _identity(r), source.title, target.title, said, r.confidence, source.degree + target.degree, units,
        r.relation, source.iri, target.iri, sorted({e.method for e in r.evidence}), quotes, urls,
    )  # fmt: skip


def _tell(
    communities: Mapping[str, Community], entities: Mapping[str, Entity], r: Relation, row: _Row, units: list[int]
) -> None:
    """Tell a community of a statement between two of its concepts."""
    community = communities[entities[r.source].community]
    if community is communities[entities[r.target or ""].community]:
        community.add(row[0], r.confidence, row[3], units)
