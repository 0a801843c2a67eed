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
    """Return what the graph says of a concept: statements grouped by how they read, each other end once."""
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for relation in graph.relations_from.get(concept.iri, ()):
        _add(
            groups,
            RELATION[relation.relation].reading,
            _statement(graph, relation, relation.target, relation.target_label),
        )
    for relation in graph.relations_to.get(concept.iri, ()):
        reading = RELATION[relation.relation].inverse_reading
        _add(groups, reading, _statement(graph, relation, relation.source, relation.source_label))
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
        "relations": {reading: sorted(found.values(), key=_order) for reading, found in groups.items()},
    }


def _add(groups: dict[str, dict[str, dict[str, Any]]], reading: str, statement: dict[str, Any]) -> None:
    """Keep of two statements that read the same (both ways of a symmetric relation) the surer one."""
    found = groups.setdefault(reading, {})
    key = statement["concept"] or statement["label"]
    if key not in found or _order(statement) < _order(found[key]):
        found[key] = statement


def _order(statement: dict[str, Any]) -> tuple[float, str]:
    return -statement["confidence"], statement["label"]


def _statement(graph: Any, relation: Any, other: Any, label: str) -> dict[str, Any]:
    best = max(relation.evidence, key=lambda e: e.weight)
    return {
        "concept": other if other in graph.concept else None,
        "label": label,
        "confidence": relation.confidence,
        "method": best.method,
        "quote": " ".join(best.quote.split()),
        "section": graph.section[best.section].iri,
    }


def as_text(facts: dict[str, Any]) -> str:
    """Return the description as lines for people."""
    lines = [f"{facts['label']}  [{facts['kind']}]"]
    if facts["aliases"]:
        lines.append("also called  " + ", ".join(facts["aliases"]))
    lines += ["", facts["definition"] or "(no sentence says what it is)"]
    if facts["defined_in"]:
        lines.append(facts["defined_in"])
    lines.append(f"{facts['mentions']} mentions in {facts['documents']} documents")
    for reading, statements in facts["relations"].items():
        lines += ["", reading]
        for s in statements:
            lines += [f"  {s['label']}  ({s['confidence']:.2f}, {s['method']})", f"    “{s['quote'][:300]}”"]
    return "\n".join(lines)
