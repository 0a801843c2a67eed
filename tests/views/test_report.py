"""The report: everything that is wrong is in it, hostile text stays text, long lists are capped and counted."""

from dataclasses import replace

from hypothesis import given, settings
from views.builders import graphs, small_graph

from kg.graph import Graph
from kg.records import Finding, Link
from kg.views.report import LIMIT, lines, plain


def report(graph: Graph) -> str:
    return "\n".join(lines(graph))


def test_it_says_what_was_read_and_found() -> None:
    found = report(small_graph())
    assert "| documents | 2 |" in found
    assert "| broader | is a kind of | 2 | 1 |" in found
    assert "4 mentions, 1 of them linked." in found
    assert "## Named, never defined (2)\n\n- machine learning: 2 times on 2 pages" in found


def test_findings_stand_under_their_code_with_their_place() -> None:
    graph = small_graph()
    moved = tuple(replace(finding, code=finding.code.replace("L001", "L003")) for finding in graph.findings)
    found = report(replace(graph, findings=moved))
    lost, wrong = found.index("## What was lost"), found.index("## What looks wrong")
    assert lost < found.index("### R001") < wrong < found.index("### L003")
    assert "\\#nowhere: no such anchor in [Trainer](https://example.org/docs/trainer/) (trainer.md, line 3)" in found
    assert "row skipped (rows.parquet, row 7)" in found


def test_what_has_a_section_of_its_own_is_told_once() -> None:
    found = report(small_graph())
    assert found.count("\\#nowhere") == 1
    assert 'They are under "Broken links" below.' in found


def test_what_is_wrong_twice_in_one_place_is_counted() -> None:
    key = small_graph().sections[0].key
    found = report(replace(small_graph(), findings=(Finding("L004", "'Gone'", key),) * 3))
    (line,) = [line for line in found.splitlines() if "'Gone'" in line]
    assert line.endswith(", 3 times")


def test_an_address_that_only_begins_alike_is_not_suggested() -> None:
    graph = small_graph()
    link = Link(graph.sections[0].key, "transport", "x", None, "broken", 0, 1)
    assert "; perhaps " not in report(replace(graph, links=(link,)))


def test_a_clean_graph_has_nothing_to_report() -> None:
    found = report(replace(small_graph(), findings=(), links=()))
    assert found.count("\nNothing.") == 2
    assert "## Broken links (0 links to 0 addresses)\n\nNone." in found


def test_a_broken_link_is_answered_with_what_may_be_meant() -> None:
    graph = small_graph()
    key = graph.sections[0].key
    hrefs = {"#machine-lerning": "#machine-learning", "trainr": "docs/trainer", "../glosary#x": "docs/glossary"}
    for href, meant in hrefs.items():
        found = report(replace(graph, links=(Link(key, href, "x", None, "broken", 0, 1),)))
        (line,) = [line for line in found.splitlines() if "; perhaps " in line]
        assert meant in line.replace("\\", "")


def test_long_lists_are_capped_and_counted() -> None:
    key = small_graph().sections[0].key
    many = tuple(Finding("L003", f"#gone-{i:03}: no such anchor", key) for i in range(LIMIT + 5))
    found = report(replace(small_graph(), findings=many))
    assert f"(info, {LIMIT + 5})" in found
    assert "- … and 5 more in `tables/findings.parquet`" in found
    assert found.count("no such anchor") == LIMIT


def test_hostile_text_is_only_text() -> None:
    for hostile in ("<script>alert(1)</script>", "[x](javascript:alert(1))", "a | b", "`code`\n# heading", "![i](u)"):
        shown = plain(hostile)
        assert "\n" not in shown
        for mark in "<>[]`|#":
            assert shown.count(mark) == shown.count(f"\\{mark}")


@settings(max_examples=15, deadline=None)
@given(graphs(most=4))
def test_any_graph_has_a_report(graph: Graph) -> None:
    assert report(graph).startswith("# ")
