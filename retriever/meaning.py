"""Vectors of meaning as the index holds them: whole thousandths, so that sums are exact whatever their order.

A unit vector's numbers are at most 1,000 after scaling, which half precision holds exactly, and the product of two is
at most 1,000,000, which single precision holds exactly: two builds, or two engines, give the same scores. Whatever the
dimensions: rounding lengthens a vector of 1,024 numbers to 1,016 at most, and no part of a sum passes the product of
two lengths (Cauchy and Schwarz), far below the 16 million to which single precision counts.
"""

import logging
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from domain.errors import ModelUnavailable
from domain.ids import PassageId
from domain.model_ports import Embedding
from domain.passage import Passage

_LOG = logging.getLogger(__name__)

_UNITS = 1_000
COSINE = float(_UNITS * _UNITS)
"""The product of two scaled vectors of length one that point the same way: divide by it to get the cosine."""


USUAL_CROWDING = 0.1
"""Crowding up to which scores are taken as they are: .06 with the embedding that ships, which the weights of the arms
were measured with. Transformers trained at a low temperature put any two texts at .7 or more (multilingual-e5's card
says so), and their best passages hardly stand out: with our embedding crowded to .72 (``python -m eval.crowded``),
nDCG@10 on cnil and spf falls from .688 and .934 to .647 and .923; spread again, it is .688 and .936."""

_UNRELATED = Path(__file__).with_name("unrelated_texts.txt")


def crowding(embedding: Embedding) -> float:
    """How near an embedding puts texts that have nothing to do with one another: their mean cosine.

    Of the model and not of an index: a commune's minutes are all alike, and then a cosine means as much as it says.
    Raises ModelUnavailable.
    """
    texts = [("", line) for line in _UNRELATED.read_text("utf-8").splitlines()]
    vectors = [whole(vector) for vector in embedding.embed_passages(texts)]
    products = [sum(a * b for a, b in zip(one, other, strict=True)) for one, other in combinations(vectors, 2)]
    return round(sum(products) / len(products) / COSINE, 4)


def spread(scores: Mapping[PassageId, float], crowded: float | None) -> dict[PassageId, float]:
    """Raw scores by a model of that crowding, as if it were ``USUAL_CROWDING``; a cosine of 1 stays 1, none is under 0.

    Nothing changes up to there, nor where it is not known.
    """
    if crowded is None or crowded <= USUAL_CROWDING:
        return dict(scores)
    stretch = (1 - USUAL_CROWDING) / max(1 - crowded, 0.001)
    return {passage: max(0.0, COSINE - (COSINE - score) * stretch) for passage, score in scores.items()}


def whole(vector: Sequence[float]) -> list[float]:
    """A vector of length one in whole thousandths."""
    return [float(round(value * _UNITS)) for value in vector]


def meant(passage: Passage, title: str) -> tuple[str, str]:
    """What of a passage is embedded: (the document's title with its headings, the text with its lead)."""
    return "\n".join((title, *passage.heading_path)), "\n".join((*passage.context, passage.text))


def usable(embedding: Embedding | None) -> Embedding | None:
    """The model when it embeds a word, None with its error in the log when it does not: words are indexed all the same.

    A document must not wait for a model: an index without a dense arm is made anew once the model is back.
    """
    try:
        if embedding is not None:
            embedding.embed_passages([("", "mairie")])
    except ModelUnavailable as error:
        _LOG.error("indexing without the meaning of texts: %s", error)
        return None
    return embedding
