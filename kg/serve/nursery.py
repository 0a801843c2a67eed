"""The process that has read the build and forks workers: `python -m kg.serve.nursery SOCKET OPTIONS`.

It has one thread and does nothing but wait for messages on its socket: `fork` is answered with a worker's number and
its socket, `end` with a number kills that worker. When the socket closes, everything here ends.
"""

import contextlib
import gc
import hashlib
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import InputError, KgError
from kg.rdf.concepts import names_of
from kg.rdf.library import library
from kg.rdf.store import BUILD_FILES, load, load_bytes
from kg.serve import wire
from kg.serve.worker import work
from kg.views.manifest import read_manifest

TRIES = 10
PAUSE_S = 0.2


def main(arguments: list[str]) -> int:
    """Load the data, say so, then fork workers until the server goes away."""
    control = socket.socket(fileno=int(arguments[0]))
    options = json.loads(arguments[1])
    for number in (signal.SIGINT, signal.SIGTERM):  # those are for the server, which then closes the socket
        signal.signal(number, signal.SIG_IGN)
    try:
        store, facts = read_all(Path(options["folder"]), options["graphs"])
    except KgError as error:
        control.sendall(wire.pack({"error": str(error)}))
        return 2
    library()  # read now: workers open no files
    names_of(store)
    gc.collect()
    gc.freeze()  # so that collecting garbage in a fork does not copy every page
    control.sendall(wire.pack(facts))
    _serve(store, control, int(options["max_memory_bytes"]))
    return 0


def read_all(folder: Path, graphs: dict[str, str]) -> tuple[ox.Store, dict[str, Any]]:
    """Return the data and what the server must know of it: a whole build, never half of one that is being replaced."""
    store = ox.Store()
    manifest, files = _consistent(folder)
    for name in BUILD_FILES:
        load_bytes(store, files[name], folder / name)
    for name, path in graphs.items():
        load(store, path, graph=ox.NamedNode(name))
    return store, {"graph": manifest["graph"], "triples": len(store), "graphs": sorted(graphs)}


def _consistent(folder: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    for _ in range(TRIES):
        manifest = read_manifest(folder)
        with contextlib.suppress(OSError):
            files = {name: (folder / name).read_bytes() for name in BUILD_FILES}
            if all(_hash(manifest, name) == hashlib.sha256(files[name]).hexdigest() for name in BUILD_FILES):
                return manifest, files
        time.sleep(PAUSE_S)
    raise InputError(folder, "the files are not those of its manifest", "build it again with kg build")


def _hash(manifest: dict[str, Any], name: str) -> str:
    return str(manifest.get("files", {}).get(name, {}).get("sha256"))


def _serve(store: ox.Store, control: socket.socket, max_memory_bytes: int) -> None:
    workers: set[int] = set()
    with contextlib.suppress(OSError):  # the server has gone
        while (message := wire.receive(control)) is not None:
            if "end" in message[0]:
                _end(message[0]["end"], workers)
            else:
                workers.add(_fork(store, control, max_memory_bytes))
    for pid in list(workers):
        _end(pid, workers)


def _end(pid: int, workers: set[int]) -> None:
    if pid in workers:
        workers.discard(pid)
        os.kill(pid, signal.SIGKILL)  # not waited for before: the number still is this worker's
        os.waitpid(pid, 0)


def _fork(store: ox.Store, control: socket.socket, max_memory_bytes: int) -> int:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            ours.close()
            work(store, theirs, max_memory_bytes=max_memory_bytes)
        finally:
            os._exit(0)
    theirs.close()
    socket.send_fds(control, [wire.pack({"pid": pid})], [ours.fileno()])
    ours.close()
    return pid


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
