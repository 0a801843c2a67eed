"""A worker loads spaCy without its command line, and cuts text as everybody else does."""

import json
import subprocess
import sys

PROGRAM = """
import json, sys
from kg.syntax import prepare
from kg.syntax.tokens import read_doc
if sys.argv[1] == "worker":
    prepare()
words = [token.text for token in read_doc("Don't use state-of-the-art models (e.g. BERT) for U.S. data/text, i.e. $5.")]
import spacy
loaded = "typer" in sys.modules or "weasel" in sys.modules
from spacy.cli.info import info
print(json.dumps([words, loaded, callable(info), callable(spacy.load)]))
"""


def _run(kind: str) -> list[object]:
    done = subprocess.run([sys.executable, "-c", PROGRAM, kind], capture_output=True, text=True, check=True)
    told: list[object] = json.loads(done.stdout)
    return told


def test_a_worker_cuts_text_as_others_do_without_the_command_line_of_spacy() -> None:
    words, loaded, info, load = _run("worker")
    assert not loaded
    assert _run("other") == [words, True, info, load]
    assert info and load, "what was left out can still be imported"
