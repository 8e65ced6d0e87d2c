"""Two questions on one passage, for the general rule and for a special case, which an assistant must tell apart.

Made from what the report finds entangled, validated once by an editor, then asked with the commune's questions: the
share of pairs told apart is the report's headline.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from domain.ids import DocumentId

PairId = NewType("PairId", str)
"""``p`` and 16 hexadecimal digits, of the document, the rule and the special case as written."""


class PairState(StrEnum):
    """Whether a pair is asked."""

    PROPOSED = "proposed"
    """Made from a passage; nobody has read it, and it is not asked."""
    VALIDATED = "validated"
    REFUSED = "refused"
    """An editor does not want it: it is not proposed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A question and what its answer must hold, all of it."""

    question: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastivePair:
    """A pair on one place. ``page`` counts from 1, None where there are no pages; ``quote`` is the passage as written.

    ``author`` and ``on`` say who judged it and when: empty and None while it is only proposed.
    """

    id: PairId
    document_id: DocumentId
    page: int | None
    quote: str
    general: Side
    special: Side
    state: PairState = PairState.PROPOSED
    author: str = ""
    on: date | None = None
