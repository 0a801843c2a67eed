"""What a trained pipeline adds to the rules (`--spacy-model`): genera and names by dependencies.

The rules come first. A sentence in which they found a definition keeps it; a name that they found keeps its witness.
Only sentences that hold one of the concept's names are parsed.
"""

from collections.abc import Sequence

from kg.concepts.genus import make_genus
from kg.concepts.matching import match_name, may_name, subject_key
from kg.concepts.names import inflection_key, name_kind
from kg.records import Definition, Name
from kg.syntax import Sentence, reduce_phrase
from kg.syntax.dependencies import Parser, Reading

_WEIGHT = 0.8


def parse_definitions(
    parser: Parser, sentences: Sequence[Sentence], labels: Sequence[str], found: Sequence[Definition]
) -> list[Definition]:
    """Return `found` and what the parse reads in the other sentences, in text order."""
    keys = frozenset(subject_key(label) for label in labels if label.strip())
    read = {definition.start for definition in found}
    added = list(found)
    for sentence in sentences:
        if sentence.span().start in read or not may_name(sentence.text, keys):
            continue
        readings = (r for r in parser.read(sentence) if r.wanted == "genus" and _is_concept(sentence, r, keys))
        added += [d for reading in readings if (d := _definition(sentence, reading)).genera][:1]
    return sorted(added, key=lambda definition: definition.start)


def parse_names(
    parser: Parser, sentences: Sequence[Sentence], labels: Sequence[str], found: Sequence[Name]
) -> list[Name]:
    """Return `found` and the names that the parse reads, each once."""
    keys = frozenset(subject_key(label) for label in labels if label.strip())
    said = {inflection_key(label) for label in (*labels, *(name.label for name in found))}
    added = list(found)
    for sentence in sentences:
        if not may_name(sentence.text, keys):
            continue
        for reading in parser.read(sentence):
            if reading.wanted == "name" and _is_concept(sentence, reading, keys):
                new = [p.label for p in reading.phrases if inflection_key(p.label) not in said]
                said |= {inflection_key(label) for label in new}
                added += [_name(sentence, label, labels) for label in new]
    return added


def _is_concept(sentence: Sentence, reading: Reading, keys: frozenset[str]) -> bool:
    subject = reading.subject
    places = range(subject.first, subject.after)
    return any(match_name(sentence.tokens, at, keys) == subject.after for at in places[:2])


def _definition(sentence: Sentence, reading: Reading) -> Definition:
    phrases = [one for phrase in reading.phrases for one in reduce_phrase(sentence.tokens, phrase)]
    span = sentence.span()
    genera = tuple(make_genus(sentence, phrase) for phrase in phrases)
    return Definition(sentence.section, span.start, span.end, sentence.text, f"parsed_{reading.form}", genera)


def _name(sentence: Sentence, label: str, labels: Sequence[str]) -> Name:
    span = sentence.span()
    return Name(label, name_kind(label, labels), "name_parsed", sentence.section, span.start, span.end, _WEIGHT)
