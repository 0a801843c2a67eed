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

from kg.concepts.candidates import Candidate
from kg.concepts.corpus import Corpus
from kg.records import Name, Section

_NAME = re.compile(r"^~?!?[^\W\d]\w*(?:\.\w+)*$")


def find_symbols(corpus: Corpus, found: Sequence[Candidate] = ()) -> list[Candidate]:
    """Return one candidate per symbol, sorted by dotted name; `found` is not looked at."""
    documented = _documented(corpus.sections)
    known = _suffixes(documented)
    referred: dict[str, set[str]] = defaultdict(set)
    for link in corpus.links:
        if link.kind == "symbol" and _NAME.match(link.href):
            name = link.href.lstrip("~!")
            referred[_resolve(name, known)].add(name)
    names = sorted(documented.keys() | referred.keys())
    labels = _labels(names)
    return [_candidate(name, labels[name], documented.get(name), referred.get(name, set())) for name in names]


def _documented(sections: Iterable[Section]) -> dict[str, Section]:
    """Return the section that documents each dotted name; the first in page order."""
    found: dict[str, Section] = {}
    for section in sorted((s for s in sections if s.symbols), key=lambda s: (s.document, s.position)):
        for symbol in section.symbols:
            for name in _names(symbol.name, symbol.members):
                found.setdefault(name, section)
    return found


def _names(owner: str, members: Iterable[str]) -> Iterator[str]:
    if not _NAME.match(owner):
        return
    yield owner
    yield from (f"{owner}.{member}" for member in members if member != "all" and _NAME.match(member))


def _suffixes(names: Iterable[str]) -> dict[str, str]:
    """Return, for each way to shorten a dotted name (and its lower case), the one name it can mean.

    The full name wins over a suffix of a longer one.
    """
    meant: dict[str, set[str]] = defaultdict(set)
    full = set(names)
    for name in full:
        parts = name.split(".")
        for i in range(len(parts)):
            suffix = ".".join(parts[i:])
            meant[suffix].add(name)
            meant["~" + suffix.casefold()].add(name)
    only = {suffix: min(found) for suffix, found in meant.items() if len(found) == 1}
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


def _candidate(name: str, label: str, section: Section | None, references: set[str]) -> Candidate:
    spelled = sorted((references | {name}) - {label})
    names = [Name(r, "spelling", "symbol_reference") for r in spelled if r.casefold() != label.casefold()]
    hidden = tuple(r for r in spelled if r.casefold() == label.casefold())
    return Candidate(label, "symbol", section, names=tuple(names), hidden=hidden, context="class", symbol=name)
