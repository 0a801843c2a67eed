"""PageRank, communities and layout: what `kg.analysis` does with numpy and igraph against NetworkX.

usage: python bench/graph_work.py [TABLE] [--json FILE]

On the graph of a chunk table (the real one where it stands beside the checkout, else the sample) and on a generated one
with 20,000 concepts and 100,000 statements. Both sides are given the same numbered, weighted pairs and make a graph of
their own of them; the fastest of three runs counts here, one run there, in processor seconds. Communities: Leiden here,
Louvain there, which has no Leiden of its own; both with their modularity. Layouts (Fruchterman & Reingold) are told per
round: NetworkX would take minutes for as many rounds as a picture needs.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import networkx as nx  # noqa: E402
from generated import generated_graph  # noqa: E402
from measuring import REAL, SAMPLE  # noqa: E402

import kg  # noqa: E402
from kg import analysis  # noqa: E402

SEED = 7
CONCEPTS, STATEMENTS = 20_000, 100_000
ROUNDS = 200  # of our layout
Pairs = Sequence[tuple[int, int, float]]


class Graph(NamedTuple):
    """Nodes are numbers `[0, nodes)`."""

    nodes: int
    pairs: Pairs


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the processor seconds of the fastest run."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def network(graph: Graph) -> "nx.DiGraph[int]":
    """Return the pairs as a NetworkX graph."""
    made: nx.DiGraph[int] = nx.DiGraph()
    made.add_nodes_from(range(graph.nodes))
    made.add_weighted_edges_from(graph.pairs)
    return made


def compare(ours: Callable[[], object], theirs: Callable[[], object]) -> dict[str, float]:
    """Return the seconds of both and how many times ours goes into theirs."""
    here, there = seconds(ours, 3), seconds(theirs, 1)
    return {"kg_s": round(here, 4), "networkx_s": round(there, 4), "ratio": round(there / here, 1)}


def pagerank(graph: Graph) -> dict[str, float]:
    """Compare PageRank; `furthest` is the largest difference between two ranks of a node."""
    found = compare(lambda: analysis.pagerank(graph.nodes, graph.pairs), lambda: nx.pagerank(network(graph)))
    theirs = nx.pagerank(network(graph), tol=1e-10)
    furthest = max(abs(rank - theirs[i]) for i, rank in enumerate(analysis.pagerank(graph.nodes, graph.pairs)))
    return {**found, "furthest": float(f"{furthest:.1e}")}


def communities(graph: Graph) -> dict[str, float]:
    """Compare communities and how modular they are."""

    def ours() -> list[list[int]]:
        return analysis.communities(graph.nodes, graph.pairs, seed=SEED)

    def theirs() -> Any:
        return nx.community.louvain_communities(network(graph).to_undirected(), seed=SEED)

    whole = network(graph).to_undirected()
    found: list[Any] = []
    took = compare(ours, lambda: found.append(theirs()))
    modularity = [round(nx.community.modularity(whole, groups), 4) for groups in (ours(), found[-1])]
    return {**took, "kg_modularity": modularity[0], "networkx_modularity": modularity[1]}


def layout(graph: Graph) -> dict[str, float]:
    """Compare layouts, in milliseconds per round."""
    here = seconds(lambda: analysis.layout(graph.nodes, graph.pairs, seed=SEED, rounds=ROUNDS), 2) / ROUNDS
    there = seconds(lambda: nx.spring_layout(network(graph), iterations=1, seed=SEED), 1)
    return {
        "kg_ms_per_round": round(1e3 * here, 3),
        "networkx_ms_per_round": round(1e3 * there, 3),
        "ratio": round(there / here, 1),
    }


def figures(graph: Graph) -> dict[str, Any]:
    """Return all comparisons on one graph."""
    sizes = {"concepts": graph.nodes, "pairs": len(graph.pairs)}
    return {**sizes, "pagerank": pagerank(graph), "communities": communities(graph), "layout": layout(graph)}


def measure(table: Path | None = None) -> dict[str, Any]:
    """Return what both take on the graph of a table and on the generated graph."""
    source = table or (REAL if REAL.exists() else SAMPLE)
    core = kg.build(source).records.core
    large = generated_graph(CONCEPTS, STATEMENTS).core
    analysis.pagerank(2, [(0, 1, 1.0)])  # what is loaded once counts for nobody
    nx.pagerank(nx.path_graph(3))
    return {
        "table": figures(Graph(len(core.concepts), core.pairs)),
        "generated": figures(Graph(len(large.concepts), large.pairs)),
    }


def main() -> None:
    """Measure and print, or write a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="?")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    text = json.dumps(measure(asked.table), indent=1)
    print(text) if asked.json is None else asked.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
