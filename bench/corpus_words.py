"""The words of the generated corpus: terms with their relations, topics, classes, and filler that grows by Heaps' law.

A corpus of D documents has 6 D^0.55 glossary terms, 10 D^0.55 topics, 6 D^0.65 classes and 450 D^0.55 words: a corpus
a hundred times larger has some twelve times the terms, as real ones do (Heaps, "Information Retrieval", 1978; the real
table's 470 pages have 15,800 words, 50 glossary terms and 450 topics). The ends of made-up words tell what they are:

    tramelor              a head: a term of one word, a kind of another head
    sparse tramelor       a term below it, sometimes of three words with an acronym (sparse query tramelor, SQT)
    tramelix              a second name                 Tramelan planner   a topic      TramelunPlanner   a class
"""

import random
from dataclasses import dataclass, field
from functools import cache

ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kl", "pl", "tr")
NUCLEI = ("a", "e", "i", "o", "u")
CODAS = ("", "n", "l", "r", "m")
FIRST = (
    "coarse", "masked", "sparse", "dense", "causal", "hybrid", "latent", "linear", "local", "global", "shared",
    "paged", "cached", "static", "dynamic", "nested", "robust", "scaled", "rotary", "joint", "quiet", "mild",
    "vertical", "broad", "plain", "federated",
)  # fmt: skip
SECOND = (
    "language", "attention", "image", "speech", "query", "index", "cluster", "graph", "memory", "gradient", "kernel",
    "layer", "sequence", "stream", "schema", "weight", "feature", "policy", "reward", "sample", "sensor", "signal",
    "node", "token", "vector", "object", "zone", "unit", "joint",
)  # fmt: skip
THIRD = (
    "encoder", "decoder", "pipeline", "trainer", "sampler", "router", "adapter", "optimizer", "scheduler", "processor",
    "loader", "planner", "compiler", "parser", "builder", "monitor", "exporter", "viewer",
)  # fmt: skip
NOUNS = (
    "file", "value", "result", "step", "batch", "record", "request", "answer", "setting", "folder", "server", "client",
    "worker", "table", "column", "row", "page", "script", "command", "option", "version", "release", "test", "error",
    "message", "log", "user", "team", "project", "machine", "disk", "network", "image", "process", "thread", "queue",
    "buffer", "block", "frame", "sample", "label", "score", "threshold", "limit", "default", "example", "tutorial",
)  # fmt: skip
VERBS = (
    "reads", "writes", "keeps", "drops", "moves", "checks", "returns", "stores", "updates", "ignores", "loads",
    "sends", "copies", "splits", "joins", "counts", "sorts", "filters", "replaces", "prepares", "opens", "closes",
    "needs", "holds",
)  # fmt: skip
PLAIN = (
    "read", "write", "keep", "drop", "move", "check", "return", "store", "update", "ignore", "load", "send", "copy",
    "split", "join", "count", "sort", "filter", "replace", "prepare", "open", "close",
)  # fmt: skip
PARTICIPLES = (
    "read", "written", "kept", "dropped", "moved", "checked", "returned", "stored", "updated", "ignored", "loaded",
    "sent", "copied", "split", "joined", "counted", "sorted", "filtered", "replaced", "prepared", "opened", "closed",
)  # fmt: skip
ADJECTIVES = (
    "small", "large", "new", "old", "fast", "slow", "single", "second", "last", "next", "whole", "empty", "full",
    "long", "short", "simple", "common", "separate", "original", "usual", "second-hand", "temporary", "local", "remote",
)  # fmt: skip
DOING = (
    "sorting",
    "ranking",
    "filtering",
    "storing",
    "copying",
    "finding",
    "checking",
    "splitting",
    "moving",
    "reading",
)
THINGS = ("records", "results", "images", "messages", "requests", "tables", "samples", "files", "answers", "scores")
METHODS = ("forward", "reset", "save", "load", "step", "close", "encode", "decode", "train", "export")
TERMS_PER_AREA, CHILDREN = 60, 7


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term with all that its entry says; other terms are meant by their number."""

    label: str
    area: int
    genus: int | None = None
    acronym: str = ""
    alias: str = ""
    part_of: int | None = None
    contrast: int | None = None
    used_for: str = ""

    @property
    def heading(self) -> str:
        return f"{self.label} ({self.acronym})" if self.acronym else self.label

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.acronym, self.alias) if name)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A class that one page documents with some of its methods."""

    name: str
    members: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(slots=True)
