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

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from kg.graph import Graph
from kg.ids import Iri, SectionKey
from kg.records import Document, Relation
from kg.views.explorer_overview import overview, sizes
from kg.views.explorer_skos import scheme_differences
from kg.views.render import WORDS
from kg.views.survey import Home
from kg.views.whole import Whole, as_whole
from kg.vocab import RELATIONS

KINDS = ("glossary", "topic", "symbol", "term")
COMMUNITY_MEMBERS = 4  # a smaller one has no colour and no name: it would be noise in a legend


class Texts:
    """Numbers for texts, each kept once, in the order of first use."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Return the number of a text."""
        return self.number.setdefault(text, len(self.number))


class Quotes:
    """Spans of sections as a reader sees them and as written, each pair once, by the number of the span."""

    def __init__(self, words: Mapping[int, tuple[str, str]]) -> None:
        self._words = words
        self._texts: dict[tuple[str, str], int] = {}

    def add(self, span: int, quote: str) -> int:
        """Return the number of a span's text; `quote` is what is written there, where nothing else is known."""
        return self._texts.setdefault(self._words.get(span) or (quote, quote), len(self._texts))

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


def page_title(whole: Whole) -> str:
    """Return the title of the page, which says so where it does not show all."""
    shown, all_ = len(whole.part.concepts), len(whole.core.concepts)
    return whole.title if whole.part.whole else f"{whole.title} (the {shown:,} most central of {all_:,} concepts)"


def payload(source: Graph | Whole) -> dict[str, object]:
    """Return what the page needs, made of nothing but lists, text and numbers."""
    whole = as_whole(source, WORDS)
    core, part = whole.core, whole.part
    outline = whole.survey.outline
    index = Index(
        {c.iri: i for i, c in enumerate(part.concepts)},
        {s.key: i for i, s in enumerate(outline)},
        {s.iri: i for i, s in reversed(list(enumerate(outline)))},
        Quotes(whole.words), Texts(), Texts(),
    )  # fmt: skip
    radii = sizes(core, part.concepts)
    picture = overview(core, part.concepts, radii) if whole.picture is None else whole.picture
    communities = _communities(whole, picture["concept"])
    concepts = _concepts(whole, index, communities, radii)
    said = [(i, ends) for i in part.statements if (ends := _ends(core.relations[i], index)) is not None]
    statements = _statements(whole, said, index)
    surfaces, mentions = _mentions(whole, index)
    documents = _documents(whole)
    return {
        "title": page_title(whole), "base": core.base_iri, "language": core.language, "scheme": core.scheme,
        "kinds": KINDS, "communities": communities,
        "relations": [[r.name, r.iri, r.reading, r.inverse_reading, int(r.symmetric)] for r in RELATIONS],
        "documents": {"address": [d.iri for d in documents], "title": [d.title for d in documents]},
        "sections": _sections(outline, documents), "concepts": concepts, "statements": statements,
        "mentions": mentions, "surfaces": surfaces, "overview": picture,
        "texts": index.quotes.texts, "raw": index.quotes.raw,
        "words": list(index.words.number), "methods": list(index.methods.number),
        "between": len(core.relations) - len(said),
        "skos": scheme_differences(whole, _shown(concepts, index), [core.relations[i] for i, _ in said]),
    }  # fmt: skip


def _communities(whole: Whole, shown: list[int]) -> list[str]:
    """Return the names of communities that are large enough to be shown.

    Those with most members in the first picture come first: there are fewer colours than communities.
    """
    community, concepts = whole.core.community, whole.part.concepts
    members = Counter(community[c.iri] for c in concepts)
    first = Counter(community[concepts[i].iri] for i in shown)
    ordered = sorted(members.items(), key=lambda entry: (-first[entry[0]], -entry[1], entry[0]))
    return [name for name, count in ordered if count >= COMMUNITY_MEMBERS]


