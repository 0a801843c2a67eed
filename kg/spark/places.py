"""Files at paths and addresses as Spark sees them: through Hadoop's file systems, which executors read too.

A path without a scheme is a file of this machine, or of what all machines mount there.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.chunks.markdown_tree import is_markdown
from kg.chunks.parquet import MAGIC
from kg.chunks.read import is_table
from kg.chunks.read_files import is_folder, is_skipped, list_folder
from kg.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PARQUET = (".parquet", ".parq", ".pq")


class Places:
    """Asks the file systems of a session."""

    def __init__(self, session: "SparkSession") -> None:
        """Use the session's Hadoop settings."""
        self._java: Any = session.sparkContext._jvm
        self._conf = session._jsparkSession.sessionState().newHadoopConf()

    def exists(self, place: str) -> bool:
        """Tell whether there is a file or folder."""
        files, path = self._remote(place)
        return bool(files.exists(path))

    def is_folder(self, place: str) -> bool:
        """Tell whether an input is a folder. Raises `InputError` where there is nothing."""
        if "://" not in place:
            return is_folder(place)
        files, path = self._remote(place)
        if not files.exists(path):
            raise InputError(place, "no such file or folder", "a chunk table, a Markdown file or a folder is wanted")
        return bool(files.getFileStatus(path).isDirectory())

    def list_folder(self, place: str) -> list[str]:
        """Return the paths of a folder's files, relative to it and sorted; hidden and foreign folders are skipped."""
        if "://" not in place:
            return list_folder(place)
        files, path = self._remote(place)
        top = str(files.makeQualified(path).toString()).rstrip("/") + "/"
        found, listed = [], files.listFiles(path, True)
        while listed.hasNext():
            found.append(str(listed.next().getPath().toString())[len(top) :])
        return sorted(name for name in found if not any(map(is_skipped, name.split("/"))))

    def parquet_files(self, place: str) -> list[str]:
        """Return the Parquet files that an input is, or a folder of nothing else; none where it is something else."""
        if not self.is_folder(place):
            return [place] if self._is_parquet(place) else []
        names = self.list_folder(place)
        if any(map(is_markdown, names)):
            return []
        tables = [f"{place.rstrip('/')}/{name}" for name in names if is_table(name)]
        return tables if all(name.lower().endswith(_PARQUET) for name in tables) else []

    def about(self, file: str) -> tuple[str, int]:
        """Return the SHA-256 of a file of this machine ("" elsewhere: it would have to be read here) and its size."""
        if "://" not in file:
            with Path(file).open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest(), Path(file).stat().st_size
        files, path = self._remote(file)
        return "", int(files.getFileStatus(path).getLen())

    def fetch(self, place: str, to: Path) -> None:
        """Copy a file or a folder to this machine."""
        to.parent.mkdir(parents=True, exist_ok=True)
        files, path = self._remote(place)
        files.copyToLocalFile(path, self._java.org.apache.hadoop.fs.Path(to.as_uri()))

    def _is_parquet(self, place: str) -> bool:
        if place.lower().endswith(_PARQUET) or "://" in place:
            return place.lower().endswith(_PARQUET)
        try:
            with Path(place).open("rb") as file:
                return file.read(len(MAGIC)) == MAGIC
        except OSError as error:
            raise InputError(place, error.strerror or "can't be read", "a readable file is wanted") from None

    def _remote(self, place: str) -> tuple[Any, Any]:
        from py4j.protocol import Py4JJavaError  # type: ignore[import-untyped]

        path = self._java.org.apache.hadoop.fs.Path(absolute(place))
        try:
            return path.getFileSystem(self._conf), path
        except Py4JJavaError as error:
            told = str(error.java_exception.getMessage()).splitlines()[0]
            raise InputError(place, told, "an address that Spark can read is wanted") from None


def by_address(files: Sequence[str]) -> dict[str, str]:
    """Return files by what Spark calls them in `_metadata.file_path`, as `spelled` spells it."""
    return {_address(file): file for file in files}


def spelled(address: str) -> str:
    """Return an address with its characters as they are, and a path of this machine without `file:`.

    >>> spelled("file:///docs/a%20b.parquet"), spelled("hdfs://host/a.parquet")
    ('/docs/a b.parquet', 'hdfs://host/a.parquet')
    """
    return "/" + unquote(address[len("file:") :]).lstrip("/") if address.startswith("file:") else unquote(address)


def absolute(place: str) -> str:
    """Return a path from the root on: Java has a working folder of its own. Addresses stay as they are."""
    return place if "://" in place else os.path.abspath(place)  # noqa: PTH100  # follows no links, as Hadoop does not


def _address(file: str) -> str:
    if file.startswith("file:"):
        return "/" + file[len("file:") :].lstrip("/")
    return absolute(file)
