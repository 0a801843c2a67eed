"""Other names of an entry's concept, read from its sentences: acronyms, synonyms, former names, spellings.

    X (ACR), ACR (X)                                   `acronyms`
    X, also known as |Y| or |Z|, is ...                a cue in an insertion behind the name
    Also called |Y|, X is ...                          a cue that opens the sentence
    It is sometimes called |Y|.                        a cue behind a subject that is the concept
    X, or |Y|, is ...; |Y| (or X) is ...               "or" between the definiendum and the definitor
    The model X is ...                                 a definiendum written in another way (`variants`)
    Another name for |Y|                               an entry without subject

A cue counts for the concept alone: its subject must be one of the concept's names, a pronoun that continues a sentence
about it, or nothing at all. "Networks of computers called nodes" names something else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.concepts.acronyms import find_long_form, find_pairs, looks_like_acronym
from kg.concepts.definiendum import match_name, may_name, subject_key
from kg.concepts.fragments import NAME_FOR, fragment_start, is_gerund
from kg.concepts.labels import abbreviates
from kg.concepts.name_lists import read_name_list
from kg.concepts.variants import find_variant
from kg.records import Name, Section
from kg.syntax import Cue, Cues, Sentence, Token, singular_noun, split_sentences
from kg.syntax.lexicon import is_known, is_participle
from kg.syntax.words import ADVERBS, ARTICLES, AUXILIARIES, DASHES, OPENING, QUOTES

CUES = Cues(
    (
        ("called", "called|termed|named|dubbed|nicknamed|labelled|labeled|christened"),
        ("called", "known <ADV>* as"),
        ("called", "known <ADV>* <PUNCT>? as"),
        ("called", "known under|by the? name|names of?"),
        ("called", "referred to <ADV>* as"),
        ("called", "referred to <ADV>* by the name|names"),
        ("called", "<ADV>* written|spelled|spelt|stylized|stylised|rendered <ADV>* as?"),
        ("called", "shortened|abbreviated|contracted <ADV>* as|to?"),
        ("called", "abbreviation|acronym|initialism|symbol is?"),
        ("called", "abbreviation|acronym|initialism|symbol :"),
        ("called", "abbr|abbr.|abbrev."),
        ("called", "aka|a.k.a|a.k.a.|a.k.a.,"),
        ("called", "synonym|synonyms|synonymous with|:|is"),
        ("called", "another|other|alternative name|names is|are|:"),
        ("for", "stands|stand|standing for"),
        ("for", "short|shorthand|shortened for"),
        ("for", "abbreviation|acronym|initialism|abbreviated|contraction form? of|for"),
        ("for", "short|shortened|abbreviated form|name of|for"),
        ("for", "another|other|alternative|alternate name|term|word for|of"),
        ("for", "synonym for|of"),
        ("former", "formerly|previously|originally|earlier|historically|once|initially <ADV>* known|called|named as?"),
        ("former", "formerly|previously <PUNCT>?"),
        ("called", "british|american|us|uk|alternative|alternate|variant|old|older spelling|form|name :|is"),
        ("they_call", "<call> it|them"),
    )
)  # fmt: skip
_HINTS = (
    "called", "termed", "known", "referred", "named", "abbrev", "short", "stands", "acronym", "initialism", "aka",
    "a.k.a", "formerly", "previously", "originally", "dubbed", "synonym", "name for", "name of", "name is", "names are",
    "written", "spelled", "spelt", "styli", "labelled", "labeled", "nickname", "rendered", "symbol", "once known",
    "once called", "earlier", "historically", "contract", "spelling", "call it", "calls it", "call them", "calls them",
)  # fmt: skip
_BETWEEN = ADVERBS | AUXILIARIES | QUOTES | DASHES | OPENING | {
    ",", "also", "which", "that", "or", "and", "what", ")", ":", "to", "be", "more", "simply", "in", "short",
}  # fmt: skip
_WEIGHTS = {"called": 0.95, "for": 0.95, "former": 0.9, "beside": 0.97, "or": 0.9, "variant": 0.85}
_WAYS = {"they_call": "called"}
_PEOPLE = dict.fromkeys(("we", "some", "others", "many", "most"), frozenset(["NOUN"]))
_OR = re.compile(r"\b(?:or|aka|i\.e\.?|a\.k\.a\.?)\b")
_MAX_GAP = 7


class _Found(NamedTuple):
    label: str
    way: str


def read_names(
    section: Section, labels: Sequence[str], sentences: Sequence[Sentence] | None = None, *, opens: bool = True
) -> list[Name]:
    """Return the other names that a section states for the concept with these names, in text order.

    `sentences` are the section's, where the caller has them. `opens` says that the section is the entry's first. Each
    name's span is the sentence that says it. Inflections of known names are none. Linear in the section's text.
    """
    keys = frozenset(subject_key(label) for label in labels if label.strip())
    said = {inflection_key(label) for label in labels}
    names: list[Name] = []
    about, headless = opens, False
    for number, sentence in enumerate(split_sentences(section) if sentences is None else sentences):
        if not about and not sentence.text.startswith(("This is ", "Also ")) and not _may_name(sentence, keys):
            continue
        if headless and sentence.text.startswith("This ") and " also " not in sentence.text:
            about = False  # "this" takes up what was said, not the heading
        known = keys | {subject_key(name.label) for name in names}
        for found in _read(sentence, labels, known, about=about, first=opens and number == 0):
            if inflection_key(found.label) not in said:
                said.add(inflection_key(found.label))
                names.append(_make(sentence, found, [*labels, *(name.label for name in names)]))
        headless = opens and number == 0 and _lacks_subject(sentence)
        about = headless or _is_about(sentence, keys, about=about)
    return names


def inflection_key(label: str) -> str:
    """Return the key that a name shares with its own inflections alone; hyphens and spaces count.

    >>> inflection_key("Large Language Models") == inflection_key("large language model")
    True
    """
    return " ".join(singular_noun(word).casefold() for word in label.split())


def _may_name(sentence: Sentence, keys: frozenset[str]) -> bool:
    return may_name(sentence.text, keys)


def _is_about(sentence: Sentence, keys: frozenset[str], *, about: bool) -> bool:
    start = sentence.text[:60].lower()
    if about and (start.startswith(("it ", "they ", "also ")) or " it " in start):
        return True
    if not _may_name(sentence, keys):
        return False
    return any(at < len(sentence.tokens) and match_name(sentence.tokens, at, keys) for at in range(4))


def _lacks_subject(sentence: Sentence) -> bool:
    """Tell whether an entry's first sentence has no subject, so that "it" in the next one is the heading's concept."""
    tokens = sentence.tokens
    return bool(tokens) and (fragment_start(sentence) is not None or is_gerund(tokens))


def _make(sentence: Sentence, found: _Found, labels: Sequence[str]) -> Name:
    span = sentence.span()
    kind = "former" if found.way == "former" else name_kind(found.label, labels)
    return Name(
        _uncapitalised(found.label, sentence),
        kind,
        f"name_{found.way}",
        sentence.section,
        span.start,
        span.end,
        _WEIGHTS[found.way],
    )


def _uncapitalised(label: str, sentence: Sentence) -> str:
    """Undo the capital that a sentence gives its first word: "Source control (or version control) is"."""
    first, _, rest = label.partition(" ")
    ordinary = rest.islower() and first[1:].islower() and is_known(first.lower())
    return first.lower() + " " + rest if ordinary and sentence.text.startswith(first) else label


def name_kind(name: str, labels: Sequence[str]) -> str:
    """Return how a name relates to the known ones by its letters: acronym, expansion, spelling or synonym."""
    if any(abbreviates(name, label) for label in labels):
        return "acronym"
    if any(abbreviates(label, name) for label in labels):
        return "expansion"
    letters = "".join(filter(str.isalnum, name.casefold()))
    alike = any("".join(filter(str.isalnum, label.casefold())) == letters for label in labels)
    return "spelling" if alike else "synonym"


def _read(
    sentence: Sentence, labels: Sequence[str], keys: frozenset[str], *, about: bool, first: bool
) -> Iterator[_Found]:
    low = sentence.text.lower()
    named = first or may_name(sentence.text, keys)
    if named and "(" in low:
        yield from (_Found(pair.name, "beside") for pair in find_pairs(sentence.tokens, keys))
    if any(hint in low for hint in _HINTS):
        yield from _at_cues(sentence, labels, keys, about=about, first=first)
    if first or (named and ("(`" in low or _OR.search(low) or sentence.code)):
        yield from (_Found(name, way) for name, way in find_variant(sentence, labels, keys, first=first))


def _at_cues(
    sentence: Sentence, labels: Sequence[str], keys: frozenset[str], *, about: bool, first: bool
) -> Iterator[_Found]:
    tokens = sentence.tokens
    for cue in CUES.find(sentence):
        at = _token_at(tokens, cue.start)
        if not _is_for_concept(sentence, cue, at, keys, about=about, first=first):
            continue
        behind = _token_at(tokens, cue.end)
        names, after = read_name_list(tokens, behind)
        long = find_long_form(tokens, behind, labels) if cue.name == "for" else ""
        if long or (cue.name == "for" and at and looks_like_acronym(labels[0])):
            names = [long] if long else []
        if at <= 3 and not _leads_to_concept(tokens, after, keys, at):
            continue
        if cue.name == "they_call":
            names = names if _are_named(tokens, behind) else []
        way = "former" if cue.name == "former" or _is_former(tokens, at) else _WAYS.get(cue.name, cue.name)
        yield from (_Found(name, way) for name in names)


def _are_named(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "call it" gives a name: a noun with article, in quotes or with a capital, no "the first time"."""
    if at >= len(tokens) or tokens[at].low in ("the", "this"):
        return False
    return tokens[at].low in ARTICLES or tokens[at].text in QUOTES or tokens[at].text[:1].isupper() or _ends(tokens, at)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return "NOUN" in tokens[at].classes and at + 1 < len(tokens) and tokens[at + 1].text in (".", ",", ";", ")")


