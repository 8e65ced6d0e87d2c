"""What a language model is given to answer one question."""

from collections.abc import Sequence
from dataclasses import dataclass

from answering.verifying.verified import NOTHING_TRUSTED, Trusted, trusted_by
from answering.with_model.passages import NumberedPassage, passages_for_model
from domain.answer import Question
from domain.profile import CommuneProfile
from french.answer_types import AnswerType
from retriever.ranking.candidate import Candidate, Then
from retriever.ranking.reading import Reading
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.wanted import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a model is given. ``types``: kinds of thing asked for that the answer without a model holds.

    ``chosen`` is that answer; ``trusted`` is what may be said although no passage says it.
    """

    question: Question
    understood_as: str
    passages: tuple[NumberedPassage, ...]
    then: Then
    types: frozenset[AnswerType] = frozenset()
    chosen: tuple[ScoredUnit, ...] = ()
    trusted: Trusted = NOTHING_TRUSTED


def brief_of(
    question: Question,
    reading: Reading,
    closely: Sequence[Candidate],
    chosen: Sequence[ScoredUnit],
    wanted: Wanted,
    then: Then,
    profile: CommuneProfile,
) -> Brief:
    """The brief that goes with an answer already made of ``chosen``, from the passages read ``closely``."""
    return Brief(
        question=question,
        understood_as=reading.search_text,
        passages=passages_for_model(closely, chosen, wanted, question.commune),
        then=then,
        types=reading.types if any(one.has_type for one in chosen) else frozenset(),
        chosen=tuple(chosen),
        trusted=trusted_by(profile),
    )
