"""Lemmas and inflections of English words, looked up in the tables that lemminflect ships.

lemminflect (Jascob 2019, MIT) derived them from the NIH Specialist Lexicon. Its own reader makes a dictionary of all
120,000 rows, and importing it imports spaCy; here the sorted rows are searched, so that a program that asks for few
words begins at once. The answers are those of `getAllLemmas` and `getAllInflections` for words in small letters.

    lemma_lu.csv.gz    indices,noun,index/indice         word, class, lemmas
    infl_lu.csv.gz     index,noun,indices/indexes        lemma, class, forms
    *_overrides.csv    both,NOUN,both                    rows that replace a table's
"""

from bisect import bisect_left
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_TAGS: Final = {"noun": ("NNS",), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS"), "verb": ("VBD", "VBN", "VBG", "VBZ")}
_BASE: Final = {"noun": ("NN",), "adj": ("JJ",), "adv": ("RB",), "verb": ("VB", "VBP")}
_KINDS: Final = {kind: kind.upper() for kind in (*_TAGS, "aux")}
_AUXILIARIES: Final = {
    "can": ("can", "could"), "may": ("may", "might"), "will": ("will", "would"), "shall": ("shall", "should"),
    "must": ("must",), "ought": ("ought",), "dare": ("dare",),
    "be": ("be", "was", "were", "being", "been", "am", "are", "is"),
}  # fmt: skip


def find_lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """Return the lemmas of a word in small letters by class (`NOUN`, `VERB`, `ADJ`, `ADV`, `AUX`); empty if unknown.

    >>> find_lemmas("learning"), find_lemmas("bert")
    ({'NOUN': ('learning',), 'VERB': ('learn',)}, {})
    """
    rows, begins = _table("lemma_lu.csv.gz"), f"{word},"
    at = bisect_left(rows, begins)
    found: dict[str, tuple[str, ...]] = {}
    while at < len(rows) and rows[at].startswith(begins):
        _, kind, lemmas = rows[at].split(",")
        found[_KINDS[kind]] = tuple(lemmas.lower().split("/"))
        at += 1
    overrides = _overrides("lemma_overrides.csv")
    return found | overrides[word] if word in overrides else found


def find_forms(base: str) -> frozenset[str]:
    """Return all forms of a lemma in small letters, itself among them; empty where the tables do not know it.

    >>> sorted(find_forms("denote"))
    ['denote', 'denoted', 'denotes', 'denoting']
    """
    forms: dict[str, tuple[str, ...]] = {}
    rows, begins = _table("infl_lu.csv.gz"), f"{base},"
    at = bisect_left(rows, begins)
    while at < len(rows) and rows[at].startswith(begins):
        _, kind, *spelled = rows[at].split(",")
        forms |= {tag: tuple(form.split("/")) for tag, form in zip(_TAGS[kind], spelled, strict=False) if form}
        forms |= dict.fromkeys(_BASE[kind], (base,))
        at += 1
    if base in _AUXILIARIES:
        forms = {"VB": _AUXILIARIES[base]}
    forms |= _overrides("infl_overrides.csv").get(base, {})
    return frozenset(form.lower() for spellings in forms.values() for form in spellings)


@lru_cache(maxsize=2)
def _overrides(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the rows of a table of exceptions by word and class or tag."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, kind, other in (row.split(",") for row in _table(name)):
        found.setdefault(word, {})[kind] = (other,)
    return found


@lru_cache(maxsize=4)
def _table(name: str) -> list[str]:
    """Return the rows of one of lemminflect's files, sorted; lemminflect itself is not imported."""
    import gzip

    package = find_spec("lemminflect")
    assert package is not None, "lemminflect is a dependency of this package"
    assert package.origin is not None
    whole = (Path(package.origin).parent / "resources" / name).read_bytes()
    text = (gzip.decompress(whole) if name.endswith(".gz") else whole).decode()
    rows = sorted(text.replace("\r", "").split("\n"))
    return rows[bisect_left(rows, "$") :]  # what stands before is empty or a comment, "#"
