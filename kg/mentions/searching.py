"""The first step: every form of a name in one document, and what all documents have to tell before one is judged.

haystacks --automaton--> hits, which the second step judges
                     \\-> how often a form has a capital, the section that opens the page
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from kg.config import Settings
from kg.ids import Iri, SectionKey
from kg.mentions.context import is_inside_sentence
from kg.mentions.haystack import Haystack, make_haystack
from kg.mentions.lexicon import Lexicon, make_lexicon
from kg.mentions.links import opening
from kg.pointing import names_digest
from kg.records import Concept
from kg.steps import ReadDocument, latest

_PROPER = 0.9
_PROPER_COUNT = 10
Hit = tuple[int, int, int]


class Wanted(NamedTuple):
    """What is looked for."""

    settings: Settings
    concepts: Sequence[Concept]


class Searched:
    """A document, and for each section the forms that stand in it: number, start and end, a space on both sides.

    The haystacks are made again where they are wanted on another machine: that is cheaper than to send them.
    """

    def __init__(self, document: ReadDocument, hits: Sequence[Sequence[Hit]]) -> None:
        """Take what was found in each section."""
        self.document, self.hits = document, hits

    @cached_property
    def haystacks(self) -> list[Haystack]:
        """The searchable form of each section."""
        return [make_haystack(section) for section in self.document.sections]

    def __getstate__(self) -> dict[str, Any]:
        return {"document": self.document, "hits": self.hits}


class Seen(NamedTuple):
    """What a document tells: the section that opens it, and how each common word that stands in it is written.

    `capitals` has three numbers for each form: its own, how often it has a capital inside a sentence, how often none.
    `rivals` are the numbers of concepts that share a form, `targets` what links lead to: on these the choice depends.
    """

    document: Iri
    opening: SectionKey | None
    capitals: tuple[int, ...]
    rivals: tuple[int, ...]
    targets: tuple[str, ...]


class Named(NamedTuple):
    """What is known when forms are judged: `proper` forms nearly always have a capital, `openings` are subjects."""

    settings: Settings
    concepts: Sequence[Concept]
    proper: frozenset[int]
    openings: dict[Iri, SectionKey]


def read_forms(document: ReadDocument, wanted: Wanted) -> tuple[Searched, Seen]:
    """Find the forms of all names in a document."""
    lexicon = lexicon_of(wanted)
    searched = Searched(document, [])
    searched.hits = [find_hits(lexicon, haystack) for haystack in searched.haystacks]
    forms = {hit[0] for hits in searched.hits for hit in hits}
    rivals = {number for form in forms & lexicon.rivals.keys() for number in lexicon.rivals[form]}
    targets = {target for link in document.links if (target := link.target_section or link.target)}
    seen = Seen(
        document.document.iri,
        opening(document.sections),
        _capitals(searched, lexicon, forms),
        tuple(sorted(rivals)),
        tuple(sorted(targets)),
    )
    return searched, seen


def lexicon_of(known: Wanted | Named) -> Lexicon:
    """Return the lexicon of what is looked for; it is made once in a process."""
    return _lexicon((known.concepts, int(known.settings.min_label_chars)))


@latest
def _lexicon(wanted: tuple[Sequence[Concept], int]) -> Lexicon:
    return make_lexicon(wanted[0], min_chars=wanted[1])


def find_hits(lexicon: Lexicon, haystack: Haystack) -> list[Hit]:
    """Return the forms in a haystack, by their ends; a form stands between spaces, so one too many is put at each end.

    So `start` is the place of the form's first letter, and `end` is two behind its last.
    """
    if lexicon.automaton is None:
        return []
    hits: list[Hit] = lexicon.automaton.find_matches_as_indexes(f" {haystack.small} ", overlapping=True)
    return hits


def _capitals(searched: Searched, lexicon: Lexicon, forms: set[int]) -> tuple[int, ...]:
    """Return how often each common word has a capital where a small letter would do, and how often none."""
    common = [form for form in sorted(forms) if lexicon.traits[form].common]
    capital, small = dict.fromkeys(common, 0), dict.fromkeys(common, 0)
    for haystack, hits in zip(searched.haystacks, searched.hits, strict=True):
        text = haystack.text
        for form, start, end in hits:
            if form in small:
                if text[start : end - 2].islower():
                    small[form] += 1
                elif text[start].isupper() and is_inside_sentence(text, start):
                    capital[form] += 1
    return tuple(number for form in common for number in (form, capital[form], small[form]))


def gather_forms(facts: Iterator[Seen], wanted: Wanted) -> Named:
    """Return forms of one word that nearly always have a capital where a small letter would do: names of something.

    "Transformers" is a library where the documentation writes "transformers" once in thirty times, whatever the
    glossary says of a "transformer".
    """
    capital: Counter[int] = Counter()
    small: Counter[int] = Counter()
    subjects = {concept.defined_in for concept in wanted.concepts}
    openings: dict[Iri, SectionKey] = {}
    for seen in facts:
        if seen.opening is not None and seen.opening in subjects:
            openings[seen.document] = seen.opening
        for form, with_capital, without in zip(*[iter(seen.capitals)] * 3, strict=True):
            capital[form] += with_capital
            small[form] += without
    often = (f for f, count in capital.items() if count >= _PROPER_COUNT and count > _PROPER * (count + small[f]))
    return Named(wanted.settings, wanted.concepts, frozenset(often), openings)


def scope_forms(facts: object, wanted: Wanted) -> object:
    """Return what the forms in a document depend on: what concepts are called."""
    return int(wanted.settings.min_label_chars), _digest(wanted.concepts)


@latest
def _digest(concepts: Sequence[Concept]) -> bytes:
    return names_digest(concepts)


def scope_judgement(seen: Seen, named: Named) -> object:
    """Return what mentions depend on besides the forms: proper names, what is said of rivals, where links lead."""
    ordered = _ordered(named.concepts)
    subjects = _subjects(named.concepts)
    return (
        tuple(form for form in seen.capitals[::3] if form in named.proper),
        tuple((ordered[n].defined_in, tuple(d.text for d in ordered[n].definitions)) for n in seen.rivals),
        tuple(
            subjects.get(SectionKey(target)) or subjects.get(named.openings.get(Iri(target), SectionKey("")))
            for target in seen.targets
        ),
    )


@latest
def _ordered(concepts: Sequence[Concept]) -> list[Concept]:
    return sorted(concepts, key=lambda concept: concept.iri)


@latest
def _subjects(concepts: Sequence[Concept]) -> dict[SectionKey, Iri]:
    return {c.defined_in: c.iri for c in _ordered(concepts) if c.defined_in is not None}
