"""What the restoring of a page's titles asks the corpus, question by question, and what it was answered.

    page --asks--> Questions of the page --asks--> Questions of the corpus (title_oracle.py) --look up--> Tables
                   what was asked here             each answered once

Nothing else of the tables is seen, so a page whose questions are all answered as before has the same titles as before,
however much the tables have changed: the verifying traces of Mokhov, Mitchell & Peyton Jones, "Build systems à la
carte" (ICFP 2018).
"""

import marshal
from typing import Any, NamedTuple

from kg.chunks.title_vocabulary import Text
from kg.ids import Iri
from kg.memo import Memo

_PLAIN = 2  # the last format of marshal that is the same for equal values, whichever of their parts are one object
_NONE: tuple[tuple[()], tuple[()]] = ((), ())


class Questions(NamedTuple):
    """The questions by kind; none has a page in it but the first two, `texts` and `fragments` of the links to it.

    `vote`: is a line for Title Case; `title_case`: is a page, by the sum and the number of its lines' votes.
    Of a word: `form` in mid-sentence ('' where unseen), `careless` small letters where others write capitals, `cuts`
    into two known words, `capitals` at the beginning, `begins_small`, `acronym` (initials or not), `sign` between two
    with the right one's form, `symbol` by parts, `known`. Of a slug: the symbol it is `documented` as, its `command`,
    the `split` before an explicit anchor, its `spelling` as a phrase; `written`: is a form among those of a word.
    Of neighbours: the form of a `word_beside` two others; the `joint` of two (of names or not).
    """

    texts: Memo[Iri, tuple[Text, ...]]
    fragments: Memo[Iri, tuple[str, ...]]
    vote: Memo[str, bool | None]
    title_case: Memo[tuple[int, int], bool]
    form: Memo[str, str]
    careless: Memo[str, bool]
    cuts: Memo[str, tuple[int, ...]]
    capitals: Memo[str, str]
    begins_small: Memo[str, bool]
    acronym: Memo[tuple[str, bool], str | None]
    sign: Memo[tuple[str, str], tuple[str, str]]
    symbol: Memo[str, str]
    known: Memo[str, bool]
    documented: Memo[str, str]
    command: Memo[str, str]
    split: Memo[str, int]
    spelling: Memo[str, str | None]
    written: Memo[tuple[str, str], bool]
    word_beside: Memo[tuple[str, str, str], str | None]
    joint: Memo[tuple[str, str, bool], str]


def questions_of_page(corpus: Questions) -> Questions:
    """Return questions that hand on to the corpus's what a page asks, and keep it apart."""
    return Questions._make(Memo(answers.__getitem__) for answers in corpus)


def record(asked: Questions) -> bytes:
    """Return all that was asked and answered, by kind and in order."""
    return marshal.dumps([_in_order(answers) if answers else _NONE for answers in asked], _PLAIN)


def _in_order(answers: Memo[Any, Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    questions = tuple(sorted(answers))
    return questions, tuple(map(answers.__getitem__, questions))


def would_answer(corpus: Questions, recorded: bytes) -> bool:
    """Tell whether all that was asked would be answered the same."""
    kinds: tuple[Memo[Any, Any], ...] = corpus
    told: list[tuple[tuple[Any, ...], tuple[Any, ...]]] = marshal.loads(recorded)
    return all(
        tuple(map(answers.__getitem__, keys)) == before
        for answers, (keys, before) in zip(kinds, told, strict=True)
        if keys
    )
