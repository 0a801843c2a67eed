"""`kg build` as a process that does one thing: what it changes in the interpreter is as before when it is done."""

import gc
import sys
from pathlib import Path

import pytest

from kg.cli import main


@pytest.mark.parametrize("found", [True, False])
def test_the_collector_and_the_modules_are_as_before(found: bool, tmp_path: Path) -> None:
    before = sys.modules.get("matplotlib")
    path = tmp_path / "page.md"
    if found:
        path.write_text("# Lamp\n\nA lamp is a light.\n", "utf-8")
    assert gc.isenabled()
    assert main(["build", str(path), "--out", str(tmp_path / "out"), "--quiet"]) == (0 if found else 2)
    assert gc.isenabled()
    assert sys.modules.get("matplotlib") is before
    assert "matplotlib" not in sys.modules or sys.modules["matplotlib"] is not None


def test_the_collector_stays_off_where_it_was_off(tmp_path: Path) -> None:
    gc.disable()
    try:
        main(["build", str(tmp_path / "nowhere.md"), "--out", str(tmp_path / "out"), "--quiet"])
        assert not gc.isenabled()
    finally:
        gc.enable()
