"""Any cross-encoder that sentence-transformers reads, from files of this machine. Torch is imported at first use."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from domain.errors import ModelUnavailable
from models.huggingface_hub_folder import digest_of, model_folder, needs_extra

LONGEST = 512
"""Tokens of a question and a passage together that count, at most."""

_BATCH = 16
_LONGEST_TEXT = 8_000


class SentenceTransformersReranker:
    """A ``Reranker``. Thread-safe; pairs are read in batches, one call at a time."""

    def __init__(self, name: str, longest: int = LONGEST) -> None:
        self._given = name
        self._longest = longest
        self._lock = threading.RLock()
        self._named: tuple[str, Path] | None = None
        self._model: Any = None

    @property
    def name(self) -> str:
        """The model's last name and what its files hold: « bge-reranker-v2-m3:1a2b3c4d5e6f »."""
        return self._known()[0]

    def scores(self, question: str, passages: Sequence[tuple[str, str]]) -> list[float]:
        """How well each (title, text) answers, from 0 to 1."""
        if not passages:
            return []
        pairs = [
            (question[:_LONGEST_TEXT], (f"{title}\n{text}" if title else text)[:_LONGEST_TEXT])
            for title, text in passages
        ]
        with self._lock:
            model = self._loaded()
            try:
                from torch.nn import Sigmoid

                found = model.predict(pairs, batch_size=_BATCH, activation_fn=Sigmoid(), show_progress_bar=False)
            except Exception as error:  # torch raises RuntimeError, but also what each model's own code does
                raise ModelUnavailable(f"{self._given} could not score {len(pairs)} passages ({error})") from error
        scores = np.asarray(found, dtype=np.float32)
        if scores.shape != (len(pairs),) or not np.isfinite(scores).all():
            raise ModelUnavailable(f"{self._given} gives {scores.shape} scores, or some that are not numbers")
        return [float(score) for score in scores]

    def _known(self) -> tuple[str, Path]:
        with self._lock:
            if self._named is None:
                needs_extra()
                folder = model_folder(self._given)
                self._named = f"{Path(self._given).name}:{digest_of(folder)[:12]}", folder
            return self._named

    def _loaded(self) -> Any:  # noqa: ANN401 - the library's own class, whose types are not read
        if self._model is None:
            folder = self._known()[1]
            try:
                from sentence_transformers import CrossEncoder
                from transformers.utils import logging

                logging.disable_progress_bar()
                model = CrossEncoder(str(folder), local_files_only=True)
                model.max_seq_length = min(self._longest, model.max_seq_length or self._longest)
            except Exception as error:  # damaged files raise whatever reads them first
                raise ModelUnavailable(
                    f"{folder} is no cross-encoder that sentence-transformers reads ({error}); put its own files back"
                ) from error
            if model.num_labels != 1:
                raise ModelUnavailable(f"{self._given} gives {model.num_labels} labels, not a score; choose another")
            self._model = model
        return self._model
