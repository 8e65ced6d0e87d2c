"""A stand-in embedding, whose directions are words."""

import math
from collections.abc import Sequence

from domain.errors import ModelUnavailable
from french.analyser import words
from tests.retriever.samples import VOCABULARY

AXES = {"godasse": 0, "chaussures": 0, "cantine": 1, "repas": 1, **{word: 2 + at for at, word in enumerate(VOCABULARY)}}
SIZE = 2 + len(VOCABULARY)


class Axes:
    """An ``Embedding``: each known word is a direction, some words share one; can be sent to another process.

    It embeds ``patience`` passages, then breaks.
    """

    def __init__(self, name: str = "axes:1", *, is_broken: bool = False, patience: int = 10_000) -> None:
        self.name = name
        self.is_broken = is_broken
        self.patience = patience

    @property
    def dimensions(self) -> int:
        return SIZE

    def embed_passages(self, passages: Sequence[tuple[str, str]]) -> list[list[float]]:
        self.patience -= len(passages)
        if self.patience < 0:
            raise ModelUnavailable("out of memory")
        return [self._vector(f"{title} {text}") for title, text in passages]

    def embed_question(self, text: str) -> list[float]:
        if self.is_broken:
            raise ModelUnavailable("model.npz is not a static embedding; put the model's own file back")
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        vector = [0.0] * SIZE
        for word in words(text):
            if word in AXES:
                vector[AXES[word]] += 1
        length = math.hypot(*vector) or 1.0
        return [value / length for value in vector]


class Near(Axes):
    """The same, with one more direction that all texts share."""

    def _vector(self, text: str) -> list[float]:
        return [value * math.sqrt(0.2) for value in super()._vector(text)] + [math.sqrt(0.8)]

    @property
    def dimensions(self) -> int:
        return SIZE + 1
