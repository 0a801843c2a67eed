"""How a build runs changes no byte: any number of processes, in memory or on disk, with and without earlier builds."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import corpora
import pytest

from kg.cli.main import main
from kg.clock import Clock, Tick
from kg.config import Settings
from kg.opening import Run
from kg.pipeline import build

SAMPLE = corpora.ROOT / "data/chunks.parquet"


def contents(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("plain") / "out"
    build([str(SAMPLE)], out, Settings(), Clock(), Run(jobs=1, in_memory=None))
    return contents(out)


@pytest.mark.parametrize("run", [
    Run(jobs=2), Run(jobs=3, in_memory=1_000), Run(jobs=1, in_memory=1_000),
], ids=["two processes", "three processes and disk", "disk"])  # fmt: skip
def test_the_sample_has_the_same_bytes_however_it_is_built(run: Run, plain: dict[str, bytes], tmp_path: Path) -> None:
    build([str(SAMPLE)], tmp_path / "out", Settings(), Clock(), run)
    assert contents(tmp_path / "out") == plain


def test_a_table_larger_than_memory_allows_is_put_on_disk_in_many_batches(
    transformers_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.opening._BATCH", 50_000)
    table = str(corpora.transformers_table())
    build([table], tmp_path / "out", Settings(), Clock(), Run(jobs=2, in_memory=100_000))
    assert contents(tmp_path / "out") == contents(transformers_build)


def test_nothing_is_left_on_disk_and_what_a_killed_build_left_goes(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f".out.kg-text-{int(done.stdout)}-abc"
    running = tmp_path / f".out.kg-text-{os.getppid()}-abc"
    for folder in (left, running):
        folder.mkdir()
        (folder / "0.rows").write_bytes(b"rows")
    build([str(SAMPLE)], tmp_path / "out", Settings(), Clock(), Run(jobs=1, in_memory=1_000))
    assert sorted(path.name for path in tmp_path.iterdir()) == [running.name, "out"]


def test_progress_grows_from_step_to_step_and_ends_at_the_last(tmp_path: Path) -> None:
    ticks: list[Tick] = []
    build([str(SAMPLE)], tmp_path / "out", Settings(), Clock(ticks.append), Run(jobs=1))
    steps = [(tick.taken, tick.done) for tick in ticks if tick.step]
    assert steps == sorted(steps)
    last = [tick for tick in ticks if tick.step][-1]
    assert (last.taken, last.done) == (last.steps, last.total)
    assert {tick.steps for tick in ticks if tick.step} == {last.steps}
    assert {tick.stage for tick in ticks if tick.seconds is not None} >= {"read", "join", "parse", "views"}


def test_the_command_line_keeps_what_it_found_where_it_is_told(tmp_path: Path) -> None:
    arguments = ["build", str(SAMPLE), "--out", str(tmp_path / "out"), "-q"]
    assert main([*arguments, "--no-cache"]) == 0
    assert not (tmp_path / "cache").exists()
    assert main([*arguments, "--cache", str(tmp_path / "cache"), "--jobs", "1"]) == 0
    (kept,) = (tmp_path / "cache").glob("*.sqlite")
    assert kept.stat().st_mode & 0o077 == 0
    before = contents(tmp_path / "out")
    assert main([*arguments, "--cache", str(tmp_path / "cache")]) == 0
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(("arguments", "told"), [
    (["--jobs", "0"], "--jobs: 0 is no number of processes; allowed: 1 or more"),
    (["--cache", "x", "--no-cache"], "not allowed with argument"),
])  # fmt: skip
def test_wrong_options_are_told_in_one_line(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["build", str(SAMPLE), "--out", str(tmp_path / "out"), *arguments])
    except SystemExit as ended:
        code = int(str(ended.code))
    assert code == 2
    assert told in capsys.readouterr().err


def test_a_build_into_a_folder_that_can_not_be_written_remembers_nothing(
    build_into: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file")
    assert main(["build", str(SAMPLE), "--out", str(tmp_path / "out"), "-q", "--cache", str(tmp_path / "cache")]) == 2
    assert not list((tmp_path / "cache").glob("*")) if (tmp_path / "cache").exists() else True
