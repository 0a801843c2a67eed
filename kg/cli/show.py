"""`kg show`: one concept, with the words that prove what is said of it."""

import argparse
import json
from typing import Any

from kg.vocab import RELATION

NAME = "show"
HELP = "Show a concept: definition, aliases, relations with their quotes."
EXAMPLE = """\
examples:
  kg show out "self-supervised learning"
  kg show out MLM
  kg show out beam-serch --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote")
    parser.add_argument(
        "concept", metavar="CONCEPT", help="label, alias, acronym or IRI; small typing errors are forgiven"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(given: argparse.Namespace) -> int:
    """Print the concept."""
    import kg.api

    graph = kg.api.open(given.dir)
    facts = describe(graph.records, graph.find(given.concept))
    print(json.dumps(facts, ensure_ascii=False, indent=1) if given.format == "json" else as_text(facts))
    return 0


def describe(graph: Any, concept: Any) -> dict[str, Any]:
    """Return what the graph says of a concept, statements grouped by how they read."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for relation in graph.relations_from.get(concept.iri, ()):
        groups.setdefault(RELATION[relation.relation].reading, []).append(_statement(relation, relation.target_label))
    for relation in graph.relations_to.get(concept.iri, ()):
        reading = RELATION[relation.relation].inverse_reading
        groups.setdefault(reading, []).append(_statement(relation, relation.source_label))
    where = graph.section[concept.defined_in].iri if concept.defined_in else None
    return {
        "concept": concept.iri,
        "label": concept.label,
        "kind": concept.kind,
        "aliases": list(concept.aliases),
        "definition": concept.definition,
        "defined_in": where,
        "mentions": len(graph.mentions_of.get(concept.iri, ())),
        "documents": graph.pages_of.get(concept.iri, 0),
        "relations": groups,
    }


def _statement(relation: Any, other: str) -> dict[str, Any]:
    best = max(relation.evidence, key=lambda e: e.weight)
    return {
        "label": other,
        "confidence": relation.confidence,
        "method": best.method,
        "quote": " ".join(best.quote.split()),
        "section": best.section,
    }


def as_text(facts: dict[str, Any]) -> str:
    """Return the description as lines for people."""
    lines = [f"{facts['label']}  [{facts['kind']}]"]
    if facts["aliases"]:
        lines.append("also called  " + ", ".join(facts["aliases"]))
    lines += ["", facts["definition"] or "(never defined)"]
    if facts["defined_in"]:
        lines.append(facts["defined_in"])
    lines.append(f"{facts['mentions']} mentions in {facts['documents']} documents")
    for reading, statements in facts["relations"].items():
        lines += ["", reading]
        for s in sorted(statements, key=lambda s: (-s["confidence"], s["label"])):
            lines += [f"  {s['label']}  ({s['confidence']:.2f}, {s['method']})", f"    “{s['quote'][:300]}”"]
    return "\n".join(lines)
