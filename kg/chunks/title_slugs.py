"""What a slug still shows of its heading's outer form: numbers, labels, addresses, explicit anchors, questions.

"321-multi-round-conversation" after "32-..."    3.2.1 | multi round conversation
"step-2-replace-the-class"                       Step 2: | replace the class
"encodercv-encoder", linked to as #cv-encoder    encoder          (the heading was "Encoder[[cv-encoder]]")
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.chunks.title_questions import Questions

_ADDRESS = re.compile(r"(?<=\w)https?(?:www)?[a-z0-9].*$")
_NUMBER = re.compile(r"(\d{1,4})-(?=[^\W\d])")
_LABELLED = re.compile(r"(step|part|phase|stage|option|case|chapter|lesson|rule|method|figure|table)-(\d{1,2})-+(?=\w)")
_REPEATED = re.compile(r"(.+?)[^\W_]{2,12}-\1")
_LABEL = re.compile(r"(advanced|bonus|deprecated|example|experimental|faq|note|optional|tip|warning)-(?=\w)")
_USAGE = re.compile(r"(?:fine-?tuning|inference|pre-?training|training|\w{12,})")
_GERUND = re.compile(r"(?:\w[^\Waeiouy]*+[aeiouy]\w*ing|how|why|what|when)-")
_THIRD_PERSON = re.compile(r"(?:happens|makes|goes|comes|works|changes|matters|means|needs|runs|owns|uses)")
_REPEATS = 3
_SMALL_TAIL = 2

AUXILIARIES = frozenset(
    [
        "am",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "shall",
        "will",
        "would",
        "has",
        "have",
        "had",
        "may",
        "might",
        "must",
        "isnt",
        "arent",
        "wasnt",
        "dont",
        "doesnt",
        "didnt",
        "cant",
        "couldnt",
        "shouldnt",
        "wont",
        "wouldnt",
        "hasnt",
        "havent",
    ]
)
_QUESTION_WORDS = frozenset(["what", "whats", "how", "why", "when", "where", "which", "who", "whose"])
_SUBJECTS = frozenset(
    [
        "i",
        "you",
        "we",
        "he",
        "she",
        "it",
        "they",
        "there",
        "this",
        "that",
        "these",
        "those",
        "the",
        "a",
        "an",
        "my",
        "your",
        "our",
        "their",
    ]
)


def without_address(slug: str) -> str:
    """Drop a link's address that a careless renderer ran into the last word of the heading.

    >>> without_address("difference-with-musicgenhttpsexamplecomdocsmusicgen")
    'difference-with-musicgen'
    """
    return _ADDRESS.sub("", slug) if "http" in slug else slug


def explicit_anchors(
    slugs: Sequence[str], linked: Iterable[str], symbols: Collection[str], corpus: "Questions"
) -> dict[str, str]:
    """Return slug -> slug of the heading alone, where an explicit anchor was run into the slug.

    `slugs` are those of one page, `symbols` what it documents, `corpus` is asked for its words (all lower case). The
    witnesses: an anchor that a link asks for, that is no slug and that just one slug ends in (after a space only if
    the two share a word: "blocks-special-blocks"); a beginning repeated
    at the end ("encodercv-encoder"); a documented symbol at the beginning of an unknown word ("trainerapi-reference");
    the same joint of two known words in two or more slugs ("...processingpytorch-nlp", "audiopytorch-audio").
    """
    known, found = set(slugs), {}
    for anchor in sorted(set(linked) - known):
        holders = [slug for slug in slugs if slug.endswith(anchor) and len(slug) > len(anchor) + _SMALL_TAIL]
        head = holders[0][: -len(anchor)] if anchor and len(holders) == 1 else ""
        if head and (not head.endswith("-") or set(head[:-1].split("-")) & set(anchor.split("-"))):
            found[holders[0]] = head.rstrip("-")
    for slug in slugs:
        first = slug.partition("-")[0]
        heads = [
            symbol for symbol in symbols if first.startswith(symbol) and first != symbol and not corpus.known[first]
        ]
        if f"-{slug[:1]}" in slug and (repeated := _REPEATED.fullmatch(slug)):
            found.setdefault(slug, repeated[1])
        elif heads and first not in symbols and corpus.known[first[len(max(heads, key=len)) :]]:
            found.setdefault(slug, max(heads, key=len))
    joints = {slug: cut for slug in slugs if slug not in found for cut in [corpus.split[slug]] if cut}
    families = Counter(slug[cut:].partition("-")[0] for slug, cut in joints.items())
    found.update({slug: slug[:cut] for slug, cut in joints.items() if families[slug[cut:].partition("-")[0]] > 1})
    return found


def split_before_anchor(slug: str, words: Collection[str]) -> int:
    """Return where an unknown word of the slug falls into two known ones; 0 where there is none or no choice."""
    at = 0
    for word in slug.split("-"):
        if word and word not in words:
            for cut in range(at + 3, at + len(word) - 1):
                if slug[at:cut] in words and slug[cut : at + len(word)] in words and "-" in slug[cut:]:
                    return cut
        at += len(word) + 1
    return 0


def split_label(slug: str, above: str, slugs: Collection[str] = ()) -> tuple[str, str]:
    """Split a heading's number or label from its words. `above` is the last plain number on the page, `slugs` are
    the page's: a label stands before several headings, or before a question or an activity.

    >>> split_label("32-the-key-value-cache", "3"), split_label("step-1-install", "")
    (('3.2 ', 'the-key-value-cache'), ('Step 1: ', 'install'))
    """
    if labelled := _LABELLED.match(slug):
        return f"{labelled[1].capitalize()} {labelled[2]}: ", slug[labelled.end() :]
    if label := _LABEL.match(slug):
        repeated = sum(other.startswith(label[0]) for other in slugs) >= _REPEATS
        if repeated or _GERUND.match(slug, label.end()):
            return f"{label[1].capitalize()}: ", slug[label.end() :]
    if slug.startswith("usage-") and _USAGE.fullmatch(slug, 6):
        return "Usage: ", slug[6:]
    number = _NUMBER.match(slug)
    if not number or re.match(r"(?:bits?|d|x|gpus?|way|shot|th|nd|rd|st)\b", slug[number.end() :]):
        return "", slug
    digits, rest = number[1], slug[number.end() :]
    if len(digits) > 1 and above and digits.startswith(above):
        return above + "." + ".".join(digits[len(above) :]) + " ", rest
    return (f"{digits}. ", rest) if len(digits) < 3 else ("", slug)


def is_question(words: Sequence[str]) -> bool:
    """Tell whether a heading's words (lower case) ask something: an auxiliary stands before its subject.

    >>> is_question("what does it do".split()), is_question("what it can do".split())
    (True, False)
    """
    if not words:
        return False
    first, rest = words[0], words[1:]
    if first in ("but", "so", "and") and rest:
        return is_question(rest)
    if first in AUXILIARIES or first not in _QUESTION_WORDS or not rest:
        return first in AUXILIARIES and bool(rest) and rest[0] in _SUBJECTS
    if first == "whats" or rest[0] in AUXILIARIES or (first == "why" and len(rest) <= 3) or rest[-1] == "what":
        return True
    if first in ("what", "who") and _THIRD_PERSON.fullmatch(rest[0]) and len(rest) > 1:
        return True
    pairs = list(pairwise(rest))
    inverted = any(a in AUXILIARIES and b in _SUBJECTS for a, b in pairs)
    return inverted or (
        first in ("what", "which") and any(a in ("is", "are") for a, _ in pairs) and rest[0] not in _SUBJECTS
    )
