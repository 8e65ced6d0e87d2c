"""What search keeps of an embedding that puts all texts near one another, as some transformers do.

    PARVIS_SHARED_DATA=… python -m eval.crowded

Our own embedding is given one more dimension, the same for all texts, so that unrelated texts have a mean cosine
of .72 instead of .06. nDCG@10 of the three arms with it as it is, crowded, and crowded then spread again by the index
(``retriever/meaning.py``).
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.ids import CommuneSlug
from domain.model_ports import Embedding
from domain.search import CommuneScope
from eval.retrieval import COMMUNE, QuestionSet, read_set, score, shared_data
from eval.retrieval_scores import DEPTH
from models.static_embedding import StaticEmbedding
from retriever.generation import SHARD, Vocabulary, current_name, scope_folder, vocabulary_of
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_shard import EdgeShardReader
from retriever.searching import search_arms

SET_NAMES = ("cnil", "spf")
SHARED = 0.7
"""Part of each vector, squared, that all texts have in common."""

_BY_DOCUMENT = 100


class Crowded:
    """An ``Embedding``: ours, with what all texts share."""

    def __init__(self) -> None:
        self._ours = StaticEmbedding()

    @property
    def name(self) -> str:
        return f"crowded-{self._ours.name}"

    @property
    def dimensions(self) -> int:
        return self._ours.dimensions + 1

    def embed_passages(self, passages: Sequence[tuple[str, str]]) -> list[list[float]]:
        return [_crowded(vector) for vector in self._ours.embed_passages(passages)]

    def embed_question(self, text: str) -> list[float]:
        return _crowded(self._ours.embed_question(text))


def ndcg_of(questions: QuestionSet, embedding: Embedding, *, is_spread: bool = True) -> str:
    """nDCG@10 with its interval; ``is_spread`` False: as if the index did not know how crowded it is."""
    with TemporaryDirectory() as name:
        folder, scope = Path(name), CommuneScope(commune=COMMUNE)

        def root(_: CommuneSlug) -> Path:
            return folder

        EdgeIndexBuilder(root, embedding).rebuild(scope, questions.passages)
        place = scope_folder(folder, scope.visibility)
        generation = place / (current_name(place) or "")
        vocabulary = vocabulary_of(generation)
        shard = EdgeShardReader(generation / SHARD)
        try:
            known = vocabulary if is_spread else replace(vocabulary, crowding=None)
            return str(score(questions, _found(questions, shard, known, embedding)).ndcg)
        finally:
            shard.close()


def report(names: Sequence[str], write: Callable[[str], object]) -> None:
    """Print each set's three figures, or SKIPPED."""
    data = shared_data()
    if data is None:
        write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
        return
    for name in names:
        questions = read_set(data / "qa" / name)
        write(f"{name} nDCG@10\n  as it is            {ndcg_of(questions, StaticEmbedding())}\n")
        write(f"  crowded             {ndcg_of(questions, Crowded(), is_spread=False)}\n")
        write(f"  crowded then spread {ndcg_of(questions, Crowded())}\n")


def _found(
    questions: QuestionSet, shard: EdgeShardReader, vocabulary: Vocabulary, embedding: Embedding
) -> list[list[bool]]:
    documents, found = questions.documents, []
    limit = _BY_DOCUMENT if questions.by_document else DEPTH
    for question in questions.questions:
        result = search_arms(question.text, shard, vocabulary, embedding=embedding, limit=limit)
        ids = [hit.passage_id for hit in result.hits]
        names: Sequence[str] = list(dict.fromkeys(documents[one] for one in ids)) if questions.by_document else ids
        found.append([name in question.relevant for name in names[:DEPTH]])
    return found


def _crowded(vector: Sequence[float]) -> list[float]:
    return [math.sqrt(1 - SHARED) * value for value in vector] + [math.sqrt(SHARED)]


if __name__ == "__main__":
    report(sys.argv[1:] or SET_NAMES, sys.stdout.write)
