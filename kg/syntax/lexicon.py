"""What a word can be: parts of speech and lemmas from tables (tables.py), morphology for words not in them.

The tables are those of the NIH Specialist Lexicon; nothing is trained or downloaded.

    learning   {NOUN, VERB}      criteria  criterion      tokenizers  tokenizer (by rule)
"""

import re
from functools import lru_cache

from kg.syntax.tables import find_forms, find_lemmas
from kg.syntax.words import ADVERBS, AUXILIARIES, COORDINATORS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, word_set

_CLOSED = (DETERMINERS | PREPOSITIONS | PRONOUNS | AUXILIARIES | RELATIVES | COORDINATORS) - {"like", "past", "&"}
_ADJECTIVE = re.compile(
    r"(?:[aeiou]ble|ful|less|ous|ish|ical|ional|ular|inal|ental|ative|itive|tic|shaped|like|wide|free|ary|ern|[a-z]{4}ic)$"
)
_PARTICIPLE_TAIL = re.compile(
    r"(?:ed|en|ing|bound|built|made|aware|specific|free|only|ready|friendly|agnostic|able|ible|dependent|level|scale|like)$"
)
_UNCOUNTED = re.compile(r"(?:ics|ss|us|is|news|series|species|means|headquarters|corps|chassis|lens|always|perhaps)$")
_MISSING_NOUNS = word_set(
    "act dam computing caching scripting networking hosting messaging pooling profiling operating programming "
    "log commit merge fetch restore retry redirect hang inset"
)
_MISSING_ADJECTIVES = word_set("complete incomplete")
_NATIONS = word_set("french dutch greek swiss czech thai welsh scots afghan iraqi israeli pakistani")
_KEPT_PLURALS = word_set("data media people police cattle clothes glasses goods trousers scissors")

_SHORT_PLURAL = re.compile(r"[A-Z0-9][A-Za-z0-9]*[A-Z0-9]s")


@lru_cache(maxsize=50_000)
def classes(word: str) -> frozenset[str]:
    """Return the open classes (`NOUN`, `VERB`, `ADJ`, `ADV`) a lower-case word can have; never empty.

    Words of closed classes have the class `CLOSED`, and adverbs from the closed list are `ADV` alone.

    >>> sorted(classes("learning")), sorted(classes("tokenizer")), sorted(classes("gpu-accelerated"))
    (['NOUN', 'VERB'], ['NOUN'], ['ADJ'])
    """
    if word in _CLOSED:
        return frozenset(["CLOSED"])
    if word in ADVERBS:
        return frozenset(["ADV"])
    found = frozenset(_lemmas(word)) & {"NOUN", "VERB", "ADJ", "ADV"}
    return (found | _unlisted(word)) or (_hyphenated(word) if "-" in word else _by_ending(word))


def _unlisted(word: str) -> frozenset[str]:
    """Return the classes that the tables lack for a word they list: some nouns, adjectives of nations."""
    if word in _MISSING_NOUNS:
        return frozenset(["NOUN"])
    adjective = (
        word in _NATIONS
        or word in _MISSING_ADJECTIVES
        or word.endswith("ible")
        or (word.endswith(("ese", "ish")) and len(word) > 5)
    )
    return frozenset(["ADJ"]) if adjective else frozenset()


def _hyphenated(word: str) -> frozenset[str]:
    tail = word.rpartition("-")[2]
    if _PARTICIPLE_TAIL.search(tail) and len(tail) > 3 and "NOUN" not in _lemmas(tail):
        return frozenset(["ADJ"])
    if not tail or tail.isdigit():
        return frozenset(["NOUN"])
    found = classes(tail) - {"VERB", "ADV"}
    return found or frozenset(["ADJ"])


def _by_ending(word: str) -> frozenset[str]:
    if word.endswith("ly") and len(word) > 4:
        return frozenset(["ADV"])
    if word.endswith("ing") and len(word) > 5:
        return frozenset(["NOUN", "VERB"])
    if word.endswith("ed") and len(word) > 4:
        return frozenset(["VERB"])
    if _ADJECTIVE.search(word):
        return frozenset(["ADJ"])
    return frozenset(["NOUN"])


