"""How far the chosen units answer the question. No support, no answer: what is uncertain is withheld."""

from collections.abc import Sequence
from dataclasses import dataclass

from answering.composing.annexes import is_pointer
from answering.doubts import has_doubts
from answering.scope import is_out_of_scope
from domain.answer import AnswerStatus, SentenceRole
from french.langid_language import is_surely_foreign
from retriever.ranking.reading import Reading
from retriever.ranking.scoring import ScoredUnit

# Share of the subject that the best unit must carry, with what governs it and stands around it. On the 98 real and 92
# sample questions of the dev halves that a page answers, and the 35 and 23 that none does, PARTIAL_SUPPORT at .3, .35
# and .4 gave 56, 56 and 49 real and 74, 74 and 72 sample questions their value from a right page, and declined 10, 16
# and 19 of 35 sample and 16, 16 and 17 of 23 real ones.
ANSWERED_SUPPORT = 0.6
PARTIAL_SUPPORT = 0.35


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


def judge(question: str, reading: Reading, chosen: Sequence[ScoredUnit], *, asks_back: bool = False) -> Verdict:
    """How an answer made of ``chosen`` ends; ``asks_back``: it depends on a case that the person may choose."""
    support = max((c.support for c in chosen), default=0.0)
    status, text_key = _ending(question, reading, chosen, support)
    if asks_back and status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        status, text_key = AnswerStatus.CLARIFY, "answer.clarify"
    return Verdict(status=status, text_key=text_key, support=support)


def _ending(question: str, reading: Reading, chosen: Sequence[ScoredUnit], support: float) -> tuple[AnswerStatus, str]:
    if support >= ANSWERED_SUPPORT and _gives_what_is_asked(reading, chosen):
        if any(c.role is SentenceRole.CONFLICT for c in chosen):
            return AnswerStatus.PARTIAL, "answer.conflict"
        if has_doubts(chosen):
            return AnswerStatus.PARTIAL, "answer.to_check"
        return AnswerStatus.ANSWERED, "answer.answered"
    if is_out_of_scope(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.out_of_scope"
    if is_surely_foreign(question):
        return AnswerStatus.OUT_OF_SCOPE, "answer.other_language"
    if support >= PARTIAL_SUPPORT:
        is_sent_on = bool(reading.types) and is_pointer(chosen[0].unit.text)
        return AnswerStatus.PARTIAL, "answer.annex" if is_sent_on else "answer.partial"
    return AnswerStatus.NOT_FOUND, "answer.not_found"


def _gives_what_is_asked(reading: Reading, chosen: Sequence[ScoredUnit]) -> bool:
    """Whether a well-supported unit holds the kind of thing asked for: an amount, an hour, a phone number…"""
    return not reading.types or any(c.has_type for c in chosen if c.support >= ANSWERED_SUPPORT)
