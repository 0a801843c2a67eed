"""Does the cost of `kg build` grow in a line? The real table, and a generated one, once, four times, sixteen times ...

usage: python bench/scaling.py [TABLE] [--times 1,4,16] [--corpus real,generated] [--limit-s 3600] [--with OPTIONS]

real        the table again and again under other addresses and chunk ids: links, relative ones and those that spell the
            address out, stay inside each copy. A heading on many pages is furniture, so topics are fewer in many copies
generated   `bench/corpus.py` with that many times the table's chunks: the number of concepts grows slowly, as in life

Two deviations from a line are told, both in processor seconds. `over_line`: cost over what the line through the two
smallest sizes gives, which has the cost of starting in it; the stricter one, and 1.3 is the limit. `per_table`: cost
of one table's worth over that of the first size.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from corpus import make_corpus
from measuring import arguments, build, machine, manifest_of, no_cache, say, table_lines, tell

LIMIT = 1.3


def codes() -> Iterator[str]:
    """Yield what stands for `en` in the addresses of copies: two letters too, so that offsets stay."""
    yield "en"
    yield from (a + b for a in ascii_lowercase for b in ascii_lowercase if a + b != "en")


def addresses(url: str) -> tuple[str, str]:
    """Return how texts begin the address of a page of these: in full, or in a link from the root.

    >>> addresses("https://example.org/docs/tool/en/page/#top")
    ('https://example.org/docs/tool/en/', '](/docs/tool/en/')
    """
    site = url.partition("/en/")[0] + "/en/"
    return site, f"]({urlsplit(site).path}"


def copy_of(table: pa.Table, number: int, code: str, documents: int) -> pa.Table:
    """Return a table under another address."""
    renamed = {
        name: pc.replace_substring(table[name], "/en/", f"/{code}/", max_replacements=1) for name in ("source", "url")
    }
    renamed["chunk"] = table["chunk"]
    for begins in addresses(str(table["url"][0])):
        renamed["chunk"] = pc.replace_substring(renamed["chunk"], begins, f"{begins.removesuffix('en/')}{code}/")
    ids = (str(key).partition("_") for key in table["chunk_id"].to_pylist())
    renamed["chunk_id"] = pa.array([f"{int(d) + number * documents}_{rest}" for d, _, rest in ids], pa.large_string())
    for name, column in renamed.items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def multiply(source: Path, times: int, out: Path) -> None:
    """Write a table `times` times under different addresses, a copy after the other."""
    table = pq.read_table(source)
    documents = 1 + max(int(str(key).partition("_")[0]) for key in table["chunk_id"].to_pylist())
    with pq.ParquetWriter(out, table.schema, compression="zstd") as writer:
        for number, code in zip(range(times), codes(), strict=False):
            writer.write_table(copy_of(table, number, code, documents))


def over_line(rows: Sequence[dict[str, Any]]) -> None:
    """Add to each size how far its cost is from the line; see above."""
    first, second = rows[0], rows[min(1, len(rows) - 1)]
    slope = (second["cpu_s"] - first["cpu_s"]) / max(1, second["chunks"] - first["chunks"])
    for row in rows:
        line = first["cpu_s"] + slope * (row["chunks"] - first["chunks"])
        row["over_line"] = round(row["cpu_s"] / line, 3)
        row["per_table"] = round(row["cpu_s"] / row["chunks"] / (first["cpu_s"] / first["chunks"]), 3)


def measure(
    corpus: str, table: Path, sizes: Sequence[int], options: Sequence[str], limit_s: float
) -> list[dict[str, Any]]:
    chunks = pq.ParquetFile(table).metadata.num_rows
    rows = []
    for times in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            if corpus == "real":
                multiply(table, times, folder / "chunks.parquet")
            else:
                make_corpus(folder, chunks * times)
            say(f"building {times} x {corpus}")
            usage = build(folder / "chunks.parquet", folder / "out", *options, limit_s=limit_s, env=no_cache(folder))
            if not usage.in_time:
                say(f"stopped after {limit_s:.0f} s: no larger size is tried")
                break
            counts = manifest_of(folder / "out")["counts"]
            rows.append({
                "times": times, "chunks": pq.ParquetFile(folder / "chunks.parquet").metadata.num_rows,
                **usage.figures(), "concepts": counts["concepts"], "relations": counts["relations"],
            })  # fmt: skip
    if rows:
        over_line(rows)
    return rows


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--times", default="1,4,16")
    parser.add_argument("--corpus", default="real,generated")
    parser.add_argument("--limit-s", type=float, default=3600, help="for one build")
    given = parser.parse_args()
    sizes = sorted(int(size) for size in given.times.split(","))
    result: dict[str, Any] = {"table": given.table.name, "machine": machine()}
    for corpus in given.corpus.split(","):
        result[corpus] = measure(corpus, given.table, sizes, given.options, given.limit_s)
        result[f"{corpus}_most_over_line"] = max((row["over_line"] for row in result[corpus]), default=None)
        say(corpus, *table_lines(result[corpus]))
    result["limit"] = LIMIT
    tell(result, given.json)


if __name__ == "__main__":
    main()
