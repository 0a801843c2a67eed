"""One concept for all its names, two where one name has two meanings.

    "fine-tuning" (topic), "finetuning" (term)            one concept, two spellings
    "FSDP" (topic), "Fully Sharded Data Parallel (FSDP)"  one concept: the acronym is stated
    "Token (NLP)", "Token (security)"                     two concepts; "Token" alone finds both (C003)
    "Sharded DDP: another name for ZeRO", "ZeRO (...)"    two entries for one concept: both kept, and told (C004)

A group is what shares a spelling key; its first candidate, in the order of the sources, gives label and kind.
Entries of glossaries are never thrown together because one names the other: their authors gave them headings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.concepts.candidates import Candidate
from kg.concepts.homonyms import split_homonyms
from kg.concepts.labels import abbreviates
from kg.concepts.reading import distinct_names
from kg.concepts.spelling import is_same_but_inflected, name_key
from kg.records import Name

Group = list[Candidate]
_MERGING = frozenset({"acronym", "expansion"})


def group_candidates(candidates: Sequence[Candidate]) -> list[Group]:
    """Return candidates grouped by concept: groups and members in the order of the candidates."""
    groups: dict[tuple[str, str], Group] = defaultdict(list)
    identifiers = _identifiers(candidates)
    for candidate in candidates:
        groups[_key(candidate, identifiers)].append(candidate)
    apart = [part for group in groups.values() for part in split_homonyms(group)]
    return _join_acronyms(apart)


def _identifiers(candidates: Iterable[Candidate]) -> tuple[dict[str, str], set[str]]:
    """Return documented symbols by label, and the labels of topics; words in small letters are no identifiers."""
    documented = {c.label: c.symbol for c in candidates if c.symbol and c.section is not None}
    topics = {c.label for c in candidates if c.kind == "topic"}
    return documented, {label for label in topics if not label.isalpha() or not label.islower()}


def _key(candidate: Candidate, identifiers: tuple[dict[str, str], set[str]]) -> tuple[str, str]:
    """A heading that is exactly a documented symbol is that symbol; a reference that is only a heading is the topic."""
    documented, topics = identifiers
    symbol = candidate.symbol
    if candidate.label in topics and candidate.kind in ("topic", "symbol"):
        symbol = documented.get(candidate.label, "")
    if candidate.proper:
        return "proper", candidate.label
    return ("symbol", symbol) if symbol else ("name", name_key(candidate.label))


def _join_acronyms(groups: list[Group]) -> list[Group]:
    """Join a group to the one that states its name as acronym or expansion, if only one does."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        if group[0].kind != "symbol":
            by_key[name_key(group[0].label)].append(number)
    stated: dict[int, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for name in _stated(group):
            for other in by_key.get(name_key(name), ()):
                if other != number and not _are_entries(group, groups[other]):
                    stated[other].add(number)
    into = {other: min(numbers) for other, numbers in stated.items() if len(numbers) == 1}
    return _joined(groups, into)


def _stated(group: Group) -> set[str]:
    """Return the short and long forms that members state of themselves."""
    return {
        name.label
        for member in group
        for name in member.names
        if name.kind in _MERGING and (abbreviates(name.label, member.label) or abbreviates(member.label, name.label))
    }


def _are_entries(one: Group, other: Group) -> bool:
    return one[0].kind == other[0].kind == "glossary"


def _joined(groups: list[Group], into: dict[int, int]) -> list[Group]:
    root = list(range(len(groups)))

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for other, number in sorted(into.items()):
        a, b = sorted((find(other), find(number)))
        if not _are_entries(groups[a], groups[b]):
            root[b] = a
    joined: dict[int, Group] = defaultdict(list)
    for number, group in enumerate(groups):
        joined[find(number)] += group
    return [joined[number] for number in sorted(joined)]


def merge_group(group: Group) -> Candidate:
    """Return one candidate for a group: the first member's label and kind, everybody's names and definitions."""
    first = group[0]
    if len(group) == 1 and first.symbol:
        return first
    names = [*(name for member in group for name in member.names), *_variants(first, group)]
    kept = [name for name in names if not is_same_but_inflected(name.label, first.label)]
    definitions = [definition for member in group for definition in member.definitions]
    hidden = sorted({label for member in group for label in member.hidden})
    subject = next((member for member in group if member.section is not None and member.span is None), None)
    return first._replace(
        section=subject.section if subject else None,
        heading=subject.heading if subject else "",
        names=distinct_names(kept),
        definitions=tuple(dict.fromkeys(definitions)),
        hidden=tuple(hidden),
        score=max(member.score for member in group),
    )


def _variants(first: Candidate, group: Group) -> list[Name]:
    """Return the other members' labels as names."""
    counts = Counter(member.label for member in group)
    return [Name(label, "spelling", "same_name") for label in sorted(counts) if label != first.label]
