"""The steps of stage 2 give the same concepts whoever reads the documents, in whatever order, or whether at all."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import BASE, read_pages

from kg.concepts import STEPS, buckets, counting, find_concepts
from kg.concepts.find import make_documents
from kg.config import make_settings
from kg.steps import ReadDocument, Shelf, Step, run_steps

Pages = dict[str, list[tuple[str, str]]]

SENTENCES = (
    "Beam search keeps the best hypotheses.", "The attention layers of the network are pruned.", "See `beam_search`.",
    "A token is a part of a text.", "We train the model with gradient accumulation.", "To model is to train.",
    "The [`Trainer`] trains.", "[[autodoc]] trainer.Trainer\n    - train", "Wide Net is new.", "WideNet is a network.",
    "See the [beam search](words#beam-search).", "Token: a word.\n\n*[API]: application programming interface",
    "The attention layer is a layer, by Ann von Lee and Cy Chan.", "It has 7 GB of shared memory / memory bandwidth.",
    "Application programming interface (API) calls are slow.", "Attention Layers help. Each attention layer counts.",
)  # fmt: skip
HEADINGS = ("overview", "beam-search", "resources", "attention-layer", "token", "train-a-model", "api", "usage-tips")

FEW = make_settings({"base_iri": BASE, "furniture_pages": 2, "term_min_pages": 2})

texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("\n\n".join)
page = st.lists(st.tuples(st.sampled_from(HEADINGS), texts), min_size=1, max_size=3, unique_by=lambda s: s[0])
names = st.sampled_from(["glossary", "guide", "wide_net", "tour", "words", "folder/end"])
corpora_of_pages = st.dictionaries(names, page, min_size=2, max_size=6)
EXAMPLES = settings(max_examples=60, deadline=None)


def documents_of(pages: Pages) -> list[ReadDocument]:
    return make_documents(*read_pages(pages))


class Elsewhere(Shelf):
    """A shelf whose documents are read in any order, in processes that share nothing with each other."""

    def __init__(self, documents: list[ReadDocument], seed: int) -> None:
        self.blobs = [pickle.dumps(document) for document in documents]
        self.random = Random(seed)

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        sent, facts = pickle.dumps(known), {}
        order = list(range(len(self.blobs)))
        self.random.shuffle(order)
        for number in order:
            document, told = step.read(pickle.loads(self.blobs[number]), pickle.loads(sent))
            self.blobs[number], facts[number] = pickle.dumps(document), pickle.dumps(told)
        return (pickle.loads(facts[number]) for number in range(len(self.blobs)))


class Remembering(Shelf):
    """A shelf that takes facts from an earlier build wherever document and scopes are the same."""

    def __init__(self) -> None:
        self.memory: dict[tuple[object, ...], tuple[Any, Any]] = {}
        self.read = 0

    def begin(self, documents: list[ReadDocument]) -> None:
        self.documents: list[Any] = list(documents)
        self.keys: list[tuple[object, ...]] = [(pickle.dumps(document),) for document in documents]
        self.facts: list[Any] = [None] * len(documents)
        self.read = 0

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        assert step.scope is not None
        for number, facts in enumerate(self.facts):
            key = (*self.keys[number], pickle.dumps(step.scope(facts, known)))
            if key not in self.memory:
                self.memory[key] = step.read(self.documents[number], known)
                self.read += 1
            self.keys[number] = key
            self.documents[number], self.facts[number] = self.memory[key]
            yield self.facts[number]


@EXAMPLES
@given(corpora_of_pages, st.integers(0, 99))
def test_documents_read_elsewhere_and_in_any_order_give_the_same_concepts(pages: Pages, seed: int) -> None:
    sections, links = read_pages(pages)
    expected = find_concepts(sections, links, settings=FEW)
    assert run_steps(Elsewhere(documents_of(pages), seed), STEPS, FEW) == expected


@settings(EXAMPLES, max_examples=80)
@given(corpora_of_pages, names, page)
def test_scopes_tell_all_that_a_document_depends_on(pages: Pages, changed: str, text: list[tuple[str, str]]) -> None:
    shelf = Remembering()
    shelf.begin(documents_of(pages))
    run_steps(shelf, STEPS, FEW)
    for edited in (pages | {changed: text}, {name: pages[name] for name in pages if name != changed} or pages):
        sections, links = read_pages(edited)
        shelf.begin(make_documents(sections, links))
        assert run_steps(shelf, STEPS, FEW) == find_concepts(sections, links, settings=FEW)


SAYING = {f"saying-{n}": [(f"saying-{n}", f"Number {n}: look at the gadgets.")] for n in range(10)}
LEAVES = {f"words/{name}": [(name, f"A {name} is a thing.")] for name in ("kiln", "loom", "lathe", "anvil", "forge")}
FRAMES = ("Then the {} grows.", "We like one {} here.", "Each {} was old.", "Look at some {} again.", "Her {} sang.")
EDITS: dict[str, tuple[Pages, Pages]] = {
    "a heading is furniture no more": (
        SAYING
        | {name: [(name, "It is."), ("gadgets", "More.")] for name in ("one", "two")}
        | {"saying-0": [("saying-0", "Nothing.")]},
        {"saying-0": SAYING["saying-0"]},
    ),
    "a heading recurs": (
        SAYING | {"one": [("one", "It is."), ("gadgets", "More.")]},
        {"two": [("two", "It is."), ("gadgets", "More.")]},
    ),
    "a lost title is restored": (
        {f"{n}_net": [("overview", "It is."), ("usage", f"So {n}.")] for n in ("wide", "tall", "deep")}
        | {"see": [("see", "See [Wide Net](wide_net).")], "more": [("more", "WIDENET and Wide-Net and Wide Net.")]},
        {"see": [("see", "See [WIDENET](wide_net). See [WideNet](wide_net).")]},
    ),
    "a word becomes a verb": (
        {f"p{n}": [(f"p{n}", frame.format("gizmo widget"))] for n, frame in enumerate(FRAMES)}
        | {"glossary": [("glossary", "Words."), ("kiln", "A kiln is a thing."), ("loom", "A loom is a thing.")]},
        {"tour": [("tour", "You gizmo. You can gizmo. You may gizmo. To gizmo, we gizmo. I gizmo. They gizmo.")]},
    ),
    "a folder is no glossary any more": (
        {**LEAVES, "end": [("end", "It is.")]},
        {"words/forge": [("forge", "Done.")], "words/anvil": [("anvil", "Done.")], "words/lathe": [("lathe", "Done.")]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_what_an_edit_changes_on_other_pages_is_read_again(edit: str) -> None:
    before, changes = EDITS[edit]
    shelf = Remembering()
    for pages in (before, before | changes):
        sections, links = read_pages(pages)
        titled = [replace(s, front_matter=(("title", s.title),)) if "/words/" in s.document else s for s in sections]
        shelf.begin(make_documents(titled, links))
        assert run_steps(shelf, STEPS, FEW) == find_concepts(titled, links, settings=FEW)


def test_a_sentence_more_on_one_page_has_that_page_read_again_and_no_other() -> None:
    pages: Pages = {
        name: [(f"{name}-page", "A token is a part of a text. The attention layers are pruned.")] for name in HEADINGS
    }
    shelf = Remembering()
    shelf.begin(documents_of(pages))
    run_steps(shelf, STEPS, FEW)
    assert shelf.read == len(STEPS) * len(pages)
    shelf.begin(documents_of(pages | {"token": [("token-page", pages["token"][0][1] + " It counts.")]}))
    run_steps(shelf, STEPS, FEW)
    assert shelf.read == len(STEPS)


@EXAMPLES
@given(corpora_of_pages, st.sampled_from([1, 3, 1 << 12]))
def test_phrases_counted_in_buckets_first_give_the_same_concepts(pages: Pages, size: int) -> None:
    sections, links = read_pages(pages)
    expected = find_concepts(sections, links, settings=FEW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "MANY", 0)
        patch.setattr(buckets, "BUCKETS", size)
        buckets.bucket.cache_clear()
        assert find_concepts(sections, links, settings=FEW) == expected
    buckets.bucket.cache_clear()


def test_the_bucket_of_a_phrase_is_the_same_in_every_process() -> None:
    assert buckets.bucket("attention layer") == 4_084_997


def test_importing_the_stage_loads_no_spacy_and_no_lemminflect() -> None:
    code = "import sys, kg.concepts; sys.exit(bool({'spacy', 'lemminflect', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
