"""All files of a build or none.

Everything is written into a folder beside the result, which then takes its place in one step; until then an
earlier build stays as it is, whatever happens (full disk, Ctrl-C). Where a folder can't be moved (a mount point,
the current folder, a parent that may not be written), the files are written inside it and moved one by one,
the manifest last.

    out/  <-- .out.kg-PID/  tables/ graph.ttl evidence.ttl graph.graphml graph.html report.md manifest.json
"""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError, OutputError
from kg.views.manifest import NAME as MANIFEST
from kg.views.manifest import files, read_manifest


def check_free(target: Path) -> None:
    """Raise `OutputError` where no build can be put."""
    if target.exists() and not target.is_dir():
        raise OutputError(target, "is a file", "give a folder")
    if not target.exists():
        return
    if not os.access(target, os.R_OK | os.W_OK | os.X_OK):
        raise OutputError(target, "is a folder that may not be written", "give another folder")
    if any(target.iterdir()):
        try:
            read_manifest(target)
        except InputError as error:
            raise OutputError(target, "holds other files and no kg build", "give a new or empty folder") from error


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Make the folder to write in: beside the target where that is allowed, else inside it."""
    name = f".{target.name}.kg-{os.getpid()}"
    staged = target.parent / name
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _fresh(staged)
        except OSError:
            if not target.is_dir():
                raise
            staged = target / name
            _fresh(staged)
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def publish(staged: Path, target: Path) -> None:
    """Put a new build in the place of an earlier one, which Ctrl-C does not interrupt."""
    with _undisturbed():
        _publish(staged, target)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C waiting for the moment in which one build takes the other's place."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _publish(staged: Path, target: Path) -> None:
    if staged.parent == target or target == Path.cwd():
        _move_files(staged, target)
        return
    if target.exists():
        shutil.copymode(target, staged)
    try:
        _swap(staged, target)
    except OSError:
        if not target.is_dir():
            raise
        _move_files(staged, target)


def _swap(staged: Path, target: Path) -> None:
    old = target.with_name(f"{staged.name}-old")
    try:
        if target.exists():
            target.rename(old)
        staged.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    if old.exists():
        for path in _foreign(old):
            (target / path.relative_to(old)).parent.mkdir(parents=True, exist_ok=True)
            path.rename(target / path.relative_to(old))
        shutil.rmtree(old, ignore_errors=True)


def _move_files(staged: Path, target: Path) -> None:
    """Move file by file into a folder that can't be replaced; then remove what an earlier build alone had."""
    earlier = _listed(target)
    new = [path.relative_to(staged) for path in files(staged)]
    for path in [*new, Path(MANIFEST)]:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (staged / path).replace(target / path)
    for path in sorted(earlier - set(new)):
        (target / path).unlink(missing_ok=True)


def _listed(build: Path) -> set[Path]:
    """Return the files that the manifest of an earlier build lists, relative; none in an empty folder."""
    if not (build / MANIFEST).exists():
        return set()
    listed = {Path(name) for name in read_manifest(build).get("files", {})}
    return {path for path in listed if not path.is_absolute() and ".." not in path.parts}


def _foreign(build: Path) -> list[Path]:
    """Return the files in an earlier build that no build wrote."""
    listed = _listed(build)
    kept = {*listed, Path(MANIFEST)}
    found = sorted(path for path in build.rglob("*") if path.is_symlink() or not path.is_dir())
    return [path for path in found if path.relative_to(build) not in kept]
