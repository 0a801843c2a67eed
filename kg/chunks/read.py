"""Inputs to chunks: Parquet, CSV, TSV, JSON Lines (plain or gzip), a pasted viewer dump, Markdown pages and trees.

A file's format is told by its content; the suffix decides only what the content leaves open (a text without a header is
Markdown if its name says so). A folder with Markdown pages is a tree; one without is a table in parts. Inputs are local
paths or fsspec addresses. One file per format: `parquet`, `delimited`, `json_lines`, `viewer_dump`, `markdown_tree`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from kg.chunks.delimited import header_delimiter, likely_delimiter, read_delimited
from kg.chunks.input_names import Page, names_apart, page_of, renamed
from kg.chunks.json_lines import is_array, is_json, read_json_array, read_json_lines
from kg.chunks.markdown_tree import Tree, is_markdown, read_pages, read_tree
from kg.chunks.parquet import MAGIC, read_parquet
from kg.chunks.read_files import OpenFile, child, is_folder, list_folder, open_file
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


class Scan:
    """Chunks read in batches (lists of some thousands), so that no input stands in memory whole.

    `inputs` and `findings` are filled as the scan goes on, and whole when it is at its end.
    """

    def __init__(self, inputs: Sequence[str], columns: Mapping[str, str] | None = None) -> None:
        self._columns = columns or {}
        check_columns(self._columns)
        self._places = sorted(set(inputs))
        self._root = shared_root(inputs, is_folder)
        self.inputs: list[InputFile] = []
        self.findings: list[Finding] = []

    def __iter__(self) -> Iterator[list[Chunk]]:
        """Read from the beginning. Raises `InputError`; at the end too, where no input has any text."""
        self.inputs, self.findings = [], []
        names, found = self._names(), False
        for place in self._places:
            for batch in read_place(place, self._columns, self._root, self.inputs, self.findings):
                found = found or bool(batch)
                name = names.get(place)
                yield [renamed(chunk, name) for chunk in batch] if name else batch
        if not found:
            place = ", ".join(self._places) or "no input"
            raise InputError(place, "no text to read", "at least one chunk or page with text is wanted")

    def _names(self) -> dict[str, str]:
        """Return the names that tell inputs apart. Several inputs are read twice."""
        if len(self._places) < 2:
            return {}
        pages, paths = dict[str, set[Page]](), dict[str, str]()
        for place in self._places:
            inputs: list[InputFile] = []
            batches = read_place(place, self._columns, self._root, inputs, [])
            pages[place] = {page_of(chunk) for batch in batches for chunk in batch}
            paths[place] = inputs[0].path
        return names_apart(pages, paths)


def scan_chunks(inputs: Sequence[str], columns: Mapping[str, str] | None = None) -> Scan:
    """Read chunk tables and Markdown trees of any size; `columns` maps our column names to a table's own (chunk: text).

    The order of inputs does not matter, nor where they lie: locations name files by their paths below what all inputs
    share. Where two inputs use one id for different documents, the ids (and the paths of pages without an address) get
    the input's name in front. Findings: R001, R002, R005. Raises `InputError` for an input that is missing, empty,
    broken, of no known format or without the column `chunk`, and where no input has any text. JSON arrays, pasted
    pages and single Markdown pages are read whole.
    """
    return Scan(inputs, columns)


def read_chunks(inputs: Sequence[str], columns: Mapping[str, str] | None = None) -> Reading:
    """Read chunk tables and Markdown trees into memory; see `scan_chunks`."""
    scan = scan_chunks(inputs, columns)
    chunks = [chunk for batch in scan for chunk in batch]
    return Reading(chunks, scan.inputs, scan.findings)


def read_place(
    place: str, columns: Mapping[str, str], root: str, inputs: list[InputFile], findings: list[Finding]
) -> Iterator[list[Chunk]]:
    """Read one input in batches; locations are told as they go on below `root`. See `scan_chunks`."""
    if not is_folder(place):
        return _read_file(place, columns, root, inputs, findings)
    names = list_folder(place)
    if any(map(is_markdown, names)):
        tree = Tree()
        return _of_tree(place, tree, read_tree(place, tree, shown=below(root, place)), inputs, findings)
    parts = [child(place, name) for name in names if is_table(name)]
    if not parts:
        raise InputError(place, "no Markdown page and no table in this folder", FORMATS)
    return chain.from_iterable(_read_file(part, columns, root, inputs, findings) for part in parts)


def is_table(name: str) -> bool:
    """Tell whether a file in a folder of tables is one, by its suffix."""
    return name.lower().endswith(_TABLES)


def shared_root(inputs: Sequence[str], is_folder: Callable[[str], bool]) -> str:
    """Return the folder that all inputs stand in; for one folder, the folder itself."""
    folders = [(place if is_folder(place) else place.rpartition("/")[0]).rstrip("/").split("/") for place in inputs]
    first, last = min(folders, default=[]), max(folders, default=[])  # what these two share, all share
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return "/".join(first[:same])


def below(root: str, place: str) -> str:
    """Return a path as it goes on below the root; '' for the root itself.

    >>> below("/home/me/docs", "/home/me/docs/guide/a.md"), below("docs", "docs/"), below("", "a.csv")
    ('guide/a.md', '', 'a.csv')
    """
    place = place.rstrip("/")
    return place[len(root) :].lstrip("/") if f"{place}/".startswith(f"{root}/") else place


def _of_tree(
    place: str, tree: Tree, batches: Iterator[list[Chunk]], inputs: list[InputFile], findings: list[Finding]
) -> Iterator[list[Chunk]]:
    yield from batches
    inputs.append(InputFile(place, "markdown", tree.digest.hexdigest(), tree.bytes, tree.chunks))
    findings += tree.findings


def _read_file(
    place: str, columns: Mapping[str, str], root: str, inputs: list[InputFile], findings: list[Finding]
) -> Iterator[list[Chunk]]:
    with open_file(place) as raw:
        if raw.is_blank():
            raise InputError(place, "empty file", FORMATS)
        shown, own, count = below(root, place), list[Finding](), 0
        source = _find_table(raw, columns)
        if source is None:
            tree, name = Tree(), PurePosixPath(place).name
            pages = read_pages([name], lambda _: raw.whole(), tree, shown=shown.removesuffix(name))
            yield from _of_tree(place, tree, pages, inputs, findings)
            return
        for batch in to_chunks(source, columns, own, shown):
            count += len(batch)
            yield batch
        if raw.replaced:
            told = f"{raw.replaced} in the file"
            findings.append(Finding("R002", told, None, "", Location(shown, line=raw.line)))
        findings += own
        inputs.append(InputFile(place, source.format, raw.sha256, raw.size, count))


def _find_table(raw: OpenFile, columns: Mapping[str, str]) -> Table | None:
    """Tell a table's format and open it; None where the file is a Markdown page."""
    place, wanted = raw.path, [theirs(columns, name) for name in COLUMNS]
    if raw.head().startswith(MAGIC):
        return read_parquet(raw, wanted)
    start = raw.start()
    if is_viewer_dump(start):
        return read_viewer_dump(place, raw.text(), theirs(columns, "chunk"))
    if is_json(start):
        return read_json_array(place, raw.text()) if is_array(start) else read_json_lines(place, raw.lines)
    named_markdown = is_markdown(place.removesuffix(".gz"))
    if not named_markdown and (delimiter := header_delimiter(start, wanted)):
        return read_delimited(place, raw.lines, delimiter)
    text = raw.text()
    if place.lower().endswith(_DELIMITED) and _BINARY not in text:
        return read_delimited(place, raw.lines, likely_delimiter(text))
    if named_markdown or (_BINARY not in text and _MARKDOWN.search(text)):
        return None
    raise InputError(place, "unknown format", FORMATS)
