"""`documents`: a section's `[[autodoc]]` block documents a symbol and its members."""

from collections.abc import Iterator

from kg.records import Section, SymbolDoc
from kg.relations.page import Page
from kg.relations.statements import Statement


def find_documented(page: Page) -> Iterator[Statement]:
    """Propose one statement per symbol and listed member that a section documents."""
    for section in page.sections:
        for symbol in section.symbols:
            yield from _documented(page, section, symbol)


def _documented(page: Page, section: Section, symbol: SymbolDoc) -> Iterator[Statement]:
    for name in (symbol.name, *(f"{symbol.name}.{member}" for member in symbol.members)):
        target = page.known.leads.symbols.get(name)
        if target is not None and symbol.start < symbol.end:
            label = page.known.concepts[target].label
            yield Statement(
                section.iri, "documents", label, "autodoc", section.key, symbol.start, symbol.end,
                target=target, source_label=section.title,
            )  # fmt: skip
