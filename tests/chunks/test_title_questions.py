"""What a page asks the corpus for its titles is all written down; while the answers are the same, so are the titles.

Random corpora of chunk tables are edited at random; a shelf that remembers must give what one without memory gives.
"""

import marshal
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chunks import STEPS, Parsed, join_chunks
from kg.chunks.title_oracle import make_oracle
from kg.chunks.title_questions import Questions, questions_of_page, record, would_answer
from kg.chunks.title_tables import Tables
from kg.chunks.titles import restore_titles, titles_by, titles_hold
from kg.config import Settings
from kg.memo import Memo
from kg.records import Chunk
from kg.shelves import ListSources, LocalShelf, Memory, Opening
from kg.steps import List, Step

SITE = "https://docs.example.org/lib/en/"
SLUGS = (
    "using-lampio", "lampio", "use--lamp", "-lamp", "lamp-io-tools", "a-wick-and-oil", "lower-precision", "whats-new",
    "lamp-run", "zero-redundancy-optimizer-zero", "stdoutstderr", "wickwick-oil", "lampwicklight", "gg-files-ggwp",
    "inverted-file-index-lists-ivf", "wick---oil", "usage-tips-api", "lampoil-pytorch-oil", "burnoil-pytorch-burn",
    "lampiolight",
)  # fmt: skip
SENTENCES = (
    "We use LampIO and more. LampIO helps.", "We use lampio and more.", "The Lamp.IO way.", "Then lamp-io and Lamp IO.",
    "We trust 🤗 Lamp, and setup & Wick of 🤗 lamp.", "Of oil and wick, stdout/stderr.", "Both stdout and STDERR.",
    "**Lower Precision** is here.", "**Whats New** or **lower precision** now.", "It has lower precision or more.",
    "See [Lower Precision](../a/#lower-precision) and [What's new?](../b/#whats-new).", "See [x](../a/#wick-oil) now.",
    "See [a wick and oil](../c/#a-wick-and-oil), [Use Lamp](#use--lamp) and [Lamp-IO](../a).", "Call `lamp run` now.",
    "Or `Lamp run`, `lamp run` again.", "The optimizer (ZeRO) and IVF, an index (IVF).", "So ivf and Zero here.",
    "[[autodoc]] LampIO\n- light", "[[autodoc]] LampWickModel", "[[autodoc]] lamp.WickLight\n- burn",
    "Then lampwicklight. lampio is. lamp is small.", "No. lampio is. Lamp is it.", "Use the GGWP files, ggwp lists.",
    "An Inverted File Index is, and inverted file index lists.", "Use Zero Redundancy Optimizer now. A Wick And Oil.",
    "The zero redundancy optimizer helps.", "With PyTorch or pytorch, Oil or Burn.", "Of API tips.", "Usage Tips.",
)  # fmt: skip
Pages = dict[str, tuple[tuple[str, str], ...]]

section = st.tuples(st.sampled_from(SLUGS), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join))
page = st.lists(section, min_size=1, max_size=4, unique_by=itemgetter(0)).map(tuple)
corpus = st.dictionaries(st.sampled_from("abcde"), page, min_size=2)


@st.composite
def versions(draw: st.DrawFn) -> list[Pages]:
    """A corpus and what a few edits make of it: in most a section's text is another, in some a page."""
    found = [draw(corpus)]
    for _ in range(draw(st.integers(1, 3))):
        pages = dict(found[-1])
        name = draw(st.sampled_from(sorted(pages)))
        if draw(st.integers(0, 4)):
            at = draw(st.integers(0, len(pages[name]) - 1))
            new = (pages[name][at][0], draw(section)[1])
            pages[name] = (*pages[name][:at], new, *pages[name][at + 1 :])
        else:
            pages[draw(st.sampled_from("abcde"))] = draw(page)
        found.append(pages)
    return found


def rows(pages: Pages) -> list[list[Chunk]]:
    """Return the rows of each page, in the order of their addresses."""
    return [
        [
            Chunk(f"{name}.md", f"{SITE}{name}/#{slug}", f"{ord(name)}_{number}_0", text)
            for number, (slug, text) in enumerate(pages[name])
        ]
        for name in sorted(pages)
    ]


def _join(bundle: Sequence[Chunk], known: object) -> tuple[list[tuple[str, Any]], None]:
    return [(document.iri, document) for document in join_chunks(bundle, base_iri=SITE).documents], None


def _nothing(facts: Iterator[Any], known: object) -> Settings:
    list(facts)
    return Settings()


OPENING = Opening("join", _join, _nothing)
READ_AGAIN: Counter[str] = Counter()


class CountingShelf(LocalShelf):
    """Notes how many bundles each step reads."""

    def _read_blobs(self, numbers: Sequence[int]) -> Iterator[bytes]:
        READ_AGAIN[self._steps[-1].name] += len(numbers)
        return super()._read_blobs(numbers)


def _last(document: Any, known: Parsed) -> tuple[Any, Any]:
    return document, document


LAST = Step("look", _last, lambda facts, known: list(facts), lambda facts, known: ())


def built(pages: Pages, path: Path | None) -> tuple[list[Any], Parsed]:
    """Run all steps of stage 1; return the documents, as a later step sees them, and what the last step gathers."""
    READ_AGAIN.clear()
    known: Any = None
    memory = Memory(path) if path else None
    with CountingShelf(ListSources(rows(pages)), jobs=1, memory=memory) as shelf:
        for step in (OPENING, *STEPS):
            known = shelf.take(step, known)
        documents = LAST.gather(shelf.run(LAST, known), known)
        shelf.last()()
    return documents, known


