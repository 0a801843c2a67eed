"""What is looked for: every form of every name, and in which letters it counts.

    ANY      gradient checkpointing, Mixture of Experts, PyTorch    capitals and small letters
    CAPITAL  Falcon, Whisper: a name that is a word as well         not in small letters alone
    EXACT    ALIGN, RAG, DP; Trainer                                as written, "s" allowed behind an acronym

A name whose small letters are an English word, or that is too short to be sure, counts only in its own letters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.ids import SectionKey
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
    def traits(self) -> "Mapping[int, Traits]":
        """What the context has to know of each form; found out as forms are met."""
        return _Traits(self)

    @cached_property
    def said(self) -> WordsOf:
        """The words that define each concept."""
        return WordsOf()

    @cached_property
    def rivals(self) -> dict[int, tuple[int, ...]]:
        """Numbers of the concepts that share a form, by the form."""
        number = {concept.iri: at for at, concept in enumerate(self.concepts)}
        several = [(form, senses) for form, senses in enumerate(self.senses) if len(senses) > 1]
        shared = ((form, {sense.concept.iri for sense in senses}) for form, senses in several)
        return {form: tuple(sorted(number[iri] for iri in iris)) for form, iris in shared if len(iris) > 1}

    @cached_property
    def subjects(self) -> dict[SectionKey, Concept]:
        """The concept that each section is about."""
        return {c.defined_in: c for c in self.concepts if c.defined_in is not None}


class Traits(NamedTuple):
    """Of a form: is it one word, is it looked for as spelled, is it a proper name in any sense, do any letters do?

    `common` is a word with a sense in small letters, which is not meant where the form nearly always has a capital.
    `verbal` is a word that can be a verb and does not end in -ing.
    """

    senses: tuple[Sense, ...]
    one_word: bool
    literal: bool
    proper: bool
    any_letters: bool
    common: bool
    verbal: bool


class _Traits(dict[int, Traits]):
    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._forms, self._senses = lexicon.forms, lexicon.senses

    def __missing__(self, form: int) -> Traits:
        self[form] = _traits(self._forms[form][1:-1], self._senses[form])
        return self[form]


def _traits(form: str, senses: tuple[Sense, ...]) -> Traits:
    one_word = " " not in form
    literal = any(s.literal for s in senses)
    any_letters = not literal and all(s.letters is Letters.ANY for s in senses)
    proper = any(map(_is_proper_name, senses))
    common = one_word and not proper and any(s.name.islower() and s.concept.kind != "symbol" for s in senses)
    verbal = one_word and not form.endswith("ing") and "VERB" in classes(form)
    return Traits(senses, one_word, literal, proper, any_letters, common, verbal)


def _is_proper_name(sense: Sense) -> bool:
    """Tell whether a sense is a capitalised name that counts only with its capital, and no symbol."""
    return sense.letters is Letters.CAPITAL and sense.concept.kind != "symbol"


def make_lexicon(concepts: Iterable[Concept], *, min_chars: int) -> Lexicon:
    """Return the forms of all names, sorted. Names of less than `min_chars` characters are left out."""
    ordered = sorted(concepts, key=lambda concept: concept.iri)
    named = [(concept, names(concept)) for concept in ordered]
    meant: dict[str, list[Sense]] = {}
    for concept, own in named:
        for name in own:
            if len(name) >= min_chars:
                for form, sense in _forms(concept, name):
                    meant.setdefault(form, []).append(sense)
    forms = sorted(meant)
    senses = [tuple(meant[form]) for form in forms]
    return Lexicon([f" {form} " for form in forms], senses, _symbols(named), ordered)


def names(concept: Concept) -> list[str]:
    """Return what a concept is called: label, aliases, hidden labels; of a labelled homonym the bare name too."""
    if not (concept.names or concept.hidden):
        return [concept.label]
    return list(dict.fromkeys((concept.label, *concept.aliases, *concept.hidden)))


def _forms(concept: Concept, name: str) -> Sequence[tuple[str, Sense]]:
    """Return the forms of a name, each once, with what they mean."""
    if concept.kind == "symbol" or not all(char.isalnum() or char in _JOINING for char in name):
        small = to_small(name)
        form = small.strip()
        letters = Letters.EXACT if concept.kind == "symbol" else Letters.ANY
        return [(form, Sense(concept, name, letters, len(small) - len(small.lstrip()), True))] if form else ()
    sense = Sense(concept, name, _letters(name))
    if sense.letters is Letters.ANY:
        return [(form, sense) for form in spelled(name)]
    form = to_small(name)
    return [(form, sense), (form + "s", sense)] if sense.letters is Letters.EXACT else [(form, sense)]


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


def _symbols(named: Sequence[tuple[Concept, Sequence[str]]]) -> dict[str, Concept]:
    """Return who is meant by each name of a symbol; a label before another's alias, then the first by IRI."""
    found: dict[str, Concept] = {}
    symbols = [(concept, own) for concept, own in named if concept.kind == "symbol"]
    for concept, _ in symbols:
        found.setdefault(concept.label.removesuffix("()"), concept)
    for concept, own in symbols:
        for name in own[1:]:
            found.setdefault(name.removesuffix("()"), concept)
    for concept, _ in named:
        if concept.kind != "symbol" and _is_identifier(concept.label):
            found.setdefault(concept.label, concept)
    return found


def _is_identifier(label: str) -> bool:
    """Tell whether a label could be written in code and nowhere else: `DataParallel`, `torch.compile`, `BERT`."""
    return " " not in label and label.isascii() and not label.islower() and not label.istitle()
