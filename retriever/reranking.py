"""The best hits of a search read again by a cross-encoder, when there is one and it is quick enough."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from domain.errors import ModelUnavailable
from domain.ids import CommuneSlug, PassageId
from domain.model_ports import Reranker
from domain.ports import PassageIndex
from domain.search import CommuneScope, Hit, SearchResult

RERANK_ARM = "rerank"

_LOG = logging.getLogger(__name__)

Texts = Callable[[CommuneSlug, Sequence[PassageId]], Mapping[PassageId, tuple[str, str]]]
"""(title with headings, text) of the passages of a commune that still exist."""


class RerankedIndex:
    """A ``PassageIndex``: the first ``depth`` hits of another, in the order of a ``Reranker``; the rest as they were.

    The fused scores stay, each at its rank, so that they mean what they meant; a hit's ``rerank`` arm is the
    cross-encoder's own score, 0 for hits that it was not given. When it fails, or has not answered within ``budget_s``
    (the first time, because it is being loaded), the fused order stands, and so it does for whoever asks until it has.
    """

    def __init__(self, index: PassageIndex, reranker: Reranker, texts: Texts, *, depth: int, budget_s: float) -> None:
        self._index = index
        self._reranker = reranker
        self._texts = texts
        self._depth = depth
        self._budget_s = budget_s
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reranking")
        self._late: Future[Sequence[float]] | None = None

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        """The ``limit`` best passages. Raises IndexUnavailable."""
        result = self._index.search(text, scope=scope, limit=max(limit, self._depth) if limit > 0 else limit)
        hits = self._reranked(text, scope.commune, result.hits) if limit > 0 else result.hits
        return replace(result, hits=hits[:limit])

    def count(self, scope: CommuneScope) -> int:
        """As the index that is searched."""
        return self._index.count(scope)

    def close(self) -> None:
        """Start nothing more; what is being read ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _reranked(self, text: str, commune: CommuneSlug, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        head = hits[: self._depth]
        texts = self._texts(commune, [hit.passage_id for hit in head])
        there = [hit.passage_id for hit in head if hit.passage_id in texts]
        found = self._scores(text, [texts[passage] for passage in there])
        if found is None:
            return tuple(hits)
        scores = dict(zip(there, found, strict=True))
        marked = [replace(hit, arms={**hit.arms, RERANK_ARM: scores.get(hit.passage_id, 0.0)}) for hit in hits]
        first = sorted(marked[: len(head)], key=lambda hit: (-round(hit.arms[RERANK_ARM], 6), hit.passage_id))
        kept = [replace(hit, score=former.score) for hit, former in zip(first, head, strict=True)]
        return (*kept, *marked[len(head) :])

    def _scores(self, text: str, passages: Sequence[tuple[str, str]]) -> Sequence[float] | None:
        """None when the reranker cannot be waited for."""
        if self._late is not None and not self._late.done():
            return None
        asked = self._pool.submit(self._reranker.scores, text, passages)
        try:
            return asked.result(timeout=self._budget_s)
        except TimeoutError:
            if not asked.cancel():
                self._late = asked
            _LOG.warning("the reranker took over %g s: the order of search stands", self._budget_s)
        except ModelUnavailable as error:
            _LOG.error("searching without the reranker: %s", error)
        return None
