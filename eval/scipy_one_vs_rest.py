"""Logistic regressions that share their messages, one for each output: each says yes or no, several may say yes.

By accelerated gradient (Nesterov 1983) over all messages at once, large weights held down by their squares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

PENALTY = 1e-5
"""On the half squares of the weights, messages weighing 1 in all. Emergencies of the two sets that come before all but
20 of 739 other messages and questions, none of them trained on: 119 of 127 at 1e-5, 120 at 3e-6, 118 at 3e-5, 114 at
1e-4; 1,000 steps instead of 250 change one."""

_RATE = 10.0
"""Rows are of length about one and far from alike: the slope changes by less than a tenth of a unit a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Messages × features, most of them zero."""

    _matrix: sparse.csr_matrix

    def only(self, numbers: Sequence[int]) -> "Rows":
        """The rows of these numbers, in that order."""
        return Rows(_matrix=self._matrix[np.array(numbers, dtype=np.int64)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """``weights``: features × outputs; ``bias``: one an output."""

    weights: Matrix
    bias: Matrix

    def totals(self, rows: Rows) -> Matrix:
        """Messages × outputs, before the logistic."""
        result: Matrix = rows._matrix @ self.weights + self.bias
        return result


def rows_of(traits: Sequence[Mapping[int, float]], buckets: int, meaning: Matrix) -> Rows:
    """Features are the buckets of traits, then the dimensions of the meaning."""
    starts = np.cumsum([0, *(len(found) for found in traits)])
    columns = np.concatenate([np.fromiter(found, dtype=np.int32, count=len(found)) for found in traits])
    values = np.concatenate([np.fromiter(found.values(), dtype=np.float32, count=len(found)) for found in traits])
    words = sparse.csr_matrix((values, columns, starts), shape=(len(traits), buckets))
    return Rows(_matrix=sparse.hstack([words, sparse.csr_matrix(meaning)]).tocsr())


def fitted(rows: Rows, wanted: Matrix, weights: Matrix, *, steps: int) -> Fit:
    """``wanted`` (0 or 1) and ``weights`` are messages × outputs."""
    shares = weights / weights.sum(axis=0)
    matrix = rows._matrix
    columns = matrix.T.tocsr()
    current = ahead = np.zeros((matrix.shape[1], wanted.shape[1]), dtype=np.float32)
    bias = bias_ahead = np.zeros(wanted.shape[1], dtype=np.float32)
    for step in range(steps):
        error = (_logistic(matrix @ ahead + bias_ahead) - wanted) * shares
        moved = ahead - np.float32(_RATE) * (columns @ error + np.float32(PENALTY) * ahead)
        bias_moved = bias_ahead - np.float32(_RATE) * error.sum(axis=0)
        push = np.float32(step / (step + 3))
        ahead, bias_ahead = moved + push * (moved - current), bias_moved + push * (bias_moved - bias)
        current, bias = moved, bias_moved
    return Fit(weights=current, bias=bias)


def _logistic(totals: Matrix) -> Matrix:
    result: Matrix = (1 / (1 + np.exp(-np.clip(totals, -30, 30)))).astype(np.float32)
    return result
