"""Documents that are read apart from each other, as on machines of their own, and corpora with one page changed."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import corpora

from kg.chunks import join_chunks, parse, read_chunks
from kg.concepts import find_concepts
from kg.config import Settings
from kg.records import Chunk, Concept
from kg.steps import ReadDocument, Shelf, Step, by_document


class Apart(Shelf):
    """A shelf whose documents are read in a given order; whatever comes or goes is pickled."""

    def __init__(self, documents: Iterable[Any], order: Sequence[int]) -> None:
        self.documents = list(documents)
        self.order = order

    def run(self, step: Step, known: Any) -> Iterator[Any]:
        facts: dict[int, bytes] = {}
        for number in self.order:
            document, told = step.read(*pickle.loads(pickle.dumps((self.documents[number], known))))
            self.documents[number] = pickle.loads(pickle.dumps(document))
            facts[number] = pickle.dumps(told)
        yield from (pickle.loads(facts[number]) for number in sorted(facts))


@cache
def sample_chunks() -> tuple[Chunk, ...]:
    """Rows of half the pages of the sample documentation."""
    folder = corpora.ROOT / "data/docs/en"
    files = sorted(path for path in Path(folder).rglob("*.md*"))[::2]
    return tuple(read_chunks([str(path) for path in files], columns={}).chunks)


def read_corpus(chunks: Iterable[Chunk], settings: Settings) -> tuple[list[ReadDocument], list[Concept]]:
    parsing = parse(join_chunks(chunks, base_iri=settings.base_iri).documents)
    concepts = find_concepts(parsing.sections, parsing.links, settings=settings).concepts
    return by_document(parsing.sections, parsing.links), concepts


def take_steps(
    documents: Sequence[ReadDocument], steps: Iterable[Step], known: Any
) -> tuple[list[ReadDocument], list[list[tuple[object, object]]], Any]:
    """Run steps; return the documents, for each step each document's scope and facts, and what the last gathers."""
    taken: list[list[tuple[object, object]]] = []
    told: list[Any] = [None] * len(documents)
    for step in steps:
        assert step.scope is not None
        scopes = [step.scope(facts, known) for facts in told]
        read = [step.read(document, known) for document in documents]
        documents, told = [document for document, _ in read], [facts for _, facts in read]
        taken.append(list(zip(scopes, told, strict=True)))
        known = step.gather(iter(told), known)
    return list(documents), taken, known
