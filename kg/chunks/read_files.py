"""Bytes from local paths and fsspec addresses (`memory://`, `s3://`, `hf://datasets/...`), and text from bytes."""

import gzip
import hashlib
import io
import os
import shutil
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple, cast

from kg.errors import InputError

SKIPPED_FOLDERS = frozenset(
    ["node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages", "venv", "vendor"]
)
_EXTRAS = {"s3": "s3", "s3a": "s3", "hf": "hf"}
_GZIP = b"\x1f\x8b"
_BUILD = frozenset(["manifest.json", "graph.ttl", "report.md"])
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 100_000
_BLOCK = 1 << 20
_IN_MEMORY = 1 << 26


class RawFile(NamedTuple):
    """A file's bytes, unpacked where they were packed; `path` is what messages call it, `sha256` is of the file."""

    path: str
    content: bytes
    sha256: str
    size: int


class OpenFile:
    """A file open for reading, unpacked where it was packed; `sha256` and `size` are of what lies on disk."""

    def __init__(self, path: str, file: IO[bytes], sha256: str, size: int, *, local: bool) -> None:
        self.path, self.sha256, self.size = path, sha256, size
        self._file, self._local = file, local
        self.replaced = self.line = 0

    def head(self) -> bytes:
        """Return the file's first bytes."""
        self._file.seek(0)
        return self._file.read(_HEAD)

    def ends_with(self, mark: bytes) -> bool:
        """Tell whether the file ends with these bytes."""
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(0, size - len(mark)))
        return self._file.read() == mark

    def is_blank(self) -> bool:
        """Tell whether there is nothing but white space in the file."""
        self._file.seek(0)
        return not any(block.strip() for block in iter(lambda: self._file.read(_HEAD), b""))

    def source(self) -> str | IO[bytes]:
        """Return what a library may open: the path of a file that was not packed, else the open file."""
        self._file.seek(0)
        return self.path if self._local else self._file

    def whole(self) -> RawFile:
        """Return the file's content."""
        self._file.seek(0)
        return RawFile(self.path, self._file.read(), self.sha256, self.size)

    def start(self) -> str:
        """Return what the file's text begins with; all of it in UTF-16."""
        head = self.head()
        return self.text() if head[:2] in _UTF_16 else head.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", "replace")

    def text(self) -> str:
        """Return the file's text; see `decode`."""
        text = decode(self.whole())
        self.replaced, self.line = text.replaced, text.line
        return text.text

    def lines(self) -> Iterator[str]:
        """Yield the file's lines, cut at line feeds; bytes that are not UTF-8 are replaced and counted."""
        if self.head()[:2] in _UTF_16:
            yield from io.StringIO(self.text(), newline="\n")
            return
        self._file.seek(0)
        self.replaced = self.line = 0
        for number, raw in enumerate(self._file, 1):
            content = raw.removeprefix(_BYTE_ORDER_MARK) if number == 1 else raw
            try:
                yield content.decode("utf-8")
            except UnicodeDecodeError:
                text = content.decode("utf-8", "replace")
                self.replaced += text.count("\ufffd") - content.count("\ufffd".encode())
                self.line = self.line or number
                yield text


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


@contextmanager
def open_file(place: str) -> Iterator[OpenFile]:
    """Open a file of any size; one that is packed or remote goes to a temporary file. Raises `InputError`."""
    with ExitStack() as stack:
        remote = "://" in place
        if remote:
            file = cast(IO[bytes], stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
            _download(place, file)
        else:
            file = stack.enter_context(_opened(place))
        digest, size = _digest(file)
        packed = file.read(len(_GZIP)) == _GZIP
        if packed:
            file.seek(0)
            unpacked = cast(IO[bytes], stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
            _unpack(place, file, unpacked)
            file = unpacked
        yield OpenFile(place, file, digest, size, local=not remote and not packed)


def _opened(place: str) -> IO[bytes]:
    try:
        return Path(place).open("rb")
    except OSError as error:
        raise InputError(place, error.strerror or "can't be read", "a readable file is wanted") from None


def _download(place: str, copy: IO[bytes]) -> None:
    with _remote(place) as (files, path), files.open(path, "rb") as raw:
        shutil.copyfileobj(raw, copy, _BLOCK)


def _unpack(place: str, packed: IO[bytes], copy: IO[bytes]) -> None:
    try:
        with gzip.open(packed) as raw:
            shutil.copyfileobj(raw, copy, _BLOCK)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(place, f"broken gzip: {error}", "a whole file is wanted") from None


def _digest(file: IO[bytes]) -> tuple[str, int]:
    """Return a file's hash and size; leaves it at its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    for block in iter(lambda: file.read(_BLOCK), b""):
        digest.update(block)
    size = file.tell()
    file.seek(0)
    return digest.hexdigest(), size


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
    """Return the paths of a folder's files, relative to it and sorted; hidden and foreign folders, and builds of ours
    that lie in it, are skipped."""
    if "://" in place:
        with _remote(place) as (files, path):
            root = str(path).rstrip("/") + "/"
            found = [str(name)[len(root) :] for name in files.find(path) if str(name).startswith(root)]
    else:
        root = str(Path(place))
        found = [
            (Path(folder) / name).relative_to(root).as_posix()
            for folder, folders, names in os.walk(root)
            if _prune(folders) and (folder == root or not _holds_build(folders, names))
            for name in names
        ]
    return sorted(name for name in found if not any(map(is_skipped, PurePosixPath(name).parts)))


def decode(raw: RawFile) -> Text:
    """Decode UTF-8 (or UTF-16 by its mark); bytes that are not are replaced by U+FFFD."""
    content = raw.content
    if content[:2] in _UTF_16:
        return Text(content.decode("utf-16", "replace"), 0, 0)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        return Text(content.decode("utf-8"), 0, 0)
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        had = content.count("\ufffd".encode())
        return Text(text, text.count("\ufffd") - had, content.count(b"\n", 0, error.start) + 1)


def child(place: str, name: str) -> str:
    """Return the place of a file in a folder."""
    return f"{place.rstrip('/')}/{name}" if "://" in place else (Path(place) / name).as_posix()


def _holds_build(folders: list[str], names: list[str]) -> bool:
    """Tell whether a folder is what `kg build` wrote; then nothing below it is looked at either."""
    built = _BUILD.issubset(names)
    if built:
        folders.clear()
    return built


def _prune(folders: list[str]) -> bool:
    folders[:] = sorted(name for name in folders if not is_skipped(name))
    return True


def is_skipped(name: str) -> bool:
    """Tell whether a file or folder of this name is hidden, or is somebody else's."""
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
