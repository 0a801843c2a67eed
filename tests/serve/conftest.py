"""A server of a small build, started as a user starts it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdf.conftest import small_build, written_build
from serve.client import Server

__all__ = ["small_build", "written_build"]


@pytest.fixture(scope="session")
def start() -> Iterator[Callable[..., Server]]:
    """Start servers; all are ended with the session, and each must end well."""
    started: list[subprocess.Popen[str]] = []

    def begin(folder: Path, *options: str) -> Server:
        command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stderr is not None
        line = process.stderr.readline()
        address = re.search(r"at http://127\.0\.0\.1:(\d+)/", line)
        assert address, line + process.stderr.read()
        return Server(int(address[1]), process)

    yield begin
    for process in started:
        process.terminate()
        process.wait(30)
        assert process.stderr is not None
        process.stderr.close()


@pytest.fixture(scope="session")
def server(start: Callable[..., Server], small_build: Path) -> Server:
    return start(small_build, "--time-limit", "2", "--result-limit", "0.5")
