"""A build for Neo4j: CSV files for `neo4j-admin database import full`, and the command that imports them.

    (:Concept:Glossary|Topic|Symbol|Term)-[:BROADER|PART_OF|RELATED|... {confidence, methods, quotes, ...}]->(:Concept)
    (:Concept)-[:BROADER|ALIAS|...]->(:Phrase)    words that are no concept, such as the genus "algorithm"
    (:Concept)-[:DEFINED_IN]->(:Section)-[:IN_DOCUMENT]->(:Document)
    (:Section)-[:MENTIONS {times, linked, surfaces}]->(:Concept)    (:Section)-[:DOCUMENTS {...}]->(:Concept)
    (:Section)-[:LINKS_TO {href, text, kind}]->(:Section|:Document|:Concept)

The arrays of a statement are parallel, one element per witness: `methods[i]` read `quotes[i]`, with `weights[i]`, in
`sections[i]`, at `[starts[i], ends[i])` of the chunk `chunk_ids[i]`. Rows are written as they are read; only concepts'
and documents' addresses and phrases are kept. A source without rows leaves no files and is not in the command.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kg.views.formats.build_tables import BuildTables, Statement
from kg.views.formats.neo4j_csv import CsvFile, clean

_PROOF = (
    "confidence:double", "methods:string[]", "weights:double[]", "quotes:string[]", "sections:string[]",
    "chunk_ids:string[]", "starts:int[]", "ends:int[]",
)  # fmt: skip
_LINK = ("href:string", "text:string", "kind:string")


class Source(NamedTuple):
    """A source of nodes or relationships: its files' name, its label or type where all rows share it, its columns."""

    name: str
    kind: str
    columns: tuple[str, ...]

    @property
    def option(self) -> str:
        """The option of the command that names this source."""
        what = "relationships" if any(column.startswith(":START_ID") for column in self.columns) else "nodes"
        return f"--{what}={self.kind}{'=' if self.kind else ''}{self.name}-header.csv,{self.name}.csv"


SOURCES = (
    Source("concepts", "", (
        "iri:ID(Concept)", "label:string", "kind:string", "aliases:string[]", "definition:string", "defined_in:string",
        "mentions:int", "documents:int", "degree:int", "pagerank:double", "community:string", ":LABEL",
    )),
    Source("phrases", "Phrase", ("words:ID(Phrase)",)),
    Source("sections", "Section", (
        "key:ID(Section)", "iri:string", "title:string", "path:string[]", "position:int", "chunk_ids:string[]",
        "text:string",
    )),
    Source("documents", "Document", (
        "iri:ID(Document)", "title:string", "source:string", "chunks:int", "sections:int",
    )),
    Source("statements", "", (":START_ID(Concept)", ":END_ID(Concept)", ":TYPE", *_PROOF)),
    Source("statements-phrases", "", (":START_ID(Concept)", ":END_ID(Phrase)", ":TYPE", *_PROOF)),
    Source("documents-concepts", "DOCUMENTS", (":START_ID(Section)", ":END_ID(Concept)", *_PROOF)),
    Source("defined-in", "DEFINED_IN", (":START_ID(Concept)", ":END_ID(Section)")),
    Source("mentions", "MENTIONS", (
        ":START_ID(Section)", ":END_ID(Concept)", "times:int", "linked:int", "surfaces:string[]",
    )),
    Source("in-document", "IN_DOCUMENT", (":START_ID(Section)", ":END_ID(Document)")),
    Source("links", "LINKS_TO", (":START_ID(Section)", ":END_ID(Section)", *_LINK)),
    Source("links-pages", "LINKS_TO", (":START_ID(Section)", ":END_ID(Document)", *_LINK)),
    Source("links-concepts", "LINKS_TO", (":START_ID(Section)", ":END_ID(Concept)", *_LINK)),
)  # fmt: skip
README = "README.md"
READ_BUFFER = 4 << 20  # what the importer takes where nothing is said

Files = dict[str, CsvFile]


def write_neo4j(build: Path, out: Path) -> str:
    """Write the files into the folder `out`; return the command that imports them, to be run there."""
    tables = BuildTables(build)
    with ExitStack() as stack:
        files = {s.name: stack.enter_context(CsvFile(out, s.name, s.columns)) for s in SOURCES}
        concepts = _write_concepts(tables, files)
        pages = _write_documents(tables, files)
        _write_statements(tables.statements(), concepts, files)
        _write_mentions(tables, files)
        _write_links(tables, pages, files)
    for name in [name for name, file in files.items() if not file.count]:
        files.pop(name).remove()
    command = import_command(files)
    (out / README).write_text(_readme(tables.title, files, command), "utf-8", newline="\n")
    return command


