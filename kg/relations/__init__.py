"""Stage 4. Takes Section, Link, Concept and Mention, gives Relation (with Evidence) and Finding."""

from kg.relations.infer import Inference, infer_relations

__all__ = ["Inference", "infer_relations"]
