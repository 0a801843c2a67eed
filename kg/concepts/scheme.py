"""Candidates become concepts: IRIs, names told apart, findings.

An IRI depends on the concept's label alone, or on the symbol's dotted name: an unrelated page that is added changes
no other concept's IRI. Of two labels with one slug, the one that is spelled like its slug keeps it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.concepts.candidates import Candidate
from kg.concepts.spelling import name_key
from kg.ids import Iri, SectionKey, clean_iri, short_hash, slugify
from kg.records import Concept, Finding, Name

_QUALIFIERS = {True: "{}()", False: "{} (class)"}


def make_concepts(candidates: Sequence[Candidate], base_iri: str) -> list[Concept]:
    """Return concepts sorted by IRI; labels are unique, and a section is the subject of at most one of them."""
    apart = _tell_symbols_apart(candidates)
    iris = _iris(apart, base_iri)
    bearers = _bearers(apart, iris)
    subjects = _subjects(apart)
    concepts = [
        Concept(
            iri=iri,
            label=candidate.label,
            kind=candidate.kind,
            names=_names(candidate, iri, bearers),
            hidden=candidate.hidden,
            definitions=candidate.definitions,
            defined_in=subjects.get(number),
            score=round(candidate.score, 4),
        )
        for number, (candidate, iri) in enumerate(zip(apart, iris, strict=True))
    ]
    return sorted(concepts, key=lambda concept: concept.iri)


def _tell_symbols_apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Write a symbol as "pipeline()" or "Service (class)" where something else has that very label."""
    taken = {c.label for c in candidates if not c.symbol}
    return [
        c._replace(label=_QUALIFIERS[c.label.islower()].format(c.label), hidden=(*c.hidden, c.label))
        if c.symbol and c.label in taken
        else c
        for c in candidates
    ]


def _iris(candidates: Sequence[Candidate], base_iri: str) -> list[Iri]:
    slugs = ["" if candidate.symbol else slugify(candidate.label) for candidate in candidates]
    sharing: dict[str, list[str]] = defaultdict(list)
    for slug, candidate in zip(slugs, candidates, strict=True):
        if not candidate.symbol:
            sharing[slug].append(candidate.label)
    return [
        clean_iri(f"{base_iri}symbol/{c.symbol}")
        if c.symbol
        else clean_iri(f"{base_iri}concept/{_unique(slug, c.label, sharing[slug])}")
        for slug, c in zip(slugs, candidates, strict=True)
    ]


def _unique(slug: str, label: str, sharing: Iterable[str]) -> str:
    """Return the slug, with a hash behind it unless the label is alone or the one most like its slug."""
    likest = min(sharing, key=lambda other: (other.casefold().replace(" ", "-") != slug, other))
    return slug if label == likest else f"{slug}-{short_hash(label)}"


def _bearers(candidates: Sequence[Candidate], iris: Sequence[Iri]) -> Mapping[str, Iri]:
    """Return who has a name as its own: as label, or in the parentheses of its heading, and nobody else."""
    own: dict[str, set[Iri]] = defaultdict(set)
    for candidate, iri in zip(candidates, iris, strict=True):
        if not candidate.symbol:
            heading = [name.label for name in candidate.names if name.method == "heading_parentheses"]
            for label in (candidate.label, *heading):
                own[name_key(label)].add(iri)
    return {key: min(owners) for key, owners in own.items() if len(owners) == 1}


def _names(candidate: Candidate, iri: Iri, bearers: Mapping[str, Iri]) -> tuple[Name, ...]:
    """Return the names, those that are another concept's own marked with it."""
    marked = []
    for name in candidate.names:
        bearer = None if candidate.symbol else bearers.get(name_key(name.label))
        marked.append(name if bearer in (None, iri) else name._replace(bearer=bearer))
    return tuple(sorted(marked, key=lambda name: (name.label, name.kind)))


def _subjects(candidates: Sequence[Candidate]) -> dict[int, SectionKey]:
    """Return whose subject each section is: whoever its heading names, before the symbols it documents."""
    order = sorted(range(len(candidates)), key=lambda i: (bool(candidates[i].symbol), i))
    taken: dict[SectionKey, int] = {}
    for number in order:
        candidate = candidates[number]
        section = candidate.section
        if section is not None and (not candidate.symbol or candidate.heading in (candidate.label, candidate.symbol)):
            taken.setdefault(section, number)
    return {number: key for key, number in taken.items()}


def find_faults(concepts: Sequence[Concept]) -> list[Finding]:
    """Return what looks wrong with the inventory: C001, C002, C003, C004."""
    labels = {concept.iri: concept.label for concept in concepts}
    found = [fault for concept in concepts for fault in _own_faults(concept, labels)]
    return found + _shared_names(concepts)


def _own_faults(concept: Concept, labels: Mapping[Iri, str]) -> Iterable[Finding]:
    at = concept.defined_in
    abbreviation = any(name.method == "abbreviation" for name in concept.names)
    if concept.kind == "glossary" and not concept.definitions and not abbreviation:
        yield Finding("C001", f"no sentence of the entry says what {concept.label!r} is", at)
    if concept.kind == "term" and not concept.definitions:
        yield Finding("C002", f"{concept.label!r} is used often and never defined", at)
    for name in concept.names:
        if name.bearer is not None and concept.kind == "glossary":
            message = f"{concept.label!r} is called {name.label!r}, which is an entry: {labels[name.bearer]!r}"
            yield Finding("C004", message, name.section or at)


def _shared_names(concepts: Sequence[Concept]) -> list[Finding]:
    bearing: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        if concept.kind != "symbol":
            own = [name.label for name in concept.names if name.bearer is None and name.kind != "spelling"]
            for label in sorted({*own, *concept.hidden}):
                bearing[label].append(concept)
    return [
        Finding("C003", f"{label!r} is a name of {' and '.join(repr(c.label) for c in sharing)}", sharing[0].defined_in)
        for label, sharing in sorted(bearing.items())
        if len(sharing) > 1
    ]
