"""Inputs to chunks: Parquet, CSV, TSV, JSON Lines (plain or gzip), a pasted viewer dump, Markdown pages and trees.

A file's format is told by its content; the suffix decides only what the content leaves open (a text without a header is
Markdown if its name says so). A folder with Markdown pages is a tree; one without is a table in parts. Inputs are local
paths or fsspec addresses. One file per format: `parquet`, `delimited`, `json_lines`, `viewer_dump`, `markdown_tree`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from kg.chunks.delimited import header_delimiter, likely_delimiter, read_delimited
from kg.chunks.join_ids import read_chunk_id
from kg.chunks.json_lines import is_json, read_json_lines
from kg.chunks.markdown_tree import Tree, is_markdown, read_pages, read_tree
from kg.chunks.parquet import MAGIC, read_parquet
from kg.chunks.read_files import RawFile, Text, child, decode, is_folder, list_folder, read_bytes
from kg.chunks.read_rows import COLUMNS, Table, check_columns, theirs, to_chunks
from kg.chunks.viewer_dump import is_viewer_dump, read_viewer_dump
from kg.errors import InputError, Location
from kg.records import Chunk, Finding

FORMATS = "allowed: Parquet, CSV, TSV, JSON Lines, a pasted dataset viewer page, Markdown (.md, .mdx) or a folder of it"
_TABLES = (".parquet", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".csv.gz", ".tsv.gz", ".jsonl.gz", ".ndjson.gz")
_DELIMITED = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_MARKDOWN = re.compile(r"\A(?:---|\+\+\+)[ \t]*\n|^#{1,6}[ \t]+\S", re.MULTILINE)
_BINARY = "\x00"


class InputFile(NamedTuple):
    """An input that was read: a file, or a folder as a whole. `sha256` and `bytes` are of what lies on disk."""

    path: str
    format: str
    sha256: str
    bytes: int
    chunks: int


class Reading(NamedTuple):
    """What `read_chunks` gives; inputs and chunks are in the order of the inputs' paths."""

    chunks: list[Chunk]
    inputs: list[InputFile]
    findings: list[Finding]


def read_chunks(inputs: Sequence[str], columns: Mapping[str, str] | None = None) -> Reading:
    """Read chunk tables and Markdown trees; `columns` maps our column names to a table's own (chunk: text).

    The order of inputs does not matter, nor where they lie: locations name files by their paths below what all inputs
    share. Where two inputs use one id for different documents, the ids (and the paths of
    pages without an address) get the input's name in front. Findings: R001, R002, R005. Raises `InputError` for an
    input that is missing, empty, broken, of no known format or without the column `chunk`, and where no input has any
    text.
    """
    columns = columns or {}
    check_columns(columns)
    root = _shared_root(inputs)
    readings = [_read(place, columns, root) for place in sorted(set(inputs))]
    chunks = [chunk for of_input in _told_apart(readings) for chunk in of_input]
    if not chunks:
        place = ", ".join(sorted(set(inputs))) or "no input"
        raise InputError(place, "no text to read", "at least one chunk or page with text is wanted")
    files = [file for reading in readings for file in reading.inputs]
    return Reading(chunks, files, [finding for reading in readings for finding in reading.findings])


def _shared_root(inputs: Sequence[str]) -> str:
    """Return the folder that all inputs stand in; for one folder, the folder itself."""
    folders = [(place if is_folder(place) else place.rpartition("/")[0]).rstrip("/").split("/") for place in inputs]
    first, last = min(folders, default=[]), max(folders, default=[])  # what these two share, all share
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return "/".join(first[:same])


def _below(root: str, place: str) -> str:
    """Return a path as it goes on below the root; '' for the root itself.

    >>> _below("/home/me/docs", "/home/me/docs/guide/a.md"), _below("docs", "docs/"), _below("", "a.csv")
    ('guide/a.md', '', 'a.csv')
    """
    place = place.rstrip("/")
    return place[len(root) :].lstrip("/") if f"{place}/".startswith(f"{root}/") else place


def _read(place: str, columns: Mapping[str, str], root: str) -> Reading:
    if not is_folder(place):
        return _read_file(place, read_bytes(place), columns, root)
    names = list_folder(place)
    if any(map(is_markdown, names)):
        return _of_tree(place, read_tree(place, shown=_below(root, place)))
    parts = [child(place, name) for name in names if name.lower().endswith(_TABLES)]
    if not parts:
        raise InputError(place, "no Markdown page and no table in this folder", FORMATS)
    readings = [_read_file(part, read_bytes(part), columns, root) for part in parts]
    return Reading(
        [chunk for reading in readings for chunk in reading.chunks],
        [file for reading in readings for file in reading.inputs],
        [finding for reading in readings for finding in reading.findings],
    )


