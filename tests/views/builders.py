"""Graphs made by hand and by hypothesis, for the views and whoever else needs a whole graph without a build."""

from hypothesis import strategies as st

from kg.errors import Location
from kg.graph import Graph
from kg.ids import Iri, SectionKey, slugify
from kg.records import (
    Block,
    Concept,
    Definition,
    Document,
    Evidence,
    Finding,
    Genus,
    Link,
    Mark,
    Mention,
    Name,
    Piece,
    Relation,
    Section,
    SymbolDoc,
)

BASE = "https://example.org/id/"
SITE = "https://example.org/docs/"


def iri(label: str) -> Iri:
    return Iri(BASE + slugify(label))


def section(key: str, page: str, anchor: str, title: str, text: str, *, position: int = 0, cut: int = 0) -> Section:
    """A section of one chunk, or of two that overlap by four characters around `cut`."""
    pieces = (Piece(f"{key}_0", 0, len(text)),)
    if cut:
        pieces = (Piece(f"{key}_0", 0, cut + 2), Piece(f"{key}_1", cut - 2, len(text) - cut + 2))
    address = f"{SITE}{page}/" + (f"#{anchor}" if anchor else "")
    return Section(
        key=SectionKey(key),
        iri=Iri(address),
        document=Iri(SITE + page),
        anchor=anchor,
        title=title,
        level=None,
        path=(page,) if anchor else (),
        position=position,
        text=text,
        prose=text,
        pieces=pieces,
        blocks=(Block("paragraph", 0, len(text)),) if text else (),
    )


def witness(section: Section, quote: str, *, method: str = "copula", weight: float = 0.9) -> Evidence:
    start = section.text.index(quote)
    return Evidence(method, section.key, start, start + len(quote), quote, weight)


