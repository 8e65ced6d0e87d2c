"""How far the chosen units answer the question. No support, no answer: what is uncertain is withheld."""

from collections.abc import Sequence
from dataclasses import dataclass

from answering.composing.annexes import is_pointer
from answering.confidence import Confidence
from answering.doubts import has_doubts
from answering.scope import is_likely_out_of_scope, is_out_of_scope
from domain.answer import AnswerStatus, SentenceRole
from french.langid_language import is_surely_foreign
from retriever.ranking.reading import Reading
from retriever.ranking.scoring import ScoredUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A status, the key of its sentence in ``prompts/``, and the share of the subject that what was chosen carries."""

    status: AnswerStatus
    text_key: str
    support: float

    @property
    def shows_documents(self) -> bool:
        """Whether what was chosen is shown."""
        return self.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL, AnswerStatus.CLARIFY)


def judge(
    question: str,
    reading: Reading,
    chosen: Sequence[ScoredUnit],
    confidence: Confidence,
    *,
    asks_back: bool = False,
) -> Verdict:
    """How an answer made of ``chosen`` ends; ``asks_back``: it depends on a case that the person may choose."""
    status, text_key = _ending(question, reading, chosen, confidence)
    if asks_back and status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        status, text_key = AnswerStatus.CLARIFY, "answer.clarify"
    return Verdict(status=status, text_key=text_key, support=max((c.support for c in chosen), default=0.0))


def _ending(
    question: str, reading: Reading, chosen: Sequence[ScoredUnit], confidence: Confidence
) -> tuple[AnswerStatus, str]:
    if confidence.is_answer and _gives_what_is_asked(reading, chosen):
        if any(c.role is SentenceRole.CONFLICT for c in chosen):
            return AnswerStatus.PARTIAL, "answer.conflict"
        if has_doubts(chosen):
            return AnswerStatus.PARTIAL, "answer.to_check"
        return AnswerStatus.ANSWERED, "answer.answered"
    if is_out_of_scope(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.out_of_scope"
    if is_surely_foreign(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.other_language"
    if confidence.is_shown:
        is_sent_on = bool(reading.types and chosen) and is_pointer(chosen[0].unit.text)
        return AnswerStatus.PARTIAL, "answer.annex" if is_sent_on else "answer.partial"
    if is_likely_out_of_scope(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.out_of_scope"
    return AnswerStatus.NOT_FOUND, "answer.not_found"


def _gives_what_is_asked(reading: Reading, chosen: Sequence[ScoredUnit]) -> bool:
    """Whether what was chosen holds the kind of thing asked for: an amount, an hour, a phone number…"""
    return not reading.types or any(c.has_type for c in chosen)
