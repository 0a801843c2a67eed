"""Reads an entry's definitions: definiendum, definitor, genus, rest, after the word-class lattices of Navigli & Velardi
(2010), "Learning Word-Class Lattices for Definition and Hypernym Extraction", ACL.

    lead            definiendum          definitor    genus                       rest
    In computing,   a B-tree             is           a self-balancing tree ...   that keeps data sorted
                                                      A technique                 that involves ...

The lattices were learned from Wikipedia; ours are written as rules over noun phrases, each with a name (`form`). A
sentence counts when its subject is one of the concept's names, a pronoun that continues a sentence about it, or, in its
first sentence, the heading (no subject). Evaluations ("X is a good choice") and predicates without
noun phrase give no genus.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.concepts.appositions import apposed_genera
from kg.concepts.definiendum import find_definiendum
from kg.concepts.fragments import NAME_FOR, PREDICATE, SEE, fragment_start, is_fragment, is_gerund
from kg.concepts.genus import genus_phrases, make_genus, read_genera, skip_adverbs
from kg.concepts.matching import match_name, may_begin, may_name, subject_key
from kg.concepts.numbered import introduces_senses, numbered_genera, opens_item
from kg.records import Definition, Genus, Section
from kg.syntax import Cue, Cues, Sentence, Token, split_sentences
from kg.syntax.lexicon import is_finite
from kg.syntax.words import ADVERBS, ARTICLES

DEFINITORS = Cues(
    (
        ("copula", "is|are|was|were"),
        ("copula", "has|have been"),
        ("refers", "refers|refer <ADV>* to <ADV>*"),
        ("refers", "is|are|was|were <ADV>* referring to"),
        ("refers", "is|are|was|were <ADV>* used <ADV>* to refer to"),
        ("refers", "can|may|could <ADV>* refer to <ADV>*"),
        ("denotes", "denotes|denote|denoted|designates|designate|signifies|signify|means|mean|meant|connotes"),
        ("describes", "describes|describe|described"),
        ("describes", "is|are|was|were <ADV>* used <ADV>* to describe"),
        (
            "defined",
            "is|are|was|were <ADV>* defined|described|characterized|characterised|understood|conceived <ADV>* as",
        ),
        ("defined", "is|are|was|were <ADV>* defined to be"),
        (
            "defined",
            "can|could|may|might <ADV>* be <ADV>* defined|described|understood|seen|viewed|regarded|considered as",
        ),
        ("defined", "can|could|may|might <ADV>* be <ADV>* thought|conceived of as"),
        ("defined", "is|are|was|were <ADV>* considered <ADV>* as|to? be?"),
        ("acts", "acts|act|serves|serve|functions|function <ADV>* as"),
        ("represents", "represents|represent|constitutes|constitute"),
    )
)
_WEAK = frozenset(["acts", "represents"])
_BARE = frozenset(["refers", "denotes", "describes"])
_ANY = (
    "is",
    "are",
    "was",
    "were",
    "refer",
    "denote",
    "designate",
    "signif",
    "mean",
    "describe",
    "been",
    " as ",
    "represent",
    "constitute",
)
_WORDS = re.compile(
    r"(?<![^\W\d_])(?:is|are|was|were|been|as|refer|denote|designate|signif|mean|connote|describe|represent|constitute)",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(["it", "they"])


class _Entry(NamedTuple):
    """What is fixed while one entry is read."""

    keys: frozenset[str]
    labels: Sequence[str]
    in_glossary: bool


def read_definitions(
    section: Section,
    labels: Sequence[str],
    sentences: Sequence[Sentence] | None = None,
    *,
    in_glossary: bool = False,
    opens: bool = True,
) -> list[Definition]:
    """Return the definitional sentences of a section whose subject has these names, in text order.

    `sentences` are the section's, where the caller has them. `in_glossary` says that the section is a glossary entry,
    whose first sentence may lack a subject; `opens` that it is the entry's first section. Empty where the section never
    says what the concept is.
    """
    entry = _Entry(frozenset(subject_key(label) for label in labels if label.strip()), labels, in_glossary)
    found: list[Definition] = []
    about, first, listed = False, opens, False
    for sentence in split_sentences(section) if sentences is None else sentences:
        is_sense = listed and opens_item(sentence)
        reading = _read(sentence, entry, [] if is_sense else found, about=about, first=first or is_sense)
        if reading is not None:
            found.append(reading)
        about = reading is not None or _continues(sentence, entry, about=about)
        listed = _lists_senses(sentence, entry, listed=listed, first=first)
        first = False
    return found


def _lists_senses(sentence: Sentence, entry: _Entry, *, listed: bool, first: bool) -> bool:
    """Tell whether the next list item is a sense of the concept: a list is announced, goes on, or opens the entry."""
    if sentence.kind == "item":
        return listed or (first and entry.in_glossary)
    return introduces_senses(sentence) and (first or _names_concept(sentence.text, entry))


def _continues(sentence: Sentence, entry: _Entry, *, about: bool) -> bool:
    """Tell whether the sentence's subject is the concept, so that a pronoun in the next one may stand for it."""
    words = sentence.text.split(None, 12)[:12] if about else []
    if words and (words[0].lower() in _PRONOUNS or _repeats_head(words, entry)):
        return True
    if "the term" in sentence.text[:160].lower():
        return True
    if not _names_concept(sentence.text[:120], entry) or not may_begin(sentence, entry.keys):
        return False
    tokens = sentence.tokens
    return any(at < len(tokens) and match_name(tokens, at, entry.keys) > 0 for at in range(4))


