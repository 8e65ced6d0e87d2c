"""A passage as an engine holds it, and what a build writes such passages to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.ids import CommuneSlug, DocumentId, PassageId
from retriever.bm25 import SparseVector
from retriever.generation import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePoint:
    """Whose passage it is, and its vector in each arm."""

    passage_id: PassageId
    document_id: DocumentId
    commune: CommuneSlug
    words: SparseVector
    chars: SparseVector
    meaning: list[float] | None = None


class PassageWriter(Protocol):
    """A new generation being written. Nothing of it is searched before its builder makes it current."""

    def add(self, points: Iterable[PassagePoint]) -> None:
        """Insert points. Raises DiskFull, IndexUnavailable."""
        ...

    def finish(self, vocabulary: Vocabulary, words: Sequence[str]) -> None:
        """Write everything for good, check that it is all there, keep the vocabulary with it.

        ``words`` are the lines of its ``CorpusWords``. Raises DiskFull, IndexUnavailable.
        """
        ...

    def give_up(self) -> None:
        """Delete what was added: another writer of the same generation is opened next. Raises IndexUnavailable."""
        ...


Opening = Callable[[int], PassageWriter]
"""Opens a writer for vectors of that many dimensions (0: no dense arm); can be sent to another process."""
