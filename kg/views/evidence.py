"""The file `evidence.ttl`, of the blocks that documents wrote (see `evidence_blocks`)."""

from pathlib import Path

from kg.graph import Graph
from kg.views.render import EVIDENCE
from kg.views.runs import PORTION
from kg.views.terms import RDF, header
from kg.views.whole import Whole, as_whole


def write_evidence(source: Graph | Whole, path: Path) -> None:
    """Write `evidence.ttl`."""
    whole = as_whole(source, EVIDENCE)
    with path.open("wb", PORTION) as file:
        file.write(header(extra=[RDF]).encode())
        file.writelines(whole.evidence.blocks())
        file.writelines(whole.mentions.blocks())