def _repeats_head(words: Sequence[str], entry: _Entry) -> bool:
    """Tell whether "these applications", "this protocol" takes up the last word of one of the names."""
    if len(words) < 2 or words[0].lower() not in ("these", "this", "such"):
        return False
    noun = subject_key(words[1].strip(",.;"))
    return any(subject_key(label.split()[-1]) == noun for label in entry.labels if label.split())


def _names_concept(text: str, entry: _Entry) -> bool:
    return may_name(text, entry.keys)


def _read(
    sentence: Sentence, entry: _Entry, found: Sequence[Definition], *, about: bool, first: bool
) -> Definition | None:
    if first and SEE.match(sentence.text):
        return _define(sentence, "see", []) if entry.in_glossary else None
    subject = _names_concept(sentence.text[:400], entry)
    pronoun = (about or first) and sentence.text[:5].lower().startswith(("it ", "they ", "this "))
    apposed = apposed_genera(sentence, entry.keys) if subject and (first or not found) and "," in sentence.text else []
    if (subject or pronoun or first) and any(map(sentence.text.__contains__, _ANY)) and _WORDS.search(sentence.text):
        read = _with_subject(sentence, entry, found, pronoun=pronoun, about=about, first=first)
        if read is not None:
            return read._replace(genera=(*apposed, *read.genera))
    if apposed:
        return _define(sentence, "apposition", apposed)
    if first and NAME_FOR.match(sentence.text):
        return _define(sentence, "name", [])
    return _without_subject(sentence) if first and _lacks_subject(sentence, entry) else None


def _lacks_subject(sentence: Sentence, entry: _Entry) -> bool:
    """Tell whether a glossary's sentence begins with something else than the concept's name."""
    begins = range(min(2, len(sentence.tokens)))
    ends = (match_name(sentence.tokens, at, entry.keys) for at in begins)
    return entry.in_glossary and not any(0 < end < len(sentence.tokens) - 1 for end in ends)


def _with_subject(
    sentence: Sentence, entry: _Entry, found: Sequence[Definition], *, pronoun: bool, about: bool, first: bool
) -> Definition | None:
    tokens = sentence.tokens
    if pronoun:
        cues = find_definitors(sentence)
        at = _pronoun_definitor(tokens, cues, first=first)
        return _genus_behind(sentence, cues[at], strict=not first, weak=bool(found), form="pronoun") if at else None
    subject = find_definiendum(tokens, entry.keys, lambda: find_definitors(sentence))
    if subject is None and first:
        subject = find_definiendum(tokens, entry.keys, lambda: find_definitors(sentence), widened=True)
    if subject is None:
        return None
    cues = find_definitors(sentence)
    lead = _lead_genus(sentence, subject.begin) if subject.after == subject.last else []
    read = _genus_behind(sentence, cues[subject.after], strict=not first, weak=bool(found), form="")
    if read is None:
        return None
    second = _second_predicate(sentence, subject.after) if not lead else []
    return read._replace(genera=(*lead, *read.genera, *second))


@lru_cache(maxsize=16)
def _second_predicate(sentence: Sentence, first: int) -> list[Genus]:
    """Return the genus of ", and is the science of": a second predicate of the same subject."""
    tokens = sentence.tokens
    for at in range(first + 1, len(tokens) - 3):
        words = [token.low for token in tokens[at : at + 3]]
        if words[:2] == [",", "and"] and words[2] in ("is", "are", "was") and tokens[at + 3].low in ARTICLES:
            return read_genera(sentence, at + 3, strict=True)[0]
    return []


