"""What the statistical router is fitted on, as rows: families, the spent sets, ordinary questions.

A message is there as written, with slips of the keyboard and as a text message; of one that is no emergency, its longer
sentences too, since the router weighs sentences by themselves.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from answering.routing.heard import heard
from answering.routing.numpy_router import by_sentence, meanings, parts_of
from answering.routing.traits import BUCKETS, traits
from eval.message_families import FamilyMessage, read_families
from eval.noise import with_typos, without_accents
from eval.ordinary import ordinary_questions
from eval.routing_set import FRESH_ROUTING_MESSAGES, ROUTING_MESSAGES, RoutingLabel, read_routing_messages
from eval.scipy_one_vs_rest import Fit, Matrix, Rows, rows_of
from eval.sms import as_text_message
from models.static_embedding import StaticEmbedding

FOLDS = 5
AS_WRITTEN, NOISY = 1.0, 0.5
"""Weights of a message and of each of its two noisy forms; a sentence of it has half of that."""

SET_PREFIX, QUESTIONS_PREFIX = "set.", "questions."


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Rows × features, what each wants of each output, how much it weighs, and the message that it was made of."""

    rows: Rows
    wanted: Matrix
    weights: Matrix
    owners: tuple[int, ...]


def every_message() -> list[FamilyMessage]:
    """Families, then the two spent sets, then ordinary questions of the development halves."""
    return [*read_families(), *_of_sets(), *_questions()]


def fold_of(message: FamilyMessage) -> int:
    """A family, and a whole set, is left out at once: what was learnt of one message says nothing of its like."""
    return crc32(message.family.encode()) % FOLDS


def outputs_of(messages: Sequence[FamilyMessage]) -> tuple[str, ...]:
    """Ways, then kinds of emergencies and authorities as ``way:kind``."""
    ways = [label.value for label in RoutingLabel if label is not RoutingLabel.SEARCH]
    kinds = sorted({f"{message.label.value}:{kind}" for message in messages for kind in message.kinds})
    return (*ways, *kinds)


def training_of(messages: Sequence[FamilyMessage], outputs: Sequence[str], embedding: StaticEmbedding) -> Training:
    """Every form of every message."""
    lines: list[str] = []
    owners: list[int] = []
    weights: list[float] = []
    for number, message in enumerate(messages):
        for text, weight in _forms(message.text):
            parts = parts_of(heard(text))
            kept = parts if message.label is not RoutingLabel.EMERGENCY else parts[:1]
            lines += kept
            owners += [number] * len(kept)
            weights += [weight, *[weight / 2] * (len(kept) - 1)]
    rows = rows_of([traits(line) for line in lines], BUCKETS, meanings(embedding, lines))
    wanted = np.array([_wanted(messages[owner], outputs) for owner in owners], dtype=np.float32)
    known = np.array([_known(messages[owner], outputs) for owner in owners], dtype=np.float32)
    return Training(
        rows=rows,
        wanted=wanted,
        weights=_balanced(wanted, known * np.array(weights, dtype=np.float32)[:, None]),
        owners=tuple(owners),
    )


def shares_of(fit: Fit, texts: Sequence[str], outputs: Sequence[str], embedding: StaticEmbedding) -> Matrix:
    """Messages × outputs: the shares that the router would give with ``fit``, before its weights are rounded."""
    parts = [parts_of(heard(text)) for text in texts]
    lines = [line for one in parts for line in one]
    totals = fit.totals(rows_of([traits(line) for line in lines], BUCKETS, meanings(embedding, lines)))
    sentences = np.array([by_sentence(output) for output in outputs])
    best, start = np.zeros((len(texts), len(outputs)), dtype=np.float32), 0
    for number, one in enumerate(parts):
        mine = totals[start : start + len(one)]
        best[number] = np.where(sentences, mine.max(axis=0), mine[0])
        start += len(one)
    result: Matrix = (1 / (1 + np.exp(-np.clip(best, -30, 30)))).astype(np.float32)
    return result


def _of_sets() -> list[FamilyMessage]:
    return [
        FamilyMessage(
            text=message.text,
            family=f"{SET_PREFIX}{message.split}",
            label=message.label,
            kinds=(message.authority,) if message.authority else (),
            line=message.id,
        )
        for file in (ROUTING_MESSAGES, FRESH_ROUTING_MESSAGES)
        for message in read_routing_messages(file)
    ]


def _questions() -> list[FamilyMessage]:
    return [
        FamilyMessage(
            text=question.text,
            family=f"{QUESTIONS_PREFIX}{question.set_name}",
            label=RoutingLabel.SEARCH,
            line=question.id,
        )
        for question in ordinary_questions("dev")
    ]


def _forms(text: str) -> list[tuple[str, float]]:
    draw = random.Random(text)
    plain = without_accents(text)
    return [(text, AS_WRITTEN), (with_typos(plain, draw), NOISY), (as_text_message(plain, draw), NOISY)]


def _wanted(message: FamilyMessage, outputs: Sequence[str]) -> list[bool]:
    own = {message.label.value, *(f"{message.label.value}:{kind}" for kind in message.kinds)}
    return [output in own for output in outputs]


def _known(message: FamilyMessage, outputs: Sequence[str]) -> list[bool]:
    """An emergency of a set says which numbers it calls for, not its kind: it teaches none."""
    is_bare = message.label is RoutingLabel.EMERGENCY and not message.kinds
    return [not (is_bare and output.startswith(f"{RoutingLabel.EMERGENCY.value}:")) for output in outputs]


def _balanced(wanted: Matrix, weights: Matrix) -> Matrix:
    """Half way, in proportion, to as much weight for those that are as for those that are not."""
    yes = (weights * wanted).sum(axis=0)
    no = (weights * (1 - wanted)).sum(axis=0)
    result: Matrix = weights * (1 + wanted * (np.sqrt(no / np.maximum(yes, 1e-6)) - 1))
    return result
