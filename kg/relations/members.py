"""`part_of`: a method or attribute is part of its class.

    [[autodoc]] Trainer                 Trainer.train is part of Trainer: the block lists it
        - train
    "... call [`~Trainer.evaluate`]"    Trainer.evaluate is part of Trainer: its dotted name says so

Certain, and many: `Graph` leaves them out of centrality and communities, which are about what is talked about.
"""

from collections.abc import Iterator

from kg.ids import Iri
from kg.records import Section, SymbolDoc
from kg.relations.corpus import Corpus
from kg.relations.statements import Statement


def find_members(corpus: Corpus) -> Iterator[Statement]:
    """Propose one statement per listed member, and one per dotted name that the text mentions."""
    for section in corpus.sections:
        for symbol in section.symbols:
            yield from _listed(corpus, section, symbol)
    yield from _named(corpus)


def _listed(corpus: Corpus, section: Section, symbol: SymbolDoc) -> Iterator[Statement]:
    owner = corpus.graph.symbol_concepts.get(symbol.name)
    if owner is None or symbol.start >= symbol.end:
        return
    for name in symbol.members:
        member = corpus.graph.symbol_concepts.get(f"{symbol.name}.{name}")
        if member is not None and member != owner:
            label = corpus.graph.concept[owner].label
            yield Statement(
                member, "part_of", label, "autodoc_member", section.key, symbol.start, symbol.end, target=owner
            )


def _named(corpus: Corpus) -> Iterator[Statement]:
    """Read dotted names whose owner is a class: a symbol with a capital; a module is no whole of this kind."""
    symbols = {c.label: c.iri for c in corpus.graph.concepts if c.kind == "symbol"}
    for label, member in symbols.items():
        owner = label.rpartition(".")[0]
        if owner in symbols and owner.rpartition(".")[2][:1].isupper():
            yield from _mentioned(corpus, member, owner, symbols[owner])


def _mentioned(corpus: Corpus, member: Iri, owner: str, target: Iri) -> Iterator[Statement]:
    said = next((m for m in corpus.graph.mentions_of.get(member, ()) if owner in m.surface), None)
    if said is not None:
        yield Statement(member, "part_of", owner, "dotted_name", said.section, said.start, said.end, target=target)
