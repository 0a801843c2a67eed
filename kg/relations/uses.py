"""`used_for`: what the concept is used for, said with "use" or "apply".

    CTC is commonly used in speech recognition tasks ...     speech recognition task
    a technique used to authenticate and encrypt messages    authenticating and encrypting messages
    This protocol is widely used in applications such as ... what stands behind "such as"

The purpose of a thing is its telic role (Pustejovsky 1991). Where it is used ("in Europe") and by whom are other
matters, but the words are the same: only phrases that could name a task, field or activity are taken, two per concept.
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.activities import gerunds_at, infinitives_at
from kg.relations.cues import Cue
from kg.relations.genus_clause import hangs_on_genus
from kg.relations.page import Page
from kg.relations.phrases import Phrase, list_at
from kg.relations.readings import MARK, NAME, Reading, words
from kg.relations.rules import is_subject, statements
from kg.relations.statements import Statement
from kg.syntax import is_plural

MAX_PER_CONCEPT = 2
_NEAR = 80
CUE = Cue((r"\bus(?:e|es|ed|ing|eful)\b", r"\bappli(?:ed|cations?|cable)\b", "employed", r"utili[sz]", r"\bsuit"))
_BE = r"(?:(?:can|may|might|could|should|must|will)\s+(?:also\s+|now\s+|only\s+|then\s+)*be|is|are|was|were|been|being)"
_ADV = r"(?:(?!not\b|never\b)[a-z]+ly\s+|also\s+|often\s+|now\s+|sometimes\s+|mainly\s+|most\s+|widely\s+|then\s+)*+"
_USED = r"(?:used|employed|utili[sz]ed|applied(?=\s+(?:by|for|in|when)\b))"
_LINK = (
    r"(?:,\s+(?:for example|for instance|among other things),\s+)?"
    r"(?P<link>to|for|in|when|while|throughout|within|across|during)\s+(?:both\s+)?"
)
_BY = r"(?:by\s+(?:(?:[\w-]+\s+){1,4}?|(?:[\w-]+,?\s+){3,12}?(?=to\s)))?"
_AFTER_MARK = (
    rf"{NAME}(?:\s*\([^)]*\))?(?:\s+(?!(?:it|they|we|you|which|that|who|and|or|of|[a-z]+ing)\b)[\w-]+){{0,2}}?"
)
_PASSIVE = re.compile(
    rf"{_AFTER_MARK}\s+{_BE}\s+{_ADV}{_USED}\s+{_ADV}{_BY}{_LINK}",
    re.IGNORECASE,
)
_APPLIED = re.compile(
    rf"{_AFTER_MARK}\s+(?!should|must)(?:{_BE}|{_BE}\s+{_ADV})\s*{_ADV}(?:applied|applicable|applies)\s+(?P<link>to)\s+",
    re.IGNORECASE,
)
_USEFUL = re.compile(
    rf"{_AFTER_MARK}\s+{_BE}\s+{_ADV}(?:useful|suited|suitable)\s+(?P<link>for|in|when)\s+", re.IGNORECASE
)
_APPLICATION = re.compile(
    rf"{NAME}[^.;]*?\b(?:finds?|has|have|sees?)\s+(?:\w+\s+)?(?:applications?|uses?|use)\s+(?P<link>in|for)\s+"
    r"|\b(?:designed|intended|suitable|meant|optimi[sz]ed|built)\s+for\s+use\s+(?:in|when)\s+",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"^(?:(?:some|other|the|its|their|one)\s+)?(?:(?:most\s+)?(?:common|typical|main|primary|popular|major|key|important|frequent)\s+)?"
    rf"(?:real-world\s+|practical\s+)?(?:applications?|uses?|use\s+cases?)(?:\s+(?:of|for)\s+(?:an?\s+|the\s+)?{MARK}+)?"
    r"\s*(?:include|includes|is|are|:)\s*:?\s+",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?:\b(?:you|we|they|one|people|users|(?:\w+\s+)?[a-z]+s)\s+(?:can\s+|may\s+|often\s+|could\s+|typically\s+)?"
    rf"(?:use|apply|employ|make use of)|^use)\s+(?:an?\s+|the\s+)?{MARK}+(?:\s+[\w-]+)?\s+(?P<link>to|for|in|when)\s+",
    re.IGNORECASE,
)
_VERBAL = (
    ("used_for", _PASSIVE, ("used", "employed", "utili", "applied")),
    ("used_actively", _ACTIVE, ("use", "apply", "employ")),
    ("useful_for", _USEFUL, ("useful", "suit")),
    ("applied_in", _APPLIED, ("appli",)),
    (
        "applied_in", _APPLICATION,
        ("use in", "use for", "use when", "uses in", "uses for", "application in", "application for",
         "applications in", "applications for"),
    ),  # the only one that says something without the mark
)  # fmt: skip
"""Methods, their patterns, and letters of which some stand in every match."""
_GENUS = re.compile(
    rf"\b{_ADV}(?:{_USED}|useful|suitable)\s+{_ADV}(?:by\s+(?:[\w-]+\s+){{1,3}}?)?{_LINK}", re.IGNORECASE
)
_COORDINATE = re.compile(
    rf"(?:\band\s+(?:{_BE}\s+)?{_ADV}|^(?:(?:\w+ly|Often|Also|Sometimes)\s+)?(?=used\b)){_USED}\s+{_ADV}{_LINK}",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(r"\W*\s*(?:such as|like|including|e\.g\.,?|for example|for instance)\s+")
_SHELL = words(
    "application aspect area field domain task scenario setting context case environment situation purpose "
    "system product thing activity way place part kind type variety model data user program computer project work"
)
_INDIRECT = re.compile(r"\s+(?:where|how|whether|what|when|which of)\b")
_MANNER = words(
    "way case manner fashion order addition conjunction combination practice place parallel fact turn general"
)


def find_uses(page: Page, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry say that its concept is used for: the first two."""
    seen: dict[str, None] = {}
    before: Reading | None = None
    for reading in readings:
        continues = before is not None and before.about and before.sentence.section == reading.sentence.section
        before = reading
        for method, found in _uses(reading, continues=continues) if CUE.is_in(reading.masked) else ():
            for phrase in found:
                if phrase.label.lower() not in seen and len(seen) < MAX_PER_CONCEPT:
                    seen[phrase.label.lower()] = None
                    yield from statements(page, reading, "used_for", method, [phrase])


