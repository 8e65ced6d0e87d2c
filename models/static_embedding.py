"""A static embedding: a text is the sum of its word pieces' vectors, made of length one. Read by NumPy in 0.2 s.

A model is a folder: ``model.npz`` (``vectors``: int8, pieces × dimensions; ``scales``: float32, one a piece) and
``tokenizer.json``. A piece's length is its weight in a text, so that nothing else is needed to weigh words.
"""

import hashlib
import threading
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import ModelUnavailable
from models.tokenizers_wordpiece import WordPieces

Matrix = NDArray[np.float32]

VECTORS_FILE, TOKENIZER_FILE = "model.npz", "tokenizer.json"
DIGESTS_FILE = "SHA256SUMS"
"""Digests of the two, as ``sha256sum --check`` reads them. A model without this file is taken as it is."""

FRENCH = Path(__file__).parent / "static_french"
"""The model that ships with the product; ``MODEL_CARD.md`` beside it says what it is made of and worth."""

TITLE_WEIGHT = 1.0
"""Weight of the title's vector beside the text's, both of length one. nDCG@10 of the three arms at .5 and 1:
cnil .677 .697, spf .952 .948, faq_cc .907 .904, crpa .971 .990, piaf .808 .814."""

_LONGEST_TEXT = 4_000
"""Characters of a text that count: passages hold 900 or so, and a longer question is searched by its beginning."""


class StaticEmbedding:
    """An ``Embedding``. Opened at first use, so that it can be sent to another process by its folder. Thread-safe."""

    def __init__(self, folder: Path = FRENCH) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[WordPieces, Matrix, str] | None = None

    def __reduce__(self) -> tuple[type["StaticEmbedding"], tuple[Path]]:
        return (StaticEmbedding, (self._folder,))

    @property
    def name(self) -> str:
        """The folder's name and what its two files hold: « static_french:1a2b3c4d5e6f »."""
        return self._content()[2]

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self._content()[1].shape[1])

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self._folder

    def parts(self) -> tuple[Matrix, str]:
        """The vectors (pieces × dimensions) and the content of the tokenizer's file. Raises ModelUnavailable."""
        pieces, vectors, _ = self._content()
        return vectors, pieces.json()

    def embed_passages(self, passages: Sequence[tuple[str, str]]) -> list[list[float]]:
        """A vector of length one for each (title, text)."""
        titles = self.embed([title for title, _ in passages])
        both: Matrix = self.embed([text for _, text in passages]) + np.float32(TITLE_WEIGHT) * titles
        return [[float(value) for value in row] for row in _of_length_one(both)]

    def embed_question(self, text: str) -> list[float]:
        """The question's vector, of length one; all zeros when no word of it is known."""
        return [float(value) for value in self.embed([text])[0]]

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One row of length one a text; a row of zeros where no piece is known."""
        pieces, vectors, _ = self._content()
        return _of_length_one(summed(vectors, list(pieces.ids([text[:_LONGEST_TEXT] for text in texts]))))

    def _content(self) -> tuple[WordPieces, Matrix, str]:
        with self._lock:
            if self._opened is None:
                self._opened = _read(self._folder)
            return self._opened


def summed(vectors: Matrix, texts: Sequence[NDArray[np.int32]]) -> Matrix:
    """For each text, given as numbers of pieces, the sum of their vectors."""
    total = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
    for row, ids in enumerate(texts):
        if len(ids):
            total[row] = vectors[ids].sum(axis=0)
    return total


def write_model(folder: Path, vectors: Matrix, pieces: WordPieces) -> None:
    """Write a model: each piece's vector on 255 steps, its largest number giving the scale."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
    whole = np.rint(vectors / scales[:, None]).astype(np.int8)
    with (folder / VECTORS_FILE).open("wb") as file:
        np.savez_compressed(file, vectors=whole, scales=scales)
    (folder / TOKENIZER_FILE).write_text(pieces.json(), encoding="utf-8")
    lines = [f"{_digest(folder / name)}  {name}\n" for name in (VECTORS_FILE, TOKENIZER_FILE)]
    (folder / DIGESTS_FILE).write_text("".join(lines), encoding="ascii")


def _read(folder: Path) -> tuple[WordPieces, Matrix, str]:
    _check_digests(folder)
    pieces = WordPieces.read(folder / TOKENIZER_FILE)
    file = folder / VECTORS_FILE
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as content:
            whole, scales = content["vectors"], content["scales"]
        if whole.dtype != np.int8 or whole.ndim != 2 or scales.shape != (len(whole),) or len(whole) != len(pieces):
            raise ValueError(f"{whole.shape} vectors and {scales.shape} scales for {len(pieces)} word pieces")
        if not np.isfinite(scales).all():
            raise ValueError("some scales are not numbers")
    except (OSError, ValueError, KeyError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise ModelUnavailable(f"{file} is not a static embedding ({error}); put the model's own file back") from error
    vectors: Matrix = (whole.astype(np.float32) * scales.astype(np.float32)[:, None]).astype(np.float32)
    digest = hashlib.sha256(file.read_bytes() + (folder / TOKENIZER_FILE).read_bytes()).hexdigest()
    return pieces, vectors, f"{folder.name}:{digest[:12]}"


def _check_digests(folder: Path) -> None:
    """Refuse files whose bytes are not those that were written: a word piece changed would be seen by nothing else."""
    try:
        lines = (folder / DIGESTS_FILE).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise ModelUnavailable(f"{folder / DIGESTS_FILE} cannot be read ({error}); put the file back") from error
    for line in lines:
        expected, _, name = line.partition("  ")
        try:
            found = _digest(folder / name)
        except OSError as error:
            raise ModelUnavailable(f"{folder / name} cannot be read ({error}); put the file back") from error
        if found != expected:
            raise ModelUnavailable(
                f"{folder / name} is not the file that {DIGESTS_FILE} names ({found[:12]} instead of {expected[:12]});"
                " put the model's own file back"
            )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _of_length_one(rows: Matrix) -> Matrix:
    lengths: Matrix = np.linalg.norm(rows, axis=1, keepdims=True).astype(np.float32)
    lengths[lengths == 0] = 1
    result: Matrix = rows / lengths
    return result
