"""bm25s as a peer: BM25 over whole words, with all that it offers for French."""

from collections.abc import Sequence

import bm25s

from domain.passage import Passage
from eval.search_peers import searched_text
from french.pystemmer_stemmer import stem


def stems_of_words(words: Sequence[str]) -> list[str]:
    """Snowball French stems, in the form that bm25s calls its stemmer in."""
    return [stem(word) for word in words]


class Bm25sPeer:
    """bm25s with its French stop-words, Snowball's French stemmer and its default weights (Lucene, k1 1.5, b .75)."""

    given = "its French stop-words, Snowball French stems, its defaults (Lucene, k1 1.5, b .75), numpy"
    libraries: Sequence[str] = ("bm25s", "PyStemmer")

    def __init__(self) -> None:
        self._engine = bm25s.BM25()
        self._ids: list[str] = []

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Tokenise and index in memory."""
        self._ids = [str(passage.id) for passage, _ in passages]
        self._engine.index(self._tokens([searched_text(*pair) for pair in passages]), show_progress=False)

    def search(self, text: str, limit: int) -> list[str]:
        """Passages that hold a word of the question."""
        numbers, scores = self._engine.retrieve(self._tokens([text]), k=min(limit, len(self._ids)), show_progress=False)
        return [self._ids[int(number)] for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]

    def close(self) -> None:
        """Nothing is held open."""

    def _tokens(self, texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="french", stemmer=stems_of_words, show_progress=False)
