"""The ways in which one name is written: number, hyphens, CamelCase, British and American spelling.

    position IDs          position ids, position id
    fine-tuning           fine tuning (a hyphen, a space or a line break in the text), finetuning
    DataParallel          dataparallel, data parallel, data parallels ...
    tokenization          tokenization, tokenisation

All are in the form of `Haystack.small`. Too many forms do no harm, as nobody writes the wrong ones; that is why plural
and spelling need no dictionary here.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.mentions.haystack import to_small
from kg.text import singular

_CAMEL = re.compile(r"(?<=[a-z]{2}|[a-z][0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[a-z]{3})(?=[0-9]+$)")
_PREFIX = re.compile(r"^(pre|multi|sub|non|co|un|semi|auto|cross|post|inter|super|meta|micro|hyper|fine|re|down|up|"
                     r"de|pseudo|bi|tri|anti|mid|intra|infra|data|back|time|code|web)(?=\w{4})")  # fmt: skip
_PLURAL_ACRONYM = re.compile(r"(?<=[A-Z0-9]{2})s\b")
_PLURALS = (
    (re.compile(r"(?<=[^aeiou])y$"), "ies"),
    (re.compile(r"(?<=[sxz])$|(?<=[cs]h)$"), "es"),
    (re.compile(r"[ei]x$"), "ices"),
    (re.compile(r"is$"), "es"),
    (re.compile(r"(?<=\w{4})um$"), "a"),
    (re.compile(r"(?<=\w{2})fe?$"), "ves"),
    (re.compile(r"man$"), "men"),
    (re.compile(r"child$"), "children"),
    (re.compile(r"$"), "s"),
)
_SHORT = 4
_SPELLINGS = (
    ("iz", re.compile(r"(?<=\w{2})iz(?=(?:e[srd]?|ers|ing|ations?|ational|able)$)"), "is"),
    ("is", re.compile(r"(?<=\w{2})is(?=(?:e[srd]?|ers|ing|ations?|ational|able)$)"), "iz"),
    ("yz", re.compile(r"(?<=\w{2})yz(?=(?:e[srd]?|ers|ing)$)"), "ys"),
    ("ys", re.compile(r"(?<=\w{2})ys(?=(?:e[srd]?|ers|ing)$)"), "yz"),
    ("our", re.compile(r"(?<=\w{3})our"), "or"),
    ("or", re.compile(r"(?<=\w{3})or(?=(?:s|ed|ing|al|able|ful|ite|less)?$)"), "our"),
    ("re", re.compile(r"(?<=[ntb])re(?=s?$)"), "er"),
    ("er", re.compile(r"(?<=[ntb])er(?=s?$)"), "re"),
    ("ogue", re.compile(r"ogue(?=s?$)"), "og"),
    ("og", re.compile(r"(?<=[al])og(?=s?$)"), "ogue"),
    ("ll", re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)$)"), "l"),
    ("l", re.compile(r"(?<=[aeiou])l(?=(?:ed|ing|er|ers)$)"), "ll"),
    ("ence", re.compile(r"(?<=\w{2})ence$"), "ense"),
    ("ense", re.compile(r"(?<=\w{2})ense$"), "ence"),
)


def spelled(label: str) -> list[str]:
    """Return the forms of a name, sorted, in small letters with spaces for hyphens.

    >>> spelled("position IDs")
    ['position id', 'position ids', 'positionid', 'positionids']
    >>> [f in spelled("Fine-tuning") for f in ("fine tuning", "finetuning", "fine tunings")]
    [True, True, True]
    """
    joined = {to_small(form).strip() for form in _joined(_PLURAL_ACRONYM.sub("", label))}
    return sorted({form for base in joined if base for form in _inflected(base)})


def _joined(label: str) -> Iterator[str]:
    """Return the label as it is, opened up and closed up."""
    yield label
    words = label.replace("-", " ").split()
    if len(words) in (2, 3) and all(word.isalnum() for word in words):
        yield "".join(words)
    if len(words) > 2 and "-" in label:
        yield re.sub(r"(?<=\w)-(?=\w)", "", label)
    opened = _CAMEL.sub(" ", label)
    if opened != label and min(map(len, opened.split())) > 2:
        yield opened
    if re.search(r"[A-Za-z]-?[0-9]+$", label):
        yield re.sub(r"-?([0-9]+)$", r" \1", label)
    prefixed = " ".join(_PREFIX.sub(r"\1 ", word) for word in label.split())
    if prefixed != label:
        yield prefixed


def _inflected(small: str) -> Iterator[str]:
    head, space, last = small.rpartition(" ")
    for word in _numbers(last):
        yield from _respelled(f"{head}{space}{word}".split(" "))


@lru_cache(maxsize=20_000)
def _numbers(word: str) -> frozenset[str]:
    single = singular(word)
    forms = {word, single}
    if single[-1:].isalpha():
        forms |= {pattern.sub(ending, single, count=1) for pattern, ending in _PLURALS if pattern.search(single)}
    return frozenset(forms)


def _respelled(words: Iterable[str]) -> set[str]:
    """Return the phrase with each word in both spellings; one respelled word at a time is enough."""
    words = list(words)
    forms = {" ".join(words)}
    for i, word in enumerate(words):
        for other in _respellings(word):
            forms.add(" ".join([*words[:i], other, *words[i + 1 :]]))
    return forms


@lru_cache(maxsize=20_000)
def _respellings(word: str) -> tuple[str, ...]:
    """Return a word in its other spellings."""
    if len(word) <= _SHORT:
        return ()
    fitting = ((pattern, other) for letters, pattern, other in _SPELLINGS if letters in word and pattern.search(word))
    return tuple(pattern.sub(other, word, count=1) for pattern, other in fitting)