def find_definitors(sentence: Sentence) -> Mapping[int, Cue]:
    """Return the definitors of a sentence by their first token."""
    tokens = sentence.tokens
    places = ((_token_at(tokens, cue.start), cue) for cue in DEFINITORS.find(sentence))
    return {at: cue for at, cue in places if not at or tokens[at - 1].low not in ARTICLES}  # "the mean" is a noun


def _lead_genus(sentence: Sentence, begin: int) -> list[Genus]:
    """Return the genus of an apposition before the subject: "A software characteristic, portability is"."""
    tokens = sentence.tokens
    if begin < 2 or tokens[0].low not in ("a", "an"):
        return []
    phrases, _ = genus_phrases(tokens, 0)
    return [make_genus(sentence, phrase) for phrase in phrases]


def _pronoun_definitor(tokens: Sequence[Token], cues: Mapping[int, Cue], *, first: bool) -> int:
    if tokens[0].low == "this" and not first:
        return 0
    at = 1
    while at < len(tokens) and tokens[at].low in ADVERBS and at not in cues:
        at += 1
    return at if at in cues else 0


def _token_at(tokens: Sequence[Token], start: int) -> int:
    return next((index for index, token in enumerate(tokens) if token.start >= start), len(tokens))


def _genus_behind(sentence: Sentence, cue: Cue, *, strict: bool, weak: bool, form: str) -> Definition | None:
    if weak and cue.name in _WEAK:
        return None
    genera, behind = read_genera(sentence, _token_at(sentence.tokens, cue.end), strict=strict, bare=cue.name in _BARE)
    if not genera and (strict or cue.name in ("copula", *_WEAK)) and not _is_part(sentence, cue, strict=strict):
        return None
    if form == "pronoun" and _is_expletive(sentence.tokens, behind):
        return None
    return _define(sentence, form or cue.name, genera)


def _is_part(sentence: Sentence, cue: Cue, *, strict: bool) -> bool:
    """Tell whether an entry opens with what its concept is part of: that defines it, and gives no genus."""
    at = skip_adverbs(sentence.tokens, _token_at(sentence.tokens, cue.end))
    words = [token.low for token in sentence.tokens[at : at + 3]]
    return not strict and words in (["a", "part", "of"], ["the", "part", "of"])


def _is_expletive(tokens: Sequence[Token], behind: int) -> bool:
    """Tell whether "it" stands for the clause behind: "it is a good idea to"."""
    return tokens[0].low == "it" and behind < len(tokens) and tokens[behind].low == "to"


def _without_subject(sentence: Sentence) -> Definition | None:
    numbered = numbered_genera(sentence)
    if numbered:
        return _define(sentence, "senses", numbered)
    start = fragment_start(sentence)
    if start is not None:
        begins = (start, *_further_fragments(sentence.tokens, start))
        phrases = [phrase for at in begins for phrase in genus_phrases(sentence.tokens, at, bare=True)[0]]
        return _define(sentence, "fragment", [make_genus(sentence, phrase) for phrase in phrases])
    if is_gerund(sentence.tokens):
        return _define(sentence, "predicate", [])
    predicate = PREDICATE.match(sentence.text)
    if predicate and is_finite(predicate[1].lower()):
        return _define(sentence, "predicate", _predicate_genera(sentence))
    return None


def _further_fragments(tokens: Sequence[Token], start: int) -> list[int]:
    """Return where a semicolon brings another definition: "The square root of the variance; a measure of"."""
    places = [at + 1 for at, token in enumerate(tokens[:-2]) if token.text == ";" and at > start]
    return [at for at in places if tokens[at].low in ("a", "an") and is_fragment(tokens, at)]


def _predicate_genera(sentence: Sentence) -> list[Genus]:
    cue = next(iter(DEFINITORS.find(sentence)), None)
    if cue is None or _token_at(sentence.tokens, cue.start) > 1:
        return []
    return read_genera(sentence, _token_at(sentence.tokens, cue.end))[0]


def _define(sentence: Sentence, form: str, genera: Iterable[Genus]) -> Definition:
    span = sentence.span()
    distinct = {genus.label: genus for genus in reversed(tuple(genera))}
    return Definition(sentence.section, span.start, span.end, sentence.text, form, tuple(reversed(distinct.values())))
