"""Weighs a message for each way that it may go: a linear model over its traits and its meaning, read by NumPy.

Made by ``python -m eval.fit_routing --write``; one file, ``router.npz``: ``outputs`` (names), ``words`` (int8, buckets
× outputs), ``scales`` (one an output), ``meaning`` (float32, dimensions × outputs), ``bias``. It decides nothing: what
is made of its shares is in ``guessing.py``.
"""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.routing.heard import heard
from answering.routing.traits import BUCKETS, traits
from domain.errors import BadInput
from models.static_embedding import StaticEmbedding

WEIGHTS_FILE = Path(__file__).with_name("router.npz")

MEANING = 0.5
"""Weight of the embedding, of length one, beside the traits, of length one too. Emergencies found in the 388 and 120
messages of the two sets when one other in fifty is taken for one: .85 .71 at 0, .90 .90 at .5, .90 .85 at 1, .91 .85
at 2, of a first draft of the families."""

_LEAST_PART, _LONG = 4, 15
"""Words of a sentence that is weighed by itself, and of a message whose sentences are."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each trait and each dimension of the meaning weigh for each output."""

    outputs: tuple[str, ...]
    words: NDArray[np.int8]
    scales: Matrix
    meaning: Matrix
    bias: Matrix


class Router:
    """The share, 0..1, of each output for a message. Thread-safe."""

    def __init__(self, weights: Weights, embedding: StaticEmbedding) -> None:
        self._weights = weights
        self._embedding = embedding

    def shares(self, message: str) -> Mapping[str, float]:
        """For each output, the greatest share of the message and of each of its longer sentences."""
        parts = parts_of(heard(message))
        totals = np.stack([self._totals(part) for part in parts]) + meanings(self._embedding, parts) @ (
            self._weights.meaning
        )
        best = np.clip(totals[0], -30, 30)
        sentences = np.clip(totals.max(axis=0), -30, 30)
        return {
            name: float(1 / (1 + np.exp(-(sentences if by_sentence(name) else best)[number])))
            for number, name in enumerate(self._weights.outputs)
        }

    def _totals(self, part: str) -> Matrix:
        found = traits(part)
        rows = self._weights.words[list(found)].astype(np.float32)
        values = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        total: Matrix = (values @ rows) * self._weights.scales + self._weights.bias
        return total


def by_sentence(output: str) -> bool:
    """Whether a sentence alone may speak for that output: one cry in a long letter is a cry."""
    return output == "emergency" or output.startswith("emergency:")


def parts_of(line: str) -> list[str]:
    """The line that ``heard`` gave, then its sentences when there are several and it is long."""
    sentences = [part for part in line.split("#") if len(part.split()) >= _LEAST_PART]
    is_long = len(sentences) > 1 and len(line.split()) > _LONG
    return [line, *(f"{part}#" for part in sentences)] if is_long else [line]


def meanings(embedding: StaticEmbedding, lines: Sequence[str]) -> Matrix:
    """Lines × dimensions: what their words mean together, spelled out and without accents."""
    texts = [" ".join(word.partition("/")[0] for word in line.split() if word != "#") for line in lines]
    rows: Matrix = embedding.embed(texts) * np.float32(MEANING)
    return rows


def read_router(file: Path = WEIGHTS_FILE) -> Router:
    """The router whose weights ``file`` holds. Raises BadInput naming the file and what is wrong in it."""
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as content:
            weights = Weights(
                outputs=tuple(str(name) for name in content["outputs"]),
                words=content["words"],
                scales=content["scales"],
                meaning=content["meaning"],
                bias=content["bias"],
            )
        _check(weights)
    except (OSError, ValueError, KeyError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise BadInput(f"{file}: no weights of routing ({error!r}); run python -m eval.fit_routing --write") from error
    return Router(weights, StaticEmbedding())


def write_weights(file: Path, outputs: Sequence[str], words: Matrix, meaning: Matrix, bias: Matrix) -> None:
    """Each output's weights on 255 steps, its largest giving the scale; the smallest steps are left out."""
    scales = (np.maximum(np.abs(words).max(axis=0), 1e-12) / 127).astype(np.float32)
    whole = np.rint(words / scales).astype(np.int8)
    whole[np.abs(whole) < _LEAST_STEP] = 0
    with file.open("wb") as stream:
        np.savez_compressed(
            stream,
            outputs=np.array(outputs),
            words=whole,
            scales=scales,
            meaning=meaning.astype(np.float32),
            bias=bias.astype(np.float32),
        )


_LEAST_STEP = 3


def _check(weights: Weights) -> None:
    size = len(weights.outputs)
    if weights.words.dtype != np.int8 or weights.words.shape != (BUCKETS, size):
        raise ValueError(f"words are {weights.words.dtype} {weights.words.shape}, not int8 {(BUCKETS, size)}")
    if weights.scales.shape != (size,) or weights.bias.shape != (size,) or weights.meaning.shape[1:] != (size,):
        raise ValueError(f"scales, bias and meaning are not of {size} outputs")
    if not all(np.isfinite(part).all() for part in (weights.scales, weights.bias, weights.meaning)):
        raise ValueError("some weights are not numbers")