def _is_former(tokens: Sequence[Token], at: int) -> bool:
    return any(token.low in ("formerly", "previously") for token in tokens[max(0, at - 2) : at])


def _token_at(tokens: Sequence[Token], start: int) -> int:
    return next((index for index, token in enumerate(tokens) if token.start >= start), len(tokens))


def _is_for_concept(sentence: Sentence, cue: Cue, at: int, keys: frozenset[str], *, about: bool, first: bool) -> bool:
    """Tell whether the cue names the entry's concept: by what stands before it in the sentence."""
    tokens = sentence.tokens
    if cue.name == "they_call":
        return about and at > 0 and "NOUN" in tokens[at - 1].classes | _PEOPLE.get(tokens[at - 1].low, frozenset())
    if at and tokens[at - 1].low in ARTICLES and at + 1 < len(tokens) and _modifies(sentence, cue, at):
        return False
    gap = at
    while gap and (tokens[gap - 1].low in _BETWEEN or tokens[gap - 1].text in _BETWEEN) and at - gap < _MAX_GAP:
        gap -= 1
    if cue.name == "for" and first and NAME_FOR.match(sentence.text) and at <= 2:
        return True
    if gap == 0 or all(token.low in _BETWEEN | ARTICLES for token in tokens[:at]):
        return cue.name != "for" or first
    if any(match_name(tokens, begin, keys) == gap for begin in range(max(0, gap - 12), gap)):
        return cue.name == "for" or _is_own(tokens, gap, at)
    if tokens[0].low in ("it", "they") and about and gap <= 2:
        return True
    if about and tokens[0].low in ("it", "they") and tokens[gap - 1].low == tokens[0].low:
        return True
    if tokens[0].low == "this" and gap <= 2 and (first or about or "what" in [token.low for token in tokens[1:at]]):
        return True
    return _closes_parenthesis(tokens, gap, keys) or _is_second_predicate(tokens, gap, at, keys)


