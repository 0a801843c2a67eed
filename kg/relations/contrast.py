"""`contrast`: what the text opposes to the concept.

    Unlike human interactions, APIs have limits.        It differs from unsupervised learning in that ...
    ... a broad category, unlike supervised learning.   X is not to be confused with Y.   (the opposite of Y)

The relations are contrast and antithesis in Mann & Thompson 1988; the cues are Quirk et al. 1985, 8.143 (contrastive
conjuncts) and 9.50 (prepositions). "Rather than" and "instead of" oppose ways to act more often than things: only a
name straight behind them and the concept straight before them count.
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.cues import Cue
from kg.relations.page import Page
from kg.relations.phrases import Phrase, is_nameable, list_at, phrase_at
from kg.relations.readings import MARK, Reading, words
from kg.relations.rules import ABOUT, BEHIND, SUBJECT, Rule, matches, rule, statements
from kg.relations.statements import Statement
from kg.syntax.lexicon import is_finite
from kg.syntax.words import PREPOSITIONS
from kg.text import singular

CUE = Cue((
    "unlike", "contrast", "contrary", "oppos", "distinct", "differ", "distinguish", "confuse", "conflat", "mistake",
    "same", "synonymous", "versus", r"vs\b", "opposite", "inverse", "converse", "antonym", "antithesis", "rather than",
    "instead of", "while", "whereas",
))  # fmt: skip
_AGAINST = (
    r"(?:unlike|in (?:direct |sharp |stark )?contrast (?:to|with)"
    r"|contrary to|as opposed to|as distinct from|as contrasted with"
    r")"
)
_IS = r"(?:is|are|was|were|(?:should|must|can|may|has to|have to)\s+be)"
_ADV = r"(?:[a-z]+ly\s+|very\s+|quite\s+|often\s+|sometimes\s+|also\s+|slightly\s+)?"

RULES: tuple[Rule, ...] = (
    rule("unlike", rf"^(?:\W*(?:but|however|and|so)?,?\s*){_AGAINST}\s+", subject=BEHIND),
    rule("unlike", rf"(?:(?<=[\w)\]%,—–\"”’])[\s—–-]+|(?<={MARK})\s+\()\b{_AGAINST}\s+", subject=ABOUT),
    rule("unlike", rf"\(\s*{_AGAINST}\s+(?=[^()]*\)\W*$)", subject=ABOUT),
    rule("differs_from", rf"<M>\s+{_ADV}(?:differs?|differed)\s+(?:\w+ly\s+)?from\s+", subject=SUBJECT),
    rule(
        "differs_from",
        rf"<M>\s+{_IS}\s+{_ADV}(?:different|distinct|distinguished|separate)\s+(?:from|to|than)\s+",
        subject=SUBJECT,
    ),
    rule(
        "differs_from",
        r"\bdistinguish(?:es|ing|ed)?\s+(?:it|them|this|these|itself|themselves|<M>)\s+from\s+",
        subject=ABOUT,
    ),
    rule("contrasts_with", rf"<M>\s+{_ADV}contrasts?\s+{_ADV}(?:with|to|against)\s+", subject=SUBJECT),
    rule("contrasts_with", rf"<M>\s+{_IS}\s+{_ADV}(?:opposed|the antithesis)\s+(?:to|of)\s+", subject=SUBJECT),
    rule(
        "contrasts_with", r"<M>\s+stands?\s+in\s+(?:\w+\s+)?(?:contrast|opposition)\s+(?:to|with)\s+", subject=SUBJECT
    ),
    rule("contrasts_with", rf"^that\s+{_ADV}contrasts?\s+{_ADV}(?:with|to|against)\s+"),
    rule(
        "contrasts_with",
        rf"<M>\s+(?:{_IS}|can be)\s+{_ADV}(?:contrasted|in contrast)\s+(?:with|to|against)\s+",
        subject=SUBJECT,
    ),
    rule(
        "confused_with", r"\bnot\s+(?:to\s+)?(?:be\s+)?(?:confused|conflated|mistaken)\s+(?:with|for)\s+", subject=ABOUT
    ),
    rule(
        "confused_with",
        rf"<M>\s+{_IS}\s+(?:often|sometimes|commonly|frequently|easily)\s+(?:confused|conflated)\s+with\s+",
        subject=SUBJECT,
    ),
    rule(
        "confused_with",
        r"\b(?:do not|don['’]t|never)\s+(?:confuse|conflate|mistake)\s+(?:this|it|these|them|<M>)\s+(?:with|for)\s+",
    ),
    rule(
        "not_same_as",
        rf"<M>\s+(?:{_IS} not|isn['’]t|aren['’]t)\s+(?:the same "
        rf"(?:thing )?as|{_ADV}synonymous with|a synonym (?:for|of)"
        r"|equivalent to|identical (?:to|with))\s+",
        subject=SUBJECT,
    ),
    rule("versus", r"<M>\s*,?\s+\(?(?:vs\.?|versus)\s+(?!\w+ing\b)", subject=SUBJECT),
    rule("contrasts_with", r"^(?:\(?\s*)?contrast(?:\s+(?:this|it))?\s+(?:with|to)\s+"),
    rule("opposite_of", r"\b(?:opposite|inverse|antonym|converse|antithesis)\s+(?:\w+\s+)?(?:of|to)\s+", subject=ABOUT),
    rule(
        "opposite_of",
        r"\s+(?:is|are) (?:the|its|their) (?:opposite|inverse|counterpart)\b(?! of\b| to\b)",
        "before",
        ABOUT,
    ),
    rule(
        "opposite_of",
        r"\s+(?:is|are) (?:the )?(?:opposite|inverse|counterpart)s? of (?:an? |the )?(?:this|it|<M>)",
        "before",
        ABOUT,
    ),
    rule(
        "opposite_of",
        r"^(?:The|Its) (?:opposite|inverse|counterpart)(?: of (?:this|it|<M>))? is (?:called |known as )?",
    ),
    rule("rather_than", r"<M>\s+(?:rather than|instead of)\s+(?=[A-Z])", subject=SUBJECT),
)
_TURN = re.compile(
    r"^(?:But\s+)?(?:in (?:direct |sharp |stark )?contrast|by contrast|conversely|contrariwise),\s+(?P<other>(?=[^.]))",
    re.IGNORECASE,
)
_WHEREAS = re.compile(
    rf"(?:^|[:;]\s+)(?:\W|(?:an?|the|while|whereas|most|all|each)\s)*(?P<own>{MARK}+)\s[^;.]{{3,}}?(?:[,;(—–-]\s*(?:whereas|while)|\swhereas)\s+"
    r"(?P<other>(?=[^.]))",
    re.IGNORECASE,
)
_OTHERS = words("other others most some many all another these those this that its their no any such each both")
_AGENTS = words(
    "user people developer person reader we you they it there one someone company organization team customer author "
    "administrator client engineer researcher scientist everyone nobody result difference advantage disadvantage"
)
_WHILE = re.compile(
    rf"\b(?:while|whereas)\s+(?P<other>[^,;.]{{3,120}}),\s+(?:the\s+|an?\s+)?{MARK}+\s+\w+", re.IGNORECASE
)
_VERB = re.compile(r"\s+(?:is|are|was|were|has|have|do|does|can|[a-z]+)\b", re.IGNORECASE)
_ASKS = re.compile(r"^(?:how|whether|if|why|when)\b|.*\?$", re.IGNORECASE)
_LIKE = re.compile(r"\s+(?:like|such as)\s+")


def find_contrasts(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry oppose to its concept."""
    before: Reading | None = None
    for reading in readings:
        if CUE.is_in(reading.masked):
            for one, found in matches(RULES, reading) if not _ASKS.match(reading.masked) else ():
                yield from statements(page, reading, "contrast", one.method, _named(reading, found))
            yield from _while(page, reading)
            yield from _turned(page, reading, before)
        before = reading


