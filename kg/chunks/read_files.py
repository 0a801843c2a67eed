"""Bytes from local paths and fsspec addresses (`memory://`, `s3://`, `hf://datasets/...`), and text from bytes."""

import gzip
import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from kg.errors import InputError

SKIPPED_FOLDERS = frozenset(
    ["node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages", "venv", "vendor"]
)
_EXTRAS = {"s3": "s3", "s3a": "s3", "hf": "hf"}
_GZIP = b"\x1f\x8b"


class RawFile(NamedTuple):
    """A file's bytes, unpacked where they were packed; `path` is what messages call it, `sha256` is of the file."""

    path: str
    content: bytes
    sha256: str
    size: int


class Text(NamedTuple):
    """A file's text; `replaced` counts what was not UTF-8, `line` (1-based) is where the first of it stood."""

    text: str
    replaced: int
    line: int


def is_folder(place: str) -> bool:
    """Tell whether an input is a folder. Raises `InputError` where there is nothing."""
    if place == "-":
        raise InputError("-", "standard input is not read", "put it into a file")
    if "://" not in place:
        path = Path(place)
        if not path.exists():
            raise InputError(place, "no such file or folder", "a chunk table, a Markdown file or a folder is wanted")
        return path.is_dir()
    with _remote(place) as (files, path_):
        if not files.exists(path_):
            raise InputError(place, "no such file or folder", "a chunk table, a Markdown file or a folder is wanted")
        return bool(files.isdir(path_))


def read_bytes(place: str) -> RawFile:
    """Read a file whole; gzip is known by its first bytes and unpacked. Raises `InputError`."""
    if "://" in place:
        with _remote(place) as (files, path):
            content = files.cat_file(path)
    else:
        try:
            content = Path(place).read_bytes()
        except OSError as error:
            raise InputError(place, error.strerror or "can't be read", "a readable file is wanted") from None
    digest, size = hashlib.sha256(content).hexdigest(), len(content)
    if content.startswith(_GZIP):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(place, f"broken gzip: {error}", "a whole file is wanted") from None
    return RawFile(place, content, digest, size)


def list_folder(place: str) -> list[str]:
    """Return the paths of a folder's files, relative to it and sorted; hidden and foreign folders are skipped."""
    if "://" in place:
        with _remote(place) as (files, path):
            root = str(path).rstrip("/") + "/"
            found = [str(name)[len(root) :] for name in files.find(path) if str(name).startswith(root)]
    else:
        root = str(Path(place))
        found = [
            (Path(folder) / name).relative_to(root).as_posix()
            for folder, folders, names in os.walk(root)
            if _prune(folders)
            for name in names
        ]
    return sorted(name for name in found if not any(map(_is_skipped, PurePosixPath(name).parts)))


def decode(raw: RawFile) -> Text:
    """Decode UTF-8 (or UTF-16 by its mark); bytes that are not are replaced by U+FFFD."""
    content = raw.content
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Text(content.decode("utf-16", "replace"), 0, 0)
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return Text(content.decode("utf-8"), 0, 0)
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        had = content.count("\ufffd".encode())
        return Text(text, text.count("\ufffd") - had, content.count(b"\n", 0, error.start) + 1)


def child(place: str, name: str) -> str:
    """Return the place of a file in a folder."""
    return f"{place.rstrip('/')}/{name}" if "://" in place else (Path(place) / name).as_posix()


def _prune(folders: list[str]) -> bool:
    folders[:] = sorted(name for name in folders if not _is_skipped(name))
    return True


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name in SKIPPED_FOLDERS


@contextmanager
def _remote(place: str) -> Iterator[tuple[Any, str]]:
    """Give the file system of an address and the path in it; its troubles become one-line errors."""
    import fsspec
    from fsspec.core import url_to_fs

    protocol = place.partition("://")[0]
    try:
        yield url_to_fs(place)
    except ImportError:
        extra = _EXTRAS.get(protocol)
        wanted = f"pip install 'doc-concept-graph[{extra}]'" if extra else f"install fsspec's package for {protocol}"
        raise InputError(place, f"{protocol}:// needs a package that is not installed", wanted) from None
    except ValueError as error:
        known = ", ".join([*sorted(_EXTRAS), "file", "memory", "https"])
        protocols = fsspec.available_protocols()
        allowed = "see the address" if protocol in protocols else f"allowed: {known} and others of fsspec"
        raise InputError(place, str(error) or "not an address", allowed) from None
    except OSError as error:
        raise InputError(place, str(error) or type(error).__name__, "an address that can be read is wanted") from None
    except _service_errors() as error:
        raise InputError(place, str(error) or type(error).__name__, "an address that can be read is wanted") from None


def _service_errors() -> tuple[type[Exception], ...]:
    """Return the errors that services raise beside OSError, of those packages that are loaded."""
    places = (
        ("botocore.exceptions", "BotoCoreError"),
        ("botocore.exceptions", "ClientError"),
        ("aiohttp", "ClientError"),
    )
    found = [getattr(sys.modules.get(module), name, None) for module, name in places]
    return tuple(error for error in found if isinstance(error, type) and issubclass(error, Exception))
