"""`kg review`: how good a build is, by its own findings, by a gold file, by a person's judgement."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError, SettingError

if TYPE_CHECKING:
    from kg.review import FaultCount, RelationScore, StratumScore

NAME = "review"
HELP = "Measure a build: findings, precision and recall against a gold file, samples to judge."
EXAMPLE = """\
examples:
  kg review out                                     findings by code; exit code 1 where links are broken
  kg review out --gold gold.jsonl                   precision, recall, F1 per relation
  kg review out --gold gold.jsonl --errors broader  what was missed and what was too much
  kg review out --sample 20 --out sample.csv        20 of every method to judge: right or wrong
  kg review out --judged sample.csv                 precision per method
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--gold", metavar="FILE", help="statements that people read, as JSON Lines")
    what.add_argument("--sample", metavar="N", type=int, help="draw up to N rows of every method for a person to judge")
    what.add_argument("--judged", metavar="FILE", help="a sample with verdicts (right, wrong, unsure)")
    parser.add_argument("--errors", metavar="RELATION", help="with --gold: list what was missed and what was too much")
    parser.add_argument("--out", metavar="FILE", default="-", help="with --sample: where to write the CSV (default: -)")
    parser.add_argument("--seed", type=int, help="with --sample: draw another sample (default: the build's seed)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(given: argparse.Namespace) -> int:
    """Print the measurement asked for."""
    import kg.api

    graph = kg.api.open(given.dir).records
    if given.gold:
        return _gold(graph, given)
    if given.sample is not None:
        return _sample(graph, given)
    if given.judged:
        return _judged(given)
    return _faults(graph, given)


def _faults(graph: Any, given: argparse.Namespace) -> int:
    from kg.review import count_faults

    faults = count_faults(graph)
    _print(given.format, [fault._asdict() for fault in faults], faults_as_text(faults))
    return int(any(fault.severity == "error" for fault in faults))


def _gold(graph: Any, given: argparse.Namespace) -> int:
    from kg.review import read_gold, score_relations

    scores = score_relations(graph, read_gold(given.gold))
    names = [score.relation for score in scores]
    if given.errors and given.errors not in names:
        raise SettingError("--errors", f"unknown relation {given.errors!r}", f"allowed: {', '.join(names)}")
    shown = [score for score in scores if given.errors in (None, score.relation)]
    _print(given.format, [_score_as_json(score) for score in shown], scores_as_text(shown, errors=bool(given.errors)))
    return 0


def _sample(graph: Any, given: argparse.Namespace) -> int:
    from kg.review import draw_sample, format_sample

    if given.sample < 1:
        raise SettingError("--sample", f"{given.sample} is out of range", "allowed: 1 or more")
    rows = draw_sample(graph, given.sample, seed=given.seed)
    if given.out == "-":
        sys.stdout.write(format_sample(rows))
    else:
        write_text(Path(given.out), format_sample(rows))
        print(f"kg: {len(rows)} rows to judge in {given.out}", file=sys.stderr)
    return 0


def _judged(given: argparse.Namespace) -> int:
    from kg.review import read_judged, score_judged

    scores = score_judged(read_judged(given.judged))
    _print(given.format, [score._asdict() for score in scores], judged_as_text(scores))
    return 0


def _print(style: str, facts: list[dict[str, Any]], text: str) -> None:
    print(json.dumps(facts, ensure_ascii=False, indent=1) if style == "json" else text)


def _score_as_json(score: "RelationScore") -> dict[str, Any]:
    facts = score._asdict()
    counts = facts.pop("counts")
    return {"relation": facts.pop("relation"), **counts._asdict(), **facts}


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then renamed. Raises `OutputError`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(path, error.strerror or "can't be written", "a file in a folder you may write to") from error


def faults_as_text(faults: Sequence["FaultCount"]) -> str:
    """Return findings as lines for people, and their sums by severity."""
    if not faults:
        return "no findings"
    lines = [f"{f.code}  {f.severity:<8}{f.times:>6}  {f.title}" for f in faults]
    sums = [(kind, sum(f.times for f in faults if f.severity == kind)) for kind in ("error", "warning", "info")]
    return "\n".join([*lines, "", ", ".join(f"{count} {kind}" for kind, count in sums)])


def scores_as_text(scores: Sequence["RelationScore"], *, errors: bool = False) -> str:
    """Return scores as a table for people, with 95 % intervals."""
    head = f"{'relation':<14}{'gold':>6}{'found':>6}{'right':>6}   {'precision':<19}{'recall':<19}{'F1':<19}"
    lines = [head.rstrip()]
    for s in scores:
        cells = ((s.precision, s.precision_interval), (s.recall, s.recall_interval), (s.f1, s.f1_interval))
        numbers = "".join(f"{value:.3f} {low:.2f}-{high:.2f}    " for value, (low, high) in cells)
        counts = s.counts
        lines.append(f"{s.relation:<14}{counts.gold:>6}{counts.predicted:>6}{counts.correct:>6}   {numbers}".rstrip())
        if errors:
            lines += [f"  missed  {fault}" for fault in s.missed] + [f"  extra   {fault}" for fault in s.extra]
    return "\n".join(lines)


def judged_as_text(scores: Sequence["StratumScore"]) -> str:
    """Return precision per stratum as a table for people, with Wilson's 95 % interval."""
    width = max(len(score.stratum) for score in scores) + 2
    lines = [f"{'stratum':<{width}}{'right':>6}{'judged':>8}{'open':>6}   precision"]
    for s in scores:
        figure = f"{s.precision:.3f} {s.interval.low:.2f}-{s.interval.high:.2f}" if s.judged else "-"
        lines.append(f"{s.stratum:<{width}}{s.right:>6}{s.judged:>8}{s.open:>6}   {figure}")
    return "\n".join(lines)
