"""`kg watch`: a real process, files saved as editors save them, and what it says and writes then."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.test_cli import files, kg
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError, SettingError
from kg.watch import Watched, changes, watched

WAIT_S = 60
PAGE = "# Lamps\n\n## Lantern\n\nA lantern is a lamp with a handle.\n"


class Watcher:
    """A running `kg watch`; its lines are read as they come."""

    def __init__(self, folder: Path, *arguments: object) -> None:
        command = [sys.executable, "-m", "kg", "watch", *map(str, arguments)]
        self.process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.lines: list[str] = []
        self.ended = False
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self.ended = True
            self._news.notify_all()

    def wait(self, pattern: str, *, after: int = 0) -> str:
        """Wait for a line that matches, behind the first `after` lines."""

        def found() -> str | None:
            return next((line for line in self.lines[after:] if re.search(pattern, line)), None)

        with self._news:
            self._news.wait_for(lambda: found() or self.ended, WAIT_S)
            line = found()
        assert line, (pattern, self.lines)
        return line

    def end(self, number: int = signal.SIGINT) -> int:
        os.killpg(self.process.pid, number)  # as a terminal does: to all processes of the command
        code = self.process.wait(WAIT_S)
        self._reader.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture
def watch() -> Iterator[Callable[..., Watcher]]:
    started: list[Watcher] = []

    def begin(folder: Path, *arguments: object) -> Watcher:
        started.append(Watcher(folder, *arguments))
        return started[-1]

    yield begin
    for watcher in started:
        if watcher.process.poll() is None:
            watcher.end()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "lamps.md").write_text(PAGE)
    return folder


def labels(out: Path) -> str:
    return (out / "graph.ttl").read_text("utf-8")


def save(path: Path, text: str) -> None:
    """Save as most editors do: a new file in the place of the old one."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def test_a_save_is_built_and_told_in_one_line(watch: Callable[..., Watcher], docs: Path, tmp_path: Path) -> None:
    watcher = watch(tmp_path, "docs", "--out", "out", "--title", "Lamps")
    first = watcher.wait("concepts")
    assert re.fullmatch(r"kg: out: \d+ concepts, .*1 documents; .*\(\d+\.\d\d s\)", first)
    save(docs / "lamps.md", PAGE + "\n## Torch\n\nA torch is a lamp that is held.\n")
    line = watcher.wait("concepts", after=1)
    assert re.fullmatch(r"kg: lamps\.md changed: out: \d+ concepts, .*\(\d+\.\d\d s\)", line)
    assert "torch" in labels(tmp_path / "out").lower()
    assert '"Lamps"' in labels(tmp_path / "out")
    (docs / "more").mkdir()
    (docs / "more/candle.md").write_text("# Candle\n\nA candle is a light.\n")
    watcher.wait("more.* changed: .*2 documents", after=2)
    (docs / "more/candle.md").unlink()
    watcher.wait("candle.md vanished: .*1 documents", after=3)
    assert watcher.end() == 0
    assert watcher.lines[-1] == "kg: stopped watching"
    kg("build", "docs", "--out", "full", "--title", "Lamps", cwd=tmp_path)
    built, full = files(tmp_path / "out"), files(tmp_path / "full")
    assert {name: text for name, text in built.items() if name != "manifest.json"} == {
        name: text for name, text in full.items() if name != "manifest.json"
    }


