"""Builds made by hand, and GraphRAG in an environment of its own."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdf.conftest import small_build, written_build

__all__ = ["small_build", "written_build"]

FOLDER = Path(__file__).parent / "graphrag"
ENVIRONMENT = FOLDER / ".venv"
LOCK = FOLDER / "requirements.lock"


def _install() -> Path:
    """Make GraphRAG's environment from its lock file, once; return its Python."""
    done = ENVIRONMENT / "installed.lock"
    if not (done.exists() and done.read_bytes() == LOCK.read_bytes()) and not os.environ.get("CI"):
        pytest.skip("run CI=true pytest tests/exports once: it installs GraphRAG (60 packages) beside the tests")
    with LOCK.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one test process installs, the others wait for it
        if not (done.exists() and done.read_bytes() == LOCK.read_bytes()):
            pip = [str(ENVIRONMENT / "bin/pip"), "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK)]
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
            subprocess.run([*pip, "--disable-pip-version-check"], check=True, capture_output=True)
            done.write_bytes(LOCK.read_bytes())
    return ENVIRONMENT / "bin/python"


@pytest.fixture(scope="session")
def read_by_graphrag() -> Callable[[Path, str], dict[str, Any]]:
    """Return what GraphRAG's own readers and context builders make of a folder and a question."""
    python = _install()

    def read(folder: Path, question: str) -> dict[str, Any]:
        command = [str(python), str(FOLDER / "read.py"), str(folder), question]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read
