"""A heading read as a name: preferred label, and the other name in its parentheses.

    term frequency (TF)                label "term frequency", acronym "TF"
    LoRA (Low-Rank Adaptation)         label "LoRA", expansion "Low-Rank Adaptation"
    Token (NLP)                        label "Token (NLP)": the parentheses tell two tokens apart
    1. Beam search:                    label "Beam search"

Short and long form are paired as in Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text" (PSB 2003), with two additions: a digit may sound like a word ("seq2seq") or count the letters
left out ("K8s").
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kg.records import Name, Section

_NUMBERING = re.compile(
    r"^(?:(?:step|part|chapter|section)\s+\d+\s*[:.)–-]\s*|\d+(?:\.\d+)*[.)]\s+|\d+(?:\.\d+)+\s+)", re.I
)
_PARENTHESES = re.compile(r"^(?P<label>.*\S)\s*\((?P<inner>[^()]+)\)$")
_SYNONYM = re.compile(r"^(?:or|aka|a\.k\.a\.?|also|also called|also known as|formerly)[\s:,]+", re.I)
_NUMERONYM = re.compile(r"^([^\W\d])(\d+)([^\W\d])$")
_SOUNDS = {"2": "to", "4": "for"}
_MARKUP = re.compile(r"[`*]+|<[^<>]*>|\{[#:.][^{}]*\}$|\[\[[^\[\]]*\]\]$")
_SPACES = re.compile(r"\s+")
_INNER_CAPITAL = re.compile(r"\w[A-Z]|\b[A-Z]\b")


class Title(NamedTuple):
    """A heading as a name. `other` is the name in parentheses, of `kind` acronym, expansion, synonym or empty."""

    label: str
    other: str = ""
    kind: str = ""


@lru_cache(maxsize=1 << 15)
def read_title(heading: str) -> Title:
    """Read a heading as a name.

    >>> read_title("sequence-to-sequence (seq2seq)")
    Title(label='sequence-to-sequence', other='seq2seq', kind='acronym')
    >>> read_title("Token (NLP)")
    Title(label='Token (NLP)', other='', kind='')
    """
    text = clean_heading(heading)
    match = _PARENTHESES.match(text)
    if not match:
        return Title(text)
    label, inner = match["label"], match["inner"].strip()
    if abbreviates(inner, label):
        return Title(label, inner, "acronym")
    if abbreviates(label, inner):
        return Title(label, inner, "expansion")
    if synonym := _SYNONYM.match(inner):
        return Title(label, inner[synonym.end() :].strip(), "synonym")
    return Title(text)


def clean_heading(heading: str) -> str:
    """Return a heading without markup, numbering, pictures at its ends and closing punctuation.

    >>> clean_heading("🤗 1.2 `Trainer` basics:")
    'Trainer basics'
    """
    text = _SPACES.sub(" ", _MARKUP.sub("", unicodedata.normalize("NFC", heading))).strip()
    if not (text.isascii() and text.isprintable()):
        text = "".join(char for char in text if unicodedata.category(char) not in ("So", "Cf", "Co", "Cs", "Cc"))
    text = _NUMBERING.sub("", text.strip())
    return text.strip().rstrip(":.;,!").strip()


def abbreviates(short: str, long: str) -> bool:
    """Tell whether `short` is an acronym or abbreviation of `long`.

    >>> [abbreviates(*p) for p in (("NaN", "not a number"), ("K8s", "Kubernetes"), ("NLP", "Token"))]
    [True, True, False]
    """
    if not 2 <= len(short) <= 12 or len(short.split()) > 2 or len(short) >= len(long) or not short[0].isalnum():
        return False
    if numeronym := _NUMERONYM.match(short):
        first, left_out, last = numeronym.groups()
        if (
            len(long) == int(left_out) + 2
            and long[0].casefold() == first.casefold()
            and long[-1].casefold() == last.casefold()
        ):
            return True
    letters = _letters(short)
    return len(letters) > 1 and _looks_short(short) and _is_spelled(letters, long.casefold())


def _letters(short: str) -> str:
    bare = re.sub(r"(?<=[^\Wa-z_])s$", "", short)
    return "".join(_SOUNDS.get(c, c)[:1] for c in bare if c.isalnum()).casefold()


def _looks_short(short: str) -> bool:
    """An abbreviation has a capital that is not only its first letter, a digit, or is a few letters long."""
    return any(c.isupper() for c in short[1:]) or any(c.isdigit() for c in short) or short.isupper() or len(short) < 6


def _is_spelled(letters: str, long: str) -> bool:
    """Find the letters from right to left in `long`; the first begins the first word (X: "cross", "ex-")."""
    words = re.findall(r"[^\W_]+", long)
    if len(words) > max(len(letters) + 5, 2 * len(letters)):
        return False
    place = len(long)
    for i, letter in reversed(list(enumerate(letters))):
        place = long.rfind(letter, 0, place)
        while i == 0 and letter != "x" and place > 0 and long[place - 1].isalnum():
            place = long.rfind(letter, 0, place)
        if place < 0:
            return False
    return not re.search(r"[^\W_]", long[:place]) or (letters[0] == "x" and long[:place].isalpha())


def usual_case(heading: str, *, small: bool) -> str:
    """Return the heading in small letters if running text writes it so more often than with its capitals (`small`).

    A heading with a capital inside a word is a proper name and stays.

    >>> usual_case("Gradient Checkpointing", small=True), usual_case("BERT", small=True)
    ('gradient checkpointing', 'BERT')
    """
    return heading.lower() if small and not _INNER_CAPITAL.search(heading) else heading


def title_names(title: Title, section: Section, more: Iterable[str] = ()) -> tuple[Name, ...]:
    """Return the other names that a heading, or a page's front matter (`more`), gives.

    The proof is the first place where the section says the name, or its first line where only the heading does.
    """
    given = [(title.other, title.kind, "heading_parentheses")] if title.other else []
    given += [(name, "acronym" if abbreviates(name, title.label) else "synonym", "front_matter") for name in more]
    return tuple(_proven(section, *name) for name in given)


def _proven(section: Section, label: str, kind: str, method: str) -> Name:
    said = re.search(rf"(?<!\w){re.escape(label)}(?!\w)", section.prose) or re.search(r"\S[^\n]*", section.text)
    start, end = said.span() if said else (0, 0)
    return Name(label, kind, method, section.key if said else None, start, end, 0.97)
