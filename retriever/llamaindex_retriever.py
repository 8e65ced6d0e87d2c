"""Our search offered to LlamaIndex: any of its query engines can read a commune's passages through this."""

from collections.abc import Callable, Mapping, Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from domain.ids import PassageId
from domain.passage import Passage
from domain.ports import PassageIndex
from domain.search import CommuneScope


class PassageRetriever(BaseRetriever):
    """Passages of one scope as scored nodes, best first. ``passages_by_id`` is the document store's own."""

    def __init__(
        self,
        index: PassageIndex,
        passages_by_id: Callable[[Sequence[PassageId]], Mapping[PassageId, Passage]],
        *,
        scope: CommuneScope,
        limit: int = 10,
    ) -> None:
        super().__init__()
        self._index = index
        self._passages_by_id = passages_by_id
        self._scope = scope
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Nodes of the passages that still exist: one removed since the index was built is left out."""
        hits = self._index.search(query_bundle.query_str, scope=self._scope, limit=self._limit).hits
        passages = self._passages_by_id([hit.passage_id for hit in hits])
        return [
            NodeWithScore(node=_node(passages[hit.passage_id]), score=hit.score)
            for hit in hits
            if hit.passage_id in passages
        ]


def _node(passage: Passage) -> TextNode:
    return TextNode(
        id_=passage.id,
        text="\n".join((*passage.context, passage.text)),
        metadata={
            "document_id": passage.document_id,
            "commune": passage.commune,
            "heading_path": " > ".join(passage.heading_path),
            "page": passage.page,
        },
    )
