"""Rows joined bundle by bundle, in any batches and order, give what all rows joined at once give."""

import random
from collections import defaultdict
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chunks import (
    Joining,
    RowFacts,
    bundled,
    infer_cutters,
    join_bundle,
    join_chunks,
    note_cuts,
    note_rows,
    plan_bundles,
    sort_findings,
    sort_rows,
)
from kg.chunks.join_ids import document_order
from kg.errors import Location
from kg.records import Chunk

BASE = "https://example.org/id/"
SITE = "https://docs.example.org/"

ROW = st.builds(
    Chunk,
    source=st.sampled_from(["a.md", "b.md", "c.md"]),
    url=st.sampled_from([SITE + "a/", SITE + "a/#wick", SITE + "b", SITE + "c/#x", "b/#y", ""]),
    chunk_id=st.one_of(
        st.builds("{}_{}_{}".format, st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
        st.sampled_from(["a.md#0", "a.md#1", "b.md#00", "nonsense", "00_0_0"]),
    ),
    text=st.sampled_from(["The lantern burns.", "burns. And again it burns.", "Oil.", "```\nfit()", "score()\n```"]),
    location=st.builds(Location, st.sampled_from(["one.csv", "two.csv"]), st.integers(0, 3)),
)


def joined_by_bundles(chunks: Sequence[Chunk], sizes: Sequence[int]) -> Joining:
    """Join as a runner does that never holds all rows: batches tell the plan, then each bundle is joined alone."""
    batches, at = list[Sequence[Chunk]](), 0
    for size in [*sizes, len(chunks)]:
        batches.append(chunks[at : at + size])
        at += size
    facts = RowFacts()
    for batch in reversed(batches):
        facts.add(note_rows(batch, base_iri=BASE))
    plan = plan_bundles(facts, base_iri=BASE)
    buckets: defaultdict[str, list[Chunk]] = defaultdict(list)
    for batch in batches:
        for name, rows in bundled(batch, plan):
            buckets[name] += rows
    bundles = [sort_rows(rows) for rows in buckets.values()]
    cutters = infer_cutters(map(note_cuts, bundles))
    parts = [join_bundle(rows, cutters, base_iri=BASE) for rows in bundles]
    documents = sorted((document for part in parts for document in part.documents), key=document_order)
    return Joining(documents, sort_findings(finding for part in parts for finding in part.findings))


@given(st.lists(ROW, max_size=14), st.lists(st.integers(0, 5), max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_bundles_of_any_batches_in_any_order_give_the_same_documents(
    chunks: list[Chunk], sizes: list[int], random_: random.Random
) -> None:
    whole = join_chunks(chunks, base_iri=BASE)
    shuffled = list(chunks)
    random_.shuffle(shuffled)
    parts = joined_by_bundles(shuffled, sizes)
    assert sorted(parts.documents, key=repr) == sorted(whole.documents, key=repr)
    assert parts.findings == whole.findings


@given(st.lists(ROW, max_size=14))
@settings(max_examples=200, deadline=None)
def test_no_document_and_no_id_stands_in_two_bundles(chunks: list[Chunk]) -> None:
    plan = plan_bundles(note_rows(chunks, base_iri=BASE), base_iri=BASE)
    owner: dict[str, str] = {}
    for chunk in chunks:
        name = plan.bundle(chunk)
        for document in join_chunks([chunk], base_iri=BASE).documents:
            assert owner.setdefault(document.iri, name) == name
            assert name <= document.iri
        if chunk.chunk_id != "nonsense":
            assert owner.setdefault("id " + chunk.chunk_id, name) == name


def test_ids_and_addresses_tie_bundles_together_over_several_steps() -> None:
    rows = [
        Chunk("c.md", SITE + "c", "7_0_0", "One."),
        Chunk("b.md", SITE + "b", "7_0_1", "Two."),
        Chunk("b.md", SITE + "b", "9_0_0", "Three."),
        Chunk("a.md", SITE + "a", "9_0_1", "Four."),
        Chunk("d.md", SITE + "d", "8_0_0", "Five."),
    ]
    plan = plan_bundles(note_rows(rows, base_iri=BASE), base_iri=BASE)
    assert [plan.bundle(row) for row in rows] == [SITE + "a"] * 4 + [SITE + "d"]
    assert len(plan.moved) == 2
