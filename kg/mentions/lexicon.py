"""What is looked for: every form of every name, and in which letters it counts.

    ANY      gradient checkpointing, Mixture of Experts, PyTorch    capitals and small letters
    CAPITAL  Falcon, Whisper: a name that is a word as well         not in small letters alone
    EXACT    ALIGN, RAG, DP; Trainer                                as written, "s" allowed behind an acronym

A name whose small letters are an English word, or that is too short to be sure, counts only in its own letters.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.ids import Iri, SectionKey
from kg.mentions.haystack import to_small
from kg.mentions.said import WordsOf
from kg.mentions.variants import spelled
from kg.records import Concept
from kg.syntax.lexicon import classes, is_known

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SHORT = 3
_JOINING = frozenset(" -‐‑–'’_")


class Letters(IntEnum):
    """Which capitals a name needs."""

    ANY = 0
    CAPITAL = 1
    EXACT = 2


class Sense(NamedTuple):
    """What a form can mean: a concept, by one of its names. `lead` is how much of the name stands before the form."""

    concept: Concept
    name: str
    letters: Letters
    lead: int = 0
    literal: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Forms, sorted, and what each can mean; symbols by any of their names; all concepts, sorted by IRI.

    Forms stand between spaces, as words do in a haystack.
    """

    forms: Sequence[str]
    senses: Sequence[tuple[Sense, ...]]
    symbols: dict[str, Concept]
    concepts: Sequence[Concept]

    @cached_property
    def automaton(self) -> "AhoCorasick | None":
        """The matcher of all forms (Aho & Corasick 1975); None without forms."""
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(self.forms) if self.forms else None

    @cached_property
    def traits(self) -> "Sequence[Traits]":
        """What the context has to know of each form."""
        return list(map(_traits, self.forms, self.senses))

    @cached_property
    def verbal(self) -> Mapping[int, bool]:
        """Tells which forms of one word can be a verb and do not end in -ing; looked up as forms are met."""
        return _Verbal(self.forms)

    @cached_property
    def said(self) -> WordsOf:
        """The words that define each concept."""
        return WordsOf()

    @cached_property
    def rivals(self) -> dict[int, tuple[int, ...]]:
        """Numbers of the concepts that share a form, by the form."""
        number = {concept.iri: at for at, concept in enumerate(self.concepts)}
        shared = ((form, {sense.concept.iri for sense in senses}) for form, senses in enumerate(self.senses))
        return {form: tuple(sorted(number[iri] for iri in iris)) for form, iris in shared if len(iris) > 1}

    @cached_property
    def subjects(self) -> dict[SectionKey, Concept]:
        """The concept that each section is about."""
        return {c.defined_in: c for c in self.concepts if c.defined_in is not None}


class Traits(NamedTuple):
    """Of a form: is it one word, is it looked for as spelled, is it a proper name in any sense, do any letters do?"""

    one_word: bool
    literal: bool
    proper: bool
    any_letters: bool


class _Verbal(dict[int, bool]):
    def __init__(self, forms: Sequence[str]) -> None:
        super().__init__()
        self._forms = forms

    def __missing__(self, form: int) -> bool:
        word = self._forms[form][1:-1]
        self[form] = not word.endswith("ing") and "VERB" in classes(word)
        return self[form]


def _traits(form: str, senses: Sequence[Sense]) -> Traits:
    literal = any(s.literal for s in senses)
    any_letters = not literal and all(s.letters is Letters.ANY for s in senses)
    return Traits(" " not in form[1:-1], literal, any(map(_is_proper_name, senses)), any_letters)


def _is_proper_name(sense: Sense) -> bool:
    """Tell whether a sense is a capitalised name that counts only with its capital, and no symbol."""
    return sense.letters is Letters.CAPITAL and sense.concept.kind != "symbol"


def make_lexicon(concepts: Iterable[Concept], *, min_chars: int) -> Lexicon:
    """Return the forms of all names, sorted. Names of less than `min_chars` characters are left out."""
    ordered = sorted(concepts, key=lambda concept: concept.iri)
    meant: dict[str, dict[tuple[Iri, str], Sense]] = defaultdict(dict)
    for concept in ordered:
        for name in names(concept):
            if len(name) >= min_chars:
                for form, sense in _forms(concept, name):
                    meant[form].setdefault((concept.iri, name), sense)
    forms = sorted(meant)
    senses = [tuple(meant[form].values()) for form in forms]
    return Lexicon([f" {form} " for form in forms], senses, _symbols(ordered), ordered)


def names(concept: Concept) -> list[str]:
    """Return what a concept is called: label, aliases, hidden labels; of a labelled homonym the bare name too."""
    return list(dict.fromkeys((concept.label, *concept.aliases, *concept.hidden)))


def _forms(concept: Concept, name: str) -> Iterator[tuple[str, Sense]]:
    if concept.kind == "symbol" or not all(char.isalnum() or char in _JOINING for char in name):
        small = to_small(name)
        letters = Letters.EXACT if concept.kind == "symbol" else Letters.ANY
        if form := small.strip():
            yield form, Sense(concept, name, letters, len(small) - len(small.lstrip()), literal=True)
        return
    sense = Sense(concept, name, _letters(name))
    for form in spelled(name) if sense.letters is Letters.ANY else [to_small(name)]:
        yield form, sense
    if sense.letters is Letters.EXACT:
        yield to_small(name) + "s", sense


def _letters(name: str) -> Letters:
    """Return in which letters a name counts.

    >>> [_letters(n).name for n in ("ALIGN", "BERT", "DP", "Falcon", "PyTorch", "beam search", "Flash Attention")]
    ['EXACT', 'ANY', 'EXACT', 'CAPITAL', 'ANY', 'ANY', 'ANY']
    """
    if name.islower() or " " in name or not name.isascii():
        return Letters.ANY
    several = sum(map(str.isupper, name)) > 1
    if several and (len(name) <= _SHORT or is_known(name.lower())):
        return Letters.EXACT
    return Letters.CAPITAL if is_known(name.lower()) or len(name) <= _SHORT else Letters.ANY


def _symbols(concepts: Sequence[Concept]) -> dict[str, Concept]:
    """Return who is meant by each name of a symbol; a label before another's alias, then the first by IRI."""
    found: dict[str, Concept] = {}
    symbols = [concept for concept in concepts if concept.kind == "symbol"]
    for concept in symbols:
        found.setdefault(concept.label.removesuffix("()"), concept)
    for concept in symbols:
        for name in (*concept.aliases, *concept.hidden):
            found.setdefault(name.removesuffix("()"), concept)
    for concept in concepts:
        if concept.kind != "symbol" and _is_identifier(concept.label):
            found.setdefault(concept.label, concept)
    return found


def _is_identifier(label: str) -> bool:
    """Tell whether a label could be written in code and nowhere else: `DataParallel`, `torch.compile`, `BERT`."""
    return " " not in label and label.isascii() and not label.islower() and not label.istitle()
