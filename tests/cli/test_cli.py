"""The command line as a user meets it: what it prints, where, and with which exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corpora import ROOT

SAMPLE = ROOT / "data/chunks.parquet"


def kg(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_help_of_every_command_has_an_example() -> None:
    for command in ("build", "info", "show"):
        done = kg(command, "--help")
        assert done.returncode == 0
        assert "example" in done.stdout
        assert f"kg {command} " in done.stdout


def test_version_is_told() -> None:
    assert kg("--version").stdout.startswith("kg 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "nowhere.parquet", "--out", "out"], "nowhere.parquet"),
        (["build", str(SAMPLE), "--out", "out", "--base-iri", "urn:x"], "not an HTTP IRI"),
        (["build", str(SAMPLE), "--out", "out", "--column", "chunk"], "OURS=THEIRS"),
        (["build", str(SAMPLE), "--out", "out", "--column", "chunk=nothing"], "nothing"),
        (["build", str(SAMPLE), "--out", "out", "--master", "local[2]"], "say --engine spark"),
        (["build", str(SAMPLE), "--out", "out", "--parts", "parts"], "say --engine spark"),
        (["build", str(SAMPLE), "--out", "out", "--engine", "spark", "--spark-conf", "x"], "KEY=VALUE"),
        (["build", str(SAMPLE)], "--out"),
        (["show", "nowhere", "x"], "nowhere"),
        (["info", "nowhere"], "nowhere"),
        (["nonsense"], "invalid choice"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_code_2(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_build_says_what_it_found_on_stderr_only(tmp_path: Path) -> None:
    done = kg("build", SAMPLE, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert "concepts" in done.stderr
    assert kg("build", SAMPLE, "--out", tmp_path / "out", "--quiet").stderr == ""


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    done = kg("build", SAMPLE, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    done = kg("build", SAMPLE, "--out", tmp_path)
    assert done.returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_failed_build_leaves_the_earlier_one_whole(tmp_path: Path) -> None:
    kg("build", SAMPLE, "--out", tmp_path / "out")
    before = files(tmp_path / "out")
    (tmp_path / "broken.parquet").write_bytes(SAMPLE.read_bytes()[:5000])
    done = kg("build", tmp_path / "broken.parquet", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert files(tmp_path / "out") == before


def test_ctrl_c_leaves_the_earlier_build_whole_and_no_rubbish(tmp_path: Path) -> None:
    kg("build", SAMPLE, "--out", tmp_path / "out")
    before = files(tmp_path / "out")
    for delay_s in (0.1, 0.6, 1.2, 1.8):
        command = [sys.executable, "-m", "kg", "build", str(SAMPLE), "--out", str(tmp_path / "out")]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(delay_s)
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
        assert set(files(tmp_path / "out")) == set(before)
        assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_info_counts_what_the_tables_hold(sample_build: Path) -> None:
    import pandas as pd

    facts = json.loads(kg("info", sample_build, "--format", "json").stdout)
    for table in ("documents", "sections", "concepts", "mentions", "links"):
        assert facts["counts"][table] == len(pd.read_parquet(sample_build / f"tables/{table}.parquet"))
    text = kg("info", sample_build).stdout
    assert facts["central"][0] in text


def test_show_finds_a_concept_by_label_alias_and_near_miss(sample_build: Path) -> None:
    import pandas as pd

    concepts = pd.read_parquet(sample_build / "tables/concepts.parquet")
    glossary = concepts[(concepts.kind == "glossary") & (concepts.aliases.str.len() > 0)]
    assert len(glossary) > 5
    for row in glossary.head(3).itertuples():
        misspelt = row.label[:3] + row.label[4:]
        for name in (row.label, row.aliases[0], misspelt):
            facts = json.loads(kg("show", sample_build, name, "--format", "json").stdout)
            assert facts["label"] == row.label


def test_show_prints_definition_relations_and_quotes(sample_build: Path) -> None:
    done = kg("show", sample_build, "inverted index")
    assert done.returncode == 0
    assert "is a kind of" in done.stdout
    assert "“" in done.stdout


def test_an_unknown_concept_is_told_with_the_nearest_names(sample_build: Path) -> None:
    done = kg("show", sample_build, "inverted indexing machinery")
    assert done.returncode == 2
    assert "no concept of that name" in done.stderr


def test_a_reader_that_goes_away_is_no_error(sample_build: Path) -> None:
    command = f"{sys.executable} -m kg info {sample_build} --format json | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""
