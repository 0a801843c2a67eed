"""A table as pasted from a dataset viewer's page.

    source                               names of columns, each with lines of statistics
    stringclasses
    470
    values | url
    ...
    ---|---|---|---|---|
    a.md | https://... | .md | Words of a chunk,
    over two lines. | 0_0_0 |            cells joined by " | ", a bar at the end of the row
    Subsets and Splits                   the page's furniture

A chunk may hold bars itself (tables), so a row is told by its outer cells: it begins with one-line cells, one of them
an address, and ends with a chunk id and a bar. Runs of white space are collapsed already.
"""

import re

from kg.chunks.read_rows import Table, whole_table
from kg.errors import InputError

_RULE = re.compile(r"^\|?(?:[ ]*:?-{3,}:?[ ]*\|)+(?:[ ]*:?-{3,}:?)?[ ]*\n", re.MULTILINE)
_STATISTICS = re.compile(r"^(?:string|int|float|bool|list|dict|class|image|audio)[\w ]*$", re.MULTILINE)
_HEADER_CHARS = 20_000
_CELL = r"[^|\n]*?"
_CELLS = {"url": r"\w+://\S+", "chunk_id": r"[0-9]+_[0-9]+_[0-9]+", "file_type": r"\.?\w{0,12}"}


def is_viewer_dump(text: str) -> bool:
    """Tell whether a text begins with a header of column statistics over a rule of dashes and bars."""
    rule = _RULE.search(text[:_HEADER_CHARS])
    return bool(rule and _STATISTICS.search(text, 0, rule.start()))


def read_viewer_dump(path: str, text: str, long: str) -> Table:
    """Read the rows; `long` names the column of the chunks. A row without an end has nulls."""
    rule = _RULE.search(text[:_HEADER_CHARS])
    if not rule:
        raise InputError(path, "no rule under the header", "a page as pasted from the dataset viewer is wanted")
    names = [cell.strip().partition("\n")[0] for cell in text[: rule.start()].strip().strip("|").split("|")]
    columns: dict[str, list[object]] = {name: [] for name in names}
    if long in columns:
        for cells in _rows(text[rule.end() :], names, long):
            for name, cell in zip(names, cells, strict=True):
                columns[name].append(cell)
    return whole_table(path, "viewer dump", columns)


def _rows(text: str, names: list[str], long: str) -> list[tuple[str | None, ...]]:
    at = names.index(long)
    before = "".join(f"({_CELLS.get(name, _CELL)}) \\| " for name in names[:at])
    after = "".join(f" \\| ({_CELLS.get(name, _CELL)})" for name in names[at + 1 :])
    if not before:
        row = re.compile(f"(.*?){after}[ ]*\\|[ ]*(?:\\n|\\Z)", re.DOTALL)
        return [match.groups() for match in row.finditer(text)]
    begins = list(re.finditer("^" + before, text, re.MULTILINE))
    row = re.compile(f"(.*){after}[ ]*\\|[ ]*$", re.MULTILINE | re.DOTALL)
    found: list[tuple[str | None, ...]] = []
    for begin, end in zip(begins, [*(b.start() for b in begins[1:]), len(text)], strict=True):
        match = row.match(text, begin.end(), end)
        rest = match.groups() if match else (None,) * (len(names) - at)
        found.append((*begin.groups(), *rest))
    return found
