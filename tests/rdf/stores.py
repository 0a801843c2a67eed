"""Real triple stores of others, on loopback, for the tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


def program(name: str, package: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        assert not os.environ.get("CI"), f"{name} is missing under CI"
        pytest.skip(f"{name} is not installed ({package})")
    return found


@contextmanager
def running(command: list[str], address: str, folder: Path) -> Iterator[None]:
    """Run a server until its address answers, and end it afterwards."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 60
            while not answers(address):
                assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text(
                    "utf-8", "replace"
                )
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [program("oxigraph", "PyPI oxigraph"), "serve", "-b", f"127.0.0.1:{port}", "-l", str(folder / "data")]
    with running(command, f"http://127.0.0.1:{port}/", folder):
        yield f"http://127.0.0.1:{port}"


INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 10
NumberOfBuffers = 4000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    command = [program("virtuoso-t", "Debian virtuoso-opensource-7"), "-f", "+wait", "-c", str(folder / "virtuoso.ini")]
    port, sql_port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, port=port, sql_port=sql_port))
    with running(command, f"http://127.0.0.1:{port}/sparql", folder):
        yield f"http://127.0.0.1:{port}"
