"""Our search offered to LlamaIndex: its query engines can read a commune's passages through ``ParvisRetriever``.

It gives what answers rest on, in the same order: misspelt words corrected, what applies before what was replaced,
nothing said twice. ``docs/retriever.md`` shows it at work; ``app.passage_retriever`` opens one on an installation.
"""

from collections.abc import Sequence
from typing import Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from domain.answer import Question
from domain.ports import Clock
from domain.search import CommuneScope
from retriever.ranking.candidate import Candidate

_FOR_PROGRAMS = ["document_id", "commune", "source", "path", "link"]
"""Metadata that a language model is not shown."""


class Found(Protocol):
    """What was found for a question, best first."""

    @property
    def candidates(self) -> Sequence[Candidate]: ...


class Seeks(Protocol):
    """Finds the passages of a scope for a question, as answers do."""

    def seek(self, question: Question, *, scope: CommuneScope, limit: int) -> Found:
        """``limit`` passages at least are asked of the search. Raises IndexUnavailable."""
        ...


class ParvisRetriever(BaseRetriever):
    """The ``limit`` best passages of one scope as scored nodes, best first.

    The scope has no default: it names the commune, and whether its public or its internal passages are searched. A
    node's text is the passage's, after what leads to it (a table's title and header); its metadata the document's.
    """

    def __init__(self, seeker: Seeks, *, scope: CommuneScope, clock: Clock, limit: int = 10) -> None:
        super().__init__()
        self._seeker = seeker
        self._scope = scope
        self._clock = clock
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = Question(text=query_bundle.query_str, commune=self._scope.commune, asked_at=self._clock.now())
        # Twice as many as wanted: what is said twice is given once.
        found = self._seeker.seek(question, scope=self._scope, limit=2 * self._limit)
        return [NodeWithScore(node=_node(one), score=one.score) for one in found.candidates[: self._limit]]


def _node(one: Candidate) -> TextNode:
    passage, document = one.passage, one.document
    day = document.session_date
    return TextNode(
        id_=passage.id,
        text="\n".join((*passage.context, passage.text)),
        metadata={
            "title": document.title,
            "heading_path": " > ".join(passage.heading_path),
            "page": passage.page,
            "session_date": None if day is None else day.isoformat(),
            "document_id": document.id,
            "commune": passage.commune,
            "source": document.source,
            "path": document.path,
            "link": passage.link or document.address,
        },
        excluded_llm_metadata_keys=_FOR_PROGRAMS,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document.id)},
    )
