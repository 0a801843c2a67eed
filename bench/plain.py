"""The pipeline that people write today for a concept graph of their documentation, in one run with `kg build`.

usage: python bench/plain.py [TABLE] [--runs 3] [--limit-s 600] [--with OPTIONS] [--json FILE]

For each chunk: markdown-it-py parses it, spaCy's blank English pipeline cuts its words, a PhraseMatcher finds terms.
networkx holds sections and terms, with edges for a term in a section and for two terms in a chunk; rdflib writes the
same as Turtle, pyvis the picture. It is written as the documentation of each library shows it, with what they offer for
speed where it takes one line (`nlp.pipe`). It finds no concepts, definitions, kinds, parts, uses or links and has no
evidence: what `kg build` does beyond it is not counted for `kg build`.

Two runs of it: `glossary` looks for the headings of the glossary page, read from their slugs; `concepts` for all labels
that `kg build` found, so that both have as many nodes. A run over the limit is stopped: its time is then a lower bound
and said to be one (`finished` is false), and the stages tell how far it came. Ratios are its time over `kg build`'s.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import quote

from measuring import arguments, build, machine, medians, no_cache, say, tell, watched

GOAL = 30


def glossary_terms(urls: list[str]) -> list[str]:
    """Return the terms of the glossary: its headings, as far as slugs tell them."""
    slugs = {url.partition("#")[2] for url in urls if "glossary" in url.partition("#")[0].rpartition("/")[0]}
    return sorted(slug.replace("-", " ").strip() for slug in slugs if len(slug) > 1)


def words_of(chunks: Iterable[str]) -> list[str]:
    """Return what a reader reads of each chunk."""
    from markdown_it import MarkdownIt

    markdown, texts = MarkdownIt("commonmark").enable("table"), []
    for chunk in chunks:
        inline = (token for token in markdown.parse(chunk) if token.type == "inline")
        texts.append(" ".join(c.content for t in inline for c in t.children or () if c.type in ("text", "code_inline")))
    return texts


def to_graph(urls: Iterable[str], texts: Iterable[str], terms: Sequence[str]) -> Any:
    """Return sections and terms; edges from a section to its terms and between terms of a chunk, weighted by number."""
    import networkx as nx
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp, graph = spacy.blank("en"), nx.Graph()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("TERM", list(nlp.pipe(terms)))
    for url, doc in zip(urls, nlp.pipe(texts), strict=True):
        graph.add_node(url, kind="section")
        named = sorted({doc[start:end].text.lower() for _, start, end in matcher(doc)})
        graph.add_nodes_from(named, kind="concept")
        for one, other in [*((url, term) for term in named), *combinations(named, 2)]:
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + 1)
    return graph


def to_turtle(graph: Any, path: Path) -> int:
    """Write the graph in SKOS; return the number of triples."""
    from rdflib import RDF, Graph, Literal, Namespace, URIRef
    from rdflib.namespace import DCTERMS, SKOS

    rdf, base = Graph(), Namespace("https://example.org/id/")
    rdf.bind("skos", SKOS)
    names = {node: base[quote(node)] for node, kind in graph.nodes(data="kind") if kind == "concept"}
    for term, iri in names.items():
        rdf.add((iri, RDF.type, SKOS.Concept))
        rdf.add((iri, SKOS.prefLabel, Literal(term, lang="en")))
    for one, other in graph.edges:
        if one in names and other in names:
            rdf.add((names[one], SKOS.related, names[other]))
        else:
            section, term = (other, one) if one in names else (one, other)
            rdf.add((URIRef(section), DCTERMS.references, names[term]))
    rdf.serialize(path, format="turtle")
    return len(rdf)


def to_page(graph: Any, path: Path) -> None:
    """Write the picture as pyvis makes it of a networkx graph."""
    from pyvis.network import Network

    picture = Network(height="800px", width="100%", cdn_resources="in_line")
    picture.from_nx(graph)
    path.write_text(picture.generate_html(), "utf-8")


def plain_pipeline(table: Path, terms: Sequence[str], out: Path, done: Callable[[str], None]) -> dict[str, int]:
    """Do it all; `done` is told when a stage is over."""
    import pandas as pd

    chunks = pd.read_parquet(table)
    terms = terms or glossary_terms(list(chunks["url"].unique()))
    done("pandas")
    texts = words_of(chunks["chunk"])
    done("markdown-it-py")
    graph = to_graph(chunks["url"], texts, terms)
    done("spacy and networkx")
    triples = to_turtle(graph, out / "graph.ttl")
    done("rdflib")
    to_page(graph, out / "graph.html")
    done("pyvis")
    return {"terms": len(terms), "nodes": graph.number_of_nodes(), "edges": graph.number_of_edges(), "triples": triples}


def worker(table: Path, terms_file: Path, out: Path) -> None:
    """Run the pipeline in this process; leave a note after each stage."""
    began, notes = [time.perf_counter(), time.process_time()], {}

    def done(stage: str) -> None:
        now = [time.perf_counter(), time.process_time()]
        notes[stage] = {"wall_s": round(now[0] - began[0], 2), "cpu_s": round(now[1] - began[1], 2)}
        began[:] = now
        (out / "notes.json").write_text(json.dumps(notes))

    terms = json.loads(terms_file.read_text("utf-8"))
    notes["counts"] = plain_pipeline(table, terms, out, done)
    (out / "notes.json").write_text(json.dumps(notes))


def plain_run(table: Path, terms: list[str], limit_s: float) -> dict[str, Any]:
    """Run the pipeline in a process of its own; return what it took, as far as it came."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        (out / "terms.json").write_text(json.dumps(terms), "utf-8")
        usage = watched([sys.executable, __file__, "--worker", out, table], limit_s=limit_s)
        if usage.code:
            sys.exit(f"the plain pipeline failed with {usage.code}")
        notes = json.loads((out / "notes.json").read_text("utf-8")) if (out / "notes.json").exists() else {}
        counts = notes.pop("counts", {})
        page = out / "graph.html"
        size = {"page_mb": round(page.stat().st_size / 1e6, 1)} if page.exists() else {}
        return usage.figures() | {"finished": usage.in_time} | counts | size | {"stages": notes}


def labels_of(out: Path) -> list[str]:
    import pyarrow.parquet as pq

    return list(map(str, pq.read_table(out / "tables/concepts.parquet", columns=["label"])["label"].to_pylist()))


def measure(table: Path, runs: int, limit_s: float, options: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = []
        for run in range(runs):
            say(f"kg build, {run + 1} of {runs}")
            ours.append(build(table, folder / "out", *options, env=no_cache(folder / f"cache{run}")))
        labels = labels_of(folder / "out")
    kg = medians(ours)
    result: dict[str, Any] = {"table": table.name, "kg_build": kg, "goal": GOAL, "machine": machine()}
    for name, terms in (("glossary", []), ("concepts", labels)):
        say(f"the plain pipeline with terms of the {name}, at most {limit_s:.0f} s")
        plain = plain_run(table, terms, limit_s)
        ratios = {f"{of}_ratio": round(plain[f"{of}_s"] / kg[f"{of}_s"], 1) for of in ("wall", "cpu")}
        result[name] = plain | ratios
    return result


def main() -> None:
    parser = arguments(__doc__, table=True)
    parser.add_argument("--runs", type=int, default=3, help="builds; their median is taken")
    parser.add_argument("--limit-s", type=float, default=600)
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        worker(given.table, given.worker / "terms.json", given.worker)
        return
    tell(measure(given.table, given.runs, given.limit_s, given.options), given.json)


if __name__ == "__main__":
    main()
