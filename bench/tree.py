"""A tree of Markdown files beside the chunk table of the same pages: the tree must not cost more than the table.

usage: python bench/tree.py [TABLE] [--tree FOLDER] [--runs 3] [--with OPTIONS] [--json FILE]

The two hold the same words in other forms. The table's text is cut at headings, which it does not have, and its pages
are put together first; the tree's files have headings, front matter, components and blank lines. Both builds run as
processes of their own, alternating, each with an empty cache; medians are told, and tree over table. Wall seconds of
the stages are told beside: with `--with='--jobs 1'` they tell which stage a tree is slow in.
"""

import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from measuring import (
    REAL,
    ROOT,
    Usage,
    arguments,
    build,
    machine,
    manifest_of,
    medians,
    no_cache,
    say,
    table_lines,
    tell,
)

LIMIT = 1.3
LEAST_S = 0.1  # the ratio of less tells nothing


def tree_of(table: Path) -> Path:
    """Return the folder with the pages that a table was cut from."""
    return table.with_name("source-en") if table == REAL else ROOT / "data/docs/en"


def stage_rows(table: Sequence[Mapping[str, float]], tree: Sequence[Mapping[str, float]]) -> list[dict[str, Any]]:
    """Return the medians of the stages of builds of both, and tree over table where that says something."""
    rows: list[dict[str, Any]] = []
    for stage in table[0]:
        one, other = (statistics.median(seconds.get(stage, 0.0) for seconds in builds) for builds in (table, tree))
        ratio = round(other / one, 2) if one >= LEAST_S else None
        rows.append({"stage": stage, "table_s": round(one, 2), "tree_s": round(other, 2), "ratio": ratio})
    return rows


def measure(inputs: Mapping[str, Path], runs: int, options: list[str]) -> dict[str, Any]:
    taken: dict[str, list[Usage]] = {name: [] for name in inputs}
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in inputs}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for run in range(runs):
            for name, source in inputs.items():
                say(f"{name}, {run + 1} of {runs}")
                out = folder / name
                taken[name].append(build(source, out, *options, env=no_cache(folder / f"{name}{run}")))
                told[name].append(manifest_of(out))
    result: dict[str, Any] = {name: medians(usages) for name, usages in taken.items()}
    for name, manifests in told.items():
        result[name] |= {count: manifests[0]["counts"][count] for count in ("documents", "sections")}
    for figure in ("wall_s", "cpu_s", "peak_mb"):
        result[f"{figure.partition('_')[0]}_ratio"] = round(result["tree"][figure] / result["table"][figure], 2)
    seconds = {name: [manifest["seconds"] for manifest in manifests] for name, manifests in told.items()}
    return result | {"limit": LIMIT, "stages": stage_rows(seconds["table"], seconds["tree"]), "machine": machine()}


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--tree", type=Path, help="the pages of the table; else those of the real one or the sample")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    inputs = {"table": given.table, "tree": given.tree or tree_of(given.table)}
    if not inputs["tree"].exists():
        parser.error(f"there are no pages at {inputs['tree']}: --tree tells where they are")
    result = measure(inputs, given.runs, given.options)
    say(*table_lines(result["stages"]))
    tell(result, given.json)


if __name__ == "__main__":
    main()
