"""N-Triples and TriG, with all evidence.

N-Triples (W3C 2014) in its canonical form, one sorted triple per line: `sort`, `diff` and `wc -l` work on it. TriG
(W3C 2014) keeps statements and evidence apart as two named graphs, both in the wording of the build's Turtle files.
"""

from collections.abc import Iterator

from kg.graph import Graph
from kg.views.render import EVIDENCE, STATEMENTS
from kg.views.terms import RDF, header, iri
from kg.views.turtle import nodes, turtle
from kg.views.whole import as_whole


def evidence_turtle(graph: Graph) -> str:
    """Return the text of `evidence.ttl`."""
    whole = as_whole(graph, EVIDENCE)
    return "".join((header(extra=[RDF]), *whole.evidence.texts(), *whole.mentions.texts()))


def sorted_lines(*texts: str) -> list[str]:
    """Return the triples of Turtle texts as sorted lines of canonical N-Triples, each once."""
    import pyoxigraph as ox

    found = {triple for text in texts for triple in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}
    written = ox.serialize((t for t in found if isinstance(t, ox.Quad)), format=ox.RdfFormat.N_QUADS)
    return sorted(f"{line}\n" for line in written.decode().split("\n") if line) if written else []


def ntriples(graph: Graph) -> str:
    """Return statements and evidence as N-Triples."""
    return "".join(sorted_lines(turtle(graph), evidence_turtle(graph)))


def graph_names(graph: Graph) -> tuple[str, str]:
    """Return the addresses of the named graphs of statements and of evidence."""
    return f"{graph.base_iri}graph/statements", f"{graph.base_iri}graph/evidence"


def trig(graph: Graph) -> str:
    """Return statements and evidence as TriG, in a named graph each."""
    statements, evidence = graph_names(graph)
    whole = as_whole(graph, STATEMENTS, EVIDENCE)
    return "".join(
        (
            header(extra=[RDF]),
            *_named(statements, iter("\n" + block for block in nodes(whole))),
            *_named(evidence, whole.evidence.texts()),
            *_named(evidence, whole.mentions.texts()),
        )
    )


def _named(name: str, blocks: Iterator[str]) -> Iterator[str]:
    yield f"\nGRAPH {iri(name)} {{\n"
    yield from blocks
    yield "}\n"
