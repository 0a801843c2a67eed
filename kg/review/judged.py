"""A judged sample: precision per stratum, which is what the confidence of a method stands on."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.errors import InputError, Location
from kg.review.intervals import Interval, wilson
from kg.review.sample import SampleRow

VERDICTS: dict[str, bool | None] = {
    **dict.fromkeys(("right", "r", "yes", "y", "true", "t", "1", "correct", "ok"), True),
    **dict.fromkeys(("wrong", "w", "no", "n", "false", "f", "0", "incorrect"), False),
    **dict.fromkeys(("unsure", "u", "?", ""), None),
}
_NEEDED = ("stratum", "verdict")


class StratumScore(NamedTuple):
    """How many of a stratum's judged rows are right. `open` rows have no verdict and count for nothing."""

    stratum: str
    right: int
    judged: int
    open: int
    precision: float
    interval: Interval


def read_judged(path: str | Path) -> list[tuple[SampleRow, bool | None]]:
    """Read a judged CSV: rows with True (right), False (wrong) or None (open).

    Raises `InputError` where the file or a column is missing, or a verdict is none.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [column for column in _NEEDED if column not in (reader.fieldnames or ())]
            if missing:
                raise InputError(path, f"no column {', '.join(missing)}", "the CSV that kg review --sample writes")
            return [_row(row, Location(str(path), line=reader.line_num)) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"can't be read ({error})", "the CSV that kg review --sample writes") from error


def _row(given: dict[str, str | None], where: Location) -> tuple[SampleRow, bool | None]:
    verdict = (given["verdict"] or "").strip().casefold()
    if verdict not in VERDICTS:
        raise InputError(where, f"verdict {given['verdict']!r} is unknown", "allowed: right, wrong, unsure or empty")
    return SampleRow(*((given.get(field) or "") for field in SampleRow._fields)), VERDICTS[verdict]


def score_judged(rows: Iterable[tuple[SampleRow, bool | None]]) -> list[StratumScore]:
    """Return one score per stratum, sorted; the last, `all`, is over everything that was judged."""
    strata: dict[str, list[bool | None]] = defaultdict(list)
    for row, verdict in rows:
        strata[row.stratum].append(verdict)
    scores = [_score(stratum, strata[stratum]) for stratum in sorted(strata)]
    return [*scores, _score("all", [verdict for verdicts in strata.values() for verdict in verdicts])]


def _score(stratum: str, verdicts: list[bool | None]) -> StratumScore:
    right, judged = verdicts.count(True), len(verdicts) - verdicts.count(None)
    precision = round(right / judged, 4) if judged else 0.0
    return StratumScore(stratum, right, judged, len(verdicts) - judged, precision, wilson(right, judged))
