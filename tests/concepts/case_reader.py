"""Reads case files: `term | text | answers`, one case per line; `#` begins a comment line, `-` stands for no answer.

The reader fails on a line that it does not understand, on a case without term or text, and on one that stands twice.
"""

from pathlib import Path
from typing import NamedTuple

from kg.chunks import join_chunks, parse
from kg.concepts.labels import read_title
from kg.records import Chunk, Section

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """A term, the text of its entry, and what must be read out of it."""

    term: str
    text: str
    answers: tuple[str, ...]
    place: str


def read_cases(name: str) -> list[Case]:
    """Return the cases of a file in `cases/`."""
    cases: list[Case] = []
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate((CASES / name).read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        case = _read(line, f"{name}:{number}")
        if (case.term, case.text) in seen:
            raise ValueError(f"{case.place}: the case stands twice")
        seen.add((case.term, case.text))
        cases.append(case)
    return cases


def _read(line: str, place: str) -> Case:
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) != 3 or not all(fields):
        raise ValueError(f"{place}: wanted 'term | text | answers', separated by ' | '")
    answers = () if fields[2] == "-" else tuple(answer.strip() for answer in fields[2].split(";"))
    if not all(answers):
        raise ValueError(f"{place}: an answer is empty")
    return Case(fields[0], fields[1].replace("\\n", "\n"), answers, place)


def entry(heading: str, text: str) -> tuple[Section, list[str]]:
    """Return a glossary entry written in Markdown as the section that the parser makes of it, and its known names."""
    chunk = Chunk("glossary.md", "https://docs.example.org/glossary#entry", "0_0_0", text, title=heading, level=2)
    parsing = parse(join_chunks([chunk], base_iri="https://example.org/id/").documents)
    title = read_title(heading)
    return parsing.sections[0], [title.label, *([title.other] if title.other else [])]
