"""Symbols: what `[[autodoc]]` blocks document, their members, and what symbol references name.

    [[autodoc]] generation.GenerationMixin     label GenerationMixin, alias generation.GenerationMixin
        - generate                             label GenerationMixin.generate
    [`~datasets.Dataset.map`]                  label Dataset.map, alias datasets.Dataset.map

A reference names the documented symbol whose dotted name ends with it, if there is only one; otherwise it is a
symbol of its own. A reference that differs from a documented name by case alone is a misspelling of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.concepts.candidates import Candidate
from kg.ids import SectionKey
from kg.records import Link, Name, Section

_NAME = re.compile(r"^~?!?[^\W\d]\w*(?:\.\w+)*$")


class Symbols(NamedTuple):
    """The symbols of a document: (dotted name, section, its heading) for those documented, and references' names."""

    documented: tuple[tuple[str, SectionKey, str], ...]
    referred: tuple[str, ...]


def read_symbols(sections: Iterable[Section], links: Iterable[Link]) -> Symbols:
    """Return the symbols of a document, each once; `sections` are in reading order."""
    documented: dict[str, tuple[str, SectionKey, str]] = {}
    for section in sections:
        for symbol in section.symbols:
            for name in _names(symbol.name, symbol.members):
                documented.setdefault(name, (name, section.key, section.title))
    referred = {link.href.lstrip("~!") for link in links if link.kind == "symbol" and _NAME.match(link.href)}
    return Symbols(tuple(documented.values()), tuple(sorted(referred)))


def find_symbols(told: Iterable[Symbols]) -> list[Candidate]:
    """Return one candidate per symbol, sorted by dotted name; the first document that documents it is its own."""
    documented: dict[str, tuple[SectionKey, str]] = {}
    references: set[str] = set()
    for symbols in told:
        for name, section, heading in symbols.documented:
            documented.setdefault(name, (section, heading))
        references.update(symbols.referred)
    known = _suffixes(documented)
    referred: dict[str, set[str]] = defaultdict(set)
    for name in references:
        referred[_resolve(name, known)].add(name)
    names = sorted(documented.keys() | referred.keys())
    labels = _labels(names)
    return [_candidate(name, labels[name], documented.get(name), referred.get(name, set())) for name in names]


def _names(owner: str, members: Iterable[str]) -> Iterator[str]:
    if not _NAME.match(owner):
        return
    yield owner
    yield from (f"{owner}.{member}" for member in members if member != "all" and _NAME.match(member))


def _suffixes(names: Iterable[str]) -> dict[str, str]:
    """Return, for each way to shorten a dotted name (and its lower case), the one name it can mean.

    The full name wins over a suffix of a longer one.
    """
    meant: dict[str, str] = {}
    full = set(names)
    for name in full:
        parts = name.split(".")
        for start in range(len(parts)):
            suffix = ".".join(parts[start:])
            for short in (suffix, "~" + suffix.casefold()):
                if meant.setdefault(short, name) != name:
                    meant[short] = ""
    only = {suffix: name for suffix, name in meant.items() if name}
    return only | {name: name for name in full}


def _resolve(name: str, known: Mapping[str, str]) -> str:
    """Return the documented name that a reference means, or the reference itself.

    >>> known = _suffixes(["generation.GenerationMixin.generate"])
    >>> _resolve("transformers.GenerationMixin.generate", known)
    'generation.GenerationMixin.generate'
    """
    parts = name.split(".")
    for i in range(len(parts)):
        tail = parts[i:]
        if i and len(tail) == 1 and not tail[0][:1].isupper():
            break
        if found := known.get(".".join(tail)):
            return found
    return known.get("~" + name.casefold(), name)


def _labels(names: Sequence[str]) -> dict[str, str]:
    """Return each name from its class on, as people say it, unless two names would share that label."""
    short = {name: _from_class(name) for name in names}
    shared = defaultdict(list)
    for name, label in short.items():
        shared[label].append(name)
    return {name: label if len(shared[label]) == 1 else name for name, label in short.items()}


def _from_class(name: str) -> str:
    """Return a dotted name from the first part with a capital on, or its last part.

    >>> _from_class("generation.GenerationMixin.generate"), _from_class("torch.compile"), _from_class("a.b.c")
    ('GenerationMixin.generate', 'torch.compile', 'b.c')
    """
    parts = name.split(".")
    first = next((i for i, part in enumerate(parts) if part.lstrip("_")[:1].isupper()), max(0, len(parts) - 2))
    return ".".join(parts[first:])


def _candidate(name: str, label: str, own: tuple[SectionKey, str] | None, references: set[str]) -> Candidate:
    section, heading = own or (None, "")
    names, hidden = list[Name](), list[str]()
    for spelled in sorted((references | {name}) - {label}):
        if spelled.casefold() == label.casefold():
            hidden.append(spelled)
        else:
            names.append(Name(spelled, "spelling", "symbol_reference"))
    return Candidate(
        label, "symbol", section, heading, names=tuple(names), hidden=tuple(hidden), context="class", symbol=name
    )
