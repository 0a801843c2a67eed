"""The RDF commands say how they are used, and stay light until they run."""

import subprocess
import sys

import pytest
from cli.test_cli import kg


@pytest.mark.parametrize("command", ["validate", "export", "query", "serve", "publish"])
def test_help_has_an_example(command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert "example" in done.stdout
    assert f"kg {command} " in done.stdout


def test_the_command_line_loads_no_rdf_library_before_it_runs() -> None:
    code = "import sys; from kg.cli.main import parser; parser(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pyoxigraph", "rdflib", "starlette", "uvicorn", "pyarrow"} & set(loaded)


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra_serve_says_what_to_install(missing: str, tmp_path: object) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from kg.cli import main; sys.exit(main(['serve', 'x']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'doc-concept-graph[serve]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1
