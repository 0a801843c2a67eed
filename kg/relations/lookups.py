"""What the methods look up of all documents: concepts by name, by section and by link; no text.

Made of concepts and addresses alone, so that it is the same for every document and is made once in a process.
"""

from collections import defaultdict
from functools import cached_property

from kg.ids import Iri, SectionKey
from kg.pointing import make_leads
from kg.records import Concept, Definition, Name
from kg.relations.addresses import Addressed
from kg.steps import latest
from kg.syntax.dependencies import load_parser
from kg.text import fold

_RANK = {"glossary": 0, "topic": 1, "term": 2, "symbol": 3}
_POINTING = frozenset(
    {"see", "name"}
)  # "See encoder models", "Another name for ZeRO": no definition to lean on anything
_UNTOLD = frozenset({"plural", "misspelling"})


class Lookups:
    """Concepts by name and by place; `addressed` is what the first step found out."""

    def __init__(self, addressed: Addressed) -> None:
        """Sort the concepts; indexes are made when first asked for."""
        self.addressed = addressed
        self.ordered: list[Concept] = sorted(addressed.concepts, key=lambda c: c.iri)
        self.concepts: dict[Iri, Concept] = {concept.iri: concept for concept in self.ordered}
        self.leads = make_leads(self.ordered, addressed.address, addressed.heading)
        self.parser = load_parser(addressed.settings.spacy_model)

    @cached_property
    def _by_name(self) -> dict[str, Iri]:
        """Concepts by name: labels before other names, glossary before topic and term.

        Names are folded; a symbol's is as spelled and has a sign or capital: a "number" in a sentence is not `Number`.
        """
        ranked: dict[str, tuple[int, int, Iri]] = {}
        for concept in self.ordered:
            for name in (concept.label, *concept.aliases, *concept.hidden):
                rank = (name != concept.label, _RANK[concept.kind], concept.iri)
                key = fold(name) if concept.kind != "symbol" else name if not name.islower() or "." in name else ""
                ranked[key] = min(ranked.get(key, rank), rank)
        return {name: rank[2] for name, rank in ranked.items() if name}

    def named(self, label: str) -> Iri | None:
        """Return the concept that words name as a whole, if any."""
        return self._by_name.get(fold(label)) or self._by_name.get(label)

    def named_by_head(self, label: str) -> Iri | None:
        """Return the concept that the longest ending of the words names, the whole words included."""
        words = label.split()
        return next((found for i in range(len(words)) if (found := self.named(" ".join(words[i:])))), None)

    @cached_property
    def names_told(self) -> dict[SectionKey, list[tuple[Concept, Name]]]:
        """Names that some text states, by the section that does."""
        found: dict[SectionKey, list[tuple[Concept, Name]]] = defaultdict(list)
        for concept in self.ordered:
            for name in concept.names:
                if name.section is not None and name.start < name.end and name.kind not in _UNTOLD:
                    found[name.section].append((concept, name))
        return dict(found)

    @cached_property
    def genera_told(self) -> dict[SectionKey, list[tuple[Concept, Definition]]]:
        """Definitions with genera, by their section: those in a concept's own section, or else all."""
        found: dict[SectionKey, list[tuple[Concept, Definition]]] = defaultdict(list)
        for concept in self.ordered:
            own = [d for d in concept.definitions if d.section == concept.defined_in and d.genera]
            for definition in own or concept.definitions:
                if definition.genera:
                    found[definition.section].append((concept, definition))
        return dict(found)

    @cached_property
    def shown(self) -> dict[SectionKey, list[Concept]]:
        """Concepts by the section that holds the definition which is shown, if it says what the concept is."""
        found: dict[SectionKey, list[Concept]] = defaultdict(list)
        for concept in self.ordered:
            if concept.definitions and concept.definitions[0].form not in _POINTING:
                found[concept.definitions[0].section].append(concept)
        return dict(found)

    @cached_property
    def owners(self) -> dict[Iri, tuple[str, Iri]]:
        """The class of each symbol whose dotted name says one: its label and IRI; a module is no whole of this kind."""
        symbols = {c.label: c.iri for c in self.ordered if c.kind == "symbol"}
        dotted = ((member, label.rpartition(".")[0]) for label, member in symbols.items())
        return {
            member: (owner, symbols[owner])
            for member, owner in dotted
            if owner in symbols and owner.rpartition(".")[2][:1].isupper()
        }


lookups_of = latest(Lookups)


def has_genus(concept: Concept) -> bool:
    """Tell whether a definition says what kind of thing a concept is."""
    return any(definition.genera for definition in concept.definitions)
