"""What is committed is what the sources give, byte for byte; the sources pass their own tests."""

import subprocess
from pathlib import Path

import corpora
import pytest

pytestmark = pytest.mark.xdist_group("explorer")
ASSETS = corpora.ROOT / "kg/views/assets"


def run(project: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_committed_bundle_is_built_from_the_sources(project: Path, tmp_path: Path) -> None:
    run(project, "node", "build.mjs", str(tmp_path))
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(built) == {"explorer.js", "explorer.css", "licences.txt"}
    for name, content in built.items():
        assert (ASSETS / name).read_bytes() == content, f"{name} is stale: run `make explorer`"


def test_unit_tests_and_types_pass(project: Path) -> None:
    run(project, "npm", "test")


def test_licences_of_all_that_is_bundled_are_there() -> None:
    assert "minisearch" in (ASSETS / "licences.txt").read_text("utf-8")
    assert "Permission is hereby granted" in (ASSETS / "licences.txt").read_text("utf-8")


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (corpora.ROOT / "explorer/package-lock.json").read_text("utf-8")
