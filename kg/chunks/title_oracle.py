"""The corpus's answers to questions of spelling: how it writes a word, what stands between two, what names a symbol.

    "... runs on PyTorch. Use torch.compile with 🤗 Accelerate ..."
        pytorch -> PyTorch     torchcompile -> torch.compile     (before accelerate) -> 🤗

Every answer follows from the question and the tables alone. Words in inline code serve only where running text has
none. All tables but `documented` hold only words that some slug asks for.
"""

from collections import Counter
from collections.abc import Mapping
from functools import partial

from kg.chunks.title_habits import corpus_is_for, vote
from kg.chunks.title_places import Forms
from kg.chunks.title_questions import Questions
from kg.chunks.title_slugs import split_before_anchor
from kg.chunks.title_spelling import commonest, plain_first
from kg.chunks.title_tables import Tables
from kg.chunks.title_vocabulary import Text
from kg.ids import Iri
from kg.memo import Memo
from kg.steps import latest

_RARE = 5
_SELDOM = 20
_SOME = 3
_OFTEN = 2
_SHORTEST_SYMBOL = 9
_SHORTEST_PART = 4
_COMMAND_WITNESSES = 2
_WORD_WITNESSES = 2
_PHRASE_WITNESSES = 1
_SMALL = 3
_HYPHENATING = frozenset(["non", "multi", "pre", "semi", "self", "cross", "sub"])


def make_oracle(tables: Tables) -> Questions:
    """Return the questions, to be answered from tables."""
    return Questions(
        texts=Memo(partial(_texts, tables)),
        fragments=Memo(partial(_fragments, tables)),
        vote=Memo(partial(_vote, tables)),
        title_case=Memo(partial(_title_case, tables)),
        form=Memo(partial(_form, tables)),
        careless=Memo(partial(_careless, tables)),
        cuts=Memo(partial(_cuts, tables)),
        capitals=Memo(partial(_capitals, tables)),
        begins_small=Memo(partial(_begins_small, tables)),
        acronym=Memo(partial(_acronym, tables)),
        sign=Memo(partial(_sign, tables)),
        symbol=Memo(partial(_symbol, tables)),
        known=Memo(partial(_known, tables)),
        documented=Memo(partial(_documented, tables)),
        command=Memo(partial(_command, tables)),
        split=Memo(partial(_split, tables)),
        spelling=Memo(partial(_spelling, tables)),
        written=Memo(partial(_written, tables)),
        word_beside=Memo(partial(_word_beside, tables)),
        joint=Memo(partial(_joint, tables)),
    )


oracle_of = latest(make_oracle)


def _texts(tables: Tables, page: Iri) -> tuple[Text, ...]:
    return tables.texts.get(page, ())


def _fragments(tables: Tables, page: Iri) -> tuple[str, ...]:
    return tables.fragments.get(page, ())


def _vote(tables: Tables, line: str) -> bool | None:
    return vote(line, tables.habits)


def _title_case(tables: Tables, votes: tuple[int, int]) -> bool:
    return corpus_is_for(tables.share, *votes)


def _form(tables: Tables, word: str) -> str:
    """Return the usual spelling of a slug's word in the middle of a sentence; '' where it is unseen."""
    if middle := tables.middle.get(word):
        return plain_first(middle, word)
    if anywhere := tables.anywhere.get(word):
        found = plain_first(anywhere, word)
        return found if found[1:] != word[1:] else word
    if word in tables.documented:
        return tables.documented[word]
    singular = tables.anywhere.get(word[:-1]) if word.endswith("s") else None
    return commonest(singular, word) + "s" if singular else ""


def _careless(tables: Tables, word: str) -> bool:
    """Tell whether few write this word in small letters in mid-sentence, as a page may that does not care."""
    middle = tables.middle.get(word, {})
    return middle.get(word, 0) * _RARE < sum(middle.values())


