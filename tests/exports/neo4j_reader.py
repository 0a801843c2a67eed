"""What `neo4j-admin database import` documents of its input, as a strict reader: a row that it would refuse fails here.

After Neo4j's Operations Manual (2026), "Import": file considerations, header format, options of `full`. Written from
the manual alone; it shares nothing with the writer.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PROPERTY_TYPES = {"int": int, "long": int, "double": float, "string": str}


class Field(NamedTuple):
    """A column: the property's name, the type, and the ID group where it has one."""

    name: str
    type: str
    group: str

    @classmethod
    def read(cls, text: str) -> "Field":
        found = re.fullmatch(r"(\w*):(\w+(?:\[\])?)(?:\((\w+)\))?", text)
        assert found, text
        return cls(*(part or "" for part in found.groups()))


class Entity(NamedTuple):
    """A node (`ends` are its group and ID) or a relationship (`ends` are those of both nodes)."""

    kinds: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    values: dict[str, Any]


def read_command(command: str) -> tuple[dict[str, str], list[tuple[str, str, list[str]]]]:
    """Return the options of the import command, and its sources: nodes or relationships, label or type, files."""
    words = shlex.split(command.replace("\\\n", " "))
    assert words[:5] == ["neo4j-admin", "database", "import", "full", "neo4j"]
    options, sources = {}, []
    for word in words[5:]:
        name, equals, value = word.removeprefix("--").partition("=")
        assert word.startswith("--") and equals, word
        if name in ("nodes", "relationships"):
            kind, _, files = value.rpartition("=")
            sources.append((name, kind, files.split(",")))
        else:
            options[name] = value
    return options, sources


def cells(text: str, *, multiline: bool) -> Iterator[list[tuple[str, bool]]]:
    """Yield rows of cells and whether each was quoted. A quote is doubled inside quotes; nothing follows a last one."""
    row: list[tuple[str, bool]] = []
    at = 0
    while at < len(text):
        quoted = text[at] == '"'
        if quoted:
            found = re.compile(r'"((?:[^"]|"")*)"').match(text, at)
            assert found, f"missing end quote at {at}"
            assert multiline or not re.search("[\r\n]", found[1]), "a field of several lines"
            value, at = found[1].replace('""', '"'), found.end()
        else:
            end = re.compile("[,\r\n]").search(text, at)
            end_at = end.start() if end else len(text)
            value, at = text[at:end_at], end_at
            assert value == value.strip(), "white space outside quotes is trimmed"
            assert '"' not in value
        row.append((value, quoted))
        assert at < len(text) and text[at] in ",\n", f"data after a quote, or no line end, at {at}"
        if text[at] == "\n":
            yield row
            row = []
        at += 1
    assert not row, "the last line has no end"


def value_of(field: Field, text: str, *, quoted: bool, delimiter: str) -> Any:
    """Return a cell's value: null where nothing stands between commas; empty arrays are null too."""
    if not text and not quoted:
        return None
    kind = field.type.removesuffix("[]")
    if field.type.endswith("[]"):
        return [PROPERTY_TYPES[kind](part) for part in text.split(delimiter)] if text else None
    return PROPERTY_TYPES[kind](text)


def read_import(folder: Path, command: str) -> tuple[list[Entity], list[Entity]]:
    """Return the nodes and relationships of an import, checked."""
    options, sources = read_command(command)
    assert set(options) <= {"id-type", "array-delimiter", "multiline-fields", "read-buffer-size"}
    code = re.fullmatch(r"U\+([0-9A-F]{4})", options["array-delimiter"])
    assert code and options["id-type"] == "string"
    delimiter, multiline = chr(int(code[1], 16)), options["multiline-fields"] == "true"
    most = int(options.get("read-buffer-size", 4194304))
    nodes: list[Entity] = []
    relationships: list[Entity] = []
    for what, kind, (header, *files) in sources:
        fields = [Field.read(part) for part in (folder / header).read_text("utf-8").rstrip("\n").split(",")]
        for file in files:
            text = (folder / file).read_bytes().decode("utf-8")
            assert text and "\x00" not in text
            for row in cells(text, multiline=multiline):
                assert len(row) == len(fields), row
                assert all(len(value.encode()) <= most for value, _ in row), "a value larger than the read buffer"
                (nodes if what == "nodes" else relationships).append(_entity(fields, row, kind, delimiter))
    _check(nodes, relationships)
    return nodes, relationships


def _entity(fields: list[Field], row: list[tuple[str, bool]], kind: str, delimiter: str) -> Entity:
    kinds = [part for part in kind.split(":") if part]
    ends, values = [], {}
    for field, (text, quoted) in zip(fields, row, strict=True):
        if field.type in ("LABEL", "TYPE"):
            kinds += text.split(delimiter)
        elif field.type in ("ID", "START_ID", "END_ID"):
            assert text, "an empty ID"
            ends.append((field.group, text))
            if field.name:
                values[field.name] = text
        else:
            values[field.name] = value_of(field, text, quoted=quoted, delimiter=delimiter)
    assert kinds and all(kinds)
    return Entity(tuple(kinds), tuple(ends), values)


def _check(nodes: list[Entity], relationships: list[Entity]) -> None:
    ids = [node.ends[0] for node in nodes]
    assert len(ids) == len(set(ids)), "an ID twice in its group"
    known = set(ids)
    for relationship in relationships:
        assert len(relationship.ends) == 2 and len(relationship.kinds) == 1, relationship
        assert set(relationship.ends) <= known, f"a relationship with a node that is not there: {relationship}"
