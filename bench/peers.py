"""Published extractors of terms that need no language model over the network, in one run with `kg build`.

usage: python bench/peers.py [TABLE] [--only NAME,NAME] [--limit-s 300] [--runs 3] [--folder DIR] [--json FILE]

yake, RAKE, pytextrank, and GraphRAG's graph of noun phrases ("fast" indexing). They are installed into an environment
of their own (bench/peers/requirements.txt, 1.5 GB) in DIR, by default the user's cache folder; it is made once. Each
runs over the chunks as its documentation shows (bench/peers/extract.py), as a process of its own with its imports; they
extract phrases and no more (GraphRAG: pairs of phrases in a chunk too), while `kg build` does the whole job.

Chunks come in a shuffled order (seeded). A peer that is not through at the limit is stopped; `seconds_for_all` is then
its loading time and the rest of its time over the share of the characters that it did. One that cannot run here has the
reason in `error`. Ratios are the peer's time over `kg build`'s.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from measuring import BENCH, arguments, build, machine, medians, no_cache, say, tell, watched

GOAL = 5
REQUIREMENTS = BENCH / "peers/requirements.txt"
PEERS = (
    "rake", "rake as it comes", "yake", "pytextrank", "pytextrank without a model", "graphrag cfg",
    "graphrag syntactic_parser", "graphrag regex_english",
)  # fmt: skip
NOT_TRIED = {
    "keybert": "its phrases are ranked by a sentence-transformers model, which is downloaded at run time",
    "kglab": "makes graphs of given triples; it extracts nothing from text",
}


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "doc-concept-graph-bench"


def environment(folder: Path, limit_s: float) -> tuple[Path | None, str]:
    """Return the Python of the peers' environment, made if it is not there; else why there is none."""
    version = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:10]
    home = folder / f"peers-{version}"
    python, ready = home / "bin/python", home / "ready"
    if ready.exists():
        return python, "ok"
    say(f"installing the peers into {home}")
    with tempfile.NamedTemporaryFile("w+", suffix=".log") as log:
        for command in (
            [sys.executable, "-m", "venv", "--clear", home],
            [python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS],
        ):
            usage = watched(command, limit_s=limit_s, out=log, errors=subprocess.STDOUT)
            if usage.code != 0:
                lines = [line for line in Path(log.name).read_text("utf-8").splitlines() if not line.startswith("WARN")]
                return None, f"not installed: {(lines or ['stopped'])[-1]}"
    ready.touch()
    return python, "ok"


def peer(python: Path, name: str, table: Path, limit_s: float) -> dict[str, Any]:
    """Run a peer; return what it took and found, or why it did not."""
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "note.json"
        command = [python, BENCH / "peers/extract.py", name, table, limit_s, note]
        usage = watched(command, limit_s=limit_s + 120, errors=subprocess.DEVNULL)
        if not note.exists():
            return {"error": f"ended with {usage.code} and said nothing" if usage.in_time else "stopped"}
        told: dict[str, Any] = json.loads(note.read_text("utf-8"))
    if "error" in told:
        return told
    told |= usage.figures()
    more = 1 / max(told["share"], 1e-6) - 1  # how often what it did is still to do
    told["seconds_for_all"] = round(usage.wall_s + told["extracting_s"] * more, 1)
    told["cpu_s_for_all"] = round(usage.cpu_s + told["extracting_cpu_s"] * more, 1)
    return told


def measure(
    table: Path, names: list[str], runs: int, limit_s: float, python: Path, options: list[str]
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder, ours = Path(temporary), []
        for run in range(runs):
            say(f"kg build, {run + 1} of {runs}")
            ours.append(build(table, folder / "out", *options, env=no_cache(folder / f"cache{run}")))
    kg = medians(ours)
    found: dict[str, Any] = {}
    for name in names:
        say(f"{name}, at most {limit_s:.0f} s")
        found[name] = peer(python, name, table, limit_s)
        if "error" not in found[name]:
            found[name]["wall_ratio"] = round(found[name]["seconds_for_all"] / kg["wall_s"], 1)
            found[name]["cpu_ratio"] = round(found[name]["cpu_s_for_all"] / kg["cpu_s"], 1)
    return {
        "table": table.name,
        "kg_build": kg,
        "goal": GOAL,
        "peers": found,
        "not_tried": NOT_TRIED,
        "machine": machine(),
    }


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--only", default=",".join(PEERS), metavar="NAME,NAME", help=", ".join(PEERS))
    parser.add_argument("--runs", type=int, default=3, help="builds; their median is taken")
    parser.add_argument("--limit-s", type=float, default=300, help="for one peer")
    parser.add_argument("--folder", type=Path, default=cache_folder(), help="where the peers' environment stands")
    given = parser.parse_args()
    python, why = environment(given.folder, 1200)
    if python is None:
        sys.exit(why)
    tell(measure(given.table, given.only.split(","), given.runs, given.limit_s, python, given.options), given.json)


if __name__ == "__main__":
    main()
