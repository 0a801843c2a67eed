"""A build against what people read: precision, recall and F1 per relation.

A gold file has one object per line, one per glossary entry:

    {"id": "tf:stride", "term": "stride", "alias": [], "broader": ["number"], ..., "allowed": {"broader": ["step"]}}

What both annotators gave counts for recall; what one of them gave is `allowed` and costs nothing. Only statements whose
source is a gold term are scored. Labels are compared in small letters without hyphens, articles, parentheses and
the plural of the last word; `broader(head)` compares last words.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import InputError, Location
from kg.graph import Graph
from kg.review.intervals import Counts, Interval, bootstrap_f1, f1, wilson

RELATIONS = ("alias", "broader", "narrower", "part_of", "contrast", "used_for")
HEAD = "broader(head)"
_QUOTES = re.compile(r"[`*_\"“”’']")
_PARENTHESES = re.compile(r"\([^)]*\)")
_JOINING = re.compile(r"[\s\-‐–/]+")
_ARTICLE = re.compile(r"^(?:the|a|an|some|many|any|other|various)\s+")

Values = Mapping[str, frozenset[str]]
Found = Mapping[tuple[str, str], set[str]]


class GoldEntry(NamedTuple):
    """What people read out of one entry; labels are folded."""

    id: str
    term: str
    values: Values
    allowed: Values


class RelationScore(NamedTuple):
    """How well one relation was read. `missed` and `extra` name the faults as "entry: label"."""

    relation: str
    counts: Counts
    precision: float
    recall: float
    f1: float
    precision_interval: Interval
    recall_interval: Interval
    f1_interval: Interval
    missed: tuple[str, ...]
    extra: tuple[str, ...]


def fold_label(label: str) -> str:
    """Return the form in which labels are compared.

    >>> fold_label("A Feed-forward neural networks (FFN)")
    'feed forward neural network'
    """
    text = _PARENTHESES.sub(" ", _QUOTES.sub("", label).casefold())
    text = _ARTICLE.sub("", _JOINING.sub(" ", text).strip(" .,:;"))
    *first, last = text.split() or [""]
    return " ".join([*first, _singular(last)])


def _singular(word: str) -> str:
    """The annotators' plural rule; it differs from `kg.text.singular` in details and is part of the measure."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:ches|shes|xes|sses|zes)$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not re.search(r"(?:ss|us|is)$", word) else word


def read_gold(path: str | Path) -> list[GoldEntry]:
    """Read a gold file. Raises `InputError` where it can't be read or a line is no entry."""
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"can't be read ({error})", "a JSON Lines file of glossary entries") from error
    entries = [_entry(line, Location(str(path), line=n)) for n, line in enumerate(lines, 1) if line.strip()]
    if not entries:
        raise InputError(path, "no entries", "one JSON object per line")
    return entries


def _entry(line: str, where: Location) -> GoldEntry:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON ({error.msg})", "one object per line") from error
    if not isinstance(given, dict) or not isinstance(given.get("term"), str):
        raise InputError(where, "no term", 'an object with "term" and a list per relation')
    allowed = given.get("allowed", {})
    if not isinstance(allowed, dict):
        raise InputError(where, "allowed is no object", 'example: {"broader": ["algorithm"]}')
    values = _values(given, where)
    return GoldEntry(str(given.get("id", given["term"])), fold_label(given["term"]), values, _values(allowed, where))


def _values(given: Mapping[str, Any], where: Location) -> Values:
    values = {}
    for name in RELATIONS:
        labels = given.get(name, [])
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            raise InputError(where, f"{name} is no list of labels", 'example: "alias": ["CTC"]')
        values[name] = frozenset(map(fold_label, labels))
    return values


def score_relations(graph: Graph, gold: Sequence[GoldEntry]) -> list[RelationScore]:
    """Return one score per relation, in the order of the gold file's columns; head words of `broader` come last."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for relation in graph.relations:
        found[fold_label(relation.source_label), relation.relation].add(fold_label(relation.target_label))
    scores = [_score(name, [_judge(entry, name, found) for entry in gold], graph.seed) for name in RELATIONS]
    return [*scores, _score(HEAD, [_heads(_judge(entry, "broader", found)) for entry in gold], graph.seed)]


class _Judged(NamedTuple):
    id: str
    gold: frozenset[str]
    predicted: frozenset[str]


def _judge(entry: GoldEntry, name: str, found: Found) -> _Judged:
    gold = entry.values[name]
    free = entry.allowed.get(name, frozenset()) - gold
    return _Judged(entry.id, gold, frozenset(found.get((entry.term, name), ())) - {entry.term} - free)


def _heads(judged: _Judged) -> _Judged:
    return _Judged(judged.id, _last_words(judged.gold), _last_words(judged.predicted))


def _last_words(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(label.split()[-1] for label in labels if label)


def _score(name: str, judged: Sequence[_Judged], seed: int) -> RelationScore:
    each = [Counts(len(j.gold), len(j.predicted), len(j.gold & j.predicted)) for j in judged]
    total = Counts(*map(sum, zip(*each, strict=True)))
    return RelationScore(
        relation=name,
        counts=total,
        precision=_ratio(total.correct, total.predicted),
        recall=_ratio(total.correct, total.gold),
        f1=round(f1(total), 4),
        precision_interval=wilson(total.correct, total.predicted),
        recall_interval=wilson(total.correct, total.gold),
        f1_interval=bootstrap_f1(each, seed=seed),
        missed=tuple(_faults((j.id, j.gold - j.predicted) for j in judged)),
        extra=tuple(_faults((j.id, j.predicted - j.gold) for j in judged)),
    )


def _faults(faults: Iterable[tuple[str, frozenset[str]]]) -> Iterator[str]:
    for entry, labels in faults:
        yield from (f"{entry}: {label}" for label in sorted(labels))


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
