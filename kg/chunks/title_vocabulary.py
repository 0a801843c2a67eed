"""What the spellings are wanted of: the slugs of all lost headings, and what links and bold leads make of them.

    Repeats of all pages -> Vocabulary

A page tells its slugs and the texts of its links by the section they lead to. The vocabulary holds only what pages with
lost headings will ask for. What follows from the slugs (words, patterns, an automaton) is made where it is needed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.chunks.title_acronyms import LITTLE_WORDS, expansion_start
from kg.chunks.title_leads import bold_leads, telling_words
from kg.chunks.title_slugs import without_address
from kg.chunks.title_spelling import BRACKETS, CLOSING, OPENING, slug_of
from kg.ids import Iri, SectionKey, short_hash
from kg.memo import Memo
from kg.records import Link, Section

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_NOT_SLUG = re.compile(r"[^\w-]")
_QUOTES = "\"“”'‘"
_PLAIN = "-–—_|*#`\"'.,:;!?()[]{}<>=~^\\/"
_MOST_HUMPS = 4
_MOST_REMEMBERED = 300_000
_MADE = frozenset(
    ["asked", "digest", "words", "parts", "behind_signs", "wholes", "patterns", "matcher", "remembered", "_by_first"]
)

Text = tuple[SectionKey, str, int]


class Repeats(NamedTuple):
    """What a page tells of headings: its slugs by section (`lost`: those without a title), the sections without a
    slug, its bold leads; and of other pages' sections the texts and fragments of the links to them."""

    page: Iri
    lost: tuple[tuple[SectionKey, str], ...]
    titled: tuple[tuple[SectionKey, str], ...]
    bare: tuple[SectionKey, ...]
    leads: tuple[str, ...]
    texts: tuple[Text, ...]
    fragments: tuple[tuple[SectionKey, str], ...]
    symbols: tuple[str, ...]


class Token(NamedTuple):
    """What a token of running text bears witness to: words of slugs with their spelling here, itself as a word that is
    asked for (`known`, small letters), as one whose habits are (`habit`), as one in brackets (`bracketed`); it may be
    a `sign` without letters, which is neither plain punctuation nor markup."""

    forms: tuple[tuple[str, str], ...]
    known: str
    habit: str
    bracketed: str
    sign: bool = False