def _modifies(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Tell whether a participle stands before its noun: "a named part of"."""
    one_word = cue.end <= sentence.tokens[at].end
    return one_word and is_participle(sentence.tokens[at].low) == "ed" and bool(sentence.tokens[at + 1].classes & {"NOUN"})


def _is_own(tokens: Sequence[Token], gap: int, at: int) -> bool:
    """Reject "X called Y", where Y names one X among others: something must set the cue apart."""
    between = tokens[gap:at]
    return bool(between) and any(t.low in AUXILIARIES or t.low in ADVERBS or not t.is_word for t in between)


def _closes_parenthesis(tokens: Sequence[Token], gap: int, keys: frozenset[str]) -> bool:
    """Tell whether another insertion stands between the name and the cue: "X (ACR), also called Y"."""
    if not gap or tokens[gap - 1].text != ")":
        return False
    opening = max((i for i in range(gap) if tokens[i].text == "("), default=0)
    return any(match_name(tokens, begin, keys) == opening for begin in range(max(0, opening - 10), opening))


def _is_second_predicate(tokens: Sequence[Token], gap: int, at: int, keys: frozenset[str]) -> bool:
    """Tell whether the cue is a second predicate of a subject that is the concept: "X does this, and is called Y"."""
    words = [token.low for token in tokens[gap:at]]
    if "and" not in words or not AUXILIARIES.intersection(words):
        return False
    return any(match_name(tokens, begin, keys) for begin in range(2)) and not _has_relative(tokens[:gap])


def _has_relative(tokens: Sequence[Token]) -> bool:
    return any(token.low in ("which", "that", "who", "where") for token in tokens)


def _leads_to_concept(tokens: Sequence[Token], after: int, keys: frozenset[str], cue: int) -> bool:
    """A cue that opens a sentence names the subject behind its comma, or the heading where there is no subject."""
    if after >= len(tokens) or tokens[after].text in (".", ";", ")"):
        return True
    if tokens[after].text != ",":
        return True
    begin = after + 1
    while begin < len(tokens) and (tokens[begin].low in ARTICLES or tokens[begin].text in QUOTES):
        begin += 1
    subject = begin < len(tokens) and match_name(tokens, begin, keys) > 0
    opening = any(match_name(tokens, at, keys) for at in range(cue))
    return subject or opening or tokens[after + 1].low in ARTICLES | {"it", "they", "this"}
