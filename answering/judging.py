"""How far the chosen units answer the question. No support, no answer: what is uncertain is withheld."""

from collections.abc import Sequence
from dataclasses import dataclass

from answering.confidence import Confidence
from answering.doubts import has_doubts
from answering.scope import is_out_of_scope
from domain.answer import AnswerStatus
from french.langid_language import is_surely_foreign
from retriever.ranking.reading import Reading
from retriever.ranking.scoring import ScoredUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A status and the key of its sentence in ``prompts/``."""

    status: AnswerStatus
    text_key: str

    @property
    def shows_documents(self) -> bool:
        """Whether what was chosen is shown."""
        return self.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)


def judge(question: str, reading: Reading, chosen: Sequence[ScoredUnit], confidence: Confidence) -> Verdict:
    """How an answer made of ``chosen`` ends."""
    status, text_key = _ending(question, reading, chosen, confidence)
    return Verdict(status=status, text_key=text_key)


def _ending(
    question: str, reading: Reading, chosen: Sequence[ScoredUnit], confidence: Confidence
) -> tuple[AnswerStatus, str]:
    if confidence.is_answer and _gives_what_is_asked(reading, chosen):
        if has_doubts(chosen):
            return AnswerStatus.PARTIAL, "answer.to_check"
        return AnswerStatus.ANSWERED, "answer.answered"
    if is_out_of_scope(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.out_of_scope"
    if is_surely_foreign(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.other_language"
    if confidence.is_shown:
        return AnswerStatus.PARTIAL, "answer.partial"
    return AnswerStatus.NOT_FOUND, "answer.not_found"


def _gives_what_is_asked(reading: Reading, chosen: Sequence[ScoredUnit]) -> bool:
    """Whether what was chosen holds the kind of thing asked for: an amount, an hour, a phone number…"""
    return not reading.types or any(c.has_type for c in chosen)
