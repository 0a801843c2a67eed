"""One page of the real table changed, added, gone: the time of the second `kg build`, and whether it equals a full one.

usage: python bench/one_page.py [TABLE] [--runs 3] [--cases changed,added] [--with OPTIONS] [--json FILE]

Each case starts from a build of the table with an empty cache; then the table is changed in place and built again into
the same folder (the second build), and once more into another with an empty cache (the full build). The second build
is compared byte for byte with the full one; of `manifest.json` all but the seconds. `full` is the median of the full
builds, and so are the seconds of each case; `ratio` is full over second. Builds of nothing changed are measured too.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from measuring import Usage, arguments, build, machine, medians, no_cache, say, tell

GOAL_S = 0.7
MARK = " One more sentence stands here now."
Change = Callable[[pa.Table, int], pa.Table]


def sources(table: pa.Table) -> list[str]:
    return sorted(set(table["source"].to_pylist()))


def page_number(table: pa.Table, run: int) -> str:
    """Return a page to change: another one for each run, from the middle of the table."""
    found = sources(table)
    return found[(len(found) // 2 + 7 * run) % len(found)]


def changed(table: pa.Table, run: int) -> pa.Table:
    """Put a sentence behind the longest line of a page that ends one, in every chunk that has the line."""
    page = page_number(table, run)
    rows, chunks = table["source"].to_pylist(), table["chunk"].to_pylist()
    own = [i for i, source in enumerate(rows) if source == page]
    lines = {line for i in own for line in chunks[i].split("\n") if line.endswith(".")}
    end = max(sorted(lines), key=len)[-40:] + "\n"
    for i in own:
        chunks[i] = (chunks[i] + "\n").replace(end, f"{end[:-1]}{MARK}\n").removesuffix("\n")
    return table.set_column(
        table.schema.get_field_index("chunk"), "chunk", pa.array(chunks, table.schema.field("chunk").type)
    )


def without(table: pa.Table, run: int) -> pa.Table:
    return table.filter(pc.not_equal(table["source"], page_number(table, run)))


def with_one_more(table: pa.Table, run: int) -> pa.Table:
    """Put a copy of a page, under another name and number, at the end."""
    page = table.filter(pc.equal(table["source"], page_number(table, run)))
    document = 1 + max(int(key.partition("_")[0]) for key in table["chunk_id"].to_pylist())
    ids = [f"{document}_{key.partition('_')[2]}" for key in page["chunk_id"].to_pylist()]
    for name, new in (
        ("source", pc.replace_substring(page["source"], ".md", f"_again_{run}.md")),
        ("url", pc.replace_substring_regex(page["url"], r"/(#[^/]*)?$", rf"_again_{run}/\1")),
        ("chunk_id", pa.array(ids, table.schema.field("chunk_id").type)),
    ):
        page = page.set_column(page.schema.get_field_index(name), name, new)
    return pa.concat_tables([table, page.cast(table.schema)])


CASES: dict[str, Change] = {
    "nothing": lambda table, run: table,
    "changed": changed,
    "added": with_one_more,
    "gone": without,
}


def content(path: Path) -> bytes:
    if path.name != "manifest.json":
        return path.read_bytes()
    told = json.loads(path.read_text("utf-8"))
    return json.dumps({name: value for name, value in told.items() if name != "seconds"}).encode()


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that two builds do not have in common, byte for byte."""
    names = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    return sorted(
        str(name) for name in names
        if not ((one / name).exists() and (other / name).exists() and content(one / name) == content(other / name))
    )  # fmt: skip


def measure_case(table: pa.Table, change: Change, run: int, options: list[str]) -> tuple[Usage, Usage, list[str]]:
    """Return what the second build and the full build took, and where they differ."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        file, out, full = folder / "chunks.parquet", folder / "out", folder / "full"
        pq.write_table(table, file)
        build(file, out, *options, env=no_cache(folder / "cache"))
        pq.write_table(change(table, run), file)
        second = build(file, out, *options, env=no_cache(folder / "cache"))
        whole = build(file, full, *options, env=no_cache(folder / "empty"))
        shutil.rmtree(folder / "cache", ignore_errors=True)
        return second, whole, differences(out, full)


def measure(table_file: Path, cases: list[str], runs: int, options: list[str]) -> dict[str, Any]:
    table = pq.read_table(table_file)
    result: dict[str, Any] = {"table": table_file.name, "pages": len(sources(table)), "machine": machine()}
    full: list[Usage] = []
    for name in cases:
        say(f"{name}: {runs} runs")
        taken = [measure_case(table, CASES[name], run, options) for run in range(runs)]
        full += [whole for _, whole, _ in taken]
        differing = sorted({file for *_, files in taken for file in files})
        result[name] = medians(second for second, *_ in taken) | {"same_bytes": not differing, "differing": differing}
    result["full"] = medians(full)
    for name in cases:
        result[name]["ratio"] = round(result["full"]["wall_s"] / max(0.01, result[name]["wall_s"]), 2)
        result[name]["goal_s"] = GOAL_S
    return result


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cases", default=",".join(CASES), metavar="NAME,NAME", help=", ".join(CASES))
    given = parser.parse_args()
    tell(measure(given.table, given.cases.split(","), given.runs, given.options), given.json)


if __name__ == "__main__":
    main()