class Vocabulary:
    """The slugs of lost headings; `texts` and `fragments` of links to pages that lack some, by page."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs = tuple(sorted(set(slugs)))
        self.texts: dict[Iri, tuple[Text, ...]] = {}
        self.fragments: dict[Iri, tuple[str, ...]] = {}
        self.repeated: tuple[str, ...] = ()
        self.habits: frozenset[str] = frozenset()
        self.symbols: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name not in _MADE}

    @cached_property
    def digest(self) -> str:
        """What tells this vocabulary from others, as far as tallies go."""
        return short_hash(*self.slugs, "", *sorted(self.habits))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The words of the slugs."""
        return frozenset(word for slug in self.slugs for word in slug.split("-") if word)

    @cached_property
    def words(self) -> frozenset[str]:
        """What a token may spell: a word of a slug, its singular, or a few words of a slug written as one."""
        singulars = {word[:-1] for word in self.asked if word.endswith("s")}
        return (
            self.asked | singulars | {slug.replace("-", "") for slug in self.slugs if 0 < slug.count("-") < _MOST_HUMPS}
        )

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words of the slugs with all their beginnings and ends: what may turn out to be a word by itself."""
        ends = {word[cut:] for word in self.asked for cut in range(len(word))}
        return frozenset(ends | {word[:cut] for word in self.asked for cut in range(1, len(word) + 1)})

    @cached_property
    def behind_signs(self) -> frozenset[str]:
        """The words that stand behind a sign that the slug lost, and their beginnings."""
        behind = {
            right for slug in self.slugs if "--" in slug or slug[:1] == "-"
            for left, right in pairwise(["x", *slug.split("-")]) if not left
        }  # fmt: skip
        return frozenset({word[:cut] for word in behind for cut in range(1, len(word) + 1)}) & self.words

    @cached_property
    def wholes(self) -> frozenset[str]:
        """The slugs and the long forms of their acronyms, with spaces."""
        every = {*self.slugs, *filter(None, map(_expansion, self.slugs))}
        return frozenset(slug.replace("-", " ") for slug in every)

    @cached_property
    def patterns(self) -> list[str]:
        """What is looked for in running text: whole slugs, and every two neighbours in one."""
        pairs = {
            f"{a} {b}"
            for whole in self.wholes
            for a, b in pairwise(whole.split(" "))
            if a and b and not {a, b} <= LITTLE_WORDS
        }
        return sorted(pairs | {whole for whole in self.wholes if " " in whole.strip() and "  " not in whole.strip()})

    @cached_property
    def matcher(self) -> "AhoCorasick | None":
        """An automaton over the patterns."""
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(self.patterns) if self.patterns else None

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug in self.slugs:
            for word in dict.fromkeys(slug.split("-")):
                found[word].append(slug)
        return dict(found)

    def holds(self, slug: str) -> bool:
        """Tell whether a slug stands inside one of those that lack a heading, from the beginning of a word."""
        return any(slug in other for other in self._by_first.get(slug.partition("-")[0], ()))

    @cached_property
    def remembered(self) -> Mapping[str, Token | None]:
        """What a token bears witness to; None where to nothing."""
        return Memo(self._read, _MOST_REMEMBERED)

    def _read(self, token: str) -> Token | None:
        if token.isalnum():
            return self._read_word(token)
        bare = token.strip(BRACKETS)
        if bare.isalnum() and token[0] != "(" and bare == token.lstrip(OPENING).rstrip(CLOSING):
            return self.remembered[bare]
        return self._read_other(token, bare)

    def _read_word(self, token: str) -> Token | None:
        low = token.lower()
        forms = ((low, token),) if low in self.words else ()
        known, habit = low in self.parts, token in self.habits
        return Token(forms, low if known else "", token if habit else "", "") if forms or known or habit else None

    def _read_other(self, token: str, bare: str) -> Token | None:
        low = bare.lower()
        bracketed = token[1:].rstrip(CLOSING) if token[0] == "(" and ")" in token else ""
        if bracketed and not {bracketed.lower(), _NOT_SLUG.sub("", bracketed.lower())} & self.words:
            bracketed = ""
        sign = not any(map(str.isalnum, token)) and bool(token.strip(_PLAIN))
        told = Token(
            tuple(self._forms(token)), low if low in self.parts else "", bare if bare in self.habits else "", bracketed,
            sign,
        )  # fmt: skip
        return told if any(told) else None

    def _forms(self, token: str) -> list[tuple[str, str]]:
        """Return the slugs' words that a token spells, with their spelling: the whole, or the parts of a compound."""
        bare = token.lstrip(OPENING).rstrip(CLOSING).replace("’", "'")
        low = bare.lower()
        key = low if low.isalnum() else _NOT_SLUG.sub("", low)
        if key in self.words:
            return [] if "://" in bare else [(key, bare.rstrip("("))]
        if "-" not in key:
            return []
        return [(low, part) for part in bare.split("-") if (low := part.lower()) in self.words]


def read_repeats(page: Iri, sections: Iterable[Section], links: Iterable[Link]) -> Repeats:
    """Return what a page tells of headings, its own and those it links to."""
    lost, titled = list[tuple[SectionKey, str]](), list[tuple[SectionKey, str]]()
    bare, leads, symbols = list[SectionKey](), dict[str, None](), set[str]()
    for section in sections:
        if section.anchor:
            (titled if section.title else lost).append((section.key, without_address(section.anchor)))
        else:
            bare.append(section.key)
        leads.update(dict.fromkeys(bold_leads(section)))
        symbols.update([symbol.name.rpartition(".")[2] for symbol in section.symbols])
    texts: Counter[tuple[SectionKey, str]] = Counter()
    fragments: dict[tuple[SectionKey, str], None] = {}
    for link in links:
        if link.target_section is not None and link.kind != "symbol":
            texts[link.target_section, " ".join(link.text.split()).strip(_QUOTES)] += 1
        target = link.target_section or (link.section if link.href.startswith("#") else None)
        if target is not None and "#" in link.href:
            fragments[target, link.href.partition("#")[2]] = None
    return Repeats(
        page, tuple(lost), tuple(titled), tuple(bare), tuple(leads) if lost else (),
        tuple((key, text, count) for (key, text), count in texts.items()), tuple(fragments),
        tuple(sorted(name for name in symbols if name[1:] != name[1:].lower())),
    )  # fmt: skip


