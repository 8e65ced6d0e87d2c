"""Documents that say the same: the draft and the signed act, the page saved twice, the list within the minutes."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import DocumentId


class LikenessKind(StrEnum):
    """How two documents are alike."""

    COPY = "copy"
    """Nearly the same words in both."""
    EXCERPT = "excerpt"
    """Nearly all the words of one are in the other, which says more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two documents of one commune. ``shared`` is the share, 0..1, of ``document``'s word groups found in ``other``;
    ``shared_back`` the share of ``other``'s found in ``document``.
    """

    document: DocumentId
    other: DocumentId
    kind: LikenessKind
    shared: float
    shared_back: float
