"""Sentences of an entry with its concept marked in them, so that one compiled pattern serves every concept.

    "An API is a way ... Unlike human interactions, APIs have limits."   entry: API
    "An ▁▁▁ is a way ... Unlike human interactions, ▁▁▁▁ have limits."  `masked`, offsets as in the text

The concept stands where one of its names does, and where a pronoun or "this protocol" opens a sentence and the sentence
before was about the concept. A definition without subject ("A task where ...") is about it too (`is_fragment`).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.records import Concept, Mention, Section, Span
from kg.relations.page import Page
from kg.syntax import Sentence
from kg.text import singular

MARK = "\ue000"
NAME = f"(?<!{MARK}){MARK}++"  # all marks of a name: nothing is tried from its middle
_PLAIN_QUOTES = str.maketrans("“”‘’", '""\x02\x03')  # classes of characters in Latin 1 compile five times faster
_OPENS, _CLOSES = frozenset("\"'\x02"), frozenset("\"'\x03")
_WORD = re.compile(r"[\s_-]+")
_SHORT = 3


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as text."""
    return frozenset(text.split())


_ADVERBIAL = (
    r"(?:(?:[A-Z][\w-]*ly|Because of this|As a result|For example|For this reason|However"
    r"|Also|Thus|Hence|Often|Today|Here|Moreover|Therefore|In general|In short|So),?\s+)?"
)
_VERB = (
    r"(?=\s+(?:(?:also|often|usually|typically|generally|commonly"
    r"|sometimes|mainly|just|only|not|is|are|was|were|can|could"
    r"|may|might|must|should|will|would|has|have|had|does|do|[a-z]+s|[a-z]+ed|[a-z]+)\b))"
)
_PRONOUN = re.compile(
    rf"^{_ADVERBIAL}(?P<subject>(?:[Ii]t|[Tt]hey|[Tt]h(?:is|ese)(?:\s+(?P<noun>[a-z][\w-]*))?)){_VERB}"
)
_NOT_NOUN = re.compile(
    r"(?:is|are|was|were|can|could|may|might|must|should|will|would|has|have|had|does|do|also|often|usually|typically"
    r"|generally|commonly|not|then|means?|makes?|allows?|helps?|includes?|happens?|requires?|contrasts?|differs?|gives?"
    r"|lets?|ensures?|enables?|provides?|leads?|refers?|[a-z]+ly)$"
)
_MOST_SENTENCES = 1_000  # of a section; a longer one is a book, and speaks of its subject at its beginning
_GENERAL = words(
    "approach method technique process practice system technology tool model feature concept term type kind form "
    "mechanism procedure strategy pattern style service object element function algorithm structure format protocol "
    "property component device unit software framework library language architecture design measure operation task "
    "field discipline input argument parameter value layer resource program application"
)
_OPENING = re.compile(
    rf"^(?:\W|(?:[Aa]n?|[Tt]he|[Aa]ll|[Mm]ost|[Ee]ach|[Ss]ome"
    rf"|[Mm]any|[Ee]very|[Tt]hese)\s+)*(?:[\w-]+\s+){{0,2}}?{MARK}"
)
_LEAD_IN = re.compile(
    r"^(?:[A-Z][a-z]+ly|However|Moreover|In|Just|For|With|Within|Under|As|Unlike"
    r"|Contrary|Compared|While|Whereas|Although|When|If)\b[^,]*,\s+(?:(?:which|who|where)\s[^,]*,\s+)?(?:\w+\s+)?"
)
_CLIPPED = {
    "app": "application", "repo": "repository", "config": "configuration", "db": "database", "param": "parameter",
    "spec": "specification", "admin": "administrator", "lib": "library", "arg": "argument", "env": "environment",
}  # fmt: skip
_CLIPPED_ALIKE = 1  # letters that a clipped word has in common with the whole one
_INNER = re.compile(r"[\s-](?:as|of|to|in|for|on|with|by|at|and)[\s-]", re.IGNORECASE)
_ELLIPTIC = re.compile(
    r"^(?:(?:Not|Often|Sometimes|Also|Usually|Typically|Commonly|Widely"
    r"|Mainly|Generally)\s+(?:\w+\s+){0,2}?(?:to\s+be\s+)?(?:used|called|known"
    r"|confused|contrasted|opposed)|Used|Contrast|Unlike|(?:The\s+)?"
    r"(?:[Oo]pposite|[Ii]nverse)\s+of|Do\s+not\s+confuse|Don['’]t\s+confuse"
    r"|(?:Part|Component)\s+of|Examples?\b"
    r"|[^.;]{3,60}\b(?:is|are)\s+(?:the|its|their)\s+(?:opposite|inverse|counterpart)\b)",
)
_STAYS = re.compile(r"^The (?:word|term|name)\b|\b(?:it|them)\b")
_CLAUSE_PRONOUN = re.compile(r"((?:,\s+(?:so|and|but|because|since)|;|\s(?:so|because|since))\s+)(it|they)(?=\s+[a-z])")


