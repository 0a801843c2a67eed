"""A pyvis network for notebooks: the most central concepts, offline, with nothing to inject.

pyvis 0.3.2 loads Bootstrap from a CDN in every mode, runs markup in node titles that contain "href", and never
settles beyond a thousand nodes. So its template is patched (Bootstrap, the unescaped heading and the popup that
runs markup are taken out), titles are plain text, physics is off, and places are given.
"""

import re
from typing import TYPE_CHECKING

from kg import analysis
from kg.graph import Graph
from kg.records import Concept
from kg.views.terms import readable
from kg.vocab import RELATION

if TYPE_CHECKING:
    from pyvis.network import Network

SCALE_PX = 60
TITLE_CHARS = 400
# Okabe & Ito (2008): colours that colour-blind readers tell apart
COLOURS = {"glossary": "#0072b2", "topic": "#e69f00", "symbol": "#009e73", "term": "#999999"}

_LOADED = re.compile(r'<!--.*?-->|<(?:link|script)\s[^>]*(?:href|src)="https?://[^>]*>(?:\s*</script>)?', re.DOTALL)


def to_pyvis(graph: Graph, max_nodes: int = 300) -> "Network":
    """Return the `max_nodes` most central concepts and the statements between them as a pyvis `Network`.

    Use `.generate_html()`, or `.show("graph.html", notebook=True)` in a notebook; neither loads anything.
    """
    from pyvis.network import Network

    network = Network(height="700px", width="100%", directed=True, cdn_resources="in_line")
    _patch(network)
    concepts = sorted(graph.concepts, key=lambda c: (-graph.pagerank[c.iri], c.iri))[:max_nodes]
    number = {concept.iri: i for i, concept in enumerate(concepts)}
    edges = [(s, t, r, c) for s, t, r, c in graph.edges if s in number and t in number]
    pairs = [(number[source], number[target], weight) for source, target, _, weight in edges]
    places = analysis.layout(len(concepts), pairs, seed=graph.seed)
    for concept, place in zip(concepts, places, strict=True):
        _add_node(network, graph, concept, place)
    for source, target, relation, confidence in edges:
        reading = RELATION[relation].reading
        network.add_edge(source, target, title=f"{reading} ({confidence:.2f})", width=0.5 + 2 * confidence)
    network.toggle_physics(False)
    return network


def _add_node(network: "Network", graph: Graph, concept: Concept, place: tuple[float, float]) -> None:
    rank = graph.pagerank[concept.iri] * len(graph.concepts)
    network.add_node(
        str(concept.iri), label=readable(concept.label)[:80] or str(concept.iri), title=_title(concept),
        color=COLOURS[concept.kind], size=round(min(40.0, 8 + 4 * rank**0.5), 1), physics=False,
        x=round(place[0] * SCALE_PX), y=round(place[1] * SCALE_PX),
    )  # fmt: skip


def _title(concept: Concept) -> str:
    """Return what a node says when pointed at: plain text, which vis-network 9 shows as text."""
    words = readable(concept.definition or "never defined here")
    short = words if len(words) <= TITLE_CHARS else words[: TITLE_CHARS - 1] + "…"
    return f"{readable(concept.label)} [{concept.kind}]\n{short}"


def _patch(network: "Network") -> None:
    from jinja2 import ChoiceLoader, DictLoader

    environment = network.templateEnv
    source, _, _ = environment.loader.get_source(environment, network.path)
    body = _LOADED.sub("", source).replace("<h1>{{heading}}</h1>", "")
    safe = "{% set tooltip_link = false %}" + body
    environment.loader = ChoiceLoader([DictLoader({network.path: safe}), environment.loader])
    network.template = environment.get_template(network.path)
