"""Read an export with GraphRAG itself, in its own environment: `python read.py FOLDER QUERY`; prints what it saw.

The readers, the table provider and the context builders are GraphRAG's. Ours are two stand-ins for models that would be
asked over the network: a tokenizer that counts words, and a vector store that ranks by common words.
"""

import asyncio
import json
import logging
import os
import sys
from dataclasses import asdict
from typing import Any

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else it is asked for over the network

from graphrag.data_model import schemas
from graphrag.data_model.data_reader import DataReader
from graphrag.data_model.row_transformers import transform_entity_row_for_embedding
from graphrag.query import indexer_adapters as adapters
from graphrag.query.structured_search.basic_search.basic_context import BasicSearchContext
from graphrag.query.structured_search.global_search.community_context import GlobalCommunityContext
from graphrag.query.structured_search.local_search.mixed_context import LocalSearchMixedContext
from graphrag_llm.tokenizer.tokenizer import Tokenizer
from graphrag_storage.file_storage import FileStorage
from graphrag_storage.tables.parquet_table_provider import ParquetTableProvider
from graphrag_vectors import VectorStore
from graphrag_vectors.vector_store import VectorStoreDocument, VectorStoreSearchResult

LEVEL = 2  # what `graphrag query` takes where nothing is said
COLUMNS = {
    "entities": schemas.ENTITIES_FINAL_COLUMNS,
    "relationships": schemas.RELATIONSHIPS_FINAL_COLUMNS,
    "communities": schemas.COMMUNITIES_FINAL_COLUMNS,
    "community_reports": schemas.COMMUNITY_REPORTS_FINAL_COLUMNS,
    "text_units": schemas.TEXT_UNITS_FINAL_COLUMNS,
    "documents": schemas.DOCUMENTS_FINAL_COLUMNS,
}


class Words(Tokenizer):
    def __init__(self, **_: Any) -> None: ...

    def encode(self, text: str) -> list[int]:
        return list(range(len(text.split())))

    def decode(self, tokens: list[int]) -> str:
        return ""


class Common(VectorStore):
    """Ranks by the share of a text's words that the query has."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self.texts = {key: set(text.lower().split()) for key, text in texts.items()}

    def similarity_search_by_text(self, text: str, text_embedder: Any, k: int = 10, **_: Any) -> list[Any]:
        wanted = set(text.lower().split())
        scores = {key: len(wanted & words) / len(wanted | words) for key, words in self.texts.items()}
        best = sorted(scores, key=lambda key: (-scores[key], key))[:k]
        return [VectorStoreSearchResult(VectorStoreDocument(id=key, vector=None), scores[key]) for key in best]

    def connect(self) -> None: ...
    def create_index(self) -> None: ...
    def load_documents(self, documents: list[Any]) -> None: ...
    def similarity_search_by_vector(self, query_embedding: list[float], k: int = 10, **_: Any) -> list[Any]:
        raise NotImplementedError

    def search_by_id(self, *_: Any, **__: Any) -> Any:
        raise NotImplementedError

    def count(self) -> int:
        return len(self.texts)

    def remove(self, ids: list[str]) -> None: ...
    def update(self, document: Any) -> None: ...


async def read(folder: str, query: str) -> dict[str, Any]:
    provider = ParquetTableProvider(FileStorage(folder))
    reader = DataReader(provider)
    tables = {name: await getattr(reader, name)() for name in COLUMNS}
    columns = {name: list(table.columns)[: len(COLUMNS[name])] == COLUMNS[name] for name, table in tables.items()}

    def table(name: str) -> Any:
        return tables[name].copy()

    entities = adapters.read_indexer_entities(table("entities"), table("communities"), LEVEL)
    relationships = adapters.read_indexer_relationships(table("relationships"))
    text_units = adapters.read_indexer_text_units(table("text_units"))
    reports = adapters.read_indexer_reports(table("community_reports"), table("communities"), LEVEL)
    communities = adapters.read_indexer_communities(table("communities"), table("community_reports"))
    embedded = {}
    async with provider.open("entities", truncate=False, transformer=transform_entity_row_for_embedding) as rows:
        async for row in rows:
            embedded[row["id"]] = row["title_description"]
    found = {
        "columns": columns,
        "entities": [asdict(e) for e in entities],
        "relationships": [asdict(r) for r in relationships],
        "text_units": [asdict(t) for t in text_units],
        "reports": [asdict(r) for r in reports],
        "communities": [asdict(c) for c in communities],
        "documents": table("documents")[["id", "title", "text"]].to_dict("records"),
        "embedded": embedded,
    }
    local = LocalSearchMixedContext(
        entities, Common(embedded), None, text_units, reports, relationships, tokenizer=Words()
    )  # type: ignore[arg-type]
    found["local"] = local.build_context(query, include_relationship_weight=True).context_chunks
    whole = GlobalCommunityContext(reports, communities, entities, tokenizer=Words())
    found["global"] = (await whole.build_context(query, use_community_summary=False)).context_chunks
    basic = BasicSearchContext(None, Common({t.id: t.text for t in text_units}), text_units, Words())  # type: ignore[arg-type]
    found["basic"] = basic.build_context(query, k=3).context_chunks
    return found


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    json.dump(asyncio.run(read(*sys.argv[1:])), sys.stdout)