class Words:
    """Everything that documents are made of; areas are folders with a glossary of their own."""

    documents: int
    areas: int
    terms: list[Term] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    fillers: list[str] = field(default_factory=list)

    def terms_of(self, area: int) -> range:
        return range(area * len(self.terms) // self.areas, (area + 1) * len(self.terms) // self.areas)


def heaps(factor: float, documents: int, exponent: float) -> int:
    """Return how many different ones a corpus of so many documents has.

    >>> heaps(6, 470, 0.55), heaps(6, 72_000, 0.55)
    (177, 2817)
    """
    return max(8, round(factor * documents**exponent))


@cache
def syllables() -> tuple[str, ...]:
    return tuple(onset + nucleus + coda for coda in CODAS for onset in ONSETS for nucleus in NUCLEI)


def made_up(number: int, ending: str) -> str:
    """Return a word for a number, different for every number below 25 million.

    >>> made_up(0, "or"), made_up(1, "or"), made_up(500, "or")
    ('bador', 'bebedor', 'babebedor')
    """
    parts, basis = "", syllables()
    mixed = number * 7919 % 24_999_983
    while True:
        mixed, rest = divmod(mixed, len(basis))
        parts += basis[rest]
        if not mixed:
            return parts + "d" + ending


def make_words(documents: int, seed: int) -> Words:
    """Return the words of a corpus of so many documents."""
    dice = random.Random(f"{seed}:words")
    count = heaps(6, documents, 0.55)
    words = Words(documents, max(1, round(count / TERMS_PER_AREA)))
    words.terms = _terms(count, words, dice)
    many = range(min(heaps(10, documents, 0.55), documents // 3))
    words.topics = [f"{made_up(i, 'an').capitalize()} {dice.choice(THIRD)}" for i in many]
    words.symbols = [_symbol(i, dice) for i in range(heaps(6, documents, 0.65))]
    many = range(1_000_000, 1_000_000 + heaps(450, documents, 0.55))
    words.fillers = [*NOUNS, *(made_up(i, dice.choice(("a", "o", "em", "il"))) for i in many)]
    return words


def _symbol(number: int, dice: random.Random) -> Symbol:
    name = f"{made_up(number, 'un').capitalize()}{dice.choice(THIRD).capitalize()}"
    return Symbol(f"generated.{name}", tuple(sorted(dice.sample(METHODS, dice.randrange(1, 5)))))


def _terms(count: int, words: Words, dice: random.Random) -> list[Term]:
    taken: set[str] = set()
    found: list[Term] = []
    for i in range(count):
        area = next(a for a in range(words.areas) if i < (a + 1) * count // words.areas)
        first = area * count // words.areas
        head = i - (i - first) % (1 + CHILDREN)
        label = found[head].label if head < i else ""
        label = _below(label, taken, dice) if label else made_up(i, "or")
        taken.add(label)
        found.append(Term(label, area, **_said(i, head, first, label, taken, dice)))
    return found


def _below(head: str, taken: set[str], dice: random.Random) -> str:
    """Return a label of two or three words below a head that nothing is called yet."""
    while True:
        middle = f"{dice.choice(SECOND)} " if dice.random() < 0.4 else ""
        label = f"{dice.choice(FIRST)} {middle}{head}"
        if label not in taken:
            return label


def _said(i: int, head: int, first: int, label: str, taken: set[str], dice: random.Random) -> dict[str, object]:
    """Return what an entry says of its term: every relation goes to a term before it in the same area."""
    said: dict[str, object] = {}
    if i > head:
        said["genus"] = head
    elif i > first:
        said["genus"] = first + dice.randrange((i - first) // (1 + CHILDREN)) * (1 + CHILDREN)
    initials = "".join(word[0] for word in label.split()).upper()
    if len(initials) > 2 and initials not in taken:
        said["acronym"] = initials
        taken.add(initials)
    if dice.random() < 0.2:
        said["alias"] = made_up(i, "ix")
    others = [j for j in range(first, i) if j not in (head, said.get("genus"))]
    for name, share in (("part_of", 0.2), ("contrast", 0.2)):
        if others and dice.random() < share:
            said[name] = others.pop(dice.randrange(len(others)))
    if dice.random() < 0.3:
        said["used_for"] = f"{dice.choice(DOING)} {dice.choice(THINGS)}"
    return said
