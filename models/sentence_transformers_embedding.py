"""Any embedding that sentence-transformers reads, from files of this machine. Torch is imported at the first vector.

Pooling, and whether vectors are cut, are said by the model's own folder (``modules.json``); a folder of plain
transformers has the mean of its tokens.
"""

import hashlib
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from domain.errors import ModelUnavailable
from models.huggingface_hub_folder import digest_of, model_folder, needs_extra
from models.neural_prefixes import Prefixes, prefixes_of

LONGEST = 512
"""Tokens of a text that count, at most: a passage of 900 characters has 300 or so, and time rises with the square."""

_BATCH = 32
_LONGEST_TEXT = 8_000
"""Characters given to the tokenizer: 512 tokens are about 2,000."""


class SentenceTransformersEmbedding:
    """An ``Embedding``. Thread-safe; travels to another process by its name. One text is embedded at a time.

    ``name`` is a folder or a model's name; ``prefixes`` go before those of the model's folder and of the table.
    """

    def __init__(self, name: str, prefixes: Prefixes | None = None, longest: int = LONGEST) -> None:
        self._given = name
        self._prefixes = prefixes
        self._longest = longest
        self._lock = threading.RLock()
        self._named: tuple[str, Path, Prefixes] | None = None
        self._model: Any = None

    def __reduce__(self) -> tuple[type["SentenceTransformersEmbedding"], tuple[str, Prefixes | None, int]]:
        return (SentenceTransformersEmbedding, (self._given, self._prefixes, self._longest))

    @property
    def name(self) -> str:
        """The model's last name and what its files, prefixes and length hold: « multilingual-e5-base:1a2b3c4d5e6f »."""
        return self._known()[0]

    @property
    def dimensions(self) -> int:
        """Numbers in a vector. Loads the model."""
        return len(self.embed_question("mairie"))

    def embed_passages(self, passages: Sequence[tuple[str, str]]) -> list[list[float]]:
        """A vector of length one for each (title, text), the title read before the text."""
        prefix = self._known()[2].passage
        return self._embed([f"{title}\n{text}" if title else text for title, text in passages], prefix)

    def embed_question(self, text: str) -> list[float]:
        """The question's vector, of length one."""
        return self._embed([text], self._known()[2].question)[0]

    def _known(self) -> tuple[str, Path, Prefixes]:
        with self._lock:
            if self._named is None:
                needs_extra()
                folder = model_folder(self._given)
                prefixes = self._prefixes or prefixes_of(self._given, folder)
                told = f"{digest_of(folder)}\0{prefixes.question}\0{prefixes.passage}\0{self._longest}"
                name = Path(self._given).name
                self._named = f"{name}:{hashlib.sha256(told.encode()).hexdigest()[:12]}", folder, prefixes
            return self._named

    def _embed(self, texts: Sequence[str], prefix: str) -> list[list[float]]:
        if not texts:
            return []
        # One at a time: a tokenizer whose truncation is being set refuses a second thread (« Already borrowed »).
        with self._lock:
            model = self._loaded()
            try:
                vectors = model.encode(
                    [text[:_LONGEST_TEXT] for text in texts],
                    prompt=prefix,
                    batch_size=_BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            except Exception as error:  # torch raises RuntimeError, but also what each model's own code does
                raise ModelUnavailable(f"{self._given} could not embed {len(texts)} texts ({error})") from error
        rows = np.asarray(vectors, dtype=np.float32)
        if not np.isfinite(rows).all():
            raise ModelUnavailable(f"{self._given} gives vectors that are not numbers; put the model's own files back")
        return [[float(value) for value in row] for row in rows]

    def _loaded(self) -> Any:  # noqa: ANN401 - the library's own class, whose types are not read
        if self._model is None:
            folder = self._known()[1]
            try:
                from sentence_transformers import SentenceTransformer
                from transformers.utils import logging

                logging.disable_progress_bar()
                model = SentenceTransformer(str(folder), local_files_only=True)
                with suppress(AttributeError):  # a static embedding has no length to set: it reads everything
                    model.max_seq_length = min(self._longest, model.max_seq_length or self._longest)
            except Exception as error:  # damaged files raise whatever reads them first
                raise ModelUnavailable(
                    f"{folder} is not a model that sentence-transformers reads ({error}); put the model's own files"
                    " back"
                ) from error
            self._model = model
        return self._model
