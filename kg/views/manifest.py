"""`manifest.json`: what went in, with which settings and versions, what came out; how a folder is known as a build.

    {"generator": "doc-concept-graph", "version": ..., "graph": {"title": ...}, "inputs": [{"path", "sha256", ...}],
     "settings": {...}, "libraries": {...}, "counts": {...}, "seconds": {...}, "files": {"graph.ttl": {"sha256", ...}}}

Two builds of one input differ in nothing but `seconds`.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.core import Core
from kg.errors import InputError

NAME = "manifest.json"
GENERATOR = "doc-concept-graph"
# libraries whose version can change what a build finds or how it is written
LIBRARIES = ("ahocorasick-rs", "igraph", "lemminflect", "pyarrow", "pyromark", "spacy")


Fingerprint = dict[str, object]


def write_manifest(
    core: Core,
    counts: Mapping[str, int],
    folder: Path,
    manifest: Mapping[str, object],
    fingerprints: Mapping[str, Fingerprint] | None = None,
) -> None:
    """Write `manifest.json` beside the files of a build, which it lists with size and hash.

    `fingerprints` are those that are known already, by name.
    """
    listed = {path.relative_to(folder).as_posix(): path for path in files(folder)}
    taken = fingerprints or {}
    known = {name: value for name, value in manifest.items() if name not in ("seconds", "files")}
    content = {
        "generator": GENERATOR,
        "version": version(GENERATOR),
        "graph": {
            "title": core.title,
            "base_iri": core.base_iri,
            "language": core.language,
            "seed": core.seed,
            "licence": core.licence,
            "overview_nodes": core.overview_nodes,
        },
        "inputs": [],
        **{name: value for name, value in known.items() if name not in _OURS},
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "counts": dict(counts),
        "seconds": manifest.get("seconds", {}),
        "files": {name: taken.get(name) or fingerprint(path) for name, path in listed.items()},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


_OURS = ("generator", "version", "graph", "libraries", "counts")


def files(folder: Path) -> list[Path]:
    """Return all files of a build but the manifest, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / NAME)


def fingerprint(path: Path) -> Fingerprint:
    """Return hash and size of a file."""
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": path.stat().st_size}


def count_records(core: Core, sections: int, links: int, mentions: int) -> dict[str, int]:
    """Return how many records of each kind a graph holds."""
    return {
        "documents": len(core.documents),
        "sections": sections,
        "links": links,
        "concepts": len(core.concepts),
        "mentions": mentions,
        "relations": len(core.relations),
        "findings": len(core.findings),
        "evidence": sum(len(relation.evidence) for relation in core.relations),
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a build. Raises `InputError` where there is none, or one that is not ours."""
    path = folder / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = "no such folder" if not folder.is_dir() else "no kg build in this folder"
        raise InputError(folder, reason, "make one with kg build INPUT --out DIR") from error
    if not isinstance(content, dict) or content.get("generator") != GENERATOR:
        raise InputError(path, "is not the manifest of a kg build", "make one with kg build INPUT --out DIR")
    return content
