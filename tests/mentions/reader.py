"""Reads the case files: sentences with the places that must be found."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

from written import concept

from kg.records import Concept, ConceptKind

CASES = Path(__file__).parent / "cases"
_CONCEPT = re.compile(r"^(?P<label>[^=]+?)(?: \((?P<kind>glossary|topic|symbol|term)\))?(?: = (?P<aliases>.+))?$")
_MARKED = re.compile(r"\[\[(?P<surface>[^\]|]+?)(?:\|(?P<label>[^\]]+))?\]\]")


class Case(NamedTuple):
    """A paragraph, the concepts known, and the surfaces that must be found, in order, with labels where given."""

    name: str
    concepts: tuple[Concept, ...]
    text: str
    wanted: tuple[tuple[str, str | None], ...]


def read_cases(path: Path) -> Iterator[Case]:
    concepts: tuple[Concept, ...] = ()
    lines: list[str] = []
    first = 0
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        ends = not line.strip() or line.startswith((">", "#")) or (lines and lines[-1].endswith((".", ":")))
        if lines and ends:
            yield _case(f"{path.stem}:{first}", concepts, "\n".join(lines))
            lines = []
        if line.startswith(">"):
            concepts = tuple(map(_concept, line[1:].split(";")))
        elif line.strip() and not line.startswith("#"):
            first = first if lines else number
            lines.append(line)
    assert not lines


def _concept(text: str) -> Concept:
    match = _CONCEPT.match(text.strip())
    assert match, f"not a concept: {text!r}"
    aliases = (match["aliases"] or "").split(", ") if match["aliases"] else []
    return concept(match["label"], *aliases, kind=cast(ConceptKind, match["kind"] or "topic"))


def _case(name: str, concepts: tuple[Concept, ...], marked: str) -> Case:
    assert concepts, f"{name}: a sentence before any concept"
    wanted = tuple((m["surface"], m["label"]) for m in _MARKED.finditer(marked))
    text = _MARKED.sub(lambda m: m["surface"], marked)
    assert "[[" not in text and "]]" not in text, f"{name}: not read: {text!r}"
    return Case(name, concepts, text, wanted)
