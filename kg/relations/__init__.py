"""Stage 4. Takes Section, Link, Concept and Mention, gives Relation (with Evidence) and Finding."""

from kg.relations.addresses import Known
from kg.relations.gathering import Inference
from kg.relations.infer import STEPS, infer_relations

__all__ = ["STEPS", "Inference", "Known", "infer_relations"]
