"""Inputs as they are saved: what has changed, told once all is quiet for a moment; never what a build writes.

    docs/guide.md saved    --notified by the system, gathered-->    ["guide.md changed"]

A folder is watched with all below it but for what no build reads (hidden files, foreign packages, editors' own files).
A file is watched through its folder, because most editors save by putting a new file in the old one's place. What
changes while nobody listens, such as during a build, is kept for the next time. A folder that is replaced as a whole,
as version control does, is taken up again.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from watchfiles import Change, DefaultFilter, watch

from kg.errors import InputError, SettingError

QUIET_MS = 100  # nothing more may come for so long
PATIENCE_MS = 2_000  # but what has come is told after so long
LOOK_EVERY_MS = 250
FileChange = tuple[Change, str]


class Watched(NamedTuple):
    """What is watched: folders with all below them, and single files."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]

    @property
    def roots(self) -> list[Path]:
        """The folders, and those that the files stand in."""
        return list(dict.fromkeys([*self.folders, *(file.parent for file in self.files)]))


def watched(inputs: Sequence[str], results: Mapping[str, str]) -> Watched:
    """Return what is to be watched for a build of these inputs into `results`: folders by the options that name them.

    Raises `InputError` for an input that is not there, `SettingError` for one that is no local path, and where a
    result would lie in an input and be taken for one.
    """
    paths = [_local(given) for given in inputs]
    folders = tuple(path for path in paths if path.is_dir())
    for option, given in results.items():
        result = Path(given).resolve()
        for folder in folders:
            if result.is_relative_to(folder) and not _is_foreign(result.relative_to(folder)):
                raise SettingError(option, f"{given} lies in the input {folder}", "give a folder outside of it")
    return Watched(folders, tuple(path for path in paths if path not in folders))


def _local(given: str) -> Path:
    if "://" in given:
        raise SettingError(given, "can't be watched", "a path on this machine is wanted")
    path = Path(given).resolve()
    if not path.exists():
        raise InputError(given, "no such file or folder", "a chunk table, a Markdown file or a folder is wanted")
    return path


def _is_foreign(below: PurePath) -> bool:
    """Tell whether a path below an input is of no concern: hidden, a foreign package's, or an editor's own."""
    known = DefaultFilter()
    return any(part.startswith(".") for part in below.parts) or not known(Change.modified, str(below))


def changes(places: Watched) -> Iterator[list[str]]:
    """Yield what has changed, each time something has and then all was quiet: `guide/a.md changed`, sorted.

    An empty list is yielded now and then, so that the caller can look after other things. Raises `KeyboardInterrupt`
    on Ctrl-C.
    """
    replaced: list[str] = []
    while True:
        roots = {root: _identity(root) for root in places.roots}
        notices = _notices(places)
        yield sorted(next(notices)) + [f"{name} was replaced" for name in replaced]  # listening has begun
        for found in notices:
            yield sorted(found)
            replaced = [root.name for root, identity in roots.items() if _identity(root) != identity]
            if replaced:
                break
        while not all(map(_identity, places.roots)):
            time.sleep(LOOK_EVERY_MS / 1000)
            yield []


def _identity(folder: Path) -> int | None:
    """Return what tells a folder from another one that takes its place; None where there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return None


def _notices(places: Watched) -> Iterator[set[str]]:
    """Yield what has changed, or nothing after a while."""
    files = set(map(str, places.files))

    def name(path: str) -> PurePath:
        return next(PurePath(path).relative_to(folder) for folder in places.folders if _holds(folder, path))

    def is_read(change: Change, path: str) -> bool:
        return any(_holds(folder, path) for folder in places.folders) and not _is_foreign(name(path))

    watching = []
    if places.folders:
        watching.append(_watch(places.folders, is_read, recursive=True))
    if places.files:
        folders = {file.parent for file in places.files}
        watching.append(_watch(folders, lambda _, path: path in files, recursive=False))
    while True:
        found: set[FileChange] = set().union(*(next(notices) for notices in watching))
        yield {f"{PurePath(path).name if path in files else name(path)} {_fate(path)}" for _, path in found}


def _watch(
    folders: Iterable[Path], concerns: Callable[[Change, str], bool], *, recursive: bool
) -> Iterator[set[FileChange]]:
    return watch(
        *folders, watch_filter=concerns, recursive=recursive, debounce=PATIENCE_MS, step=QUIET_MS,
        rust_timeout=LOOK_EVERY_MS, yield_on_timeout=True,
    )  # fmt: skip


def _fate(path: str) -> str:
    """Return what has become of a path; a save may come as a change, or as a new file in the old one's place."""
    return "changed" if Path(path).exists() else "vanished"


def _holds(folder: Path, path: str) -> bool:
    return PurePath(path).is_relative_to(folder) and PurePath(path) != folder
