"""Scores against gold: the same matching as the annotators' own scorer."""

import json
import re
import subprocess
import sys
from pathlib import Path

import corpora
import pytest
from small import evidence, relation, small_graph

from kg.errors import InputError
from kg.review import read_gold, score_relations

ENTRY = {"id": "s:bm25", "term": "BM25", "broader": ["ranking function"], "contrast": ["TF-IDF"], "alias": ["Okapi"]}


def gold_file(folder: Path, *entries: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")
    return path


def test_right_missed_and_extra_statements_are_told_apart(tmp_path: Path) -> None:
    wrong = relation("BM25", "broader", "engine", evidence("0_1", "A ranking function"))
    right = relation("BM25", "broader", "ranking functions", evidence("0_1", "A ranking function"), known=False)
    graph = small_graph(relations=(right, wrong))
    scores = {s.relation: s for s in score_relations(graph, read_gold(gold_file(tmp_path, ENTRY)))}
    assert scores["broader"].counts == (1, 2, 1)
    assert (scores["broader"].precision, scores["broader"].recall) == (0.5, 1.0)
    assert scores["broader"].extra == ("s:bm25: engine",) and scores["broader"].missed == ()
    assert scores["contrast"].missed == ("s:bm25: tf idf",) and scores["contrast"].precision == 0


def test_what_one_annotator_gave_costs_nothing(tmp_path: Path) -> None:
    said = relation("BM25", "broader", "engine", evidence("0_1", "A ranking function"))
    entry = {**ENTRY, "allowed": {"broader": ["engine"]}}
    scores = score_relations(small_graph(relations=(said,)), read_gold(gold_file(tmp_path, entry)))
    assert scores[1].counts == (1, 0, 0)


def test_statements_of_other_concepts_do_not_count(tmp_path: Path) -> None:
    scores = score_relations(small_graph(), read_gold(gold_file(tmp_path, {"term": "nobody"})))
    assert all(score.counts == (0, 0, 0) for score in scores)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not JSON"),
        ('{"id": 1}', "line 1: no term"),
        ('{"term": "a", "alias": "b"}', "alias is no list"),
        ('{"term": "a", "allowed": []}', "allowed is no object"),
        ("\n", "no entries"),
    ],
)
def test_a_broken_gold_file_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(InputError, match=message):
        read_gold(path)


def test_a_missing_gold_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_gold(tmp_path / "none.jsonl")


@pytest.mark.corpus
@pytest.mark.parametrize(("build", "gold"), [("transformers_build", "transformers"), ("cncf_build", "cncf")])
def test_scores_are_those_of_the_shared_scorer(request: pytest.FixtureRequest, build: str, gold: str) -> None:
    import kg.api

    out = request.getfixturevalue(build)
    command = [sys.executable, corpora.scorer(), corpora.gold(gold), out / "tables/relations.parquet"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = {
        m[1]: tuple(map(int, m.groups()[1:]))
        for m in re.finditer(r"^(\S+)\s+gold=\s*(\d+) predicted=\s*(\d+) correct=\s*(\d+)", printed, re.MULTILINE)
    }
    ours = score_relations(kg.api.open(out).records, read_gold(corpora.gold(gold)))
    assert {score.relation: tuple(score.counts) for score in ours} == theirs
