"""The hierarchy is acyclic and without redundancy, every cut is reported, and no evidence gets lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg.ids import Iri, SectionKey
from kg.records import Evidence, Relation
from kg.relations.taxonomy import edge_of, order_hierarchy

NODES = tuple(Iri(f"https://example.org/{letter}") for letter in "abcdefg")
LABELS = {iri: iri[-1] for iri in NODES}


def statement(source: str, name: str, target: str, weight: float = 0.9) -> Relation:
    ends = {label: iri for iri, label in LABELS.items()}
    witness = Evidence("genus", SectionKey("0_0"), 0, 1, f"{source}{name}{target}", weight)
    return Relation(ends[source], source, name, ends[target], target, (witness,))


@st.composite
def statements(draw: st.DrawFn) -> list[Relation]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from("abcdefg"),
                st.sampled_from(("broader", "narrower", "related", "contrast", "part_of")),
                st.sampled_from("abcdefg"),
                st.floats(0.1, 0.99),
            ),
            unique_by=lambda row: row[:3],
        )
    )
    return [statement(*row) for row in rows if row[0] != row[2]]


def is_above(edges: set[tuple[Iri, Iri]], low: Iri, high: Iri, seen: frozenset[Iri] = frozenset()) -> bool:
    return any(
        parent == high or (parent not in seen and is_above(edges, parent, high, seen | {parent}))
        for child, parent in edges
        if child == low
    )


@given(statements())
def test_hierarchy_is_acyclic(given_relations: list[Relation]) -> None:
    ordered = order_hierarchy(given_relations, LABELS)
    edges = {edge for r in ordered.relations if (edge := edge_of(r))}
    assert not any(is_above(edges, node, node) for node in NODES)


@given(statements())
def test_no_edge_follows_from_the_others(given_relations: list[Relation]) -> None:
    ordered = order_hierarchy(given_relations, LABELS)
    edges = {edge for r in ordered.relations if (edge := edge_of(r))}
    assert not any(is_above(edges - {edge}, *edge) for edge in edges)


@given(statements())
def test_only_related_loses_evidence_and_each_loss_is_reported(given_relations: list[Relation]) -> None:
    ordered = order_hierarchy(given_relations, LABELS)
    before = {e for r in given_relations if r.relation != "related" for e in r.evidence}
    after = {e for r in ordered.relations if r.relation != "related" for e in r.evidence}
    assert after == before
    lost = len(given_relations) - sum(len(r.evidence) for r in ordered.relations)
    assert Counter(f.code for f in ordered.findings)["T003"] == lost


@given(statements(), st.randoms())
def test_order_of_statements_does_not_matter(given_relations: list[Relation], random: object) -> None:
    shuffled = list(given_relations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    kept, again = order_hierarchy(given_relations, LABELS), order_hierarchy(shuffled, LABELS)
    assert [(r.source, r.relation, r.target) for r in kept.relations] == [
        (r.source, r.relation, r.target) for r in again.relations
    ]


def codes(*relations: Relation) -> list[str]:
    return [finding.code for finding in order_hierarchy(relations, LABELS).findings]


def test_the_weakest_statement_of_a_cycle_is_cut_and_keeps_its_words() -> None:
    ordered = order_hierarchy(
        [statement("a", "broader", "b"), statement("b", "broader", "c"), statement("c", "broader", "a", 0.4)], LABELS
    )
    cut = [r for r in ordered.relations if r.target is None]
    assert [(r.source_label, r.target_label) for r in cut] == [("c", "a")]
    assert [f.code for f in ordered.findings] == ["T001"]
    assert "'c' is a kind of 'a'" in ordered.findings[0].message


def test_an_edge_that_follows_from_two_others_is_cut() -> None:
    assert codes(statement("a", "broader", "b"), statement("b", "broader", "c"), statement("a", "broader", "c")) == [
        "T002"
    ]


def test_related_is_left_out_where_the_hierarchy_says_it() -> None:
    assert codes(statement("a", "broader", "b"), statement("b", "broader", "c"), statement("a", "related", "c")) == [
        "T003"
    ]


def test_kind_and_opposite_contradict_each_other() -> None:
    assert codes(statement("a", "broader", "b"), statement("a", "contrast", "b")) == ["T004"]


def test_part_of_each_other_is_a_contradiction() -> None:
    assert codes(statement("a", "part_of", "b"), statement("b", "part_of", "a")) == ["T004"]


def test_a_sound_hierarchy_is_left_alone() -> None:
    sound = [statement("a", "broader", "b"), statement("c", "narrower", "a"), statement("a", "contrast", "d")]
    ordered = order_hierarchy(sound, LABELS)
    assert not ordered.findings
    assert {(r.source, r.relation, r.target) for r in ordered.relations} == {
        (r.source, r.relation, r.target) for r in sound
    }
