"""Haystack's in-memory BM25 as a peer. Its usage reports are turned off before it is imported."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.passage import Passage
from eval.search_peers import searched_text
from french.analyser import stems

if TYPE_CHECKING:
    from haystack.document_stores.in_memory import InMemoryDocumentStore as Store

_OUR_STEMS = r"\S+"


class HaystackPeer:
    """``InMemoryDocumentStore`` as it comes: BM25L over lower-case words; it takes no stemmer and no stop-words."""

    given = "its own words (lower case, no stemming offered), its defaults (BM25L, k1 1.5, b .75)"
    libraries: Sequence[str] = ("haystack-ai",)

    def __init__(self) -> None:
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
        self._store = self._new_store()

    def _new_store(self) -> "Store":
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        return InMemoryDocumentStore(shared=False)

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Write every passage to the store."""
        from haystack import Document

        self._store.write_documents(
            [Document(id=str(pair[0].id), content=self._words(searched_text(*pair))) for pair in passages]
        )

    def search(self, text: str, limit: int) -> list[str]:
        """Passages by BM25; none for a question without a word, which Haystack refuses."""
        asked = self._words(text)
        if not asked.strip():
            return []
        return [str(document.id) for document in self._store.bm25_retrieval(asked, top_k=limit)]

    def close(self) -> None:
        """End the store's thread."""
        self._store.shutdown()

    def _words(self, text: str) -> str:
        return text


class HaystackStemsPeer(HaystackPeer):
    """The same over texts that our analyser has made into stems, for what its scoring is worth on French."""

    given = "our stems (accents folded, stop-words out) in place of the text, its defaults (BM25L)"

    def _new_store(self) -> "Store":
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        return InMemoryDocumentStore(bm25_tokenization_regex=_OUR_STEMS, shared=False)

    def _words(self, text: str) -> str:
        return " ".join(stems(text))