def titled(documents: list[Any]) -> dict[str, list[str]]:
    return {document.document.source: [section.title for section in document.sections] for document in documents}


@given(edits=versions())
@settings(max_examples=40, deadline=None)
def test_a_shelf_that_remembers_gives_what_one_without_memory_gives(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Pages]
) -> None:
    path = tmp_path_factory.mktemp("memory") / "file"
    for pages in (*edits, edits[0]):
        assert pickle.loads(pickle.dumps(built(pages, path))) == built(pages, None)


def test_where_the_corpus_says_the_same_only_the_edited_page_is_read_again(tmp_path: Path) -> None:
    pages = {
        "a": (("using-lampio", "Something is said."), ("whats-new", "Oil is here.")),
        "b": (("lampio", "It is said that LampIO is fine."), ("usage-tips-api", "We say API often.")),
        "c": (("a-wick-and-oil", "Something else."),),
    }
    built(pages, tmp_path / "memory")
    pages["b"] = (("lampio", "It is said that LampIO is fine, of LampIO and more."), pages["b"][1])
    documents, _ = built(pages, tmp_path / "memory")
    assert (READ_AGAIN["spell"], READ_AGAIN["restore titles"], READ_AGAIN["look"]) == (1, 1, 1)
    assert titled(documents)["a.md"] == ["Using LampIO", "Whats new?"]
    pages["b"] = (("lampio", "We like LAMPIO or LAMPIO, like LAMPIO, a LAMPIO."), pages["b"][1])
    documents, _ = built(pages, tmp_path / "memory")
    assert READ_AGAIN["restore titles"] == READ_AGAIN["look"] == 2
    assert titled(documents)["a.md"][0] == "Using LAMPIO"
    assert titled(documents)["b.md"][0] == "LAMPIO"


def drafts(pages: Pages) -> tuple[list[Any], Tables]:
    """Return the pages before their titles are restored, and the tables of the corpus."""
    shelf = List(document for bundle in rows(pages) for _, document in _join(bundle, None)[0])
    known: Any = Settings()
    for step in STEPS[:-1]:
        known = shelf.take(step, known)
    return shelf.documents, known


def _unasked(question: object) -> Any:
    raise AssertionError(f"answered, but not written down: {question!r}")


def replayed(recorded: bytes) -> Questions:
    """Return questions that are answered from what was written down, and others not at all."""
    kinds = []
    for questions, answers in marshal.loads(recorded):
        kinds.append(Memo[Any, Any](_unasked))
        kinds[-1].update(zip(questions, answers, strict=True))
    return Questions._make(kinds)


@given(pages=corpus)
@settings(max_examples=150, deadline=None)
def test_what_is_written_down_is_all_that_titles_are_made_of(pages: Pages) -> None:
    found, tables = drafts(pages)
    for draft in found:
        titles, recorded = restore_titles(draft, tables)
        assert recorded is not None
        assert titles_by(draft, replayed(recorded)) == titles


@given(old=corpus, new=corpus)
@settings(max_examples=100, deadline=None)
def test_titles_hold_just_where_every_answer_is_the_same(old: Pages, new: Pages) -> None:
    found, tables = drafts(old)
    _, others = drafts(new)
    for draft in found:
        titles, recorded = restore_titles(draft, tables)
        same, again = restore_titles(draft, others)
        assert recorded is not None
        assert titles_hold(recorded, others) == (again == recorded)
        assert titles_hold(recorded, tables)
        assert titles == same or again != recorded


@given(pages=corpus)
@settings(max_examples=50, deadline=None)
def test_what_is_written_down_is_the_same_bytes_in_another_process(pages: Pages) -> None:
    found, tables = drafts(pages)
    there, sent = pickle.loads(pickle.dumps(found)), pickle.loads(pickle.dumps(tables))
    for draft, other in zip(found, there, strict=True):
        corpus_there = questions_of_page(make_oracle(sent))
        titles_by(other, corpus_there)
        assert record(corpus_there) == restore_titles(draft, tables)[1]


def test_every_kind_of_question_is_asked_by_some_page_and_tells_tables_apart() -> None:
    pages: Pages = {
        name: tuple((slug, " ".join(SENTENCES[at::5])) for at, slug in enumerate(SLUGS[start::2]))
        for start, name in enumerate("ab")
    }
    pages["c"] = (("lampiolight", "[[autodoc]] LampIO"), ("lampwicklight", "[[autodoc]] Wick\n- light"))
    found, tables = drafts(pages)
    asked = set[str]()
    for draft in found:
        _, recorded = restore_titles(draft, tables)
        assert recorded is not None
        for kind, (questions, answers) in zip(Questions._fields, marshal.loads(recorded), strict=True):
            asked |= {kind} if questions else set()
            for number in range(len(answers)):
                answers_ = (*answers[:number], "another answer", *answers[number + 1 :])
                lies = [
                    (q, answers_ if k == kind else a)
                    for k, (q, a) in zip(Questions._fields, marshal.loads(recorded), strict=True)
                ]
                assert not would_answer(make_oracle(tables), marshal.dumps(lies, 2))
    assert asked == set(Questions._fields)


def test_where_no_heading_is_lost_nothing_is_asked() -> None:
    assert titles_hold(None, None)
    _, tables = drafts({"a": (("oil", "Oil."),)})
    assert not titles_hold(None, tables)
