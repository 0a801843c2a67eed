"""Stage 5. Takes Graph and what people judged, gives Score: precision, recall, samples to judge, faults counted."""

from kg.review.faults import FaultCount, count_faults
from kg.review.gold import GoldEntry, RelationScore, read_gold, score_relations
from kg.review.judged import StratumScore, read_judged, score_judged
from kg.review.sample import SampleRow, draw_sample, format_sample

__all__ = [
    "FaultCount",
    "GoldEntry",
    "RelationScore",
    "SampleRow",
    "StratumScore",
    "count_faults",
    "draw_sample",
    "format_sample",
    "read_gold",
    "read_judged",
    "score_judged",
    "score_relations",
]
