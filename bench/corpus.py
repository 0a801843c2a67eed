"""A generated documentation of any size as a chunk table, with all that it says written beside it.

usage: python bench/corpus.py make FOLDER [--chunks 13000] [--seed 7] [--jobs 2]
       python bench/corpus.py score FOLDER BUILD [--json FILE]

FOLDER/chunks.parquet has the real table's columns and is cut as the real table was (`data/cut.py`): up to 512
characters, up to 128 of overlap, headings only in the slug. Pages come from a seeded grammar (`corpus_pages.py`) over
words whose number grows slowly (`corpus_words.py`). FOLDER/truth/ has the answers: `concepts` (label, kind, names,
mentions, documents), `statements` (source, relation, target, times), `links` (kind, target, times), and `summary.json`.
Documents are made by several processes and written as they come, in their order; the same seed gives the same bytes
with any number of processes. `score` (`corpus_score.py`) compares a build's tables with the answers.
"""

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from corpus_pages import PLACE, Maker, Told
from corpus_words import Words, make_words
from measuring import ROOT, arguments, say, tell

sys.path.append(str(ROOT / "data"))
from cut import Row, cut_chunks, cut_sections, slug

CHUNKS_PER_DOCUMENT = 28.6  # the real table has 27.8
DOCUMENTS_AT_ONCE, ROWS_PER_GROUP = 64, 50_000
SCHEMA = pa.schema([(name, pa.large_string()) for name in Row._fields])


class Made(NamedTuple):
    """What was made of a run of documents."""

    rows: pa.RecordBatch
    sections: int
    told: Told


class Run(NamedTuple):
    """A run of documents to make."""

    documents: int
    seed: int
    start: int
    stop: int


@cache
def maker(documents: int, seed: int) -> Maker:
    return Maker(make_words(documents, seed), seed)


def document_rows(made: Maker, number: int) -> tuple[list[Row], Told]:
    """Return the rows of one document."""
    text, told = made.page(number)
    url, source = f"{made.url(number)}/", f"{PLACE}{made.name(number)}.md"
    rows = []
    for section, part in enumerate(cut_sections(text)):
        address = url + ("#" + slug(part.path[-1]) if part.path else "")
        for chunk, piece in enumerate(cut_chunks(part.text)):
            rows.append(Row(source, address, ".md", piece, f"{number}_{section}_{chunk}"))
    return rows, told


def make_run(run: Run) -> Made:
    made = maker(run.documents, run.seed)
    rows: list[Row] = []
    told = Told()
    for number in range(run.start, run.stop):
        more, said = document_rows(made, number)
        rows += more
        told.add(said)
    columns = [pa.array(column, pa.large_string()) for column in zip(*rows, strict=True)]
    sections = len({row.chunk_id.rpartition("_")[0] for row in rows})
    return Made(pa.record_batch(columns, schema=SCHEMA), sections, told)


def made_runs(documents: int, seed: int, jobs: int) -> Iterator[Made]:
    """Yield the documents in their order, made by several processes which wait when nobody takes what they made."""
    runs = [
        Run(documents, seed, at, min(documents, at + DOCUMENTS_AT_ONCE))
        for at in range(0, documents, DOCUMENTS_AT_ONCE)
    ]
    if jobs < 2 or len(runs) < 2:
        yield from map(make_run, runs)
        return
    maker(documents, seed)  # before the processes part: they share the words
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        waiting = []
        for run in runs:
            waiting.append(pool.apply_async(make_run, (run,)))
            if len(waiting) > 2 * jobs:
                yield waiting.pop(0).get()
        for result in waiting:
            yield result.get()


def make_corpus(folder: Path, chunks: int, *, seed: int = 7, jobs: int = 0) -> dict[str, Any]:
    """Write a corpus of about so many chunks and its truth; return the summary. What is there already is kept."""
    documents, table = max(12, round(chunks / CHUNKS_PER_DOCUMENT)), folder / "chunks.parquet"
    wanted = {"seed": seed, "documents": documents}
    if (done := folder / "truth/summary.json").exists() and table.exists():
        summary: dict[str, Any] = json.loads(done.read_text("utf-8"))
        if wanted.items() <= summary.items():
            return summary
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    done.unlink(missing_ok=True)
    told, counts = write_table(table, made_runs(documents, seed, jobs or os.cpu_count() or 1))
    made = maker(documents, seed)
    write_truth(folder / "truth", made, told)
    summary = wanted | counts | {
        "terms": len(made.words.terms), "topics": len(made.words.topics), "classes": len(made.words.symbols),
        "words": len(made.words.fillers), "mentions": told.mentions.total(), "links": told.links.total(),
        "bytes": table.stat().st_size,
    }  # fmt: skip
    done.write_text(json.dumps(summary, indent=1) + "\n", "utf-8")
    return summary


def write_table(table: Path, runs: Iterator[Made]) -> tuple[Told, dict[str, int]]:
    """Write the rows as they come; return what they say and how much it is."""
    began, told, counts = time.perf_counter(), Told(), {"chunks": 0, "sections": 0, "characters": 0}
    with pq.ParquetWriter(table, SCHEMA, compression="zstd", use_dictionary=["source", "url", "file_type"]) as writer:
        batches: list[pa.RecordBatch] = []
        for made in runs:
            batches.append(made.rows)
            told.add(made.told)
            counts["chunks"] += len(made.rows)
            counts["sections"] += made.sections
            counts["characters"] += sum(len(chunk) for chunk in made.rows["chunk"].to_pylist())
            if sum(map(len, batches)) >= ROWS_PER_GROUP:
                writer.write_table(pa.Table.from_batches(batches))
                batches.clear()
                say(f"  {counts['chunks']:,} chunks in {time.perf_counter() - began:.0f} s")
        if batches:
            writer.write_table(pa.Table.from_batches(batches))
    say(f"  {counts['chunks']:,} chunks written in {time.perf_counter() - began:.0f} s")
    return told, counts


def write_truth(folder: Path, made: Maker, told: Told) -> None:
    words: Words = made.words
    concepts = [(t.label, "glossary", list(t.names)) for t in words.terms]
    concepts += [(label, "topic", []) for i, label in enumerate(words.topics) if made.topic_page(i) < words.documents]
    documented = [target for (_, relation, target) in told.statements if relation == "documents"]
    concepts += [(name, "symbol", []) for name in sorted(documented)]
    rows = [
        {"label": label, "kind": kind, "names": names, "mentions": told.mentions[label], "documents": told.pages[label]}
        for label, kind, names in concepts
    ]
    statements = [
        {"source": source, "relation": relation, "target": target, "times": times}
        for (source, relation, target), times in sorted(told.statements.items())
    ]
    links = [{"kind": kind, "target": target, "times": times} for (kind, target), times in sorted(told.links.items())]
    for name, table in (("concepts", rows), ("statements", statements), ("links", links)):
        pq.write_table(pa.Table.from_pylist(table), folder / f"{name}.parquet")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("what", choices=("make", "score"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("build", type=Path, nargs="?", help="with score: what kg build wrote")
    parser.add_argument("--chunks", type=int, default=13_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one for each processor")
    given = parser.parse_args()
    if given.what == "make":
        tell(make_corpus(given.folder, given.chunks, seed=given.seed, jobs=given.jobs), given.json)
        return
    from corpus_score import score

    if given.build is None:
        parser.error("score wants a build")
    tell(score(given.folder, given.build), given.json)


if __name__ == "__main__":
    main()
