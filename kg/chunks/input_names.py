"""Names that tell inputs apart where two of them use one id for different documents."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.chunks.join_ids import page_of_id
from kg.records import Chunk

Page = tuple[str, tuple[str, str]]


def page_of(chunk: Chunk) -> Page:
    """Return the document's part of a chunk's id, and the document: its source and its address or file."""
    place = chunk.location.path if "://" not in chunk.url else chunk.url.partition("#")[0]
    return page_of_id(chunk.chunk_id) or "", (chunk.source, place)


def names_apart(of_input: Mapping[str, set[Page]], paths: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the inputs that share an id with another one, for another document; `paths` are files'."""
    pages: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for found in of_input.values():
        for page, place in found:
            pages[page].add(place)
    shared = {page for page, places in pages.items() if len(places) > 1}
    doubtful = [
        at for at, found in of_input.items()
        if any(page in shared and len(pages[page] - {place for p, place in found if p == page}) for page, _ in found)
    ]  # fmt: skip
    return dict(zip(doubtful, _short_names([paths[at] for at in doubtful]), strict=True))


def renamed(chunk: Chunk, name: str) -> Chunk:
    """Put an input's name in front of a chunk's id, and of its path where it has no address."""
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
