"""The steps of stage 1: any split of the pages, each part read elsewhere, gives what `parse` gives.

And what is kept from an earlier build, where its scope or its facts say so, is what would be read again.
"""

import pickle
from collections.abc import Iterator, Sequence
from typing import Any

from chunks_pages import page, table
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chunks import STEPS, Parsed, parse
from kg.config import Settings
from kg.records import JoinedDocument
from kg.steps import Shelf, Step

TEXTS = [
    "A lantern burns. See [the wick](../b#using-lamp-io) and [Oil](#oil). We call it LampIO or Lamp-IO here.",
    "[[autodoc]] LampIO\n- light\n\nUse 🤗 Lamp, or LampIO. lamp-io is small.",
    "[`LampIO.light`] and [`Gone`]; [x](/docs/en/b) [y](/docs/en/c#oil) [z](gone.md) [w](javascript:x)",
    "**Lower Precision** is `lamp run`. Lower  \nprecision  \nhelps. Using Lamp IO helps.",
    "<a id=old></a> {term}`beam` and {ref}`spot`\n\n(spot)=\n\n# Wick\n\nbeam\n: A ray.",
    "See [Using LampIO](../a#using-lamp-io), [old](../c#old), [What's new?](#whats-new) and [up](../a).",
]
ANCHORS = ["using-lamp-io", "oil", "lampio", "whats-new", "lower-precision", "use--lamp", "wickwick-oil"]
TEXT = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2).map("\n\n".join)


@st.composite
def documents(draw: st.DrawFn) -> list[JoinedDocument]:
    """Pages of a table, of a tree, or of both, in the order of their addresses."""
    found = []
    for number, path in enumerate(draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))):
        anchors = draw(st.lists(st.sampled_from(ANCHORS), max_size=3, unique=True))
        texts = [draw(TEXT) for _ in range(len(anchors) + 1)]
        if draw(st.integers(0, 3)):
            found.append(table(*texts, path=path, number=number, anchors=tuple(anchors)))
        else:
            sections = [
                (anchor.replace("-", " "), 1, text) for anchor, text in zip(["top", *anchors], texts, strict=True)
            ]
            found.append(page(*sections, path="tree/" + path))
    return sorted(found, key=lambda document: document.iri)


class Elsewhere(Shelf):
    """A shelf whose parts are read apart: what is known, pages and facts go there and back as bytes."""

    def __init__(self, documents: Sequence[JoinedDocument], sizes: Sequence[int]) -> None:
        self.parts, at = list[bytes](), 0
        for size in [*sizes, len(documents)]:
            self.parts.append(pickle.dumps(list(documents[at : at + size])))
            at += size

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        sent = pickle.dumps(known)
        for number, part in enumerate(self.parts):
            there = pickle.loads(sent)
            read = [step.read(document, there) for document in pickle.loads(part)]
            self.parts[number] = pickle.dumps([document for document, _ in read])
            yield from pickle.loads(pickle.dumps([facts for _, facts in read]))


@given(documents(), st.lists(st.integers(0, 2), max_size=4))
@settings(max_examples=100, deadline=None)
def test_pages_read_apart_give_what_pages_read_together_give(pages: list[JoinedDocument], sizes: list[int]) -> None:
    whole, shelf, known = parse(pages), Elsewhere(pages, sizes), Settings()
    for step in STEPS:
        known = step.gather(shelf.run(step, known), known)
    assert isinstance(known, Parsed)
    read = [document for part in shelf.parts for document in pickle.loads(part)]
    assert (known.documents, known.findings) == (whole.documents, whole.findings)
    assert [section for document in read for section in document.sections] == whole.sections
    assert [link for document in read for link in document.links] == whole.links
    assert [document.document for document in read] == whole.documents


Rows = dict[tuple[str, str], tuple[bytes, object, tuple[Any, Any]]]


def traced(pages: Sequence[JoinedDocument]) -> list[tuple[Rows, Any]]:
    """Run the steps; return for each step what was known, and of each page what it was given, its scope, and what came
    out. Where facts say themselves whether they hold, the scope is nothing."""
    documents: list[Any] = list(pages)
    facts: list[Any] = [None] * len(pages)
    known: Any = Settings()
    trace = []
    for step in STEPS:
        rows = {}
        for at, document in enumerate(documents):
            given_ = pickle.dumps(document)
            whole = b"" if step.holds else pickle.dumps(known)
            scope = step.scope(facts[at], known) if step.scope else whole
            documents[at], facts[at] = step.read(document, known)
            rows[pages[at].iri, pages[at].source] = given_, scope, (documents[at], facts[at])
        trace.append((rows, known))
        known = step.gather(iter(facts), known)
    return trace


@given(documents(), documents())
@settings(max_examples=100, deadline=None)
def test_a_page_with_the_same_scope_is_read_the_same(old: list[JoinedDocument], new: list[JoinedDocument]) -> None:
    kept = {document.iri: document for document in old}
    mixed = [kept.get(document.iri, document) if number % 2 else document for number, document in enumerate(new)]
    for step, (before, _), (after, known) in zip(STEPS, traced(old), traced(mixed), strict=True):
        for page_, (given_, scope, result) in after.items():
            same = page_ in before and before[page_][:2] == (given_, scope)
            if same and (step.holds is None or step.holds(before[page_][2][1], known)):
                assert before[page_][2] == result


def test_markdown_trees_need_no_spelling() -> None:
    shelf, known = Elsewhere([page(("Oil", 1, TEXTS[0])), page(("Wick", 1, TEXTS[5]), path="b")], [1]), Settings()
    told = {}
    for step in STEPS:
        facts = list(shelf.run(step, known))
        told[step.name] = facts
        known = step.gather(iter(facts), known)
    assert told["resolve links"] == told["spell"] == [None, None]
