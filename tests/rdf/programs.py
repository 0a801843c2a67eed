"""Programs of others that read what we write: from the system, and from npm (tests/rdf/node)."""

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NODE = Path(__file__).parent / "node"


def run(*command: str) -> list[str]:
    """Lines of a program's output; it must end well and complain of nothing."""
    if shutil.which(command[0]) is None:
        assert not os.environ.get("CI"), f"{command[0]} is missing under CI"
        pytest.skip(f"{command[0]} is not installed (Debian: raptor2-utils, serdi)")
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()
    return [line for line in done.stdout.decode().split("\n") if line]


def need_node() -> None:
    """Skip on a machine without Node; under CI, install the packages that the lock file names."""
    if shutil.which("npm") is None:
        assert not os.environ.get("CI"), "Node is missing under CI"
        pytest.skip("no Node with npm on this machine")
    installed = NODE / "node_modules/.package-lock.json"  # what npm writes last
    if not installed.exists() and not os.environ.get("CI"):
        pytest.skip("run npm ci in tests/rdf/node to try the JavaScript readers too")
    with (NODE / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one test process installs, the others wait for it
        if not installed.exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=NODE, check=True, capture_output=True)


def read_by_node(reader: str, path: Path) -> Any:
    """What a JavaScript library reads in a file."""
    need_node()
    command = ["node", str(NODE / "read.mjs"), reader, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
