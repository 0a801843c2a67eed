"""Loading spaCy in a process of our own that reads and does nothing else.

`import spacy` imports its command line too, with the downloader, the project manager and the terminal libraries behind
them: a third of the time (0.14 of 0.43 s for spaCy 3.8). Nothing of it is needed to cut text into words.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from kg.syntax.tokens import blank_english

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


def prepare() -> None:
    """Load spaCy and its English tokenizer; where it is not loaded yet, without its command line.

    For worker processes: `spacy.info` is None afterwards.
    """
    try:
        with _without_command_line():
            import spacy  # noqa: F401
    except ImportError:  # a version that wants more of its command line
        for name in [name for name in sys.modules if name.partition(".")[0] == "spacy"]:
            del sys.modules[name]
    blank_english()


@contextmanager
def _without_command_line() -> Iterator[None]:
    stubs = {} if "spacy" in sys.modules else {name: ModuleType(name) for name in _COMMAND_LINE}
    for stub in stubs.values():
        vars(stub)["info"] = None
    sys.modules.update(stubs)
    try:
        yield
    finally:
        for name in stubs:
            sys.modules.pop(name, None)
