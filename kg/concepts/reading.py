"""What the text says of one candidate: its definitions and its other names, read where it is introduced."""

from collections.abc import Iterable, Sequence

from kg.concepts.candidates import Candidate, Introduced
from kg.concepts.definitions import read_definitions
from kg.concepts.names import read_names
from kg.concepts.parsed import parse_definitions, parse_names
from kg.records import Definition, Name, Section, Span
from kg.syntax import Sentence, split_sentences
from kg.syntax.dependencies import Parser

Entry = Sequence[tuple[Section, Sequence[Sentence]]]

_MAX_SECTIONS, _MAX_SENTENCES = 8, 1_000


def read_candidate(introduced: Introduced, parser: Parser | None = None) -> Candidate:
    """Return the candidate with the definitions and names that the sections that introduce it state.

    Of a section the first thousand sentences are read: a longer one is a book, and says what it is at its beginning. A
    `parser` adds what it reads where the rules read nothing.
    """
    candidate, readable = introduced
    if not readable:
        return candidate
    labels = list(dict.fromkeys((candidate.label, *(name.label for name in candidate.names))))
    sections = readable[:_MAX_SECTIONS]
    entry = [(section, _sentences(section, candidate.span)) for section in sections]
    names = [*candidate.names, *_names(entry, labels, parser)]
    labels = list(dict.fromkeys((*labels, *(name.label for name in names))))
    definitions = _definitions(entry, labels, parser, in_glossary=candidate.kind == "glossary")
    if candidate.span and not definitions:
        definitions = [_whole(sections[0], candidate.span)]
    return candidate._replace(names=distinct_names(names), definitions=tuple(definitions))


def _names(entry: Entry, labels: Sequence[str], parser: Parser | None) -> list[Name]:
    found: list[Name] = []
    for number, (section, sentences) in enumerate(entry):
        names = read_names(section, labels, sentences, opens=number == 0)
        found += parse_names(parser, sentences, labels, names) if parser else names
    return found


def _definitions(entry: Entry, labels: Sequence[str], parser: Parser | None, *, in_glossary: bool) -> list[Definition]:
    found: list[Definition] = []
    for number, (section, sentences) in enumerate(entry):
        read = read_definitions(section, labels, sentences, in_glossary=in_glossary, opens=number == 0)
        found += parse_definitions(parser, sentences, labels, read) if parser else read
    return found


def _sentences(section: Section, span: Span | None) -> list[Sentence]:
    return split_sentences(section, most=_MAX_SENTENCES, window=span)[:_MAX_SENTENCES]


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
        if known is None or (name.section is not None, name.weight) > (known.section is not None, known.weight):
            best[name.label] = name
    return tuple(best.values())
