"""`used_for`: what the concept is used for, said with "use" or "apply".

    CTC is commonly used in speech recognition tasks ...     speech recognition task
    a technique used to authenticate and encrypt messages    authenticating and encrypting messages
    This protocol is widely used in applications such as ... what stands behind "such as"

The purpose of a thing is its telic role (Pustejovsky 1991). Where it is used ("in Europe") and by whom are other
matters, but the words are the same: only phrases that could name a task, field or activity are taken, two per concept.
"""

import re
from collections.abc import Iterator, Sequence

from kg.relations.activities import gerund_at, infinitive_at
from kg.relations.corpus import Corpus
from kg.relations.phrases import Phrase, list_at, token_at
from kg.relations.readings import MARK, Reading, all_of, words
from kg.relations.rules import is_subject, statements
from kg.relations.statements import Statement
from kg.syntax import Token, noun_phrase
from kg.syntax.classifiers import NAMING

MAX_PER_CONCEPT = 2
_NEAR = 80
CUE = all_of((r"\bus(?:e|es|ed|ing|eful)\b", r"\bappli(?:ed|cations?|cable)\b", "employed", r"utili[sz]", r"\bsuit"))
_BE = r"(?:(?:can|may|might|could|should|must|will)\s+(?:also\s+|now\s+|only\s+|then\s+)*be|is|are|was|were|been|being)"
_ADV = r"(?:(?!not\b|never\b)[a-z]+ly\s+|also\s+|often\s+|now\s+|sometimes\s+|mainly\s+|most\s+|widely\s+|then\s+)*"
_USED = r"(?:used|employed|utili[sz]ed|applied(?=\s+(?:by|for|in)\b))"
_AFTER_MARK = rf"{MARK}+(?:\s*\([^)]*\))?(?:\s+(?!(?:it|they|we|you|which|that|who|and|or|of)\b)[\w-]+){{0,2}}?"
_PASSIVE = re.compile(
    rf"{_AFTER_MARK}\s+{_BE}\s+{_ADV}{_USED}\s+{_ADV}(?:by\s+(?:[\w-]+\s+){{1,4}}?)?(?P<link>to|for|in|when|while)\s+",
    re.IGNORECASE,
)
_APPLIED = re.compile(
    rf"{_AFTER_MARK}\s+(?:{_BE}|{_BE}\s+{_ADV})\s*{_ADV}(?:applied|applicable|applies)\s+(?P<link>to)\s+", re.IGNORECASE
)
_USEFUL = re.compile(
    rf"{_AFTER_MARK}\s+{_BE}\s+{_ADV}(?:useful|suited|suitable)\s+(?P<link>for|in|when)\s+", re.IGNORECASE
)
_APPLICATION = re.compile(
    rf"{MARK}[^.;]*?\b(?:finds?|has|have|sees?)\s+(?:\w+\s+)?(?:applications?|uses?)\s+(?P<link>in|for)\s+",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?:\b(?:you|we|they|one|people|users|(?:\w+\s+)?[a-z]+s)\s+(?:can\s+|may\s+|often\s+|could\s+|typically\s+)?"
    rf"(?:use|apply|employ)|^use)\s+(?:an?\s+|the\s+)?{MARK}+(?:\s+[\w-]+)?\s+(?P<link>to|for|in|when)\s+",
    re.IGNORECASE,
)
_GENUS = re.compile(
    rf"\b{_ADV}{_USED}\s+{_ADV}(?:by\s+(?:[\w-]+\s+){{1,3}}?)?(?P<link>to|for|in|when)\s+", re.IGNORECASE
)
_COORDINATE = re.compile(
    rf"(?:\band\s+{_BE}\s+{_ADV}|^(?:(?:\w+ly|Often|Also|Sometimes)\s+)?(?=used\b)){_USED}\s+{_ADV}(?P<link>to|for|in|when)\s+",
    re.IGNORECASE,
)
_COPULA = re.compile(rf"{MARK}[^.;:]*?\s(?:is|are|was|were|refers? to|means)\s+(?=\w)", re.IGNORECASE)
_SUCH_AS = re.compile(r"\W*\s*(?:such as|like|including|e\.g\.,?|for example|for instance)\s+")
_SHELL = words(
    "application aspect area field domain task scenario setting context case environment situation purpose industry "
    "system product thing activity way place part kind type variety model data user program computer project work"
)
_BEING = words("is are was were can be may also")
_MANNER = words(
    "way case manner fashion order addition conjunction combination practice place parallel fact turn general"
)


