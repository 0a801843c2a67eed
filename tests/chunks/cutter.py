"""A cutter written from its description, apart from the code that undoes it: units are packed into chunks."""

from collections.abc import Iterable

SEPARATORS = ("\n\n", "\n", " ", "")


def cut(text: str, size: int, overlap: int, separators: tuple[str, ...] = SEPARATORS) -> list[str]:
    """Cut text into chunks of at most `size`; at most `overlap` is said again; chunks are stripped."""
    separator = next((s for s in separators if s and s in text), "")
    finer = separators[separators.index(separator) + 1 :]
    chunks: list[str] = []
    row: list[str] = []
    for unit in units(text, separator):
        if len(unit) < size or not finer:
            row.append(unit)
            continue
        chunks += packed(row, size, overlap)
        row = []
        chunks += cut(unit, size, overlap, finer)
    return [chunk for chunk in [*chunks, *packed(row, size, overlap)] if chunk]


def units(text: str, separator: str) -> list[str]:
    if not separator:
        return list(text)
    first, *others = text.split(separator)
    return [unit for unit in [first, *(separator + other for other in others)] if unit]


def packed(row: Iterable[str], size: int, overlap: int) -> list[str]:
    chunks, held = [], list[str]()
    for unit in row:
        if held and sum(map(len, held)) + len(unit) > size:
            chunks.append("".join(held).strip())
            while sum(map(len, held)) > overlap or (held and sum(map(len, held)) + len(unit) > size):
                held.pop(0)
        held.append(unit)
    return [*chunks, "".join(held).strip()]
