"""A graph small enough to hold in the head: five concepts, two pages, every relation once or twice."""

from collections.abc import Iterable

from kg.config import Settings, make_settings
from kg.graph import Graph, assemble
from kg.ids import Iri, SectionKey
from kg.records import (
    Block,
    Concept,
    Definition,
    Document,
    Evidence,
    Genus,
    Link,
    Mention,
    Name,
    Piece,
    Relation,
    Section,
)

PAGE = "https://docs.example.org/en"
BASE = "https://example.org/id/"

TEXTS = (
    (
        "0_1",
        "glossary",
        "bm25",
        "BM25",
        "A ranking function that scores documents. Unlike [TF-IDF](#tf-idf), it saturates.",
    ),
    ("0_2", "glossary", "tf-idf", "TF-IDF", "Term frequency times inverse document frequency, a weighting scheme."),
    ("0_3", "glossary", "ranking-function", "ranking function", "A ranking function orders documents by a score."),
    ("1_1", "search", "search", "Search", "The engine ranks with BM25 and falls back to TF-IDF weighting."),
)


def iri(label: str) -> Iri:
    return Iri(BASE + "concept/" + label.lower().replace(" ", "-"))


def section(key: str, page: str, anchor: str, title: str, text: str) -> Section:
    return Section(
        key=SectionKey(key),
        iri=Iri(f"{PAGE}/{page}/#{anchor}"),
        document=Iri(f"{PAGE}/{page}"),
        anchor=anchor,
        title=title,
        level=None,
        path=(page.title(),),
        position=int(key.split("_")[1]),
        text=text,
        prose=text.replace("[", " ").replace("](#tf-idf)", " " * 10),
        pieces=(Piece(key + "_0", 0, len(text)),),
        blocks=(Block("paragraph", 0, len(text)),),
    )


SECTIONS = tuple(section(*row) for row in TEXTS)
TEXT = {s.key: s.text for s in SECTIONS}


def evidence(key: str, quote: str, method: str = "genus", weight: float = 0.9) -> Evidence:
    start = TEXT[SectionKey(key)].index(quote)
    return Evidence(method, SectionKey(key), start, start + len(quote), quote, weight)


def mention(label: str, key: str, surface: str, *, linked: bool = False) -> Mention:
    start = TEXT[SectionKey(key)].index(surface)
    return Mention(iri(label), SectionKey(key), start, start + len(surface), surface, linked)


def relation(source: str, name: str, target: str, *witnesses: Evidence, known: bool = True) -> Relation:
    return Relation(iri(source), source, name, iri(target) if known else None, target, witnesses)


def concept(label: str, key: str | None, *, kind: str = "glossary", names: Iterable[Name] = ()) -> Concept:
    definitions: tuple[Definition, ...] = ()
    if key:
        text = TEXT[SectionKey(key)]
        genera = (Genus("ranking function", 2, 18),) if label == "BM25" else ()
        definitions = (Definition(SectionKey(key), 0, len(text), text, "fragment", genera),)
    found = SectionKey(key) if key else None
    return Concept(iri(label), label, kind, tuple(names), (), definitions, found)  # type: ignore[arg-type]


CONCEPTS = (
    concept("BM25", "0_1", names=[Name("Okapi BM25", "synonym", "also-called", SectionKey("0_1"), 0, 4, 0.9)]),
    concept("TF-IDF", "0_2"),
    concept("ranking function", "0_3"),
    concept("engine", None, kind="term"),
    concept("weighting", None, kind="term"),
)
MENTIONS = (
    mention("BM25", "1_1", "BM25"),
    mention("TF-IDF", "1_1", "TF-IDF"),
    mention("TF-IDF", "0_1", "TF-IDF", linked=True),
    mention("engine", "1_1", "engine"),
    mention("weighting", "1_1", "weighting"),
    mention("ranking function", "0_3", "ranking function"),
)
RELATIONS = (
    relation("BM25", "broader", "ranking function", evidence("0_1", "A ranking function that scores documents.")),
    relation("BM25", "contrast", "TF-IDF", evidence("0_1", "Unlike [TF-IDF](#tf-idf), it saturates.", "unlike", 0.8)),
    relation("TF-IDF", "broader", "scheme", evidence("0_2", "a weighting scheme"), known=False),
    relation("BM25", "requires", "TF-IDF", evidence("0_1", "TF-IDF", "requires", 0.5)),
    relation("engine", "used_for", "weighting", evidence("1_1", "The engine ranks with BM25", "uses", 0.4)),
)
LINKS = (
    Link(SectionKey("0_1"), "#tf-idf", "TF-IDF", SECTIONS[1].iri, "section", 49, 66, SectionKey("0_2")),
    Link(SectionKey("1_1"), "#nothing", "x", None, "broken", 0, 3),
)
DOCUMENTS = (
    Document(Iri(f"{PAGE}/glossary"), "glossary.md", "Glossary", 3, 3),
    Document(Iri(f"{PAGE}/search"), "search.md", "Search", 1, 1),
)


def small_graph(settings: Settings | None = None, **changed: object) -> Graph:
    records: dict[str, object] = {
        "documents": DOCUMENTS,
        "sections": SECTIONS,
        "links": LINKS,
        "concepts": CONCEPTS,
        "mentions": MENTIONS,
        "relations": RELATIONS,
        "findings": (),
        **changed,
    }
    return assemble(settings or make_settings({"base_iri": BASE, "title": "Small"}), **records)  # type: ignore[arg-type]
