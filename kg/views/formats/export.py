"""The export formats, and the way into a file: whole or not at all.

Every format is a function of the graph alone: the same graph gives the same bytes, sorted, with one statement, node
or row per line where the format allows it, so that two exports can be compared line by line.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kg.errors import OutputError, SettingError
from kg.graph import Graph
from kg.views import graphml
from kg.views.formats import csv_tables, cytoscape, gexf, jsonld, obsidian, rdfxml, triples
from kg.views.turtle import turtle


def _graphml(graph: Graph) -> str:
    return "".join(graphml.lines(graph))


def _pyvis(graph: Graph) -> str:
    from kg.views.pyvis_network import to_pyvis

    html: str = to_pyvis(graph).generate_html()
    return html


class Format(NamedTuple):
    """A format: its name, for what, and a function that gives its text, or its files by name."""

    name: str
    reader: str
    text: Callable[[Graph], str] | None = None
    files: Callable[[Graph], dict[str, str]] | None = None


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("turtle", "SKOS and RDF tools; graph.ttl of the build", turtle),
        Format("ntriples", "triple stores, sort and diff; with all evidence", triples.ntriples),
        Format("trig", "triple stores; statements and evidence as two named graphs", triples.trig),
        Format("jsonld", "web pages and JavaScript", jsonld.jsonld),
        Format("rdfxml", "older RDF tools, Protégé", rdfxml.rdfxml),
        Format("graphml", "Gephi, Cytoscape, yEd, igraph, NetworkX; graph.graphml of the build", _graphml),
        Format("gexf", "Gephi", gexf.gexf),
        Format("cytoscape", "cytoscape.js and Cytoscape (.cyjs)", cytoscape.cytoscape),
        Format("csv", "spreadsheets, Gephi, Neo4j: a folder with nodes.csv, edges.csv, evidence.csv",
               files=csv_tables.csv_files),
        Format("obsidian", "Obsidian and other Markdown note takers: a folder with a note per concept",
               files=obsidian.notes),
        Format("pyvis", "a browser, offline: the 300 most central concepts", _pyvis),
    )
}  # fmt: skip


def export(graph: Graph, name: str, out: str) -> str | None:
    """Write a graph in a format to the file or folder `out`; return the text instead where `out` is `-`.

    A folder must be new or empty. Raises `OutputError` where it can't be written; then nothing has changed.
    """
    if name not in FORMATS:
        raise SettingError("--format", f"no format {name!r}", f"allowed: {', '.join(FORMATS)}")
    found = FORMATS[name]
    if found.text is not None:
        text = found.text(graph)
        if out == "-":
            return text
        _write_file(text, Path(out))
    elif found.files is not None:
        if out == "-":
            raise SettingError("-o", f"{name} is a folder of files and can't go to standard output", "give a folder")
        _write_folder(found.files(graph), Path(out))
    return None


def _write_file(text: str, path: Path) -> None:
    staged = path.with_name(f".{path.name}.kg-{os.getpid()}")
    try:
        if path.is_dir():
            raise OutputError(path, "is a folder", "give a file")
        staged.write_text(text, encoding="utf-8", newline="\n")
        staged.replace(path)
    except OSError as error:
        raise OutputError(path, f"can't be written ({error.strerror or error})", "nothing was changed") from error
    finally:
        staged.unlink(missing_ok=True) if staged.parent.is_dir() else None


def _write_folder(files: dict[str, str], path: Path) -> None:
    target = path.resolve()
    staged = target.with_name(f".{target.name}.kg-{os.getpid()}")
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise OutputError(path, "is there already and not empty", "give a new or empty folder")
        for name, text in files.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_text(text, encoding="utf-8", newline="\n")
        if target.exists():
            target.rmdir()
        staged.rename(target)
    except OSError as error:
        raise OutputError(path, f"can't be written ({error.strerror or error})", "nothing was changed") from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