@lru_cache(maxsize=50_000)
def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    return find_lemmas(word)


@lru_cache(maxsize=50_000)
def lemma(word: str, pos: str) -> str:
    """Return the lemma of a lower-case word read as `pos`; the word itself where no table or rule knows better.

    >>> lemma("refers", "VERB"), lemma("indices", "NOUN"), lemma("foos", "NOUN")
    ('refer', 'index', 'foo')
    """
    if pos == "NOUN":
        return singular_noun(word)
    found = _lemmas(word).get(pos)
    return found[0] if found else word


def is_participle(word: str) -> str:
    """Return "ing" or "ed" for a word that can be a participle of a verb, else an empty string.

    >>> is_participle("running"), is_participle("built"), is_participle("string"), is_participle("shed")
    ('ing', 'ed', '', '')
    """
    verbs = _lemmas(word).get("VERB", ())
    if word.endswith("ing"):
        return "ing" if (verbs and verbs[0] != word) or ("VERB" in classes(word) and not verbs) else ""
    if any(base != word for base in verbs) and not word.endswith("s"):
        return "ed"
    if word.endswith("ed") and not verbs and classes(word) == {"VERB"}:
        return "ed"
    return ""


def is_finite(word: str) -> bool:
    """Tell whether a word can be the third person of a verb ("reads", "uses")."""
    verbs = _lemmas(word).get("VERB", ())
    return word.endswith("s") and bool(verbs) and verbs[0] != word


@lru_cache(maxsize=50_000)
def singular_noun(word: str) -> str:
    """Return the singular of a noun, case kept; acronyms lose their plural s; names that end in s stay.

    >>> [singular_noun(w) for w in ("techniques", "Indices", "LLMs", "physics", "bias", "DDP", "data", "queries")]
    ['technique', 'Index', 'LLM', 'physics', 'bias', 'DDP', 'data', 'query']
    """
    if word[-1:] == "s" and _SHORT_PLURAL.fullmatch(word):
        return word[:-1]
    small = word.lower()
    if len(word) < 3 or small in _KEPT_PLURALS or _UNCOUNTED.search(small):
        return word if small not in ("buses", "analyses") else word[:-2]
    if word.isupper() or word[-1].isupper() or "_" in word:  # "SaaS", "macOS"
        return word
    head, hyphen, tail = small.rpartition("-")
    found = _lemmas(tail).get("NOUN")
    single = found[0] if found else _regular(tail)
    return _cased(word, f"{head}{hyphen}{single}")


def _regular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:ch|sh|x|ss|zz)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and re.search(r"[^sui']s$", word) else word


def _cased(word: str, small: str) -> str:
    """Give the lower-case form the case of the word it comes from."""
    shared = 0
    while shared < min(len(word), len(small)) and word[shared].lower() == small[shared]:
        shared += 1
    return word[:shared] + small[shared:]


def is_plural(word: str) -> bool:
    """Tell whether a noun is written in a plural that `singular_noun` would undo."""
    return singular_noun(word) != word


def inflections(base: str) -> tuple[str, ...]:
    """Return every form of a verb or noun, sorted: what a pattern on a lemma must accept.

    >>> inflections("denote")
    ('denote', 'denoted', 'denotes', 'denoting')
    """
    known = {form for form in find_forms(base) if any(base in lemmas for lemmas in _lemmas(form).values())}
    return tuple(sorted(known | {base}))


def is_closed(word: str) -> bool:
    """Tell whether a lower-case word belongs to a closed class: it cannot be part of a name's body."""
    return word in _CLOSED or word == "like"


def is_known(word: str) -> bool:
    """Tell whether the tables list a lower-case word, in any form: whether it is an ordinary English word.

    >>> is_known("strides"), is_known("bert")
    (True, False)
    """
    return bool(_lemmas(word))