def find_uses(corpus: Corpus, readings: Sequence[Reading]) -> Iterator[Statement]:
    """Propose what the sentences of an entry say that its concept is used for: the first two."""
    seen: dict[str, None] = {}
    for reading in readings:
        for method, found in _uses(reading) if CUE.search(reading.masked) else ():
            for phrase in found:
                if phrase.label.lower() not in seen and len(seen) < MAX_PER_CONCEPT:
                    seen[phrase.label.lower()] = None
                    yield from statements(corpus, reading, "used_for", method, [phrase])


def _uses(reading: Reading) -> Iterator[tuple[str, list[Phrase]]]:
    for method, pattern in (
        ("used_for", _PASSIVE),
        ("used_actively", _ACTIVE),
        ("useful_for", _USEFUL),
        ("applied_in", _APPLIED),
        ("applied_in", _APPLICATION),
    ):
        for match in pattern.finditer(reading.masked):
            if method != "used_actively" and not is_subject(reading.masked, match.start()):
                continue
            link = "in" if pattern is _APPLIED else match["link"].lower()
            yield method, _purposes(reading, match.end(), link)
    if reading.about:
        for match in _COORDINATE.finditer(reading.masked):
            yield "used_for", _purposes(reading, match.end(), match["link"].lower())
    if reading.number == 0 or reading.about:
        for match in _GENUS.finditer(reading.masked):
            if _hangs_on_genus(reading, match.start()):
                yield "genus_used_for", _purposes(reading, match.end(), match["link"].lower())


def _hangs_on_genus(reading: Reading, at: int) -> bool:
    """Tell whether "used" stands right behind the genus: "is a tool used to ...", or "A tool used to ..."."""
    tokens = reading.sentence.tokens
    copula = _COPULA.search(reading.masked)
    begin = copula.end() if copula else 0
    if begin >= at or not (copula or reading.is_fragment):
        return False
    genus = noun_phrase(tokens, token_at(tokens, begin), commas=True)
    if genus is None or genus.head.lower() in NAMING:
        return False
    return _behind_postmodifiers(tokens, genus.after) == token_at(tokens, at)


def _behind_postmodifiers(tokens: Sequence[Token], at: int) -> int:
    """Return the token behind "of spread," and "that is": what may stand between a genus and its "used"."""
    while at < len(tokens) and tokens[at].low == "of":
        inner = noun_phrase(tokens, at + 1)
        if inner is None:
            return at
        at = inner.after
    at += at < len(tokens) and tokens[at].text == ","
    if at < len(tokens) and tokens[at].low in ("that", "which"):
        at += 1
        while at < len(tokens) and tokens[at].low in _BEING:
            at += 1
    return at


def _purposes(reading: Reading, at: int, link: str) -> list[Phrase]:
    """Return what stands behind "used to", "used for", "used in": an activity, or tasks and fields."""
    sentence, masked = reading.sentence, reading.masked
    activity = infinitive_at(sentence, at, masked) if link == "to" else gerund_at(sentence, at, masked)
    if activity or link in ("to", "when", "while"):
        return [activity] if activity else []
    found = list_at(reading, at)
    if not found:
        return []
    last = found[-1]
    if last.label.split()[-1].lower() in _MANNER or any(_is_product(phrase) for phrase in found):
        return []
    if _is_shell(reading, found[0]):
        such_as = _SUCH_AS.search(masked, last.end, last.end + _NEAR)
        return list_at(reading, such_as.end())[:MAX_PER_CONCEPT] if such_as else []
    return found[:MAX_PER_CONCEPT]


def _is_product(phrase: Phrase) -> bool:
    """Tell whether a phrase is a product and no purpose: capitals inside a word ("DistilBERT"), code, digits."""
    return any(re.search(r"[a-z][A-Z]|_|\w\d", word) for word in phrase.label.split())


def _is_shell(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether the words only announce examples: "applications such as", "other aspects of X, such as"."""
    words = phrase.label.lower().split()
    return len(words) == 1 and words[-1] in _SHELL