def _named(reading: Reading, found: Sequence[Phrase]) -> Sequence[Phrase]:
    """Return the names behind "other models like A and B", the phrases themselves elsewhere."""
    last = found[-1]
    before = reading.masked[: found[0].start].split()[-1:] + found[0].label.split()[:1]
    like = _LIKE.match(reading.masked, last.end)
    if like and {"other", "another"} & {word.lower() for word in before}:
        return list_at(reading, like.end()) or found
    return found


def _turned(page: Page, reading: Reading, before: Reading | None) -> Iterator[Statement]:
    """ "In contrast, a list holds ..." behind a sentence about the concept; "X is stable, whereas Y is"."""
    follows = (
        before is not None
        and (before.about or MARK in before.masked)
        and before.sentence.section == reading.sentence.section
    )
    turn = _TURN.match(reading.masked) if follows else None
    for method, match in (("in_contrast", turn), ("whereas", _WHEREAS.search(reading.masked))):
        if match:
            other = _subject(reading, match.start("other"))
            if other and is_nameable(other.label) and _is_opposable(reading, match.start("other"), other):
                yield from statements(page, reading, "contrast", method, [other])


def _is_opposable(reading: Reading, at: int, other: Phrase) -> bool:
    """Tell whether a subject names a thing of its own: not "other methods", not "users", not "its cost"."""
    opening = reading.masked[at : other.start].lower().split()
    own = reading.concept.label.lower()
    return (
        _OTHERS.isdisjoint(opening)
        and not other.label.split()[0].lower().endswith("ing")
        and singular(other.label.lower().split()[-1]) not in _AGENTS
        and other.label.lower() not in own
        and (not opening or opening[0] != "the" or _shares_head(other.label, own))
    )


def _shares_head(label: str, own: str) -> bool:
    return singular(label.lower().split()[-1]) == singular(own.rsplit(maxsplit=1)[-1])


def _while(page: Page, reading: Reading) -> Iterator[Statement]:
    """ "While DevOps focuses on ..., SRE ensures ..." opposes the two subjects, unless one is named in the other."""
    for match in _WHILE.finditer(reading.masked):
        other = _subject(reading, match.start("other"))
        own = reading.concept.label.lower()
        if other and is_nameable(other.label) and other.label.lower() not in own:
            yield from statements(page, reading, "contrast", "while", [other])


def _subject(reading: Reading, at: int) -> Phrase | None:
    """Return the noun phrase that a clause begins with, a verb that looks like a noun ("DevOps focuses on") cut off."""
    found = phrase_at(reading, at)
    if found is None or MARK in reading.masked[found.start : found.end]:
        return None
    rest = _VERB.match(reading.masked, found.end)
    if rest and rest[0].strip().lower() not in PREPOSITIONS:
        return found
    subject, _, verb = reading.masked[found.start : found.end].rpartition(" ")
    return Phrase(subject, found.start, found.start + len(subject)) if subject and is_finite(verb.lower()) else None
