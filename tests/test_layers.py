"""The house stands as docs/architecture.md draws it."""

import subprocess
import sys

from corpora import ROOT


def test_imports_go_downwards_only() -> None:
    done = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import kg, kg.cli, sys; kg.cli.main.__module__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "spacy",
        "pandas",
        "numpy",
        "networkx",
        "igraph",
        "rdflib",
        "pyoxigraph",
        "pyarrow",
        "pyvis",
        "lemminflect",
    }
    assert not heavy & set(loaded)
    assert "kg.pipeline" not in loaded
