"""LlamaIndex as a peer: a vector index and BM25, fused by reciprocal rank, as its documentation sets them up.

``llama-index-retrievers-bm25`` asks for PyStemmer below 3 and is installed beside ours all the same
(``make compare-search``): it calls one method of it, which has not changed.
"""

from collections.abc import Sequence
from typing import Any

from llama_index.core import VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from pydantic import PrivateAttr

from domain.passage import Passage
from eval.search_peers import searched_text
from french.pystemmer_stemmer import stem
from models.static_embedding import StaticEmbedding

_DEPTH = 100
"""Passages that each arm hands to the fusion, as many as ours."""


class FrenchStems:
    """Snowball's French stems under the one method that bm25s calls."""

    def stemWords(self, words: Sequence[str]) -> list[str]:
        """A stem for each word."""
        return [stem(word) for word in words]


class OurEmbedding(BaseEmbedding):
    """Our static embedding in LlamaIndex's form; a passage's first line is its title, weighed as ours is."""

    _static: StaticEmbedding = PrivateAttr(default_factory=StaticEmbedding)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._static.embed_question(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        title, _, body = text.partition("\n")
        return self._static.embed_passages([(title, body)])[0]


class LlamaIndexPeer:
    """``VectorStoreIndex`` and ``BM25Retriever`` under ``QueryFusionRetriever``, one query, no language model."""

    given = (
        "our embedding, BM25Retriever with Snowball French stems and French stop-words (its questions lose English"
        " ones: the library's own), reciprocal rank of 100 + 100"
    )
    libraries: Sequence[str] = ("llama-index-core", "llama-index-retrievers-bm25", "bm25s")

    def __init__(self) -> None:
        self._retrievers: list[Any] = []
        self._fused: dict[int, QueryFusionRetriever] = {}

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Embed and index in memory."""
        nodes = [_node(*pair) for pair in passages]
        vectors = VectorStoreIndex(nodes, embed_model=OurEmbedding())
        depth = min(_DEPTH, len(nodes))
        words = BM25Retriever.from_defaults(
            nodes=nodes, stemmer=FrenchStems(), language="french", similarity_top_k=depth
        )
        self._retrievers = [vectors.as_retriever(similarity_top_k=depth), words]

    def search(self, text: str, limit: int) -> list[str]:
        """Passages by reciprocal rank."""
        return [str(found.node.node_id) for found in self._retriever(limit).retrieve(text)]

    def close(self) -> None:
        """Nothing is held open."""

    def _retriever(self, limit: int) -> QueryFusionRetriever:
        if limit not in self._fused:
            self._fused[limit] = QueryFusionRetriever(
                self._retrievers,
                llm=MockLLM(),
                mode=FUSION_MODES.RECIPROCAL_RANK,
                similarity_top_k=limit,
                num_queries=1,
                use_async=False,
            )
        return self._fused[limit]


def _node(passage: Passage, title: str) -> TextNode:
    # The fusion takes nodes of the same text and metadata for one, and adds up their scores (spf, whose fiches repeat
    # paragraphs: nDCG .790 for .918). Nodes read from files differ by their path; these differ by their id.
    where = {"passage": str(passage.id)}
    return TextNode(
        id_=str(passage.id),
        text=searched_text(passage, title),
        metadata=where,
        excluded_embed_metadata_keys=list(where),
    )
