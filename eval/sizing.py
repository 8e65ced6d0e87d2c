"""What passages weigh in an index, and the memory and disk that so many communes ask of a Qdrant cluster.

    PARVIS_SHARED_DATA=… python -m eval.sizing [passages]

Measures real French passages (those of ``eval.bench_search``): the numbers of each arm, the bytes of each part, and the
disk that Qdrant Edge really takes for them. Then multiplies. The guide docs/guide-plus-d-une-machine.md quotes it.
A posting of a sparse arm is a number of four bytes and a weight of four, held once in the inverted index and once in
the vector kept beside it. With ``PARVIS_QDRANT_ON_DISK=1`` the inverted indexes and vectors are read from the disk.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.ids import CommuneSlug
from domain.passage import Passage
from domain.search import CommuneScope
from eval.bench_passages import passages_of
from eval.bench_search import allocated_mb
from eval.retrieval import COMMUNE, shared_data
from french.analyser import stems_of
from models.static_embedding import StaticEmbedding
from retriever.bm25 import indexed_text, indexed_words, ngram_counts, stem_counts
from retriever.corpus_words import lines_of, written_words
from retriever.generation import Vocabulary, packed
from retriever.qdrant_edge_builder import EdgeIndexBuilder

DEFAULT_PASSAGES = 3_000
POSTING_BYTES = 8
HALF_PRECISION_BYTES = 2
PAYLOAD_INDEX_BYTES = 100
"""Taken for the id and the two payload indexes of a point; not measured: no server can be had here."""

RESERVE = 1.5
"""What a cluster keeps free: segments are written twice while they are merged, a commune twice while it is rebuilt."""

CASES = (
    ("one commune of 1,000 passages", 1, 1_000),
    ("one commune of 5,000 passages", 1, 5_000),
    ("one commune of 20,000 passages", 1, 20_000),
    ("43 communes of 2,000 passages, with 3,000 of their agglomeration in each", 43, 5_000),
    ("34,900 communes of 1,000 passages", 34_900, 1_000),
    ("34,900 communes of 2,000 passages", 34_900, 2_000),
    ("34,900 communes of 5,000 passages", 34_900, 5_000),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Means for one passage: postings of both sparse arms, numbers of the dense one, characters of text."""

    words: float
    chars: float
    dimensions: int
    text: float

    @property
    def memory_bytes(self) -> float:
        """Inverted indexes, dense vector, identifiers and payload indexes."""
        return self.sparse_bytes + self.dense_bytes + PAYLOAD_INDEX_BYTES

    @property
    def memory_bytes_on_disk(self) -> float:
        """Identifiers and payload indexes, when the rest is read from the disk."""
        return PAYLOAD_INDEX_BYTES

    @property
    def disk_bytes(self) -> float:
        """What is in memory, the sparse vectors themselves, and the payload (four short values)."""
        return self.memory_bytes + self.sparse_bytes + 200

    @property
    def sparse_bytes(self) -> float:
        return POSTING_BYTES * (self.words + self.chars)

    @property
    def dense_bytes(self) -> float:
        return HALF_PRECISION_BYTES * self.dimensions


def weighed(passages: Sequence[tuple[Passage, str]], dimensions: int) -> Weights:
    """The means of these passages."""
    words = chars = text = 0
    for passage, title in passages:
        found = indexed_words(passage, title)
        words += len(stem_counts(stems_of(found)))
        chars += len(ngram_counts(found))
        text += len(passage.text)
    count = max(len(passages), 1)
    return Weights(words=words / count, chars=chars / count, dimensions=dimensions, text=text / count)


def vocabulary_bytes(passages: Sequence[tuple[Passage, str]]) -> int:
    """What the stems and the words of an index of these passages take on a Qdrant server."""
    holding = Counter(stem for passage, title in passages for stem in set(stems_of(indexed_words(passage, title))))
    words = Counter(word for passage, title in passages for word in written_words(indexed_text(passage, title)))
    return len(packed(Vocabulary(passages=len(passages), holding=holding), lines_of(words)))


def sized(weights: Weights, communes: int, passages: int, replicas: int) -> tuple[float, float, float]:
    """Memory, memory with vectors on disk, and disk of a whole cluster, in GB (10^9 bytes), reserve and copies in."""
    count = communes * passages * replicas * RESERVE / 1e9
    return count * weights.memory_bytes, count * weights.memory_bytes_on_disk, count * weights.disk_bytes


def main(data: Path, wanted: int, write: Callable[[str], object]) -> None:
    """Measure, multiply, print. ``data`` is the folder of outside data."""
    passages, embedding = list(passages_of(data, wanted)), StaticEmbedding()
    weights = weighed(passages, embedding.dimensions)
    write(f"{len(passages)} passages of {weights.text:.0f} characters: {weights.words:.0f} stems, ")
    write(f"{weights.chars:.0f} character n-grams, {weights.dimensions} dimensions\n")
    write(f"their vocabulary: {vocabulary_bytes(passages)} bytes on the server\n")
    write(f"one passage: {weights.sparse_bytes:.0f} bytes of postings, {weights.dense_bytes:.0f} of dense vector; ")
    write(f"{weights.memory_bytes:.0f} in memory, {weights.disk_bytes:.0f} on disk\n")
    with TemporaryDirectory() as folder:

        def root(_: CommuneSlug) -> Path:
            return Path(folder)

        EdgeIndexBuilder(root, embedding).rebuild(CommuneScope(commune=COMMUNE), passages)
        taken = allocated_mb(Path(folder)) * 1e6
    write(f"Qdrant Edge takes {taken / 1e6:.0f} MB of disk for them: {taken / len(passages):.0f} bytes a passage\n")
    for told, communes, each in CASES:
        for replicas in (1, 2):
            memory, least, disk = sized(weights, communes, each, replicas)
            write(f"{told}, {replicas} copies: {memory:.2f} GB of memory, {disk:.2f} GB of disk; ")
            write(f"vectors on disk: {least:.2f} GB of memory\n")


if __name__ == "__main__":
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
    else:
        main(data, int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PASSAGES, sys.stdout.write)