_KNOWN = (
    r"(?:(?:most|more|very|\w+ly|other|some)\s+)*(?:common|popular|typical|well[- ]known|notable|used|known|supported"
    r"|available|standard|main|basic|built-in|two|three|four|five|several|various|different|following|possible|classic|familiar)\s+"
)


class Reading(NamedTuple):
    """A sentence of an entry. `about`: its subject is the concept; `number` counts from the section's start."""

    concept: Concept
    sentence: Sentence
    masked: str
    number: int
    about: bool
    is_fragment: bool
    names: tuple[tuple[int, int], ...] = ()


def read_entry(page: Page, concept: Concept, section: Section, *, first: bool) -> list[Reading]:
    """Return the sentences of one section of an entry; only the first section opens with the definition."""
    sentences = page.sentences(section.key)[:_MOST_SENTENCES]
    names = _names_in(concept, sentences)
    heads = _heads(concept)
    inner = [mention for mention in page.mentions_in.get(section.key, ()) if _is_inner(mention.surface)]
    readings: list[Reading] = []
    about = topic = first
    for number, sentence in enumerate(sentences):
        masked = mask(sentence.text, names) if names else sentence.text
        opens = opens_with_mark(masked)
        continues = about or topic or (first and (number == 0 or sentence.base == 0))
        subject = _pronoun_subject(sentence.text, heads) if continues and not opens else None
        if subject is not None:
            masked = masked[: subject.start] + MARK * (subject.end - subject.start) + masked[subject.end :]
        fragment = first and number == 0 and not opens and concept.kind == "glossary"
        topic = about and bool(_STAYS.search(sentence.text))
        about = opens or subject is not None or fragment or (about and bool(_ELLIPTIC.match(sentence.text)))
        if about:
            masked = _CLAUSE_PRONOUN.sub(lambda m: m[1] + MARK * len(m[2]), masked)
        readings.append(Reading(concept, sentence, masked, number, about, fragment, _names(inner, sentence)))
    return readings


def _names_in(concept: Concept, sentences: Sequence[Sentence]) -> re.Pattern[str] | None:
    """Return a pattern for the names of a concept whose words stand in the sentences; None for none."""
    low = " ".join(sentence.text for sentence in sentences).lower()
    called = {concept.label, *concept.aliases, *_initials(concept.label)}
    names = [name for name in called if all(stem(word) in low for word in _WORD.split(name))]
    if not names:
        return None
    brackets = any(f"({word})" in low for name in names for word in _WORD.split(name.lower())[:-1])
    return names_pattern(tuple(sorted(names, key=lambda n: (-len(n), n))), brackets=brackets)


def _initials(label: str) -> tuple[str, ...]:
    """Return the acronym that a name of several words would have: "VPN" in the entry of "virtual private network"."""
    words = [word for word in re.split(r"[\s-]+", label) if word not in ("of", "the", "and", "for", "in", "to")]
    made = "".join(word[0] for word in words if word).upper()
    return (made,) if len(words) > 1 and made.isalpha() else ()


def _pronoun_subject(text: str, heads: frozenset[str]) -> Span | None:
    """Return the characters of the pronoun, or "this" with a noun for the concept, that the sentence opens with."""
    match = _PRONOUN.match(text)
    if match is None:
        return None
    start, end = match.span("subject")
    noun, word = match["noun"], match["subject"].split()[0]
    if noun is not None and not _NOT_NOUN.match(noun):
        return Span(start, end) if singular(noun.lower()) in heads else None
    if noun is None and word.lower() in ("this", "these") and not _NOT_NOUN.match(text[end:].split(maxsplit=1)[0]):
        return None
    return Span(start, start + len(word))


@lru_cache(maxsize=20_000)
def _is_inner(surface: str) -> bool:
    """Tell whether a name is more than a noun phrase: "Platform as a Service"."""
    return _INNER.search(surface) is not None


