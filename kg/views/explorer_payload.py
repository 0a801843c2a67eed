"""What the explorer knows of a graph, as plain lists that compress well: one column per property, text once.

    {"title", "base", "language", "scheme", "kinds", "methods", "communities",
     "relations":  [name, IRI, reading, inverse reading, symmetric] of kg.vocab, in its order
     "documents":  address, title
     "sections":   document, address (after its document's), title, path
     "concepts":   iri (after base), label, aliases, kind, definition (text), defined (section), size, rank, community
     "texts":      quotes and definitions as a reader sees them; "raw": as written, where that differs
     "statements": source, relation, target, confidence, evidence
     "mentions":   per concept: section, count, surface, section, count, surface, ...
     "surfaces":   the words by which concepts are named
     "overview":   concept, x, y
     "between":    how many statements tie two sections: links, which no concept's page shows
     "skos":       what graph.ttl says otherwise (see explorer_skos)}

Concepts, sections and documents are numbers in the order of the graph. A statement's source is a concept, or a section
written as -1 - number; its target is a concept, or words written as -1 - number in "words". Evidence is a flat list of
text, method, section, weight. Weights and confidences are in ten-thousandths, sizes are radii in tenths of a pixel.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.graph import Graph
from kg.ids import Iri, SectionKey
from kg.records import Concept, Relation
from kg.views.explorer_overview import overview, sizes
from kg.views.explorer_skos import scheme_differences
from kg.vocab import RELATIONS

KINDS = ("glossary", "topic", "symbol", "term")
_SPACED = re.compile(r" ([,.;:!?)])(?=\s|$)")  # where a blanked link target stood before a sentence mark
COMMUNITY_MEMBERS = 4  # a smaller one has no colour and no name: it would be noise in a legend


class Texts:
    """Numbers for texts, each kept once, in the order of first use."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Return the number of a text."""
        return self.number.setdefault(text, len(self.number))


class Quotes:
    """Spans of sections as a reader sees them (markup blanked, one space for many) and as written."""

    def __init__(self, graph: Graph) -> None:
        self._section = graph.section
        self._known: dict[tuple[SectionKey, int, int], int] = {}
        self._texts: dict[tuple[str, str], int] = {}

    def add(self, section: SectionKey, start: int, end: int) -> int:
        """Return the number of a span's text."""
        place = (section, start, end)
        number = self._known.get(place)
        if number is None:
            found = self._section[section]
            written = found.text[start:end]
            seen = _SPACED.sub(r"\1", " ".join(found.prose[start:end].split())) or " ".join(written.split())
            number = self._known[place] = self._texts.setdefault((seen, written), len(self._texts))
        return number

    @property
    def texts(self) -> list[str]:
        """What a reader sees."""
        return [seen for seen, _ in self._texts]

    @property
    def raw(self) -> dict[str, str]:
        """What is written, by number, where it differs."""
        return {str(i): written for i, (seen, written) in enumerate(self._texts) if seen != written}


class Index(NamedTuple):
    """Numbers of concepts and sections, and texts collected on the way."""

    concept: dict[Iri, int]
    section: dict[SectionKey, int]
    section_at: dict[Iri, int]
    quotes: Quotes
    words: Texts
    methods: Texts


def payload(graph: Graph) -> dict[str, object]:
    """Return what the page needs, made of nothing but lists, text and numbers."""
    index = Index(
        {c.iri: i for i, c in enumerate(graph.concepts)},
        {s.key: i for i, s in enumerate(graph.sections)},
        {s.iri: i for i, s in reversed(list(enumerate(graph.sections)))},
        Quotes(graph), Texts(), Texts(),
    )  # fmt: skip
    radii = sizes(graph)
    picture = overview(graph, radii)
    communities = _communities(graph, picture["concept"])
    concepts = _concepts(graph, index, communities, radii)
    said = [(r, ends) for r in graph.relations if (ends := _ends(r, index)) is not None]
    statements = _statements(said, index)
    surfaces, mentions = _mentions(graph, index)
    return {
        "title": graph.title, "base": graph.base_iri, "language": graph.language, "scheme": graph.scheme,
        "kinds": KINDS, "communities": communities,
        "relations": [[r.name, r.iri, r.reading, r.inverse_reading, int(r.symmetric)] for r in RELATIONS],
        "documents": {"address": [d.iri for d in graph.documents], "title": [d.title for d in graph.documents]},
        "sections": _sections(graph), "concepts": concepts, "statements": statements,
        "mentions": mentions, "surfaces": surfaces, "overview": picture,
        "texts": index.quotes.texts, "raw": index.quotes.raw,
        "words": list(index.words.number), "methods": list(index.methods.number),
        "between": len(graph.relations) - len(said),
        "skos": scheme_differences(graph, _shown(concepts, index), [r for r, _ in said]),
    }  # fmt: skip


