"""`narrower` from sentences that call something an example.

    Examples of edge computing include wrist gadgets or computers.    One example of X is Y, where ...
    Heroku, Cloud Foundry, App Engine are examples of PaaS offerings. Multitenant software examples include ...
    Containers are a good example of immutable infrastructure.        Take your laptop, modem, and printer, for example.

"Examples include ..." without "of" speaks of what the sentence before was about. A noun behind the name that only says
"thing of this kind" does no harm ("PaaS offerings", "representation learning techniques").
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.cues import Cue
from kg.relations.items import items_at
from kg.relations.page import Page
from kg.relations.phrases import Phrase
from kg.relations.readings import MARK, Reading, with_head
from kg.relations.rules import ABOUT, Rule, matches, rule, statements
from kg.relations.statements import Statement
from kg.syntax import is_plural
from kg.text import singular

CUE = Cue(
    (
        "example",
        "instance",
        "exemplif",
        "include",
        "illustrat",
        r"\btake\b",
        "consider",
        "typical",
        "common",
        "popular",
        "known",
        r"\bused\b",
        "available",
        "supported",
        r"e\.\s?g",
        "standard",
        "classic",
        r"\bkinds?\b",
        r"\btypes?\b",
        r"\bforms?\b",
        "simplest",
        "important",
        "basic",
        "main",
        "built-in",
        "called",
        "termed",
    )
)
_LONG = 8
_GOOD = (
    r"(?:(?:some|an?|one|a few|several|many|other|the|two|three|both|all|among the)\s+)*(?:of the\s+)?(?:(?:good"
    r"|common|typical|popular|classic|well[- ]known|notable|prominent|simple|most|more|\w+ly|used|known|best-known"
    r"|prime|possible|main|obvious|familiar|concrete|famous|real-world|everyday)\s+)*"
)
_RELATED = (
    r"problem|issue|feature|step|benefit|advantage|disadvantage|use|application|case|component|part|propert(?:y|ie)"
    r"|field|attribute|parameter|setting|task|goal|element|metric|challenge|risk|reason|cause|symptom|effect"
    r"|characteristic|vendor|provider|user|operation|command|requirement|purpose|input|output|product|source|side"
)
_THING = rf"(?:\s+(?!is\b|are\b|include|(?:{_RELATED})s?\b)[\w-]+){{0,2}}?"
_BE = r"(?:include|includes|are|is|would be|could be|might be|can be|being)"

_EXAMPLE = r"(?:examples?|instances?)"
_KIND = r"(?:examples?|instances?|(?:sub)?types?|kinds?|forms?|variants?|varieties|variety|cases?|classes|flavou?rs?)"
_ANY = r"(?:an?\s+|the\s+|such\s+|these\s+)?(?:[\w-]+\s+)?"
_KNOWN = (
    r"(?:(?:most|more|\w+ly)\s+)*(?:common|popular|well[- ]known|best[- ]known|typical|notable|used|known|famous"
    r"|important|encountered|seen|cited|mentioned|found|occurring|standard|classic|prominent|available|supported|frequent|main|major|basic|built-in|modern|familiar)"
)
_SORT = (
    r"(?:\s+(?:algorithm|method|technique|model|approache?|system|type|kind|form|tool|solution|product|implementation"
    r"|offering|technolog(?:y|ie)|protocol|format|strateg(?:y|ie)|scheme|platform|framework|engine|service|device"
    r"|function|operator|architecture|classe?|pattern|language|program|procedure|material|object|practice|activit(?:y|ie))s?)?"
)
_THIS = r"(?:this|these)\s+(?:approach|concept|idea|technique|method|kind|type|pattern|technolog)"
_SHOWS = r"(?:exemplif(?:y|ies)|illustrates?)"
_OF_KIND = rf"(?:{_KIND}\s+of\s+(?:an?\s+)?)?"
_CALLED = r"(?:called|known\s+as|named|termed|referred\s+to\s+as)\s+(?:an?\s+|the\s+)?"

RULES: tuple[Rule, ...] = (
    rule("examples_of", rf"\b{_GOOD}{_EXAMPLE}\s+of\s+{_ANY}<M>{_THING}(?:\s+{_BE}\s*:?|:)\s+", "items"),
    rule("examples_of", rf"<M>{_THING}\s+examples?(?:\s+{_BE}\s*:?|:)\s+", "items"),
    rule(
        "examples_of",
        rf"^{_GOOD}{_EXAMPLE}(?:\s+(?:here|of (?:this|these|it|them|such \w+)))?"
        r"(?:\s+(?:includes?|are|is|would be)\s*:?|:)\s+",
        "items",
        ABOUT,
    ),
    rule(
        "examples_of",
        r"^(?:e\.\s?g\.|for example|for instance)\s*[:,]\s+(?=[^.;:()]*\W*$)(?!.*\s(?:is|are|has|can)\s)",
        "whole",
        ABOUT,
    ),
    rule(
        "common_kinds",
        rf"^(?:some\s+(?:of\s+the\s+)?|the\s+|other\s+|many\s+)?(?:{_KNOWN}\s+){{1,2}}{_OF_KIND}<M>{_SORT}\s+"
        r"(?:include|are)\s*:?\s+",
        "items",
    ),
    rule(
        "common_kinds",
        rf"^(?:perhaps\s+)?the\s+(?:most\s+[\w-]+|simplest|best[- ]known|commonest)\s+{_OF_KIND}<M>\s+(?:is|are)\s+"
        r"(?!not\b|\d)(?:called\s+)?",
    ),
    rule(
        "common_kinds",
        rf"^(?:one|another|an?\s+(?:common|popular|special|second|third|well-known|simple))\s+(?:[\w-]+\s+)?{_KIND}"
        rf"\s+of\s+{_ANY}<M>\s+(?:is|are)\s+(?:called\s+)?",
    ),
    rule(
        "called_kind",
        rf"\b(?:an?|one|another|the)\s+(?:[\w-]+\s+){{0,2}}?{_KIND}\s+of\s+<M>,?\s+(?:is\s+|are\s+)?{_CALLED}",
    ),
    rule("include", r"^(?:[\w-]+\s+)?<M>\s+include\s*:?\s+(?!the\b)", "items"),
    rule("are_examples", rf"\s+(?:is|are)\s+{_GOOD}{_KIND}\s+of\s+{_ANY}<M>", "before"),
    rule(
        "are_examples",
        rf"\s+are\s+(?:all\s+|both\s+|among\s+|some\s+of\s+)?(?:the\s+)?(?:two\s+|three\s+)?(?:{_KNOWN}\s+){{1,3}}"
        rf"{_OF_KIND}<M>",
        "before",
    ),
    rule(
        "are_examples",
        rf"\s+are\s+(?:the\s+)?(?:two|three|four|five|some)\s+{_GOOD}(?:types|kinds|forms|examples)(?=\W*$)",
        "before",
        ABOUT,
    ),
    rule("are_examples", rf"\s+{_SHOWS}\s+<M>", "before"),
    rule("are_examples", rf"\s+{_SHOWS}\s+{_THIS}", "before", ABOUT),
)
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|one|both)\s+$", re.IGNORECASE)
_TAKE = re.compile(
    r"^(?:If (?:we|you) )?(?:take|consider|think of)\s+(?=[^.]*?,?\s+(?:for|as an) (?:example|instance)\b)",
    re.IGNORECASE,
)


def find_examples(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry call examples of its concept."""
    before: Reading | None = None
    for reading in readings:
        if CUE.is_in(reading.masked):
            for one, found in matches(RULES, _with_kin(_following(reading, before))):
                if one.method != "include" or _are_kinds(reading, found):
                    yield from statements(page, reading, "narrower", one.method, found)
            yield from _taken(page, reading, before)
        before = reading


