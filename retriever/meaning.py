"""Vectors of meaning as the index holds them: whole thousandths, so that sums are exact whatever their order.

A unit vector's numbers are at most 1,000 after scaling, which half precision holds exactly, and the product of two is
at most 1,000,000, which single precision holds exactly: two builds, or two engines, give the same scores.
"""

from collections.abc import Sequence

from domain.passage import Passage

_UNITS = 1_000
COSINE = float(_UNITS * _UNITS)
"""The product of two scaled vectors of length one that point the same way: divide by it to get the cosine."""


def whole(vector: Sequence[float]) -> list[float]:
    """A vector of length one in whole thousandths."""
    return [float(round(value * _UNITS)) for value in vector]


def meant(passage: Passage, title: str) -> tuple[str, str]:
    """What of a passage is embedded: (the document's title with its headings, the text with its lead)."""
    return "\n".join((title, *passage.heading_path)), "\n".join((*passage.context, passage.text))