def _communities(graph: Graph, shown: list[int]) -> list[str]:
    """Return the names of communities that are large enough to be shown.

    Those with most members in the first picture come first: there are fewer colours than communities.
    """
    members = Counter(graph.community.values())
    first = Counter(graph.community[graph.concepts[i].iri] for i in shown)
    ordered = sorted(members.items(), key=lambda entry: (-first[entry[0]], -entry[1], entry[0]))
    return [name for name, count in ordered if count >= COMMUNITY_MEMBERS]


def _concepts(graph: Graph, index: Index, communities: list[str], radii: list[float]) -> dict[str, list[object]]:
    number = {name: i for i, name in enumerate(communities)}
    scale = 1e6
    return {
        "iri": [c.iri.removeprefix(graph.base_iri) for c in graph.concepts],
        "label": [c.label for c in graph.concepts],
        "aliases": [c.aliases for c in graph.concepts],
        "hidden": [c.hidden for c in graph.concepts],
        "kind": [KINDS.index(c.kind) for c in graph.concepts],
        "definition": [_definition(c, index) for c in graph.concepts],
        "defined": [-1 if c.defined_in is None else index.section[c.defined_in] for c in graph.concepts],
        "told": [index.section[c.definitions[0].section] if c.definitions else -1 for c in graph.concepts],
        "size": [round(10 * radius) for radius in radii],
        "rank": [round(scale * graph.pagerank[c.iri]) for c in graph.concepts],
        "community": [number.get(graph.community[c.iri], -1) for c in graph.concepts],
    }


def _definition(concept: Concept, index: Index) -> int:
    if not concept.definitions:
        return -1
    first = concept.definitions[0]
    return index.quotes.add(first.section, first.start, first.end)


def _sections(graph: Graph) -> dict[str, list[object]]:
    page = {d.iri: i for i, d in enumerate(graph.documents)}
    paths = Texts()
    columns: dict[str, list[object]] = {"document": [], "address": [], "title": [], "path": []}
    for s in graph.sections:
        columns["document"].append(page[s.document])
        columns["address"].append(s.iri.removeprefix(s.document) if s.iri.startswith(s.document) else f"={s.iri}")
        columns["title"].append(s.title)
        columns["path"].append([paths.add(title) for title in s.path])
    columns["titles"] = list(paths.number)
    return columns


def _shown(concepts: dict[str, list[object]], index: Index) -> list[str]:
    texts = index.quotes.texts
    return ["" if number == -1 else texts[number] for number in concepts["definition"]]  # type: ignore[call-overload]


def _statements(said: list[tuple[Relation, tuple[int, int]]], index: Index) -> dict[str, list[object]]:
    relation = {r.name: i for i, r in enumerate(RELATIONS)}
    rows = [(*ends, relation[r.relation], round(1e4 * r.confidence), list(_evidence(r, index))) for r, ends in said]
    names = ("source", "target", "relation", "confidence", "evidence")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def _ends(r: Relation, index: Index) -> tuple[int, int] | None:
    """Return a statement's two ends as numbers; None for one between two sections, which no concept's page shows."""
    source = index.concept.get(r.source)
    target = index.concept.get(r.target) if r.target is not None else None
    if source is None:
        section = index.section_at.get(r.source)
        return None if section is None or target is None else (-1 - section, target)
    return source, -1 - index.words.add(r.target_label) if target is None else target


def _evidence(r: Relation, index: Index) -> Iterator[int]:
    for e in sorted(r.evidence, key=lambda e: -e.weight):
        yield from (
            index.quotes.add(e.section, e.start, e.end), index.methods.add(e.method), index.section[e.section],
            round(1e4 * e.weight),
        )  # fmt: skip


def _mentions(graph: Graph, index: Index) -> tuple[list[str], list[list[int]]]:
    """Return surfaces, and for each concept how often and first by which words each section names it."""
    surfaces = Texts()
    found: list[dict[int, list[int]]] = [{} for _ in graph.concepts]
    for concept, section, _, _, surface, _ in graph.mentions:
        sections = found[index.concept[concept]]
        number = index.section[section]
        if number in sections:
            sections[number][0] += 1
        else:
            sections[number] = [1, surfaces.add(surface)]
    return list(surfaces.number), [list(_flat(sections)) for sections in found]


def _flat(sections: dict[int, list[int]]) -> Iterable[int]:
    last = 0
    for section, (count, surface) in sections.items():
        yield from (section - last, count, surface)
        last = section
