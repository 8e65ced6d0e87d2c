"""A page on the subject is better company than a line that says its words among others."""

from collections.abc import Sequence

from domain.ids import DocumentId
from retriever.ranking.candidate import Candidate
from retriever.ranking.steps import Grounds

# At 0, .1, .3 and .4, 24, 25, 26 and 26 of 92 real questions got their value (python -m eval.answers, when chosen).
DOCUMENT_SHARE = 0.3


def drawn_to_their_document(found: Sequence[Candidate], _: Grounds) -> list[Candidate]:
    """Step « document »: each score drawn towards that of the document's best passage."""
    best: dict[DocumentId, float] = {}
    for one in found:
        best[one.document.id] = max(one.score, best.get(one.document.id, 0.0))
    return [
        one.moved("document", (1 - DOCUMENT_SHARE) * one.score + DOCUMENT_SHARE * best[one.document.id])
        for one in found
    ]
