"""Reads case files and makes the records of one glossary entry out of each case."""

import re
from pathlib import Path
from typing import NamedTuple

from kg.concepts.definitions import read_definitions
from kg.config import Settings
from kg.ids import Iri, SectionKey, slugify
from kg.records import Block, Concept, Link, Mark, Mention, Piece, Relation, Section
from kg.relations import infer_relations
from kg.vocab import RELATION

BULLET = r"^(?:[*-]|\d+\.) "
BASE = "https://example.org/"


class Case(NamedTuple):
    line: int
    term: str
    text: str
    expected: dict[str, list[str]]


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file; a line that is no case, comment, text or expectation is an error."""
    cases: list[Case] = []
    for block in re.split(r"^(?===\s)", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        number = len(cases) + 1
        head, *lines = block.strip().splitlines()
        last = len(lines)
        while last and re.match(r"[a-z_]+: |-$", lines[last - 1]):
            last -= 1
        cases.append(_case(f"{path.name}:{number}", number, head, lines[:last], lines[last:]))
    return cases


def _case(where: str, number: int, head: str, text: list[str], expected: list[str]) -> Case:
    values: dict[str, list[str]] = {}
    for line in expected:
        name, _, given = line.partition(": ")
        if line != "-" and name not in RELATION:
            raise ValueError(f"{where}: {name!r} is no relation")
        if line != "-":
            values[name] = [value.strip() for value in given.split(";")]
    if not text or not expected or (("-" in expected) == bool(values)):
        raise ValueError(f"{where}: a case is a term, a text, and what it says or '-'")
    return Case(number, head.removeprefix("==").strip(), "\n".join(text).strip(), values)


def entry_section(text: str, key: str = "0_0", title: str = "") -> Section:
    """Return a section of paragraphs and list items; markup is blanked in its prose."""
    marks = [Mark("strong", *match.span(1)) for match in re.finditer(r"\*\*(.+?)\*\*", text)]
    marks += [Mark("code", *match.span(1)) for match in re.finditer(r"`(.+?)`", text)]
    marks += [Mark("link", *match.span(1)) for match in re.finditer(r"\[([^\]]+)\]\([^)]*\)", text)]
    markup = rf"`|\*\*|{BULLET}|\[(?=[^\]]+\]\()|\]\([^)]*\)"
    prose = re.sub(markup, lambda m: " " * len(m[0]), text, flags=re.MULTILINE)
    blocks = [Block("item" if re.match(BULLET, m[0]) else "paragraph", *m.span()) for m in re.finditer(r"[^\n]+", text)]
    iri = Iri(f"{BASE}page#{slugify(title or key)}")
    piece = Piece(f"{key}_0", 0, len(text))
    ordered = tuple(sorted(marks, key=lambda mark: mark.start))
    return Section(
        SectionKey(key), iri, Iri(f"{BASE}page"), key, title, None, (), int(key[-1]), text, prose, (piece,),
        tuple(blocks), ordered,
    )  # fmt: skip


def entry_concept(label: str, section: Section) -> Concept:
    definitions = tuple(read_definitions(section, [label], in_glossary=True))
    return Concept(Iri(f"{BASE}concept/{slugify(label)}"), label, "glossary", (), (), definitions, section.key)


def relations_of(case: Case, settings: Settings) -> list[Relation]:
    """Infer the relations of a one-entry glossary."""
    section = entry_section(case.text, title=case.term)
    links: list[Link] = []
    mentions: list[Mention] = []
    return infer_relations([section], links, [entry_concept(case.term, section)], mentions, settings=settings).relations