def _names(inner: Sequence[Mention], sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the characters of those of the names that stand in a sentence."""
    if not inner:
        return ()
    start, end = sentence.span()
    return tuple(inward(sentence, m.start, m.end) for m in inner if start <= m.start and m.end <= end)


def inward(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a sentence that a span of its section covers."""
    line, base = sentence.line, sentence.base
    return line.inward(start) - base, line.inward(end - 1) + 1 - base


def opens_with_mark(masked: str) -> bool:
    """Tell whether the concept is what the sentence begins with, behind an opening phrase and articles."""
    if MARK not in masked:
        return False
    lead = _LEAD_IN.match(masked)
    return bool(_OPENING.match(masked) or (lead and _OPENING.match(masked[lead.end() :])))


def _heads(concept: Concept) -> frozenset[str]:
    """Return the nouns that "this ..." may use for the concept: of its names, of its genera, and general ones.

    A topic's page speaks of many things: there only its own name's noun will do.
    """
    own = {word for name in (concept.label, *concept.aliases) for word in name.lower().split()[-1:]}
    genera = {genus.label.lower().split()[-1] for d in concept.definitions for genus in d.genera if genus.label}
    return (
        frozenset(map(singular, own | genera)) | _GENERAL
        if concept.kind == "glossary"
        else frozenset(map(singular, own))
    )


def mask(text: str, names: re.Pattern[str]) -> str:
    """Return the text with every name of the concept replaced by marks, as long as the name."""
    plain = text if text.isascii() else text.translate(_PLAIN_QUOTES)
    for match in names.finditer(plain):
        start, end = _with_quotes(plain, *match.span())
        text = text[:start] + MARK * (end - start) + text[end:]
    return text


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a name with the quotes around it; an apostrophe inside a word is none."""
    if text[start - 1 : start] in _OPENS and not _is_inside_word(text[start - 2 : start - 1]):
        start -= 1
    if text[end : end + 1] in _CLOSES and not _is_inside_word(text[end + 1 : end + 2]):
        end += 1
    return start, end


def _is_inside_word(char: str) -> bool:
    return char.isalnum() or char in ("_", "-")


@lru_cache(maxsize=20_000)
def names_pattern(names: Sequence[str], *, brackets: bool = True) -> re.Pattern[str]:
    """Return a pattern for any of the names: hyphens and spaces alike, plural or singular, acronyms as they are.

    All words but the last may stand in `brackets`.
    """
    parts = "|".join(_name(name.translate(_PLAIN_QUOTES), brackets=brackets) for name in names if name.strip())
    return re.compile(rf"(?<![\w-])(?:{parts})(?![\w-])")


def _name(name: str, *, brackets: bool) -> str:
    words = [re.escape(word) for word in _WORD.split(name) if word]
    short = len(words) == 1 and any(c.isupper() for c in name[1:])
    heads = [i for i, word in enumerate(words) if i and word == "of"]
    words = [_inflected(word) if i + 1 in heads else word for i, word in enumerate(words[:-1])] + words[-1:]
    before = "".join(rf"(?:\({word}\)|{word})[\s_-]*" if brackets else rf"{word}[\s_-]*" for word in words[:-1])
    body = before + _inflected(words[-1])
    return body if short else f"(?i:{body})"


def _inflected(word: str) -> str:
    """Return a pattern for a word in singular and plural.

    >>> [bool(re.fullmatch(_inflected(w), p)) for w, p in (("query", "queries"), ("models", "model"))]
    [True, True]
    """
    bare = word.lower().removesuffix("s")
    if bare in _CLIPPED:
        return (
            f"(?:{bare}|{_CLIPPED[bare]})(?:s|es)?"
            if not _CLIPPED[bare].endswith("y")
            else f"(?:{bare}s?|{_CLIPPED[bare][:-1]}(?:y|ies))"
        )
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "(?:y|ies)"
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou":
        return word[:-1] + "(?:y|ies)"
    if re.search(r"[^sui]s$", word) and len(word) > 3:
        return word[:-1] + "(?:s|ses)?"
    return word + r"(?:es)?" if re.search(r"(?:s|x|ch|sh|z)$", word) else word + r"s?"


def stem(word: str) -> str:
    """Return small letters with which the word begins in singular and plural, and in full where it is clipped.

    >>> [stem(word) for word in ("queries", "model", "Apps", "db")]
    ['quer', 'model', 'a', 'd']
    """
    low = word.lower()
    if low.removesuffix("s") in _CLIPPED:
        return low[:_CLIPPED_ALIKE]
    if low.endswith(("s", "y")):
        return low[:-3] if low.endswith("ies") else low[:-1]
    return low


def with_head(reading: Reading) -> Reading:
    """Mark the plural of the concept's last word too where it means the concept: "Available |drivers| are"."""
    last = reading.concept.label.split(" of ")[0].split()[-1]
    if len(last) < _SHORT or not last.isalpha():
        return reading
    if stem(last) not in reading.masked.lower():
        return reading
    masked = _head_pattern(last.lower()).sub(lambda m: m[1] + MARK * len(m[2]), reading.masked)
    return reading._replace(masked=masked)


@lru_cache(maxsize=20_000)
def _head_pattern(word: str) -> re.Pattern[str]:
    several = (
        _inflected(word) if word.endswith(("s", "y")) else word + ("es" if word.endswith(("x", "ch", "sh")) else "s")
    )
    return re.compile(rf"((?<![\w-]){_KNOWN})({several})(?![\w-]|\s+of\b)", re.IGNORECASE)
