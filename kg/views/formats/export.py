"""The export formats, and the way into a file: whole or not at all.

Every format is a function of the graph alone: the same graph gives the same bytes, sorted, with one statement, node
or row per line where the format allows it, so that two exports can be compared line by line. Formats for databases are
written row by row from the tables of the build, and never hold the text of a large one in memory.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.errors import OutputError, SettingError
from kg.graph import Graph
from kg.views import graphml
from kg.views.formats import csv_tables, cytoscape, gexf, graphrag, jsonld, neo4j, obsidian, rdfxml, triples
from kg.views.tables import read_graph
from kg.views.turtle import turtle
from kg.views.write import write_views

Written = TypeVar("Written")


def _graphml(graph: Graph) -> str:
    return "".join(graphml.lines(graph))


def _pyvis(graph: Graph) -> str:
    from kg.views.pyvis_network import to_pyvis

    html: str = to_pyvis(graph).generate_html()
    return html


class Format(NamedTuple):
    """A format: its name, for what, and one function: it gives the text, or the files by name, or writes a folder.

    The last one reads the build in the first folder, writes into the second one, which is empty, and returns what is
    to be done there next, or nothing.
    """

    name: str
    reader: str
    text: Callable[[Graph], str] | None = None
    files: Callable[[Graph], dict[str, str]] | None = None
    write: Callable[[Path, Path], str] | None = None


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
        Format("csv", "spreadsheets, Gephi: a folder with nodes.csv, edges.csv, evidence.csv",
               files=csv_tables.csv_files),
        Format("obsidian", "Obsidian and other Markdown note takers: a folder with a note per concept",
               files=obsidian.notes),
        Format("pyvis", "a browser, offline: the 300 most central concepts", _pyvis),
        Format("graphrag", "Microsoft GraphRAG's query side: a folder of Parquet tables",
               write=graphrag.write_graphrag),
        Format("neo4j", "neo4j-admin database import: a folder of CSV files, with the command",
               write=neo4j.write_neo4j),
    )
}  # fmt: skip


def export(graph: Graph, name: str, out: str) -> str | None:
    """Write a graph in a format to the file or folder `out`; return the text instead where `out` is `-`.

    A folder must be new or empty. Raises `OutputError` where it can't be written; then nothing has changed.
    """
    found = _format(name, out)
    if found.write is not None:
        with tempfile.TemporaryDirectory() as folder:
            build = Path(folder) / "build"
            write_views(graph, build, manifest={})
            return export_build(build, name, out)
    if found.text is not None:
        text = found.text(graph)
        if out == "-":
            return text
        _write_file(text, Path(out))
    if found.files is not None:
        files = found.files(graph)
        _write_folder(lambda staged: _write_all(files, staged), Path(out))
    return None


def export_build(build: Path, name: str, out: str) -> str | None:
    """Write the build in a folder as `export` writes a graph; return what is to be printed, if anything."""
    write = _format(name, out).write
    if write is None:
        return export(read_graph(build), name, out)
    then = _write_folder(lambda staged: write(build, staged), Path(out))
    return f"# run in {out}\n{then}\n" if then else None


def _format(name: str, out: str) -> Format:
    if name not in FORMATS:
        raise SettingError("--format", f"no format {name!r}", f"allowed: {', '.join(FORMATS)}")
    if out == "-" and FORMATS[name].text is None:
        raise SettingError("-o", f"{name} is a folder of files and can't go to standard output", "give a folder")
    return FORMATS[name]


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


def _write_folder(write: Callable[[Path], Written], path: Path) -> Written:
    target = path.resolve()
    staged = target.with_name(f".{target.name}.kg-{os.getpid()}")
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise OutputError(path, "is there already and not empty", "give a new or empty folder")
        staged.mkdir(parents=True)
        written = write(staged)
        if target.exists():
            target.rmdir()
        staged.rename(target)
        return written
    except OSError as error:
        raise OutputError(path, f"can't be written ({error.strerror or error})", "nothing was changed") from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write_all(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