def gather_vocabulary(facts: Iterable[Repeats]) -> Vocabulary:
    """Return the slugs of lost headings, and what other pages say of them."""
    pages = list(facts)
    vocabulary = Vocabulary(slug for page in pages for _, slug in page.lost)
    if not vocabulary.slugs:
        return vocabulary
    place = {key: number for number, page in enumerate(pages) for key in _keys(page)}
    texts: list[Counter[tuple[SectionKey, str]]] = [Counter() for _ in pages]
    fragments: list[set[str]] = [set() for _ in pages]
    for page in pages:
        for key, text, count in page.texts:
            if (at := place.get(key)) is not None:
                texts[at][key, text] += count
        for key, fragment in page.fragments:
            if (at := place.get(key)) is not None:
                fragments[at].add(fragment)
    repeated: list[str] = []
    habits: set[str] = set()
    for page, of_page, linked in zip(pages, texts, fragments, strict=True):
        own = merged_texts(page.lost, page.bare, [(key, text, count) for (key, text), count in of_page.items()])
        add_leads(own, page.lost, page.leads)
        headings = repeated_headings(own, (*page.lost, *page.titled))
        repeated += headings
        for text in (*headings, *page.leads):
            habits.update(telling_words(text))
        if page.lost:
            vocabulary.texts[page.page] = tuple(sorted((key, text, n) for (key, text), n in of_page.items()))
            vocabulary.fragments[page.page] = tuple(sorted(linked - {slug for _, slug in page.lost}))
    vocabulary.repeated = tuple(sorted(repeated))
    vocabulary.habits = frozenset(habits)
    vocabulary.symbols = tuple(sorted({name for page in pages for name in page.symbols}))
    return vocabulary


def merged_texts(
    lost: Iterable[tuple[SectionKey, str]], bare: Iterable[SectionKey], texts: Iterable[Text]
) -> dict[SectionKey, Counter[str]]:
    """Return the texts of links by section; what leads to a page's top leads to its first lost heading."""
    first = next((key for key, _ in lost), None)
    top = set(bare) if first is not None else set()
    found: defaultdict[SectionKey, Counter[str]] = defaultdict(Counter)
    for key, text, count in texts:
        found[first if key in top and first is not None else key][text] += count
    return found


def add_leads(
    texts: dict[SectionKey, Counter[str]], lost: Iterable[tuple[SectionKey, str]], leads: Iterable[str]
) -> None:
    """Add the bold leads of a page that repeat one of its headings, by that heading's section."""
    keys = {slug: key for key, slug in lost}
    for lead in leads:
        if (key := keys.get(slug_of(lead))) is not None:
            texts.setdefault(key, Counter())[lead] += 1


def repeated_headings(texts: dict[SectionKey, Counter[str]], slugs: Iterable[tuple[SectionKey, str]]) -> list[str]:
    """Return the texts that are a heading's words."""
    return [text for key, slug in slugs for text in texts.get(key, ()) if text and slug_of(text) == slug]


def _keys(page: Repeats) -> Iterable[SectionKey]:
    return (*(key for key, _ in page.lost), *(key for key, _ in page.titled), *page.bare)


def _expansion(slug: str) -> str:
    words = slug.split("-")
    start = expansion_start(words[:-1], words[-1])
    return "" if start is None else "-".join(words[start:-1])
