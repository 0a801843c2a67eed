"""A graph of any size that looks like a documentation's: clusters, hubs, sentences that name both ends. Seeded."""

import random
from collections.abc import Callable

from corpus_words import FIRST, SECOND, THIRD

from kg.config import make_settings
from kg.graph import Graph, assemble
from kg.ids import Iri, SectionKey, slugify
from kg.records import Block, Concept, Definition, Document, Evidence, Mention, Name, Piece, Relation, Section

BASE = "https://generated.example/id/"
SITE = "https://generated.example/docs/"
KINDS = ("glossary", "topic", "symbol", "term")
FORMS = {
    "broader": "A {a} is a kind of {b} that keeps what it has seen and forgets the rest after {n} steps.",
    "part_of": "The {a} is one part of the {b}, next to {n} others that are loaded only when they are asked for.",
    "contrast": "Unlike the {b}, a {a} does not look at more than {n} neighbours at once.",
    "used_for": "Use the {a} for the {b} when fewer than {n} examples are at hand.",
    "related": "See the {b} for how a {a} is set up with {n} workers.",
    "requires": "Before the {a} can run, its {b} must have been filled {n} times or more.",
}
Said = tuple[int, int, str]  # section, offset, sentence
Write = Callable[[str], tuple[int, int]]
SHARES = (4, 1, 1, 1, 5, 6)


def generated_graph(concepts: int, relations: int, *, sections: int = 0, seed: int = 7) -> Graph:
    """Return a graph with this many concepts and statements, three mentions of each concept and a section per two."""
    dice = random.Random(seed)
    labels = _labels(concepts, dice)
    texts: list[list[str]] = [[] for _ in range(sections or max(4, concepts // 2))]
    lengths = [0] * len(texts)

    def write(sentence: str) -> tuple[int, int]:
        place = dice.randrange(len(texts))
        start = lengths[place]
        texts[place].append(sentence)
        lengths[place] += len(sentence) + 1
        return place, start

    iris = [Iri(f"{BASE}{slugify(label)}") for label in labels]
    made = _statements(relations, labels, dice, write)
    told: dict[int, Said] = {}
    for i in range(0, concepts, 3):
        sentence = f"{labels[i].capitalize()} is what turns {dice.choice(SECOND)} into {dice.choice(SECOND)} at once."
        told[i] = (*write(sentence), sentence)
    seen = [(i, *write(f"The {labels[i]} appears here."), len(labels[i])) for i in range(concepts) for _ in range(3)]
    keys = [SectionKey(f"{n // 12}_{n % 12}") for n in range(len(texts))]

    def evidence(place: int, start: int, sentence: str) -> Evidence:
        return Evidence("generated", keys[place], start, start + len(sentence), sentence, 0.5 + (start % 50) / 100)

    return assemble(
        make_settings({"base_iri": BASE, "title": "Generated docs"}),
        [Document(Iri(f"{SITE}page-{n}"), f"page-{n}.md", f"Page {n}", 12, 12) for n in range(1 + len(texts) // 12)],
        [_section(n, keys[n], " ".join(parts), labels[n % concepts]) for n, parts in enumerate(texts)], [],
        [_concept(i, iris[i], label, told.get(i), keys) for i, label in enumerate(labels)],
        [Mention(iris[i], keys[p], s + 4, s + 4 + n, labels[i], False) for i, p, s, n in seen],
        [
            Relation(iris[a], labels[a], relation, iris[b], labels[b], tuple(evidence(*place) for place in places))
            for (a, b, relation), places in made.items()
        ], [],
    )  # fmt: skip


def _statements(
    count: int, labels: list[str], dice: random.Random, write: Write
) -> dict[tuple[int, int, str], list[Said]]:
    made: dict[tuple[int, int, str], list[Said]] = {}
    names = list(FORMS)
    while len(made) < count:
        a, b = _pair(len(labels), dice)
        relation = dice.choices(names, SHARES)[0]
        if a != b and (b, a, relation) not in made and not (relation == "broader" and b > a):
            sentence = FORMS[relation].format(a=labels[a], b=labels[b], n=dice.randrange(2, 99))
            made.setdefault((a, b, relation), []).append((*write(sentence), sentence))
    return made


def _labels(count: int, dice: random.Random) -> list[str]:
    found: dict[str, None] = {}
    for third in THIRD:
        for second in SECOND:
            for first in FIRST:
                found[f"{first} {second} {third}"] = None
    plain = list(found)
    dice.shuffle(plain)
    longer = (f"{label} {n}" for n in range(2, 99) for label in plain)
    return [*plain[:count], *(next(longer) for _ in range(count - len(plain)))]


def _pair(count: int, dice: random.Random) -> tuple[int, int]:
    """Return two concepts, mostly of one cluster, the second one often a hub of it."""
    width = max(8, count // 40)
    a = dice.randrange(count)
    start = a // width * width if dice.random() < 0.85 else dice.randrange(count) // width * width
    b = start + int(width * dice.random() ** 3)
    return a, min(b, count - 1)


def _section(number: int, key: SectionKey, text: str, title: str) -> Section:
    page = Iri(f"{SITE}page-{number // 12}")
    anchor = slugify(title)
    return Section(
        key=key, iri=Iri(f"{page}/#{anchor}"), document=page, anchor=anchor, title=f"About the {title}", level=2,
        path=(f"Page {number // 12}",), position=number % 12, text=text, prose=text,
        pieces=(Piece(f"{key}_0", 0, len(text)),), blocks=(Block("paragraph", 0, len(text)),),
    )  # fmt: skip


def _concept(i: int, iri: Iri, label: str, told: tuple[int, int, str] | None, keys: list[SectionKey]) -> Concept:
    words = label.split()
    names = (Name("".join(w[0] for w in words).upper() + str(i % 10), "acronym", "generated"),) if i % 4 == 0 else ()
    definitions = ()
    if told is not None:
        place, start, sentence = told
        definitions = (Definition(keys[place], start, start + len(sentence), sentence, "copula"),)
    return Concept(iri, label, KINDS[i % 4], names, (), definitions, None)  # type: ignore[arg-type]
