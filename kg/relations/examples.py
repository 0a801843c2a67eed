"""`narrower` from sentences that call something an example.

    Examples of edge computing include wrist gadgets or computers.    One example of X is Y, where ...
    Heroku, Cloud Foundry, App Engine are examples of PaaS offerings. Multitenant software examples include ...
    Containers are a good example of immutable infrastructure.        Take your laptop, modem, and printer, for example.

"Examples include ..." without "of" speaks of what the sentence before was about. A noun behind the name that only says
"thing of this kind" does no harm ("PaaS offerings", "representation learning techniques").
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.corpus import Corpus
from kg.relations.items import items_at
from kg.relations.phrases import Phrase
from kg.relations.readings import MARK, Reading, all_of
from kg.relations.rules import ABOUT, Rule, matches, rule, statements
from kg.relations.statements import Statement
from kg.text import singular

CUE = all_of(
    ("example", "instance", "exemplif", "include", "illustrat", r"\btake\b", "consider", "typical", "common", "popular")
)
_LONG = 8
_GOOD = (
    r"(?:(?:some|an?|one|a few|several|many|other|the|two|three)\s+)?(?:of the\s+)?(?:(?:good"
    r"|common|typical|popular|classic|well[- ]known|notable|prominent|simple"
    r"|prime|possible|main|most common|obvious|familiar|concrete|famous)\s+)*"
)
_THING = r"(?:\s+(?!is\b|are\b|include)[\w-]+){0,2}?"
_BE = r"(?:include|includes|are|is|would be|could be|might be|can be|being)"

_EXAMPLE = r"(?:examples?|instances?)"
_KIND = r"(?:examples?|instances?|types?|kinds?|forms?|variants?|varieties|variety|cases?)"
_ANY = r"(?:an?\s+|the\s+|such\s+|these\s+)?(?:[\w-]+\s+)?"
_KNOWN = r"(?:common|popular|well[- ]known|typical|notable|widely used|famous|most common|most popular)"
_THIS = r"(?:this|these)\s+(?:approach|concept|idea|technique|method|kind|type|pattern|technolog)"
_SHOWS = r"(?:exemplif(?:y|ies)|illustrates?)"

RULES: tuple[Rule, ...] = (
    rule("examples_of", rf"\b{_GOOD}{_EXAMPLE}\s+of\s+{_ANY}<M>{_THING}\s+{_BE}\s*:?\s+", "items"),
    rule("examples_of", rf"<M>{_THING}\s+examples?\s+{_BE}\s*:?\s+", "items"),
    rule("examples_of", rf"^{_GOOD}{_EXAMPLE}\s+(?:includes?|are|is|would be)\s*:?\s+", "items", ABOUT),
    rule("common_kinds", rf"^(?:some\s+|the\s+)?(?:{_KNOWN}\s+){{1,2}}<M>{_THING}\s+(?:include|are)\s*:?\s+", "items"),
    rule("include", r"^(?:[\w-]+\s+)?<M>\s+include\s*:?\s+(?!the\b)", "items"),
    rule("are_examples", rf"\s+(?:is|are)\s+{_GOOD}{_KIND}\s+of\s+{_ANY}<M>", "before"),
    rule("are_examples", rf"\s+{_SHOWS}\s+<M>", "before"),
    rule("are_examples", rf"\s+{_SHOWS}\s+{_THIS}", "before", ABOUT),
)
_TAKE = re.compile(
    r"^(?:If (?:we|you) )?(?:take|consider|think of)\s+(?=[^.]*?,?\s+(?:for|as an) (?:example|instance)\b)",
    re.IGNORECASE,
)


def find_examples(corpus: Corpus, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry call examples of its concept."""
    before: Reading | None = None
    for reading in readings:
        if CUE.search(reading.masked):
            for one, found in matches(RULES, _with_kin(_following(reading, before))):
                if one.method != "include" or any(_is_kind(reading, phrase) for phrase in found):
                    yield from statements(corpus, reading, "narrower", one.method, found)
            yield from _taken(corpus, reading, before)
        before = reading


def _following(reading: Reading, before: Reading | None) -> Reading:
    """Give "Examples include ..." the subject of the sentence before it, if that is in the same section."""
    return reading._replace(about=_continues(reading, before))


def _with_kin(reading: Reading) -> Reading:
    """Mark words of the concept's family too: "multitenant software examples" are examples of multitenancy."""
    word = reading.concept.label
    if " " in word or len(word) < _LONG or MARK in reading.masked:
        return reading
    kin = re.compile(rf"(?<![\w-]){re.escape(word[:-2])}\w{{0,4}}(?![\w-])", re.IGNORECASE)
    return reading._replace(masked=kin.sub(lambda m: MARK * len(m[0]), reading.masked))


def _continues(reading: Reading, before: Reading | None) -> bool:
    return before is not None and before.about and before.sentence.section == reading.sentence.section


def _taken(corpus: Corpus, reading: Reading, before: Reading | None) -> Iterator[Statement]:
    match = _TAKE.match(reading.masked)
    if match:
        found = items_at(reading, match.end())
        fitting = (
            found if _continues(reading, before) and len(found) > 1 else [p for p in found if _is_kind(reading, p)]
        )
        yield from statements(corpus, reading, "narrower", "take_example", fitting)


def _is_kind(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase has the concept's own head: a "database cluster operator" is an operator."""
    return singular(phrase.label.lower().split()[-1]) == singular(reading.concept.label.lower().split()[-1])
