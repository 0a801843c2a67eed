"""The documentation says what the code does."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from corpora import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "settings.md"])
def test_the_reference_is_what_the_code_gives(name: str) -> None:
    if name == "cli.md" and sys.version_info[:2] != (3, 11):
        pytest.skip("argparse lays help out differently in each Python; the page is written with 3.11")
    fresh = load(ROOT / "docs/make_reference.py").REFERENCES[name]()
    assert (ROOT / "docs" / name).read_text("utf-8") == fresh, "run: python docs/make_reference.py"


def test_the_tour_in_the_readme_shows_what_the_commands_print(sample_build: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.count("$ kg ") > 5
    fresh = load(ROOT / "docs/make_tour.py").filled(readme, str(sample_build))
    assert readme == fresh, "run: make graph && python docs/make_tour.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_and_picture_exists(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), f"{page.name} links to {target}"


def test_every_column_that_a_build_promises_is_described() -> None:
    from views.test_tables import PROMISED

    text = (ROOT / "docs/outputs.md").read_text("utf-8")
    for table, columns in PROMISED.items():
        line = re.search(rf"^- `{table}`:(.*?)(?=^- `|^\S)", text, flags=re.S | re.M)
        assert line, table
        for column in columns.split():
            assert re.search(rf"\b{column}\b", line[1]), f"{table}.{column}"
