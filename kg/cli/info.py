"""`kg info`: what a build holds."""

import argparse
import json
from collections import Counter
from typing import Any

NAME = "info"
HELP = "Tell what a build holds: counts, central concepts, communities, findings."
EXAMPLE = """\
examples:
  kg info out
  kg info out --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", metavar="DIR", help="what kg build wrote")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(given: argparse.Namespace) -> int:
    """Print the summary."""
    import kg.api

    facts = summary(kg.api.open(given.dir))
    print(json.dumps(facts, ensure_ascii=False, indent=1) if given.format == "json" else as_text(facts))
    return 0


def summary(graph: Any) -> dict[str, Any]:
    """Return counts, the ten most central concepts and the largest communities."""
    records = graph.records
    central = sorted(records.concepts, key=lambda c: (-records.pagerank[c.iri], c.iri))
    return {
        "title": records.title,
        "counts": {
            name: len(getattr(records, name))
            for name in ("documents", "sections", "concepts", "mentions", "relations", "links", "findings")
        },
        "concepts": _counts(concept.kind for concept in records.concepts),
        "relations": _counts(relation.relation for relation in records.relations),
        "links": _counts(link.kind for link in records.links),
        "findings": _counts(finding.code for finding in records.findings),
        "central": [concept.label for concept in central[:10]],
        "communities": [[name, size] for name, size in Counter(records.community.values()).most_common(8)],
        "inputs": [source["path"] for source in graph.manifest.get("inputs", ())],
    }


def _counts(values: Any) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def as_text(facts: dict[str, Any]) -> str:
    """Return the summary as lines for people."""
    lines = [facts["title"], ""]
    for name in ("counts", "concepts", "relations", "links", "findings"):
        lines += [f"{name:<12}" + ", ".join(f"{count} {what}" for what, count in facts[name].items())]
    lines += ["", "central     " + ", ".join(facts["central"]), "communities"]
    lines += [f"  {size:>5}  {name}" for name, size in facts["communities"]]
    return "\n".join(lines)
