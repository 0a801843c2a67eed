"""What a build itself says is wrong, counted."""

from collections import Counter
from typing import NamedTuple

from kg.graph import Graph
from kg.vocab import FINDINGS


class FaultCount(NamedTuple):
    """How often a kind of finding was made."""

    code: str
    severity: str
    title: str
    times: int


def count_faults(graph: Graph) -> list[FaultCount]:
    """Return the findings of a build by code, in the order of the vocabulary; those never made are left out."""
    counts = Counter(finding.code for finding in graph.findings)
    return [FaultCount(f.code, f.severity, f.title, counts[f.code]) for f in FINDINGS if counts[f.code]]