def _concepts(whole: Whole, index: Index, communities: list[str], radii: list[float]) -> dict[str, list[object]]:
    number = {name: i for i, name in enumerate(communities)}
    core, concepts = whole.core, whole.part.concepts
    kind = {name: i for i, name in enumerate(KINDS)}
    scale = 1e6
    return {
        "iri": [c.iri.removeprefix(core.base_iri) for c in concepts],
        "label": [c.label for c in concepts],
        "aliases": [core.aliases[c.iri] for c in concepts],
        "hidden": [c.hidden for c in concepts],
        "kind": [kind[c.kind] for c in concepts],
        "definition": _definitions(whole, index),
        "defined": [-1 if c.defined_in is None else index.section[c.defined_in] for c in concepts],
        "told": [index.section[c.definitions[0].section] if c.definitions else -1 for c in concepts],
        "size": [round(10 * radius) for radius in radii],
        "rank": [round(scale * core.pagerank[c.iri]) for c in concepts],
        "community": [number.get(community, -1) for community in map(core.community.__getitem__, index.concept)],
    }


def _definitions(whole: Whole, index: Index) -> list[object]:
    """Return the number of each concept's first definition; spans of definitions are numbered in order."""
    found: list[object] = []
    span = whole.spans.definitions
    for c in whole.core.concepts:
        if c.iri in index.concept:
            found.append(index.quotes.add(span, c.definitions[0].text) if c.definitions else -1)
        span += len(c.definitions)
    return found


def _documents(whole: Whole) -> Sequence[Document]:
    if whole.part.whole:
        return whole.core.documents
    shown = {section.document for section in whole.survey.outline}
    return [document for document in whole.core.documents if document.iri in shown]


def _sections(outline: Sequence[Home], documents: Sequence[Document]) -> dict[str, list[object]]:
    page = {d.iri: i for i, d in enumerate(documents)}
    paths = Texts()
    columns: dict[str, list[object]] = {"document": [], "address": [], "title": [], "path": []}
    for s in outline:
        columns["document"].append(page[s.document])
        columns["address"].append(s.iri.removeprefix(s.document) if s.iri.startswith(s.document) else f"={s.iri}")
        columns["title"].append(s.title)
        columns["path"].append([paths.add(title) for title in s.path])
    columns["titles"] = list(paths.number)
    return columns


def _shown(concepts: dict[str, list[object]], index: Index) -> list[str]:
    texts = index.quotes.texts
    return ["" if number == -1 else texts[number] for number in concepts["definition"]]  # type: ignore[call-overload]


def _statements(whole: Whole, said: list[tuple[int, tuple[int, int]]], index: Index) -> dict[str, list[object]]:
    number = {r.name: i for i, r in enumerate(RELATIONS)}
    core = whole.core
    first = [0, *accumulate(len(r.evidence) for r in core.relations)]
    relations = [core.relations[i] for i, _ in said]
    return {
        "source": [source for _, (source, _) in said],
        "target": [target for _, (_, target) in said],
        "relation": [number[r.relation] for r in relations],
        "confidence": [round(1e4 * core.confidences[i]) for i, _ in said],
        "evidence": [_evidence(core.relations[i], first[i], index) for i, _ in said],
    }


def _ends(r: Relation, index: Index) -> tuple[int, int] | None:
    """Return a statement's two ends as numbers; None for one between two sections, which no concept's page shows."""
    source = index.concept.get(r.source)
    target = index.concept.get(r.target) if r.target is not None else None
    if source is None:
        section = index.section_at.get(r.source)
        return None if section is None or target is None else (-1 - section, target)
    return source, -1 - index.words.add(r.target_label) if target is None else target


def _evidence(r: Relation, first: int, index: Index) -> list[int]:
    """Return the witnesses of a statement, the surest first; their spans are numbered from `first` on."""
    quotes, methods, section = index.quotes, index.methods, index.section
    witnesses = list(enumerate(r.evidence, first))
    if len(witnesses) > 1:
        witnesses.sort(key=lambda known: -known[1].weight)
    found: list[int] = []
    for span, e in witnesses:
        found += (quotes.add(span, e.quote), methods.add(e.method), section[e.section], round(1e4 * e.weight))
    return found


def _mentions(whole: Whole, index: Index) -> tuple[list[str], list[list[int]]]:
    """Return surfaces, and for each concept how often and first by which words each section names it.

    Sections are told by the distance from the one before.
    """
    surfaces = Texts()
    found: list[list[int]] = [[] for _ in index.concept]
    last = [0] * len(found)
    for first, namings in whole.namings:
        for iri, section, count, surface in namings:
            if (concept := index.concept.get(iri)) is not None:
                number = first + section
                found[concept] += (number - last[concept], count, surfaces.add(surface))
                last[concept] = number
    return list(surfaces.number), found