def _uses(reading: Reading, *, continues: bool) -> Iterator[tuple[str, list[Phrase]]]:
    low = reading.masked.lower()
    for method, pattern, letters in _VERBAL if MARK in reading.masked else _VERBAL[-1:] if reading.about else ():
        for match in pattern.finditer(reading.masked) if any(some in low for some in letters) else ():
            if method != "used_actively" and not is_subject(reading.masked, match.start()):
                continue
            if MARK not in match[0] and not reading.about:
                continue
            link = "in" if pattern is _APPLIED else (match["link"] or "in").lower()
            found = _purposes(reading, match.end(), link)
            yield method, [] if pattern is _APPLIED and _is_bare_plural(reading, found) else found
    yield from _more_uses(reading, continues=continues)


def _more_uses(reading: Reading, *, continues: bool) -> Iterator[tuple[str, list[Phrase]]]:
    """Read "Its applications include", a second predicate ("and is used for") and what hangs on the genus."""
    listed = _LISTED.match(reading.masked) if reading.about or MARK in reading.masked or continues else None
    if listed:
        yield "uses_listed", _purposes(reading, listed.end(), "for")
    if reading.about:
        for match in _COORDINATE.finditer(reading.masked):
            yield "used_for", _purposes(reading, match.end(), match["link"].lower())
    if reading.number == 0 or reading.about:
        for match in _GENUS.finditer(reading.masked):
            if hangs_on_genus(reading, match.start()):
                yield "genus_used_for", _purposes(reading, match.end(), match["link"].lower())


def _purposes(reading: Reading, at: int, link: str) -> list[Phrase]:
    """Return what stands behind "used to", "used for", "used in": an activity, or tasks and fields."""
    sentence, masked = reading.sentence, reading.masked
    acts = infinitives_at(sentence, at, masked) if link == "to" else gerunds_at(sentence, at, masked)
    if acts or link in ("to", "when", "while"):
        return acts[:MAX_PER_CONCEPT]
    found = list_at(reading, at)
    if not found:
        return []
    last = found[-1]
    if _INDIRECT.match(masked, last.end):
        return []
    if last.label.split()[-1].lower() in _MANNER or any(_is_product(phrase) for phrase in found):
        return []
    if _is_shell(reading, found[0]):
        such_as = _SUCH_AS.search(masked, last.end, last.end + _NEAR)
        return list_at(reading, such_as.end())[:MAX_PER_CONCEPT] if such_as else []
    return found[:MAX_PER_CONCEPT]


def _is_bare_plural(reading: Reading, found: Sequence[Phrase]) -> bool:
    """Tell whether something is applied to things ("to pods", "to documents") and not to a field or task."""
    things = [reading.sentence.text[phrase.start : phrase.end] for phrase in found]
    return any(" " not in thing and is_plural(thing) for thing in things)


def _is_product(phrase: Phrase) -> bool:
    """Tell whether a phrase is a product and no purpose: capitals inside a word ("DistilBERT"), code, digits."""
    return any(re.search(r"[a-z][A-Z]|_|\w\d", word) for word in phrase.label.split())


def _is_shell(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether the words only announce examples: "applications such as", "other aspects of X, such as"."""
    words = phrase.label.lower().split()
    return len(words) == 1 and words[-1] in _SHELL
