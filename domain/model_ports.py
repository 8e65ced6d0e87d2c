"""Ports to models: what texts mean, which passage answers, what a language model writes and what it may spend."""

from collections.abc import Callable, Generator, Sequence
from datetime import date
from typing import Protocol

from domain.ids import CommuneSlug
from domain.language_model import Message, ModelUse, Piece


class Embedding(Protocol):
    """What texts mean, as vectors of length one. Can be sent to another process; thread-safe."""

    @property
    def name(self) -> str:
        """Tells this model, and this version of it, from all others. Raises ModelUnavailable."""
        ...

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, passages: Sequence[tuple[str, str]]) -> Sequence[Sequence[float]]:
        """A vector for each (title with headings, text). Raises ModelUnavailable."""
        ...

    def embed_question(self, text: str) -> Sequence[float]:
        """A question's vector; all zeros when no word of it is known. Raises ModelUnavailable."""
        ...


class Reranker(Protocol):
    """A slower reader of a question and a passage together, for the few best passages of a search. Thread-safe."""

    @property
    def name(self) -> str:
        """Tells this model, and this version of it, from all others. Raises ModelUnavailable."""
        ...

    def scores(self, question: str, passages: Sequence[tuple[str, str]]) -> Sequence[float]:
        """How well each (title with headings, text) answers, from 0 to 1. Raises ModelUnavailable."""
        ...


class LanguageModel(Protocol):
    """A language model behind an endpoint. What it writes is checked before it is shown. Thread-safe."""

    @property
    def name(self) -> str:
        """The model's own name, shown with what it wrote (AI Act art. 50)."""
        ...

    def stream(self, messages: Sequence[Message], *, max_tokens: int, timeout_s: float) -> Generator[Piece, None, None]:
        """What it writes, as it comes; closing the generator ends the call. One attempt, no retry.

        ``timeout_s`` is a ceiling for the whole call as far as the connection tells; the caller keeps its own time.
        Raises ModelFailed, also midway: a text cut by the token limit or by the connection ends so.
        """
        ...


class ModelUseStore(Protocol):
    """What an installation has used of its language model, by day (UTC) and commune; durable."""

    def reserve(self, day: date, commune: CommuneSlug, use: ModelUse, fits: Callable[[ModelUse], bool]) -> bool:
        """Add ``use`` in one transaction if the day's new total, over all communes, fits; else False, nothing added.

        ``fits`` may be called twice.
        """
        ...

    def settle(self, day: date, commune: CommuneSlug, *, reserved: ModelUse, used: ModelUse) -> None:
        """Put what was used in the place of what was reserved."""
        ...

    def total(self, day: date, commune: CommuneSlug | None = None) -> ModelUse:
        """Of a day, over all communes when None."""
        ...
