"""LadybugDB, an embedded Cypher engine, filled from a Neo4j import by its own CSV reader; arrays stay one string."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ladybug
from exports.neo4j_reader import Field, read_command

TYPES = {"int": "INT64", "long": "INT64", "double": "DOUBLE"}
NAMES = {"LABEL": "labels", "TYPE": "type"}
OPTIONS = "HEADER=false, DELIM=',', QUOTE='\"', ESCAPE='\"', PARALLEL=false"


def load(folder: Path, command: str, database: Path) -> Callable[[str], list[list[Any]]]:
    """Load every source of an import command; return a function that answers a query with rows."""
    connection = ladybug.Connection(ladybug.Database(str(database)))
    for what, kind, (header, file) in read_command(command)[1]:
        fields = [Field.read(part) for part in (folder / header).read_text("utf-8").strip().split(",")]
        name, definition = _table(what, kind, file.removesuffix(".csv"), fields)
        connection.execute(f"CREATE {definition}")
        connection.execute(f"COPY {name} FROM '{folder / file}' ({OPTIONS})")

    def ask(query: str) -> list[list[Any]]:
        found = connection.execute(query)
        assert not isinstance(found, list)
        rows = []
        while found.has_next():
            rows.append(list(found.get_next()))
        return rows

    return ask


def _table(what: str, kind: str, file: str, fields: list[Field]) -> tuple[str, str]:
    ends = ("START_ID", "END_ID")
    columns = [f"`{f.name or NAMES[f.type]}` {TYPES.get(f.type, 'STRING')}" for f in fields if f.type not in ends]
    if what == "nodes":
        name = kind or "Concept"
        return name, f"NODE TABLE {name}({', '.join(columns)}, PRIMARY KEY(`{fields[0].name}`))"
    start, end = (f.group for f in fields if f.type in ends)
    return f"`{file}`", f"REL TABLE `{file}`({', '.join([f'FROM {start} TO {end}', *columns])})"
