"""The page as a file: same bytes, strict policy, no text of a document in its markup, everything in its payload."""

import base64
import gzip
import hashlib
import html
import json
import re
from dataclasses import replace
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from small import small_graph
from views.builders import graphs

from kg import analysis
from kg.graph import Graph
from kg.views.explorer import explorer_page, write_explorer
from kg.views.explorer_payload import payload

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
PROGRAM = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def unpacked(page: str) -> dict[str, Any]:
    packed = re.search(r'id="payload">([^<]*)<', page)
    assert packed
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_two_pages_of_one_graph_are_the_same_bytes(tmp_path: Path) -> None:
    write_explorer(small_graph(), tmp_path / "a.html")
    write_explorer(small_graph(), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_policy_allows_this_program_and_style_and_nothing_else() -> None:
    page = explorer_page(small_graph())
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for rule, pattern in (("script-src", PROGRAM), ("style-src", STYLE)):
        (text,) = pattern.findall(page)
        assert rules[rule] == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy and "http" not in policy


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = explorer_page(small_graph())
    assert not re.findall(
        r"""<[^>]*\b(?:src|href)=["'](?!data:)[^>]*>""", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    )
    assert "@import" not in page and "url(" not in page


def test_the_payload_is_what_the_graph_says() -> None:
    assert unpacked(explorer_page(small_graph())) == json.loads(json.dumps(payload(small_graph())))


def test_every_statement_of_a_concept_is_there_with_its_words() -> None:
    graph, found = small_graph(), payload(small_graph())
    said: Any = found["statements"]
    assert len(said["source"]) == len(graph.relations)
    texts: Any = found["texts"]
    quotes = {texts[number] for flat in said["evidence"] for number in flat[::4]}
    assert "Unlike TF-IDF, it saturates." in quotes
    assert set(found["raw"].values()) >= {"Unlike [TF-IDF](#tf-idf), it saturates."}  # type: ignore[attr-defined]
    assert found["words"] == ["scheme"]


@given(graphs())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_graph_gives_a_page_whose_markup_is_ours(graph: Graph) -> None:
    page = explorer_page(graph)
    frame = re.sub(r"<title>.*?</title>|Opening .*? …|id=\"payload\">[^<]*<", "", page, flags=re.DOTALL)
    empty = explorer_page(replace(graph, title="", concepts=(), relations=(), mentions=(), links=()))
    assert frame == re.sub(r"<title>.*?</title>|Opening .*? …|id=\"payload\">[^<]*<", "", empty, flags=re.DOTALL)
    assert len(unpacked(page)["concepts"]["label"]) == len(graph.concepts)


def test_a_hostile_title_is_text() -> None:
    page = explorer_page(replace(small_graph(), title='</title><script>alert("1")</script>'))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&quot;1&quot;)" in page


def test_an_empty_graph_gives_a_page() -> None:
    bare = small_graph(concepts=(), mentions=(), relations=())
    assert unpacked(explorer_page(bare))["overview"] == {"concept": [], "x": [], "y": []}


def test_no_two_concepts_of_the_first_picture_overlap() -> None:
    edges = [(i, (i * 7 + 3) % 150, 1.0) for i in range(150)] + [(i, i // 10, 2.0) for i in range(150)]
    radii = [4.0 + (i % 5) * 3 for i in range(150)]
    places = analysis.spread_layout(150, edges, radii, seed=7)
    assert places == analysis.spread_layout(150, edges, radii, seed=7)
    for (a, place), (b, other) in combinations(enumerate(places), 2):
        assert dist(place, other) >= radii[a] + radii[b], (a, b)


def test_the_first_picture_lies_across() -> None:
    places = analysis.spread_layout(60, [(i, i + 1, 1.0) for i in range(59)], [5.0] * 60, seed=7)
    across, upright = (sum(value * value for value in axis) for axis in zip(*places, strict=True))
    assert across > upright


@pytest.mark.parametrize("nodes", [0, 1, 2, 3])
def test_few_concepts_are_laid_out_too(nodes: int) -> None:
    assert len(set(analysis.spread_layout(nodes, [], [5.0] * nodes, seed=7))) == nodes


def test_the_first_picture_holds_as_many_as_asked_for() -> None:
    found: Any = payload(replace(small_graph(), overview_nodes=2))["overview"]
    assert len(found["concept"]) == 2
