"""Samples to judge: strata, the seed, what a row says, and the way back from verdicts to precision."""

import csv
import io
from pathlib import Path

import pytest
from small import MENTIONS, evidence, relation, small_graph

from kg.errors import InputError
from kg.review import draw_sample, format_sample, read_judged, score_judged


def test_every_method_and_kind_is_a_stratum() -> None:
    strata = {row.stratum for row in draw_sample(small_graph(), 5)}
    assert {"relation/genus", "relation/unlike", "mention/glossary", "mention/term", "concept/glossary"} <= strata


def test_a_sample_has_as_many_rows_of_a_stratum_as_asked_for_or_there_are() -> None:
    rows = draw_sample(small_graph(), 2)
    counts = {stratum: sum(row.stratum == stratum for row in rows) for stratum in {row.stratum for row in rows}}
    assert counts["mention/glossary"] == 2
    assert counts["relation/unlike"] == 1
    assert max(counts.values()) == 2


def test_the_seed_decides_and_other_strata_do_not() -> None:
    graph = small_graph()
    assert draw_sample(graph, 1) == draw_sample(graph, 1)
    drawn = {tuple(draw_sample(graph, 1, seed=seed)) for seed in range(8)}
    assert len(drawn) > 1
    mentions = [row for row in draw_sample(graph, 1) if row.stratum.startswith("mention/")]
    fewer = draw_sample(small_graph(relations=()), 1)
    assert [row for row in fewer if row.stratum.startswith("mention/")] == mentions


def test_a_row_says_the_statement_its_words_and_where_to_see_them() -> None:
    row = next(row for row in draw_sample(small_graph(), 9) if row.stratum == "relation/unlike")
    assert row.statement == "“BM25” contrasts with “TF-IDF”."
    assert row.quote == "Unlike [TF-IDF](#tf-idf), it saturates."
    assert row.url.startswith("https://docs.example.org/en/glossary/#bm25:~:text=Unlike%20")
    assert row.verdict == ""
    named = next(row for row in draw_sample(small_graph(), 9) if row.stratum == "mention/term")
    assert "⟦" in named.quote and named.statement.endswith("here.")


def test_a_cell_that_a_spreadsheet_would_run_is_harmless() -> None:
    statement = relation("=cmd()", "broader", "x", evidence("0_1", "A ranking function"), known=False)
    cells = [cell for row in csv.reader(io.StringIO(format_sample(draw_sample(small_graph(relations=(statement,)), 1))))
             for cell in row]  # fmt: skip
    assert "'=cmd()" in cells and "=cmd()" not in cells


def judged(folder: Path, *verdicts: str) -> Path:
    rows = [
        row._replace(verdict=verdict) for row, verdict in zip(draw_sample(small_graph(), 9), verdicts, strict=False)
    ]
    path = folder / "judged.csv"
    path.write_text(format_sample(rows), "utf-8")
    return path


def test_precision_counts_right_and_wrong_and_leaves_open_rows_out(tmp_path: Path) -> None:
    path = judged(tmp_path, "right", "Wrong", "y", "", "unsure")
    scores = {score.stratum: score for score in score_judged(read_judged(path))}
    assert scores["all"][1:4] == (2, 3, 2)
    assert scores["all"].precision == pytest.approx(0.6667)
    assert scores["all"].interval.low < 0.6667 < scores["all"].interval.high


def test_an_unjudged_stratum_says_nothing(tmp_path: Path) -> None:
    (score, _) = score_judged(read_judged(judged(tmp_path, "")))
    assert (score.judged, score.precision, score.interval) == (0, 0.0, (0.0, 1.0))


def test_an_unknown_verdict_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 3: verdict 'perhaps' is unknown; allowed: right, wrong"):
        read_judged(judged(tmp_path, "right", "perhaps"))


@pytest.mark.parametrize(("text", "message"), [("a,b\n1,2\n", "no column stratum, verdict"), ("", "no column")])
def test_another_table_is_bad_input(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        read_judged(path)


def test_every_mention_can_be_drawn() -> None:
    rows = draw_sample(small_graph(), 99)
    assert sum(row.stratum.startswith("mention/") for row in rows) == len(MENTIONS)