def small_graph() -> Graph:
    """Four concepts and every relation, with a link cut in two and two sections of one address."""
    ssl = section(
        "0_1",
        "glossary",
        "self-supervised-learning",
        "self-supervised learning (SSL)",
        "A kind of machine learning in which a model makes its own labels. SSL contrasts with supervised"
        " learning and is used for pretraining.",
        position=1,
        cut=40,
    )
    ml = section("0_0", "glossary", "machine-learning", "machine learning", "Machine learning is an algorithm family.")
    trainer = section("1_0", "trainer", "", "Trainer", "[[autodoc]] Trainer\n\t- train\nSee [broken](#nowhere).")
    again = section("1_1", "trainer", "", "Trainer", "The Trainer needs machine learning first.", position=1)
    c_ssl = Concept(
        iri("self-supervised learning"),
        "self-supervised learning",
        "glossary",
        names=(
            Name("SSL", "acronym", "heading", ssl.key, ssl.text.index("SSL"), ssl.text.index("SSL") + 3, 0.95),
            Name("self-supervised learnings", "plural", "plural"),
            Name("self-supervized learning", "misspelling", "spelling"),
        ),
        hidden=("self-supervized learning",),
        definitions=(Definition(ssl.key, 0, 65, ssl.text[:65], "copula", (Genus("machine learning", 10, 26),)),),
        defined_in=ssl.key,
        score=0.75,
    )
    c_ml = Concept(iri("machine learning"), "machine learning", "glossary", names=(Name("SSL", "acronym", "heading"),))
    c_sl = Concept(iri("supervised learning"), "supervised learning", "term")
    c_trainer = Concept(iri("Trainer"), "Trainer", "symbol", defined_in=trainer.key)
    mentions = [
        Mention(c.iri, s.key, s.text.index(words), s.text.index(words) + len(words), words, linked)
        for c, s, words, linked in (
            (c_ml, ssl, "machine learning", True),
            (c_sl, ssl, "supervised learning", False),
            (c_ml, again, "machine learning", False),
            (c_trainer, again, "Trainer", False),
        )
    ]
    start = trainer.text.index("[broken]")
    links = [
        Link(ssl.key, "https://example.com/a b", "words", Iri("https://example.com/a b"), "external", 2, 6),
        Link(ssl.key, "#machine-learning", "machine learning", ml.iri, "section", 10, 26, ml.key),
        Link(trainer.key, "#nowhere", "broken", None, "broken", start, start + 19),
    ]
    relations = [
        Relation(c_ssl.iri, c_ssl.label, "alias", None, "SSL", (witness(ssl, "SSL"),)),
        Relation(
            c_ssl.iri, c_ssl.label, "broader", c_ml.iri, c_ml.label, (witness(ssl, "A kind of machine learning"),)
        ),
        Relation(c_ml.iri, c_ml.label, "broader", None, "algorithm family", (witness(ml, "is an algorithm family"),)),
        Relation(c_ssl.iri, c_ssl.label, "contrast", c_sl.iri, c_sl.label, (witness(ssl, "contrasts with"),)),
        Relation(c_ssl.iri, c_ssl.label, "used_for", None, "pretraining", (witness(ssl, "used for pretraining"),)),
        Relation(
            c_ssl.iri,
            c_ssl.label,
            "related",
            c_sl.iri,
            c_sl.label,
            (
                witness(ssl, "SSL contrasts", method="cooccurrence", weight=0.4),
                witness(ssl, "supervised", method="links", weight=0.5),
            ),
        ),
        Relation(c_ml.iri, c_ml.label, "related", c_sl.iri, c_sl.label, (witness(ssl, "learning and"),)),
        Relation(c_trainer.iri, c_trainer.label, "requires", c_ml.iri, c_ml.label, (witness(again, "needs"),)),
        Relation(c_sl.iri, c_sl.label, "part_of", c_ml.iri, c_ml.label, (witness(ssl, "learning"),)),
        Relation(trainer.iri, "Trainer", "documents", c_trainer.iri, "Trainer", (witness(trainer, "Trainer"),)),
    ]
    return Graph(
        title="A <small> graph",
        base_iri=BASE,
        language="en",
        documents=(
            Document(Iri(SITE + "glossary"), "glossary.md", "Glossary", 3, 2),
            Document(Iri(SITE + "trainer"), "trainer.md", "Trainer", 2, 2),
        ),
        sections=(ml, ssl, trainer, again),
        links=tuple(links),
        concepts=tuple(sorted((c_ssl, c_ml, c_sl, c_trainer), key=lambda c: c.iri)),
        mentions=tuple(mentions),
        relations=tuple(sorted(relations, key=lambda r: (r.source, r.relation))),
        findings=(
            Finding("L001", "#nowhere: no such anchor", trainer.key, "trainer.md", Location("trainer.md", None, 3)),
            Finding("R001", "row skipped", None, "", Location("rows.parquet", 7)),
        ),
    )


# characters that break writers: quotes, markup, controls, zero width, astral, combining, no-characters
NASTY = st.text(st.sampled_from("aB z-é\"'\\<>&|`*_[]#%@{}\n\t\r\x00\x07\x1f\x7f\x85\u200b\u2028\ufeff\uffff😀\u0301"))
WORDS = st.text(st.sampled_from('abcde fgh-éß"\\<&\u200b😀'), min_size=1, max_size=12)
NUMBERS = st.integers(0, 40)


@st.composite
def sections(draw: st.DrawFn, number: int) -> Section:
    text = draw(st.one_of(NASTY, WORDS).filter(lambda t: len(t) > 1))
    cut = draw(st.integers(0, len(text) - 3)) if len(text) > 6 else 0
    page = draw(st.sampled_from(("a", "b")))
    made = section(
        f"{number}",
        page,
        draw(st.sampled_from(("", "x", "y"))),
        draw(NASTY),
        text,
        position=number,
        cut=cut if cut > 3 else 0,
    )
    end = draw(st.integers(1, len(text)))
    return Section(
        **{
            **{name: getattr(made, name) for name in made.__slots__},
            "marks": (Mark("code", 0, end),),
            "anchors": tuple(draw(st.lists(WORDS, max_size=2))),
            "symbols": (SymbolDoc(draw(NASTY), tuple(draw(st.lists(WORDS, max_size=2))), 0, end),)
            * draw(st.integers(0, 1)),
            "front_matter": tuple(draw(st.lists(st.tuples(WORDS, NASTY), max_size=2))),
            "level": draw(st.one_of(st.none(), st.integers(1, 6))),
            "location": draw(st.sampled_from((Location(""), Location("a.md"), Location("b.md", None, 4)))),
        }
    )


