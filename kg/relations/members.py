"""`part_of`: a method or attribute is part of its class.

    [[autodoc]] Trainer                 Trainer.train is part of Trainer: the block lists it
        - train
    "... call [`~Trainer.evaluate`]"    Trainer.evaluate is part of Trainer: its dotted name says so

Certain, and many: `Graph` leaves them out of centrality and communities, which are about what is talked about.
"""

from collections.abc import Iterator

from kg.ids import Iri
from kg.records import Section, SymbolDoc
from kg.relations.page import Page
from kg.relations.statements import Statement


def find_members(page: Page) -> Iterator[Statement]:
    """Propose one statement per listed member, and one per dotted name that the text mentions."""
    for section in page.sections:
        for symbol in section.symbols:
            yield from _listed(page, section, symbol)
    yield from _named(page)


def _listed(page: Page, section: Section, symbol: SymbolDoc) -> Iterator[Statement]:
    owner = page.known.leads.symbols.get(symbol.name)
    if owner is None or symbol.start >= symbol.end:
        return
    for name in symbol.members:
        member = page.known.leads.symbols.get(f"{symbol.name}.{name}")
        if member is not None and member != owner:
            label = page.known.concepts[owner].label
            yield Statement(
                member, "part_of", label, "autodoc_member", section.key, symbol.start, symbol.end, target=owner
            )


def _named(page: Page) -> Iterator[Statement]:
    """Read dotted names of symbols, each where the page first mentions it with its class."""
    owners, said = page.known.owners, set[Iri]()
    for mention in page.mentions:
        if mention.concept not in owners or mention.concept in said:
            continue
        owner, target = owners[mention.concept]
        if owner in mention.surface:
            said.add(mention.concept)
            yield Statement(
                mention.concept, "part_of", owner, "dotted_name", mention.section, mention.start, mention.end,
                target=target,
            )  # fmt: skip
