"""Vectors of meaning as the index holds them: whole thousandths, so that sums are exact whatever their order.

A unit vector's numbers are at most 1,000 after scaling, which half precision holds exactly, and the product of two is
at most 1,000,000, which single precision holds exactly: two builds, or two engines, give the same scores. Whatever the
dimensions: rounding lengthens a vector of 1,024 numbers to 1,016 at most, and no part of a sum passes the product of
two lengths (Cauchy and Schwarz), far below the 16 million to which single precision counts.
"""

import logging
from collections.abc import Sequence

from domain.errors import ModelUnavailable
from domain.passage import Passage
from domain.ports import Embedding

_LOG = logging.getLogger(__name__)

_UNITS = 1_000
COSINE = float(_UNITS * _UNITS)
"""The product of two scaled vectors of length one that point the same way: divide by it to get the cosine."""


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
