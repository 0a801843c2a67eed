"""What the text says of one candidate: its definitions and its other names, read where it is introduced."""

from collections.abc import Iterable
from dataclasses import replace

from kg.concepts.candidates import Candidate
from kg.concepts.definitions import read_definitions
from kg.concepts.names import read_names
from kg.records import Definition, Name, Section, Span

_MAX_SECTIONS = 8


def read_candidate(candidate: Candidate) -> Candidate:
    """Return the candidate with the definitions and names that its sections state; symbols stay as they are."""
    if candidate.kind == "symbol" or not candidate.readable:
        return candidate
    labels = list(dict.fromkeys((candidate.label, *(name.label for name in candidate.names))))
    sections = [_window(section, candidate.span) for section in candidate.readable[:_MAX_SECTIONS]]
    names = list(candidate.names)
    for number, section in enumerate(sections):
        names += read_names(section, labels, opens=number == 0)
    labels = list(dict.fromkeys((*labels, *(name.label for name in names))))
    definitions: list[Definition] = []
    for number, section in enumerate(sections):
        in_glossary = candidate.kind == "glossary"
        definitions += read_definitions(section, labels, in_glossary=in_glossary, opens=number == 0)
    if candidate.span and not definitions:
        definitions = [_whole(sections[0], candidate.span)]
    return replace(candidate, names=distinct_names(names), definitions=tuple(definitions))


def _window(section: Section, span: Span | None) -> Section:
    """Return the section with everything outside the span blanked, offsets kept."""
    if span is None:
        return section
    before, after = " " * span.start, " " * (len(section.text) - span.end)
    inside = slice(span.start, span.end)
    return replace(section, text=before + section.text[inside] + after, prose=before + section.prose[inside] + after)


def _whole(section: Section, span: Span) -> Definition:
    """Return the entry's first paragraph as its definition: the author put it behind the term for that."""
    body = section.text[span.start : span.end]
    end = body.find("\n\n") if "\n\n" in body else len(body)
    text = body[:end].strip()
    start = span.start + body.index(text) if text else span.start
    return Definition(section.key, start, start + len(text), " ".join(text.split()), "entry")


def distinct_names(names: Iterable[Name]) -> tuple[Name, ...]:
    """Keep the best proven of names that are written alike, in first-seen order."""
    best: dict[str, Name] = {}
    for name in names:
        known = best.get(name.label)
        if known is None or (name.weight, name.section is not None) > (known.weight, known.section is not None):
            best[name.label] = name
    return tuple(best.values())
