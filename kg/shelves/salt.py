"""What results depend on besides rows and settings: this program, and the libraries that read for it."""

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path


def program() -> bytes:
    """Return a hash of the Python version, of the installed libraries' versions, and of our files (size, time)."""
    folder = Path(__file__).parent.parent
    known = [sys.version, str(folder), *_installed(), *map(repr, sorted(_files(folder)))]
    return blake2b("\n".join(known).encode(), digest_size=16).digest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for top, _, names in os.walk(folder):
        for name in names:
            if not name.endswith(".pyc"):
                about = Path(top, name).stat()
                yield f"{top}/{name}", about.st_size, about.st_mtime_ns


def _installed() -> list[str]:
    """Return the names of the folders that tell the versions of all packages beside the Markdown parser's."""
    found = find_spec("pyromark")
    home = Path(found.origin).parent.parent if found and found.origin else None
    return sorted(entry.name for entry in os.scandir(home) if entry.name.endswith(".dist-info")) if home else []
