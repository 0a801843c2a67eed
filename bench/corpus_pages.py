"""The grammar of the generated corpus: Markdown pages, with a count of everything said on them.

A document is made of its number and the corpus's seed alone, so that it does not matter who makes it. Its area's first
page is the glossary, the next ones bear topics as titles; an eighth of the pages documents classes. Everything that
the real table's pages have is there: a licence in a comment, headings in Title Case and with acronyms, lists, tables,
tips, code, links of every kind (one in fifty leads nowhere), sections of one line and of eighty chunks.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus_forms import DEFINING, FILLER, HEADINGS, LICENCE, NAMING, OPENING
from corpus_words import ADJECTIVES, NOUNS, PARTICIPLES, PLAIN, VERBS, Words

SITE, PLACE = "https://docs.generated.example/en/", "/home/docs/checkouts/generated/docs/source/en/"


@dataclass(slots=True)
class Told:
    """What some pages say, counted: mentions by term and topic, pages that hold them, links by kind, symbols."""

    mentions: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    statements: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, other: "Told") -> None:
        for name in Told.__slots__:
            getattr(self, name).update(getattr(other, name))


class Maker:
    """Makes the documents of a corpus."""

    def __init__(self, words: Words, seed: int) -> None:
        self.words, self.seed = words, seed
        self.per_area = -(-words.documents // words.areas)

    def name(self, number: int) -> str:
        """Return a document's path; names sort like numbers, and the glossary comes first."""
        area, page = divmod(number, self.per_area)
        return f"area-{area:03}/" + (f"page-{page:05}" if page else "glossary")

    def url(self, number: int) -> str:
        return f"{SITE}{self.name(number)}"

    def topic_page(self, topic: int) -> int:
        """Return the number of the document whose title a topic is: the pages behind each glossary, area after area."""
        nth, area = divmod(topic, self.words.areas)
        return area * self.per_area + 1 + nth

    def topic_of(self, number: int) -> int | None:
        area, page = divmod(number, self.per_area)
        topic = (page - 1) * self.words.areas + area
        return topic if page and topic < len(self.words.topics) else None

    def symbols_of(self, number: int) -> range:
        """Return the classes that a document documents: every eighth page has its share of them."""
        if number % 8 != 5:
            return range(0)
        count, pages = len(self.words.symbols), max(1, (self.words.documents - 6) // 8 + 1)
        return range(number // 8 * count // pages, (number // 8 + 1) * count // pages)

    def page(self, number: int) -> tuple[str, Told]:
        """Return a document's Markdown and what it says."""
        page = _Page(self, number)
        text = page.glossary() if number % self.per_area == 0 else page.guide()
        page.told.pages.update(page.told.mentions.keys())
        return text, page.told


class _Page:
    def __init__(self, maker: Maker, number: int) -> None:
        self.maker, self.number, self.words = maker, number, maker.words
        self.area = number // maker.per_area
        self.dice = random.Random(f"{maker.seed}:{number}")
        self.told = Told()
        self.own = self.words.terms_of(self.area)
        offset = self.dice.randrange(len(self.own))
        self.favourites = [self.own[(offset + i * i) % len(self.own)] for i in range(6)]
        self.slots: dict[str, Callable[[], str]] = {
            "n": self.noun, "v": lambda: self.any(VERBS), "a": lambda: self.any(ADJECTIVES),
            "b": lambda: self.any(PLAIN), "p": lambda: self.any(PARTICIPLES),
        }  # fmt: skip

    # words

    def any(self, words: tuple[str, ...]) -> str:
        return words[int(self.dice.random() * len(words))]

    def noun(self) -> str:
        """Return a word by Zipf's law."""
        fillers = self.words.fillers
        return fillers[int(len(fillers) ** self.dice.random()) - 1]

    def fill(self, form: str, slots: str) -> str:
        return form % tuple(self.slots[slot]() for slot in slots)

    def filler(self) -> str:
        return self.fill(*FILLER[int(self.dice.random() * len(FILLER))])

    def mention(self, term: int, *, plural: bool = False, first: bool = False) -> str:
        """Name a term in the words of a sentence, sometimes by another name or in a link."""
        said, chance = self.words.terms[term], self.dice.random()
        self.told.mentions[said.label] += 1
        if plural:
            return (said.label[0].upper() if first else said.label[0]) + said.label[1:] + "s"
        if chance < 0.12 and said.names:
            return self.any(said.names)
        if chance < 0.2:
            return f"[{said.label}]({self.glossary_link(term)})"
        return f"**{said.label}**" if chance > 0.98 else said.label

    def some_term(self) -> int:
        """Return a term of the page's area that the page often speaks of, sometimes any term at all."""
        chance = self.dice.random()
        if chance < 0.7:
            return self.favourites[int(6 * self.dice.random() ** 2)]
        if chance < 0.9:
            return self.own[int(len(self.own) * self.dice.random() ** 2)]
        return int(len(self.words.terms) * self.dice.random())

    # sentences

    def naming(self) -> str:
        """Return a sentence that names a term."""
        form, slots = NAMING[int(self.dice.random() * len(NAMING))]
        for slot in ("%T", "%t", "%q"):
            while slot in form:
                term = self.mention(self.some_term(), plural=slot != "%t", first=slot == "%T")
                form = form.replace(slot, term.replace("%", "%%"), 1)
        return self.fill(form, slots)

    def topic_sentence(self) -> str:
        """Return a sentence that names a topic, in a link to its page every other time."""
        topic = int(len(self.words.topics) * self.dice.random() ** 2)
        label, page = self.words.topics[topic], self.maker.topic_page(topic)
        if page == self.number:
            return self.filler()
        self.told.mentions[label] += 1
        if self.dice.random() < 0.5:
            return self.fill(f"See {label} for the %s of the %s.", "nn")
        self.told.links["page", self.maker.url(page)] += 1
        return self.fill(f"See [{label}]({self.relative(page)}) for the %s of the %s.", "nn")

    def symbol_sentence(self) -> str:
        symbol = self.words.symbols[int(len(self.words.symbols) * self.dice.random() ** 3)]
        name = symbol.name if self.dice.random() < 0.6 else f"{symbol.name}.{self.any(symbol.members)}"
        self.told.links["symbol", name] += 1
        return self.fill(f"Call [`~{name}`] to %s the %s.", "bn")

    def other_link(self) -> str:
        """Return a sentence with a link out of the documentation, or one that leads nowhere."""
        word = self.noun()
        if self.dice.random() < 0.25:
            self.told.links["broken", ""] += 1
            return self.fill(f"The [{word} table](missing-{self.dice.randrange(10**6)}) %s the %s.", "vn")
        target = f"https://example.org/{word}/{self.dice.randrange(1000)}"
        self.told.links["external", target] += 1
        return self.fill(f"The [{word} site]({target}) %s the %s.", "vn")

    def sentence(self) -> str:
        chance = self.dice.random()
        if chance < 0.68:
            return self.filler()
        if chance < 0.88:
            return self.naming()
        if chance < 0.93:
            return self.topic_sentence()
        return self.symbol_sentence() if chance < 0.97 else self.other_link()

    # addresses

    def relative(self, number: int) -> str:
        name = self.maker.name(number)
        return name.rpartition("/")[2] if number // self.maker.per_area == self.area else f"../{name}"

    def glossary_link(self, term: int) -> str:
        said = self.words.terms[term]
        anchor = said.heading.replace(" ", "-").replace("(", "").replace(")", "").lower()
        page = said.area * self.maker.per_area
        self.told.links["section", f"{self.maker.url(page)}/#{anchor}"] += 1
        own = self.number == page
        return f"#{anchor}" if own else f"{self.relative(page)}#{anchor}"

    # blocks

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(1 + int(self.dice.random() * 5)))

    def code(self) -> str:
        rows = [f"{self.noun()} = {self.any(PLAIN)}_{self.noun()}({self.noun()}, {self.dice.randrange(100)})"
                for _ in range(3 + int(self.dice.random() ** 2 * 22))]  # fmt: skip
        return "```py\n" + "\n".join(rows) + "\n```"

    def items(self) -> str:
        return "\n".join(f"- {self.sentence()}" for _ in range(2 + int(self.dice.random() * 5)))

    def table(self) -> str:
        rows = [f"| `{self.noun()}` | {self.filler()} |" for _ in range(2 + int(self.dice.random() * 4))]
        return "\n".join(("| name | what it does |", "|---|---|", *rows))

    def tip(self) -> str:
        return f"<Tip>\n\n{self.paragraph()}\n\n</Tip>"

    def section(self) -> str:
        heading = self.any(HEADINGS)
        heading = heading.format(
            n=self.noun(), N=self.any(NOUNS).capitalize(), a=self.any(ADJECTIVES), p=self.any(PARTICIPLES),
            b=self.any(PLAIN), B=self.any(PLAIN).capitalize(),
        )  # fmt: skip
        chance = self.dice.random()
        blocks = [self.paragraph() for _ in range(1 + int((40 if chance < 0.01 else 3) * self.dice.random()))]
        for block, share in ((self.code, 0.55), (self.items, 0.2), (self.table, 0.05), (self.tip, 0.06)):
            if self.dice.random() < share:
                blocks.insert(self.dice.randrange(1, len(blocks) + 1), block())
        return f"{'#' * self.dice.choice((2, 2, 3))} {heading}\n\n" + "\n\n".join(blocks)

    def autodoc(self, number: int) -> str:
        symbol = self.words.symbols[number]
        self.told.statements["", "documents", symbol.label] += 1
        for member in symbol.members:
            self.told.statements[f"{symbol.label}.{member}", "part_of", symbol.label] += 1
            self.told.statements["", "documents", f"{symbol.label}.{member}"] += 1
        rows = "\n".join(f"    - {member}" for member in symbol.members)
        return f"## {symbol.label}\n\n[[autodoc]] {symbol.name}\n{rows}"

    # pages

    def guide(self) -> str:
        topic = self.maker.topic_of(self.number)
        title = f"How to {self.any(PLAIN)} the {self.noun()} {self.noun()}"
        title = title if topic is None else self.words.topics[topic]
        parts = [LICENCE, f"# {title}", self.paragraph()]
        parts += [self.section() for _ in range(3 + int(self.dice.random() * 15))]
        parts += [self.autodoc(symbol) for symbol in self.maker.symbols_of(self.number)]
        return "\n\n".join(parts) + "\n"

    def glossary(self) -> str:
        entries = sorted(self.own, key=lambda term: self.words.terms[term].label)
        parts = [LICENCE, "# Glossary", "This glossary defines the terms that you will meet on these pages."]
        letter = ""
        for term in entries:
            label = self.words.terms[term].label
            if label[0] != letter:
                letter = label[0]
                parts.append(f"## {letter.upper()}")
            parts.append(f"### {self.words.terms[term].heading}\n\n{self.entry(term)}")
        return "\n\n".join(parts) + "\n"

    def named(self, term: int) -> str:
        """Name a term by its label and nothing else."""
        label = self.words.terms[term].label
        self.told.mentions[label] += 1
        return label

    def state(self, term: int, relation: str, target: str) -> None:
        self.told.statements[self.words.terms[term].label, relation, target] += 1

    def entry(self, term: int) -> str:
        """Return the text of a glossary entry: every relation of the term in a sentence of its own."""
        said = self.words.terms[term]
        for name in said.names:
            self.state(term, "alias", name)
        name = self.named(term)
        if said.genus is None:
            parts = [self.fill(OPENING.replace("%T", name), "vnnnp")]
        else:
            genus = self.named(said.genus)
            self.state(term, "broader", genus)
            form = self.any(DEFINING).replace("%T", name)
            parts = [self.fill(form.replace("%G", genus), "vnn")]
        return " ".join([*parts, *self.more(term), self.filler()])

    def more(self, term: int) -> list[str]:
        said, found = self.words.terms[term], []
        if said.alias:
            self.told.mentions[said.label] += 2
            found.append(f"The {said.label} is also called {said.alias}.")
        if said.part_of is not None:
            whole = self.named(said.part_of)
            self.state(term, "part_of", whole)
            found.append(f"The {self.named(term)} is part of the {whole}.")
        if said.contrast is not None:
            other = self.named(said.contrast)
            self.state(term, "contrast", other)
            found.append(self.fill(f"Unlike the {other}, the {self.named(term)} %s no %s.", "vn"))
        if said.used_for:
            self.state(term, "used_for", said.used_for)
            found.append(f"{self.mention(term, plural=True, first=True)} are used for {said.used_for}.")
        return found