def _cuts(tables: Tables, word: str) -> tuple[int, ...]:
    """Return where an unknown word falls into two known ones."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if word not in tables.known else ()
    return tuple(cut for cut in cuts if word[:cut] in tables.known and word[cut:] in tables.known)


def _capitals(tables: Tables, word: str) -> str:
    """Return the spelling of a word at the beginning if it has capitals there: BF16, GGUF where running text has them
    beside bf16, gguf; else the word."""
    forms = tables.anywhere.get(word, {})
    capitals = {form: n for form, n in forms.items() if form.lower() == word and sum(map(str.isupper, form)) > 1}
    unseen = not forms.get(word.capitalize())
    often = sum(capitals.values()) * (_RARE if unseen else _SOME) >= sum(forms.values()) > 0
    return commonest(capitals, word) if often else word


def _begins_small(tables: Tables, word: str) -> bool:
    """Tell whether sentences that begin with this word leave it small: "bitsandbytes is ..."."""
    forms, capital = tables.anywhere.get(word, {}), word.capitalize()
    begun = tables.begins.get(word, 0)
    often = begun >= _OFTEN and begun > tables.begins.get(capital, 0)
    return often and forms.get(capital, 0) * _SELDOM < forms.get(word, 0)


def _acronym(tables: Tables, question: tuple[str, bool]) -> str | None:
    """Return the spelling of a word as an acronym: one seen in brackets, or one that is mostly capitals.

    One of plain initials that running text does not know as a word is in capitals.
    """
    word, initials = question
    forms: Forms = tables.anywhere.get(word, {})
    bracketed = {form: count for form, count in forms.items() if form in tables.bracketed}
    if initials and word not in tables.middle and not bracketed:
        return word.upper()
    if bracketed:
        return commonest(bracketed, word)
    form = commonest(forms, word) if forms else word
    return form if sum(letter.isupper() for letter in form) > 1 else None


def _sign(tables: Tables, neighbours: tuple[str, str]) -> tuple[str, str]:
    """Return the sign a slug lost between two words, and the right word's spelling beside it ('' where unknown).

    An emoji or another sign often seen there; between two words else an ampersand.
    """
    left, right = neighbours
    if (between := tables.between.get(f"{left} {right}")) and left:
        return commonest(between, ""), ""
    before = {form: n for form, n in tables.before.get(right, {}).items() if left or not form[0].isascii()}
    if before:
        capitals = {form: n for form, n in before.items() if form != form.lower()}
        sign, _, word = commonest(capitals or before, "").partition(" ")
        return sign, word
    return ("&" if left and right else ""), ""


def _symbol(tables: Tables, word: str) -> str:
    """Spell an unseen symbol by the parts of symbols that are seen: FalconMamba|LM|Head|Model."""
    if word in tables.known or len(word) < _SHORTEST_SYMBOL or not word.isalnum():
        return word
    parts = _fewest_parts(word, tables.humps)
    return "".join(parts) if parts and len(parts) > 1 else word


def _fewest_parts(word: str, parts: Mapping[str, str]) -> list[str] | None:
    """Cover a word with the fewest known parts, from the left; None where there is no cover."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            head, part = best[start], parts.get(word[start:end])
            if head is not None and part is not None and (best[end] is None or len(head) + 1 < len(best[end] or ())):
                best[end] = [*head, part]
    return best[len(word)]


def _known(tables: Tables, word: str) -> bool:
    return word in tables.known


def _documented(tables: Tables, slug: str) -> str:
    return tables.documented.get(slug, "")


def _command(tables: Tables, slug: str) -> str:
    """Return the command that stands more often as code than in running text; '' where none."""
    commands, words = tables.commands.get(slug, {}), slug.replace("-", " ")
    often = sum(commands.values())
    running = sum(tables.spelled.get(words, {}).values()) + sum(tables.begun.get(words, {}).values())
    return commonest(commands, slug) if often > running and often >= _COMMAND_WITNESSES else ""


def _split(tables: Tables, slug: str) -> int:
    return split_before_anchor(slug, tables.known)


def _spelling(tables: Tables, slug: str) -> str | None:
    """Return how most mid-sentence places spell a whole slug; None where they are too few or not of one mind.

    A capital that some places leave out belongs to no name: small letters win where a third of all places has them.
    """
    words = slug.replace("-", " ")
    forms = dict(tables.spelled.get(words, ()))
    for form, count in tables.begun.get(words, {}).items():
        forms[form] = forms.get(form, 0) + count
    if not forms:
        return None
    small = {form: count for form, count in forms.items() if form == form.lower()}
    if sum(small.values()) * _SMALL >= sum(forms.values()):
        forms = small
    form = min(forms, key=lambda f: (-forms[f], f))
    return form if forms[form] >= _PHRASE_WITNESSES and forms[form] * 2 > sum(forms.values()) else None


def _written(tables: Tables, question: tuple[str, str]) -> bool:
    word, form = question
    return form in tables.anywhere.get(word, ())


def _word_beside(tables: Tables, neighbours: tuple[str, str, str]) -> str | None:
    """Return how a word is spelled beside its neighbours in the slug; None where too few places tell."""
    left, word, right = neighbours
    found: Counter[str] = Counter()
    for form, count in tables.spelled.get(f"{left} {word}", {}).items() if left else ():
        found[form[len(left) + 1 :]] += count
    for form, count in tables.spelled.get(f"{word} {right}", {}).items() if right else ():
        found[form[: len(word)]] += count
    if sum(found.values()) < _WORD_WITNESSES:
        return None
    return min(found, key=lambda form: (-found[form], form != word, form))


def _joint(tables: Tables, question: tuple[str, str, bool]) -> str:
    """Return what the corpus puts between two words: a hyphen or a space; of two names, where both have capitals."""
    left, right, names = question
    forms: Forms = tables.spelled.get(f"{left} {right}", {})
    if names:
        forms = {f: n for f, n in forms.items() if f[0].isupper() and f[len(left) + 1].isupper()} or forms
    if not forms:
        return "-" if left in _HYPHENATING else " "
    hyphens = sum(count for form, count in forms.items() if form[len(left)] == "-")
    return "-" if hyphens * 2 > sum(forms.values()) else " "
