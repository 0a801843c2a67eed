"""Pages written in a test, read as a build reads them: chunk rows to sections and links."""

from collections.abc import Iterable, Mapping

from kg.chunks import join_chunks, parse
from kg.config import Settings, make_settings
from kg.ids import Iri
from kg.records import Chunk, Concept, ConceptKind, Link, Name, Section

SITE = "https://docs.example.org/en/"
BASE = "https://example.org/id/"
SETTINGS: Settings = make_settings({"base_iri": BASE})


def read_pages(pages: Mapping[str, Iterable[tuple[str, str]]]) -> tuple[list[Section], list[Link]]:
    """Read pages given as `{"guide": [("beam-search", "text of the section"), ...]}`: anchors and texts."""
    chunks = [
        Chunk(f"{name}.md", f"{SITE}{name}/" + (f"#{anchor}" if anchor else ""), f"{number}_{position}_0", text)
        for number, (name, sections) in enumerate(sorted(pages.items()))
        for position, (anchor, text) in enumerate(sections)
    ]
    parsing = parse(join_chunks(chunks, base_iri=BASE).documents)
    return parsing.sections, parsing.links


def concept(
    label: str, *aliases: str, kind: ConceptKind = "topic", iri: str = "", hidden: tuple[str, ...] = ()
) -> Concept:
    """Return a concept whose aliases are synonyms (acronyms where they are capital letters)."""
    names = tuple(Name(alias, "acronym" if alias.isupper() else "synonym", "test") for alias in aliases)
    return Concept(Iri(BASE + (iri or label.lower().replace(" ", "-"))), label, kind, names, hidden)