def import_command(files: Files) -> str:
    """Return the command that imports these files."""
    lines = ["neo4j-admin database import full neo4j", "--id-type=string", '--array-delimiter="U+001F"']
    lines += ["--multiline-fields=true", *(source.option for source in SOURCES if source.name in files)]
    largest = max((file.largest for file in files.values()), default=0)
    if largest > READ_BUFFER:
        lines.append(f"--read-buffer-size={largest}")
    return " \\\n  ".join(lines)


def _write_concepts(tables: BuildTables, files: Files) -> set[str]:
    found = set()
    rows = tables.rows(
        "concepts", "concept", "label", "kind", "aliases", "definition", "defined_in", "mentions", "documents",
        "degree", "pagerank", "community", "section_key",
    )  # fmt: skip
    for row in rows:
        found.add(row[0])
        files["concepts"].add(*row[:-1], ["Concept", row[2].capitalize()])
        if row[-1] is not None:
            files["defined-in"].add(row[0], row[-1])
    return found


def _write_documents(tables: BuildTables, files: Files) -> set[str]:
    found = set()
    for row in tables.rows("documents", "document", "title", "source", "chunks", "sections"):
        found.add(row[0])
        files["documents"].add(*row)
    columns = ("section_key", "section", "title", "path", "position", "chunk_ids", "text", "document")
    for row in tables.rows("sections", *columns):
        files["sections"].add(*row[:-1])
        files["in-document"].add(row[0], row[-1])
    return found


def _write_statements(statements: Iterable[Statement], concepts: set[str], files: Files) -> None:
    phrases: set[str] = set()
    for statement in statements:
        r = statement.relation
        if r.source not in concepts:
            if r.target in concepts:  # the others are links, written as such
                _write_documented(statement, files["documents-concepts"])
        elif r.target in concepts:
            files["statements"].add(r.source, r.target, r.relation.upper(), *_proof(statement))
        elif words := clean(r.target_label or r.target or ""):
            if words not in phrases:
                phrases.add(words)
                files["phrases"].add(words)
            files["statements-phrases"].add(r.source, words, r.relation.upper(), *_proof(statement))


def _write_documented(statement: Statement, file: CsvFile) -> None:
    """Write one relationship per section that says so: sections of a page may share the address in the statement."""
    for key in dict.fromkeys(e.section for e in statement.relation.evidence):
        file.add(key, statement.relation.target, *_proof(statement))


def _proof(statement: Statement) -> tuple[Any, ...]:
    evidence, places = statement.relation.evidence, statement.places
    return (
        statement.relation.confidence,
        [e.method for e in evidence], [e.weight for e in evidence], [e.quote for e in evidence], statement.sections,
        [p.chunk_id for p in places], [p.start for p in places], [p.end for p in places],
    )  # fmt: skip


def _write_mentions(tables: BuildTables, files: Files) -> None:
    rows = tables.rows("mentions", "section_key", "concept", "surface", "linked")
    for key, group in groupby(rows, key=lambda row: row[0]):
        by_concept: dict[str, list[tuple[str, bool]]] = {}
        for _, concept, surface, linked in group:
            by_concept.setdefault(concept, []).append((surface, linked))
        for concept, found in sorted(by_concept.items()):
            surfaces = sorted({surface for surface, _ in found})
            files["mentions"].add(key, concept, len(found), sum(linked for _, linked in found), surfaces)


def _write_links(tables: BuildTables, pages: set[str], files: Files) -> None:
    columns = ("section_key", "target_key", "target", "concept", "href", "text", "kind")
    for key, section, page, concept, *row in tables.rows("links", *columns):
        if section is not None:
            files["links"].add(key, section, *row)
        elif page in pages:
            files["links-pages"].add(key, page, *row)
        elif concept is not None:
            files["links-concepts"].add(key, concept, *row)


def _readme(title: str, files: Files, command: str) -> str:
    counts = "\n".join(f"- `{s.name}.csv`: {files[s.name].count} rows" for s in SOURCES if s.name in files)
    return f"""# {title} for Neo4j

Run in this folder, with the server stopped; the database must be new or empty:

```sh
{command}
```

Then start the server and make look-ups quick:

```cypher
CREATE CONSTRAINT concept_iri IF NOT EXISTS FOR (c:Concept) REQUIRE c.iri IS UNIQUE;
CREATE CONSTRAINT section_key IF NOT EXISTS FOR (s:Section) REQUIRE s.key IS UNIQUE;
CREATE FULLTEXT INDEX concept_names IF NOT EXISTS FOR (c:Concept) ON EACH [c.label, c.aliases];
```

What a concept is a kind of, with the words that say so:

```cypher
MATCH (c:Concept)-[r:BROADER]->(b:Concept)
RETURN c.label, b.label, r.confidence, r.quotes[0] ORDER BY r.confidence DESC LIMIT 20;
```

The arrays of a statement are parallel, one element per witness: `methods`, `weights`, `quotes`, `sections` (addresses),
`chunk_ids`, and `starts` and `ends`, offsets into the chunk. `(:Phrase)` holds words that are no concept.

{counts}
"""
