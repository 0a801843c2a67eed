"""Which section documents a symbol.

    documented   generation.GenerationMixin (generate), Trainer
    found        [`~generation.GenerationMixin.generate`] [`GenerationMixin`] [`transformers.Trainer.train`]

A reference names the documented symbol that it ends with or that ends with it; a name that two sections could mean is
looked up by its longer form only. A method of a documented class is documented there, listed or not.
"""

from collections import defaultdict

from kg.ids import Iri, SectionKey
from kg.records import SymbolDoc

_AMBIGUOUS = (SectionKey(""), Iri(""))
Spot = tuple[SectionKey, Iri]


class SymbolIndex:
    """Dotted names and all their endings, with the section that documents them."""

    def __init__(self) -> None:
        self.full: dict[str, Spot] = {}
        self.endings: defaultdict[str, dict[str, Spot]] = defaultdict(dict)

    def add(self, symbol: SymbolDoc, section: SectionKey, iri: Iri) -> None:
        """Note what a section documents; the first to do so wins."""
        names = [symbol.name, *(f"{symbol.name}.{member}" for member in symbol.members if member != "all")]
        for name in names:
            self.full.setdefault(name, (section, iri))
            parts = name.split(".")
            for cut in range(1, len(parts)):
                self.endings[".".join(parts[cut:])].setdefault(name, (section, iri))

    def find(self, reference: str) -> Spot | None:
        """Return the section that documents what a reference names, or None."""
        name = reference.lstrip("~!.").removesuffix("()").replace("::", ".").rstrip(".")
        parts = name.split(".")
        for last in range(len(parts), 0, -1):
            for first in range(last):
                lonely = len(parts) > 1 and last - first == 1 and not parts[first][:1].isupper()
                if not lonely and (spot := self._exactly(".".join(parts[first:last]))):
                    return spot
        return self._exactly(parts[-1]) if len(parts) > 1 and not any(p[:1].isupper() for p in parts) else None

    def _exactly(self, name: str) -> Spot | None:
        if name in self.full:
            return self.full[name]
        owners = self.endings.get(name)
        return next(iter(owners.values())) if owners and len(set(owners.values())) == 1 else None

    def find_on(self, anchor: str) -> Spot | None:
        """Return the section for an anchor that is a dotted name, as doc-builder makes them (#transformers.Trainer)."""
        return self.find(anchor) if "." in anchor or anchor[:1].isupper() else None
