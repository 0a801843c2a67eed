"""Work in a copy of the process: its answer comes back, its failure is repeated where it is seen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.views import aside as module
from kg.views.aside import aside

FORKS = hasattr(os, "fork") and sys.platform == "linux"
needs_fork = pytest.mark.skipif(not FORKS, reason="only Linux copies a process safely")


@pytest.fixture(autouse=True)
def _copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy the process even where a test runner has threads of its own: none of them holds a lock that is used here."""
    monkeypatch.setattr(module, "can_copy", lambda: FORKS)


def never() -> Callable[[], str]:
    def again() -> str:
        raise AssertionError("the work was done twice")

    return again


@needs_fork
def test_the_answer_comes_from_another_process() -> None:
    with aside(os.getpid, lambda: -1) as wait:
        answer = wait.answer()
    assert answer not in (os.getpid(), -1)


@needs_fork
def test_both_work_at_the_same_time(tmp_path: Path) -> None:
    def work() -> str:
        (tmp_path / "begun").touch()
        while not (tmp_path / "go on").exists():
            time.sleep(0.001)
        return "done"

    with aside(work, never()) as wait:
        while not (tmp_path / "begun").exists():
            time.sleep(0.001)
        (tmp_path / "go on").touch()
        assert wait.answer() == "done"


def fail() -> str:
    raise OSError("no space")


def stop() -> str:
    raise KeyboardInterrupt


def die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "never said"


@needs_fork
@pytest.mark.parametrize("work", [fail, stop, die])
def test_work_that_fails_in_the_copy_is_done_again_here(work: Callable[[], str]) -> None:
    with aside(work, lambda: "here") as wait:
        assert wait.answer() == "here"


def test_the_error_of_the_second_try_is_raised() -> None:
    with pytest.raises(OSError, match="no space"), aside(fail, fail) as wait:
        wait.answer()


@needs_fork
def test_an_error_here_stops_the_copy(tmp_path: Path) -> None:
    def work() -> str:
        (tmp_path / "begun").write_text(f"{os.getpid()}\n")
        time.sleep(3600)
        return "never said"

    with pytest.raises(KeyboardInterrupt), aside(work, never()):
        while not (tmp_path / "begun").exists() or not (tmp_path / "begun").read_text().endswith("\n"):
            time.sleep(0.001)
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "begun").read_text()), 0)


def test_where_no_copy_can_be_the_work_is_done_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "can_copy", lambda: False)
    done: list[int] = []
    with aside(lambda: done.append(1), lambda: done.append(2)) as wait:
        assert done == []
        wait.answer()
    assert done == [2]


@needs_fork
def test_a_process_with_other_threads_is_not_copied() -> None:
    code = """
import threading
from kg.views.aside import can_copy
alone = can_copy()
hold = threading.Event()
threading.Thread(target=hold.wait, daemon=True).start()
print(alone, can_copy())
"""
    root = str(Path(__file__).resolve().parents[2])
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root).stdout
    several = len(os.sched_getaffinity(0)) > 1
    assert said.split() == [str(several), "False"]


@needs_fork
def test_nothing_printed_before_is_printed_twice() -> None:
    code = """
from kg.views import aside
aside.can_copy = lambda: True
print("once", end="")
with aside.aside(lambda: 1, lambda: 2) as wait:
    wait.answer()
"""
    root = str(Path(__file__).resolve().parents[2])
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root).stdout
    assert said == "once"