def _following(reading: Reading, before: Reading | None) -> Reading:
    """Give "Examples include ..." the subject of the sentence before it, if that is in the same section."""
    following = reading._replace(about=_continues(reading, before))
    return with_head(following) if reading.about or following.about else following


def _with_kin(reading: Reading) -> Reading:
    """Mark words of the concept's family too: "multitenant software examples" are examples of multitenancy."""
    word = reading.concept.label
    if " " in word or len(word) < _LONG or MARK in reading.masked:
        return reading
    kin = re.compile(rf"(?<![\w-]){re.escape(word[:-2])}\w{{0,4}}(?![\w-])", re.IGNORECASE)
    return reading._replace(masked=kin.sub(lambda m: MARK * len(m[0]), reading.masked))


def _continues(reading: Reading, before: Reading | None) -> bool:
    return before is not None and before.about and before.sentence.section == reading.sentence.section


def _taken(page: Page, reading: Reading, before: Reading | None) -> Iterator[Statement]:
    match = _TAKE.match(reading.masked)
    if match:
        found = items_at(reading, match.end())
        fitting = (
            found if _continues(reading, before) and len(found) > 1 else [p for p in found if _is_kind(reading, p)]
        )
        yield from statements(page, reading, "narrower", "take_example", fitting)


def _are_kinds(reading: Reading, found: Sequence[Phrase]) -> bool:
    """Tell kinds from parts behind "include": names or plurals behind a plural, or something with the concept's head.

    "Message brokers include RabbitMQ and Kafka", but "A node includes a kubelet" and "Pods include a network address".
    """
    if any(_is_kind(reading, phrase) for phrase in found):
        return True
    text = reading.sentence.text
    mark = reading.masked.index(MARK)
    subject = text[mark : found[0].start].split()
    behind = next((i for i, word in enumerate(subject) if word.startswith("include")), 0)
    several = subject[0].lower() in ("they", "these") or (behind > 0 and is_plural(subject[behind - 1]))
    bare = all(_ARTICLE.search(text, 0, phrase.start) is None for phrase in found)
    return several and bare and len(found) > 1


def _is_kind(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether a phrase has the concept's own head: a "database cluster operator" is an operator."""
    return singular(phrase.label.lower().split()[-1]) == singular(reading.concept.label.lower().split()[-1])
