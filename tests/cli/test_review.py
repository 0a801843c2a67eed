"""`kg review`: what is printed, what is written, and the exit codes."""

import json
from pathlib import Path

import pytest
from small import small_graph

from kg.cli import main
from kg.records import Finding
from kg.views import write_views

GOLD = '{"term": "BM25", "broader": ["ranking function"], "contrast": ["TF-IDF"]}\n'


@pytest.fixture
def build(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    write_views(small_graph(findings=(Finding("C002", "'engine' is never defined"),)), out, manifest={})
    return out


def test_findings_that_are_no_errors_are_fine(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(build)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split()[:3] == ["C002", "warning", "1"]


def test_errors_are_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_views(small_graph(findings=(Finding("L001", "broken"),)), tmp_path / "out", manifest={})
    assert main(["review", str(tmp_path / "out"), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["code"] == "L001"


def test_a_gold_file_gives_a_line_per_relation(build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(GOLD, "utf-8")
    assert main(["review", str(build), "--gold", str(gold)]) == 0
    lines = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()}
    assert lines["broader"][1:5] == ["1", "1", "1", "1.000"]
    assert main(["review", str(build), "--gold", str(gold), "--format", "json"]) == 0
    facts = {fact["relation"]: fact for fact in json.loads(capsys.readouterr().out)}
    assert (facts["contrast"]["gold"], facts["contrast"]["f1"]) == (1, 1.0)
    assert main(["review", str(build), "--gold", str(gold), "--errors", "nothing"]) == 2
    assert "allowed: alias, broader" in capsys.readouterr().err


def test_a_sample_is_written_judged_and_read_back(
    build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = tmp_path / "sample.csv"
    assert main(["review", str(build), "--sample", "3", "--out", str(sample)]) == 0
    assert capsys.readouterr().out == ""
    written = sample.read_text("utf-8")
    assert main(["review", str(build), "--sample", "3"]) == 0
    assert capsys.readouterr().out == written
    sample.write_text("".join(line + ("" if i == 0 else "right") + "\n" for i, line in enumerate(written.splitlines())))
    assert main(["review", str(build), "--judged", str(sample)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[-2] == "1.000"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sample", "0"], "--sample: 0 is out of range"),
        (["--gold", "none.jsonl"], "none.jsonl: can't be read"),
        (["--judged", "none.csv"], "none.csv: can't be read"),
        (["--sample", "1", "--out", "/proc/none/sample.csv"], "sample.csv: "),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    build: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["review", str(build), *arguments]) == 2
    told = capsys.readouterr().err
    assert message in told and told.count("\n") == 1