def _of_tree(place: str, tree: Tree) -> Reading:
    file = InputFile(place, "markdown", tree.sha256, tree.bytes, len(tree.chunks))
    return Reading(tree.chunks, [file], tree.findings)


def _read_file(place: str, raw: RawFile, columns: Mapping[str, str], root: str) -> Reading:
    if not raw.content.strip():
        raise InputError(place, "empty file", FORMATS)
    findings: list[Finding] = []
    if raw.content.startswith(MAGIC):
        table = read_parquet(raw)
    else:
        text = decode(raw)
        if not (found := _read_text(place, text, columns)):
            name = PurePosixPath(place).name
            return _of_tree(place, read_pages([(name, raw)], shown=_below(root, place).removesuffix(name)))
        table = found
        if text.replaced:
            told = f"{text.replaced} in the file"
            findings.append(Finding("R002", told, None, "", Location(_below(root, place), line=text.line)))
    chunks, found_in_rows = to_chunks(table, columns, shown=_below(root, place))
    file = InputFile(place, table.format, raw.sha256, raw.size, len(chunks))
    return Reading(chunks, [file], findings + found_in_rows)


def _read_text(place: str, text: Text, columns: Mapping[str, str]) -> Table | None:
    """Read a table out of a text; None where the text is a Markdown page."""
    content, wanted = text.text, [theirs(columns, name) for name in COLUMNS]
    if is_viewer_dump(content):
        return read_viewer_dump(place, content, theirs(columns, "chunk"))
    if is_json(content):
        return read_json_lines(place, content)
    named_markdown = is_markdown(place.removesuffix(".gz"))
    if not named_markdown and (delimiter := header_delimiter(content, wanted)):
        return read_delimited(place, content, delimiter)
    if place.lower().endswith(_DELIMITED) and _BINARY not in content:
        return read_delimited(place, content, likely_delimiter(content))
    if named_markdown or (_BINARY not in content and _MARKDOWN.search(content)):
        return None
    raise InputError(place, "unknown format", FORMATS)


def _told_apart(readings: Sequence[Reading]) -> list[list[Chunk]]:
    """Give the ids of inputs a name in front where one id means two documents."""
    pages: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    of_input = [{_page(chunk) for chunk in reading.chunks} for reading in readings]
    for found in of_input:
        for page, place in found:
            pages[page].add(place)
    shared = {page for page, places in pages.items() if len(places) > 1}
    doubtful = [
        at for at, found in enumerate(of_input)
        if any(page in shared and len(pages[page] - {place for p, place in found if p == page}) for page, _ in found)
    ]  # fmt: skip
    names = _short_names([readings[at].inputs[0].path for at in doubtful])
    named = dict(zip(doubtful, names, strict=True))
    return [
        [_renamed(chunk, named[at]) for chunk in reading.chunks] if at in named else list(reading.chunks)
        for at, reading in enumerate(readings)
    ]


def _page(chunk: Chunk) -> tuple[str, tuple[str, str]]:
    address = read_chunk_id(chunk.chunk_id)
    place = chunk.location.path if "://" not in chunk.url else chunk.url.partition("#")[0]
    return (address.page if address else ""), (chunk.source, place)


def _renamed(chunk: Chunk, name: str) -> Chunk:
    from dataclasses import replace

    if "://" in chunk.url:
        return replace(chunk, chunk_id=f"{name}:{chunk.chunk_id}")
    if chunk.chunk_id.startswith(chunk.source + "#"):
        new = f"{name}/{chunk.source}"
        return replace(chunk, source=new, url=f"{name}/{chunk.url}", chunk_id=new + chunk.chunk_id[len(chunk.source) :])
    return replace(chunk, url=f"{name}/{chunk.url}", chunk_id=f"{name}:{chunk.chunk_id}")


def _short_names(paths: Sequence[str]) -> list[str]:
    """Return the shortest ends of paths that tell them apart, without suffix.

    >>> _short_names(["a/docs/chunks.parquet", "b/docs/chunks.parquet"]), _short_names(["x.csv"])
    (['a-docs-chunks', 'b-docs-chunks'], ['x'])
    """
    parts = [
        path.rstrip("/").partition(".")[0].split("/") if path.count(".") == 1 else path.rstrip("/").split("/")
        for path in paths
    ]
    for depth in range(1, max(map(len, parts), default=0) + 1):
        names = ["-".join(part for part in of_path[-depth:] if part) for of_path in parts]
        if len(set(names)) == len(names):
            return names
    return [str(at) for at in range(len(paths))]
