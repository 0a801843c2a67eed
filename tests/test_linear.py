"""Pages and patterns made to take more than linear time come back. Each runs in a process of its own with a generous
limit: what is meant here would take minutes, years, or more than the age of the world."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import corpora
import pytest

LIMIT_S = 300
MODULES = ("chunks", "concepts", "ids", "mentions", "rdf", "relations", "review", "syntax", "text", "views")
WAS_INDENTED = (  # took 13 s for the pages of Transformers: each line can be had in many ways, and all lines together
    r"^[ \t]*<(?P<name>[A-Z]\w*)[^<>\n]*>[ \t]*\n"
    r"(?P<inner>(?:(?:[ ]{4}[^\n]*\S[^\n]*|[ \t\r]*)\n){1,400})[ \t]*</(?P=name)>"
)


def come_back(*command: object, limit_s: float = LIMIT_S) -> tuple[bool, str]:
    """Tell whether a command of this Python ends in time, and what it said last."""
    paths = os.pathsep.join(map(str, (corpora.ROOT, corpora.ROOT / "tests")))
    try:
        done = subprocess.run(
            [sys.executable, *map(str, command)], env={**os.environ, "PYTHONPATH": paths}, check=True, text=True,
            stdout=subprocess.PIPE, timeout=limit_s,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        said = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        return False, "\n".join(said.splitlines()[-1:])
    return True, done.stdout


def test_no_pattern_takes_exponential_or_cubic_time() -> None:
    in_time, said = come_back(corpora.ROOT / "tests/pumping.py", *(f"kg.{module}" for module in MODULES))
    assert in_time, f"{said} does not come back"
    assert int(said.split()[-4]) > 200


@pytest.mark.parametrize(
    "pattern",
    [WAS_INDENTED, r"(?:\s+|<[^<>]*>)*", r"import\s+(?:[\w\s]+\s+from\s+)?x"],
    ids=["lines", "spaces", "import"],
)
def test_a_pattern_of_such_cost_would_be_found(pattern: str) -> None:
    in_time, _ = come_back(corpora.ROOT / "tests/pumping.py", "--pattern", pattern, limit_s=3)
    assert not in_time


def numbered(form: str, count: int) -> str:
    """Write a form again and again, with a word of its own (`%s`) each time."""
    return "".join(form.replace("%s", f"w{chr(97 + i % 26)}{i}") for i in range(count))


PAGES: dict[str, Callable[[], str]] = {
    "indented text in components": lambda: (
        ("<Tip>\n\n" + "    It is indented, and goes on for long, as text does.\n" * 300 + "\n</Note>\n\n") * 5
    ),
    "definition lists": lambda: numbered("%s\n: a word of it\n\n", 8_000),
    "abbreviations": lambda: numbered("*[%s]: Word %s\n", 8_000),
    "bold terms of a glossary": lambda: "# Glossary\n\n" + numbered("**%s**: a word of it\n", 6_000),
    "glossaries never closed": lambda: ":::{glossary}\n" * 15_000,
    "terms never defined": lambda: ":::{glossary}\n" + numbered("%s\n", 25_000) + ":::\n",
    "rows with wide cells": lambda: (
        "# Glossary\n\n| Term | Meaning |\n|---|---|\n" + ("| a b" + " " * 4_000 + "\n") * 20
    ),
    "anchors above indented text": lambda: ('<a id="x"></a>\n' + " " * 60 + "word\n\n# H\n\n") * 100,
    "broken links to lost headings": lambda: numbered("### %s\n\nA word. See [%s](#zz%s).\n\n", 4_000),
    "comments never closed": lambda: "A word {/* " * 20_000,
    "dots": lambda: ("." * 50_000 + "x. ") * 4,
    "a long tag": lambda: "<" + "a" * 200_000,
    "spaces in front matter": lambda: "---\nt: [a" + " " * 90_000 + "b\n---\nA word.\n",
    "an import of nothing": lambda: "import a from 'b'\n\nimport" + "\n" * 50_000 + "x",
}
BUILD = """
import json, sys
import kg
for name, path in json.load(open(sys.argv[1])).items():
    print(name, flush=True)
    kg.build(path)
"""


def test_no_page_of_one_construct_takes_more_than_linear_time(tmp_path: Path) -> None:

    inputs: dict[str, str] = {}
    for name, write in PAGES.items():
        tree, table = tmp_path / name, tmp_path / f"{name}.jsonl"
        tree.mkdir()
        (tree / "page.mdx").write_text(write(), "utf-8")
        row = {
            "source": "guide.md",
            "url": "https://docs.example.org/en/guide/#a",
            "chunk": write(),
            "chunk_id": "0_0_0",
        }
        table.write_text(json.dumps(row) + "\n", "utf-8")
        inputs |= {f"{name}, page": str(tree), f"{name}, chunk": str(table)}
    (tmp_path / "inputs.json").write_text(json.dumps(inputs), "utf-8")
    in_time, said = come_back("-c", BUILD, tmp_path / "inputs.json", limit_s=LIMIT_S)
    assert in_time, f"{said} does not come back"
