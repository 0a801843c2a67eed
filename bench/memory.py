"""A build of two million chunks: peak memory of all its processes, time, and whether what it found is true.

usage: python bench/memory.py [--chunks 2000000] [--folder DIR] [--limit-s 7200] [--limit-gb 6] [--with OPTIONS]

The corpus is generated (`bench/corpus.py`), kept in DIR and not made anew if it is there already. The build is stopped
at the time limit, or at twice the memory that it may take; `under_limit` is false if it held more than that.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from corpus import make_corpus
from corpus_score import score
from measuring import arguments, build, machine, manifest_of, no_cache, say, tell


def least(scores: dict[str, Any]) -> dict[str, float]:
    """Return the smallest recall and precision of all that is scored."""
    return {name: min(one[name] for one in scores.values()) for name in ("recall", "precision")}


def measure(folder: Path, chunks: int, options: list[str], limit_s: float, limit_gb: float) -> dict[str, Any]:
    say(f"making a corpus of {chunks:,} chunks in {folder}")
    summary = make_corpus(folder, chunks)
    say(f"building {summary['chunks']:,} chunks, at most {limit_s:.0f} s")
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        out = Path(temporary) / "out"
        usage = build(
            folder / "chunks.parquet", out, *options, limit_s=limit_s, limit_mb=2000 * limit_gb,
            env=no_cache(Path(temporary) / "cache"),
        )  # fmt: skip
        result = {
            "chunks": summary["chunks"], "text_mb": round(summary["characters"] / 1e6),
            "documents": summary["documents"], **usage.figures(), "limit_gb": limit_gb,
            "under_limit": usage.in_time and usage.peak_mb < 1000 * limit_gb, "machine": machine(),
        }  # fmt: skip
        if not usage.in_time:
            return result | {"status": f"stopped after {usage.wall_s:.0f} s with {usage.peak_mb:.0f} MB"}
        result["cpu_s_per_million_chunks"] = round(usage.cpu_s / summary["chunks"] * 1e6)
        say("comparing with the truth")
        scores, told = score(folder, out), manifest_of(out)
    return result | {
        "least": least(scores),
        "scores": scores,
        "counts": told["counts"],
        "stages_s": told.get("seconds", {}),
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--chunks", type=int, default=2_000_000)
    parser.add_argument("--folder", type=Path, help="where the corpus is kept; else a temporary folder")
    parser.add_argument("--limit-s", type=float, default=7200)
    parser.add_argument("--limit-gb", type=float, default=6.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("KG_BENCH_FOLDER")) as temporary:
        folder = given.folder or Path(temporary)
        tell(measure(folder, given.chunks, given.options, given.limit_s, given.limit_gb), given.json)


if __name__ == "__main__":
    main()
