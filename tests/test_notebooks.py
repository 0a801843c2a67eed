"""The notebooks run from top to bottom on the sample build."""

from pathlib import Path

import pytest
from corpora import ROOT


@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/*.ipynb")), ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_a_notebook_runs(path: Path, sample_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient", reason="the [notebook] extra is not installed")
    import nbformat

    monkeypatch.setenv("KG_BUILD", str(sample_build))
    monkeypatch.setenv("MPLBACKEND", "agg")
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(ROOT)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [o for o in outputs if "image/png" in o.get("data", {})]
    frames = [o for o in outputs if "dataframe" in str(o.get("data", {}).get("text/html", ""))]
    assert len(pictures) >= 2
    assert len(frames) >= 4
    assert not any("Empty DataFrame" in str(frame) for frame in frames)
