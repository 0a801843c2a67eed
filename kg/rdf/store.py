"""Turtle and other RDF files into a store; what is wrong with a file in one line, with its place."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, Location
from kg.views.manifest import NAME as MANIFEST

FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}
_DATASETS = (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD)
BUILD_FILES = ("graph.ttl", "evidence.ttl")


def read_store(paths: Iterable[Path | str]) -> ox.Store:
    """Return a store with the triples of all files in its default graph; `-` is Turtle from standard input.

    Raises `InputError` for a file that can't be read, with line and column.
    """
    store = ox.Store()
    for path in paths:
        load(store, path)
    return store


def text_store(*texts: str) -> ox.Store:
    """Return a store with the triples of Turtle texts."""
    store = ox.Store()
    for text in texts:
        store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


def load(store: ox.Store, path: Path | str, *, graph: ox.NamedNode | None = None) -> None:
    """Add the triples of one file to a store, to its default graph or to a named one."""
    content = _bytes(path)
    load_bytes(store, content, path, graph=graph)


def load_bytes(store: ox.Store, content: bytes, path: Path | str, *, graph: ox.NamedNode | None = None) -> None:
    """Add the triples of a file that has been read; `path` tells the format and is named in errors."""
    form = FORMATS.get(Path(path).suffix.lower(), ox.RdfFormat.TURTLE)
    base = "http://localhost/" if str(path) == "-" else Path(path).resolve().as_uri()
    try:
        if form in _DATASETS:  # read as the union of its graphs
            place = graph or ox.DefaultGraph()
            quads = ox.parse(content, format=form, base_iri=base)
            store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, place) for quad in quads)
        else:
            store.load(content, format=form, base_iri=base, to_graph=graph)
    except SyntaxError as error:
        line = error.lineno
        column = f", column {error.offset}" if line is not None and error.offset else ""
        raise InputError(Location(str(path), line=line), _reason(error) + column, f"not {form.name}") from None
    except ValueError as error:
        raise InputError(path, f"not {form.name}: {error}") from None


def _reason(error: SyntaxError) -> str:
    said = str(error.args[0])
    return said.partition(": ")[2] if said.startswith("Parser error at line") else said


def _bytes(path: Path | str) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or "can't be read", "an RDF file or a build is wanted") from None


def build_files(folder: Path) -> list[Path]:
    """Return the Turtle files of a build. Raises `InputError` where `folder` holds none."""
    if not (folder / MANIFEST).is_file():
        reason = "no kg build in this folder" if folder.is_dir() else "no such folder"
        raise InputError(folder, reason, "make one with kg build INPUT --out DIR")
    return [folder / name for name in BUILD_FILES]