@st.composite
def evidence(draw: st.DrawFn, found: list[Section]) -> Evidence:
    where = draw(st.sampled_from(found))
    start = draw(st.integers(0, len(where.text) - 1))
    end = draw(st.integers(start + 1, len(where.text)))
    weight = round(draw(st.floats(0, 1)), 4)
    return Evidence(draw(st.sampled_from(("copula", "hearst"))), where.key, start, end, where.text[start:end], weight)


@st.composite
def concepts(draw: st.DrawFn, number: int, found: list[Section]) -> Concept:
    label = draw(st.one_of(st.sampled_from(("token", "Token", "mesh")), NASTY))
    names = [
        Name(alias, "synonym", "heading", where.key, 0, len(where.text), 0.5)
        for alias, where in draw(st.lists(st.tuples(WORDS, st.sampled_from(found)), max_size=3))
    ]
    home = draw(st.one_of(st.none(), st.sampled_from(found)))
    told = [] if home is None else [Definition(home.key, 0, 2, home.text[:2], "copula", (Genus("thing", 0, 2),))]
    return Concept(
        Iri(f"{BASE}{slugify(label)}-{number}"),
        label,
        draw(st.sampled_from(("glossary", "topic", "symbol", "term"))),
        names=(*names, Name("token", "plural", "plural")),
        hidden=tuple(draw(st.lists(WORDS, max_size=2))),
        definitions=tuple(told),
        defined_in=None if home is None else home.key,
        score=draw(st.floats(0, 1)),
    )


@st.composite
def graphs(draw: st.DrawFn, most: int = 7) -> Graph:
    """Any graph the invariants allow, with hostile text everywhere and dense relations; records in their order."""
    found = [draw(sections(number)) for number in range(draw(st.integers(1, 4)))]
    found.sort(key=lambda s: (s.document, s.position))
    nodes = [draw(concepts(number, found)) for number in range(draw(st.integers(0, most)))]
    relations: dict[tuple[str, str, str | None, str], Relation] = {}
    names = st.sampled_from(("broader", "narrower", "related", "part_of", "contrast", "used_for", "requires", "alias"))
    for _ in range(draw(st.integers(0, 3 * most)) if nodes else 0):
        source, target, name = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes)), draw(names)
        free = name == "alias" or (draw(st.booleans()) and draw(st.booleans()))
        words, end = (draw(NASTY), None) if free else (target.label, target.iri)
        told = tuple(dict.fromkeys(draw(st.lists(evidence(found), min_size=1, max_size=3))))
        relations[source.iri, name, end, words] = Relation(source.iri, source.label, name, end, words, told)
    mentions = [
        Mention(c.iri, s.key, 0, 1, s.text[:1], i % 2 == 0)
        for s in found[:2]
        for i, c in enumerate(sorted(nodes, key=lambda c: c.iri))
    ]
    links = [
        Link(s.key, draw(NASTY), draw(WORDS), None if kind == "broken" else s.iri, kind, 0, 1, None)
        for s in found
        for kind in ("section", "external", "broken")
    ]
    return Graph(
        title=draw(NASTY),
        base_iri=BASE,
        language="en",
        documents=tuple(Document(Iri(SITE + page), f"{page}.md", draw(NASTY), 1, 1) for page in ("a", "b")),
        sections=tuple(found),
        links=tuple(links),
        concepts=tuple(sorted(nodes, key=lambda c: c.iri)),
        mentions=tuple(mentions),
        relations=tuple(relations[key] for key in sorted(relations, key=str)),
        findings=(Finding("P001", draw(NASTY), found[0].key), Finding("R002", draw(NASTY), None, draw(NASTY))),
    )
