"""Stages 3 and 4 document by document: it does not matter where, when or in which order a document is read."""

from dataclasses import replace

import apart
from hypothesis import given, settings
from hypothesis import strategies as st
from written import SETTINGS

from kg import mentions, relations
from kg.mentions import locate_mentions
from kg.records import Chunk, Concept
from kg.relations import infer_relations
from kg.steps import ReadDocument, run_steps

Corpus = tuple[list[ReadDocument], list[Concept]]


def corpus(*added: Chunk, without: str = "") -> Corpus:
    replaced = {chunk.chunk_id for chunk in added}
    kept = [c for c in apart.sample_chunks() if c.chunk_id not in replaced and c.location.path != without]
    return apart.read_corpus([*kept, *added], SETTINGS)


WHOLE = corpus()


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(len(WHOLE[0]))))
def test_documents_read_apart_in_any_order_say_what_they_say_together(order: list[int]) -> None:
    documents, concepts = WHOLE
    shelf = apart.Apart(documents, order)
    census = run_steps(shelf, mentions.STEPS, mentions.Wanted(SETTINGS, concepts))
    found = run_steps(shelf, relations.STEPS, relations.Known(SETTINGS, concepts, census))
    sections = [section for document in documents for section in document.sections]
    links = [link for document in documents for link in document.links]
    located = locate_mentions(sections, links, concepts, settings=SETTINGS)
    assert [mention for document in shelf.documents for mention in document.mentions] == located
    assert found == infer_relations(sections, links, concepts, located, settings=SETTINGS)
    assert sum(census.mentions.values()) == len(located) > 50
    assert len(found.relations) > 100


def take_all(given_corpus: Corpus) -> dict[str, list[tuple[object, object]]]:
    """Return, by document, the scope and the facts of each step of both stages."""
    documents, concepts = given_corpus
    read, first, census = apart.take_steps(documents, mentions.STEPS, mentions.Wanted(SETTINGS, concepts))
    _, second, _ = apart.take_steps(read, relations.STEPS, relations.Known(SETTINGS, concepts, census))
    return {d.document.iri: list(steps) for d, *steps in zip(documents, *first, *second, strict=True)}


BEFORE = take_all(WHOLE)
SENTENCES = st.sampled_from(
    [
        "It is quick.",
        "A lens is a kind of token, unlike a lantern.",
        "Beam splitting (BS) is a method that divides a beam, such as polarising.",
        "See [`Trainer`] and the glossary.",
        "## Beam splitting\n\nBeam splitting is used for holography.",
    ]
)


def changed(chunk: Chunk, sentence: str) -> Chunk:
    return replace(chunk, text=f"{chunk.text}\n\n{sentence}\n")


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(apart.sample_chunks()), SENTENCES, st.booleans())
def test_what_a_document_says_depends_on_nothing_but_itself_and_its_scope(
    chunk: Chunk, sentence: str, vanishes: bool
) -> None:
    after = take_all(corpus(without=chunk.location.path) if vanishes else corpus(changed(chunk, sentence)))
    own = {d.document.iri for d in WHOLE[0] if any(s.location.path == chunk.location.path for s in d.sections)}
    assert len(own) == 1
    for iri in (BEFORE.keys() & after.keys()) - own:
        for (scope, facts), (scope_after, facts_after) in zip(BEFORE[iri], after[iri], strict=True):
            if scope != scope_after:
                break  # this step is taken anew, and so are those behind it
            assert facts == facts_after


def test_a_sentence_that_names_nothing_leaves_all_other_documents_as_they_are() -> None:
    chunk = apart.sample_chunks()[0]
    after = take_all(corpus(changed(chunk, "It is quick.")))
    same = [iri for iri in BEFORE if [s for s, _ in BEFORE[iri]] == [s for s, _ in after[iri]]]
    assert len(same) >= len(BEFORE) - 1
