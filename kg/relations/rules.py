"""A rule of the text: a pattern over masked sentences, and where the other side of the statement stands.

    Rule("unlike", r"^Unlike\\s+", "after", subject=BEHIND)     the list behind the match; the concept behind that
    Rule("are_examples", r"\\s+are examples of ▁+", "before")    the list in front of the match

`then` is "after" or "before", "items" where activities may stand in the list, "enclosed" behind a colon or bracket,
"whole" where nothing may follow the list.
`subject` says what makes the statement one about the concept: the pattern itself holds the mark (`MARKED`), as a
subject and not behind a preposition (`SUBJECT`: "the output of X is used for" says nothing of X), the sentence is about
the concept (`ABOUT`), or the concept follows behind the list (`BEHIND`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.ids import Iri
from kg.relations.items import items_at, longer, plain_items
from kg.relations.page import Page
from kg.relations.phrases import Phrase, list_at, list_before
from kg.relations.readings import MARK, NAME, Reading
from kg.relations.statements import Statement
from kg.syntax.words import PREPOSITIONS

MARKED, SUBJECT, ABOUT, BEHIND = "marked", "subject", "about", "behind"
_HANGING = re.compile(
    r"(?:^|[\s(])(?P<word>[\w-]+)\s+(?:(?:an?|the|any|each|some|these|this|such|most|all|your|our|its)\s+)?(?:\(\s*)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"[,)\]—–:]\s+(?:\w+\s+){{0,2}}?(?:(?:an?|the|these|such|most|all"
    rf"|each)\s+)?(?:[\w-]+\s+)?{MARK}|,\s+(?:it|they|this|these)\b"
)


_CLASS = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]")
_GROUP = re.compile(r"\([^()]*\)")
_CONJOINED = re.compile(r",?\s+(?:and|or)\b", re.IGNORECASE)


class Rule(NamedTuple):
    """A pattern and how to read it; `then` is how the list is read (see above).

    Without the mark a pattern with `needs_mark` matches nothing.
    """

    method: str
    pattern: re.Pattern[str]
    then: str = "after"
    subject: str = MARKED
    needs_mark: bool = False


def rule(method: str, pattern: str, then: str = "after", subject: str = MARKED) -> Rule:
    """Compile a rule; patterns are case-blind, `M` stands for the concept's mark."""
    compiled = re.compile(pattern.replace("<M>", NAME), re.IGNORECASE)
    return Rule(method, compiled, then, subject, subject == SUBJECT or _needs_mark(pattern))


def _needs_mark(pattern: str) -> bool:
    r"""Tell whether a mark stands outside all groups of a pattern, so that nothing matches without one.

    >>> [_needs_mark(p) for p in (r"<M>\s+(?:is|are)", r"(?:this|<M>)", "that|<M>")]
    [True, False, False]
    """
    rest = _CLASS.sub("", pattern)
    while (inner := _GROUP.sub("", rest)) != rest:
        rest = inner
    return "<M>" in rest and "|" not in rest


def matches(rules: Sequence[Rule], reading: Reading) -> Iterator[tuple[Rule, list[Phrase]]]:
    """Return, for each place where a rule applies, the phrases it leads to."""
    named = MARK in reading.masked
    for one in rules:
        if (named or not one.needs_mark) and (reading.about or one.subject != ABOUT):
            for match in one.pattern.finditer(reading.masked):
                if _applies(one, reading, match):
                    found = _phrases(one, reading, match)
                    if found:
                        yield one, found


def _applies(one: Rule, reading: Reading, match: re.Match[str]) -> bool:
    if one.subject == SUBJECT:
        return is_subject(reading.masked, match.start() + match[0].index(MARK))
    if one.subject == BEHIND:
        return bool(_BEHIND.search(reading.masked, match.end()))
    return True


def is_subject(masked: str, at: int) -> bool:
    """Tell whether the mark at a character does not hang on a preposition."""
    before = _HANGING.search(masked, max(0, at - 40), at)
    return before is None or before["word"].lower() not in PREPOSITIONS


def _phrases(one: Rule, reading: Reading, match: re.Match[str]) -> list[Phrase]:
    if one.then == "before":
        return list_before(reading, match.start(), conjoined=bool(_CONJOINED.match(match[0])))
    if one.then == "items":
        found = items_at(reading, match.end(), enclosed=match[0].rstrip().endswith(":"))
        return list(longer(found, plain_items(reading, match.end())))
    if one.then == "whole":
        found = list_at(reading, match.end(), enclosed=True)
        return found if found and not any(map(str.isalnum, reading.masked[found[-1].end :])) else []
    return list_at(reading, match.end(), enclosed=one.then == "enclosed")


def statements(
    page: Page, reading: Reading, relation: str, method: str, found: Sequence[Phrase]
) -> Iterator[Statement]:
    """Return one statement about the reading's concept per phrase; the whole sentence is the proof."""
    if not found:
        return
    sentence, source = reading.sentence, reading.concept.iri
    proof = page.proof(sentence)
    for phrase in found:
        target = resolve(page, reading, phrase)
        if target != source:
            yield Statement(source, relation, phrase.label, method, sentence.section, *proof, target=target)


def resolve(page: Page, reading: Reading, phrase: Phrase) -> Iri | None:
    """Return the concept that a phrase names: as a whole by its words, or by the link or mention that it is."""
    named = page.known.named(phrase.label)
    if named is not None:
        return named
    span = reading.sentence.span(phrase.start, phrase.end)
    return page.concept_of_phrase(reading.sentence.section, span)