def test_bad_input_is_one_line_and_the_last_good_build_stays(watch: Callable[..., Watcher], tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("chunk_id,chunk\n0_0_0,A lantern is a lamp.\n")
    watcher = watch(tmp_path, "rows.csv", "--out", "out")
    watcher.wait("concepts")
    good = files(tmp_path / "out")
    save(table, "")
    line = watcher.wait("rows.csv")
    assert re.fullmatch(r"kg: rows\.csv changed: rows\.csv: empty file; .*; the last good build stays", line)
    assert files(tmp_path / "out") == good
    save(table, "chunk_id,chunk\n0_0_0,A torch is a lamp.\n")
    watcher.wait("concepts", after=2)
    assert files(tmp_path / "out") != good
    assert len(watcher.lines) == 3


def test_bad_input_at_first_is_waited_on(watch: Callable[..., Watcher], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    watcher = watch(tmp_path, "a.md", "--out", "out")
    assert "the last good build" not in watcher.wait("empty file")
    save(tmp_path / "a.md", PAGE)
    watcher.wait("concepts", after=1)
    assert watcher.end(signal.SIGTERM) == 0


def test_settings_are_watched_too(watch: Callable[..., Watcher], docs: Path, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('title = "One"\n')
    watcher = watch(tmp_path, "docs", "--out", "out", "--config", "kg.toml")
    watcher.wait("concepts")
    save(tmp_path / "kg.toml", 'titel = "Two"\n')
    assert "unknown setting 'titel'" in watcher.wait("the last good build stays")
    save(tmp_path / "kg.toml", 'title = "Two"\n')
    watcher.wait("concepts", after=2)
    assert '"Two"' in labels(tmp_path / "out")


def test_a_folder_that_is_replaced_is_watched_on(watch: Callable[..., Watcher], docs: Path, tmp_path: Path) -> None:
    watcher = watch(tmp_path, "docs", "--out", "out")
    watcher.wait("concepts")
    docs.rename(tmp_path / "old")
    docs.mkdir()
    (docs / "new.md").write_text(PAGE)
    watcher.wait("docs was replaced: .*concepts", after=1)
    count = len(watcher.lines)
    (docs / "second.md").write_text("# Second\n\nA torch is a lamp.\n")
    watcher.wait("second.md changed.*2 documents", after=count)


def test_quiet_says_nothing_but_errors(watch: Callable[..., Watcher], docs: Path, tmp_path: Path) -> None:
    watcher = watch(tmp_path, "docs", "--out", "out", "--quiet")
    until = time.monotonic() + WAIT_S
    while not (tmp_path / "out/manifest.json").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    (docs / "lamps.md").unlink()
    watcher.wait("no Markdown page")
    assert watcher.end() == 0
    assert len(watcher.lines) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--out", "out"], "no such file or folder"),
        (["s3://bucket/x.parquet", "--out", "out"], "can't be watched"),
        (["docs", "--out", "docs/out"], "lies in the input"),
        (["docs", "--out", "out", "--cache", "docs/cache"], "--cache: docs/cache lies in the input"),
        (["docs"], "--out"),
        (["docs", "--out", "out", "--config", "no.toml"], "no.toml"),
    ],
)
def test_what_cannot_be_watched_is_one_line_and_2(arguments: list[str], said: str, docs: Path, tmp_path: Path) -> None:
    done = kg("watch", *arguments, cwd=tmp_path, timeout=WAIT_S)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_server_that_cannot_start_ends_it_with_2(watch: Callable[..., Watcher], docs: Path, tmp_path: Path) -> None:
    watcher = watch(tmp_path, "docs", "--out", "out", "--serve", "--port", "99999999")
    watcher.wait("can't be listened at")
    assert watcher.process.wait(WAIT_S) == 2
    watcher._reader.join()
    assert watcher.process.stderr is not None
    watcher.process.stderr.close()


def test_every_option_of_a_build_is_one_of_watch() -> None:
    def options(command: str) -> set[str]:
        usage = kg(command, "--help").stdout.partition("examples:")[0]
        return set(re.findall(r"(?<!\w)--?[a-z][\w-]*", usage))

    assert options("build") <= options("watch")
    assert {"--serve", "--port"} <= options("watch")


def test_a_result_in_a_hidden_folder_of_the_input_is_no_input(docs: Path) -> None:
    assert watched([str(docs)], {"--out": str(docs / ".kg/out"), "--cache": str(docs / ".cache")}) == Watched(
        (docs,), ()
    )
    with pytest.raises(SettingError, match="lies in the input"):
        watched([str(docs)], {"--out": str(docs)})
    with pytest.raises(InputError):
        watched([str(docs / "nothing.md")], {"--out": "out"})


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from([".hidden.md", "a.md~", ".git/x.md", "node_modules/y.md", "4.swp"]), unique=True))
def test_nothing_is_told_of_what_no_build_reads(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    docs = tmp_path_factory.mktemp("docs")
    notices = changes(watched([str(docs)], {"--out": str(docs.parent / "out")}))
    next(notices)
    for name in [*names, "page.md"]:
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("x")
    told: list[str] = []
    while not told:
        told = next(notices)
    assert [line for line in told if not line.startswith("node_modules ")] == ["page.md changed"]
