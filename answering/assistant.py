"""From a question to its answer, top to bottom: screen, read, search, choose, judge, present.

Without a language model: what is shown is what the documents say, word for word, with its citation.
"""

from collections.abc import Sequence

from answering.candidates import Candidate, candidates_of
from answering.choosing import Chosen, choose
from answering.presenting import considered_passages, shown_sentences
from answering.reading import Reading, read
from answering.scope import is_out_of_scope
from answering.screening import screen
from answering.services import service_for
from domain.answer import Answer, AnswerStatus, Question
from domain.clock import local_date
from domain.errors import IndexUnavailable
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope
from french.answer_types import AnswerType, asked_types, holds
from french.langid_language import is_surely_foreign
from prompts import catalogue

SEARCHED = 30
READ_CLOSELY = 10
# Share of the question's meaning that the best unit must carry, with what governs it and stands around it.
# Measured on the development questions (python -m eval.answers).
ANSWERED_SUPPORT = 0.7
PARTIAL_SUPPORT = 0.3


class Assistant:
    """Answers for one commune, from its public documents only."""

    def __init__(self, *, profile: CommuneProfile, index: PassageIndex, documents: DocumentStore) -> None:
        self._profile = profile
        self._index = index
        self._documents = documents

    def answer(self, question: Question) -> Answer:
        """Answer ``question``; every path ends in a status, none raises for what a resident may type."""
        screened = screen(question.text)
        if screened is not None:
            return self._closing(question, screened.status, screened.text_key)
        reading = read(question)
        try:
            result = self._index.search(reading.search_text, scope=self._scope(), limit=SEARCHED)
        except IndexUnavailable:
            return self._closing(question, AnswerStatus.UNAVAILABLE, "answer.unavailable")
        candidates = candidates_of(result, self._documents, self._scope().visibility)
        types = asked_types(question.text) or (
            asked_types(reading.search_text) if reading.leans_on_history else frozenset()
        )
        chosen = choose(candidates[:READ_CLOSELY], reading, result, types)
        status, text_key = _judge(question, chosen, types)
        return self._present(question, reading, status, text_key, candidates, chosen)

    def _scope(self) -> CommuneScope:
        return CommuneScope(commune=self._profile.slug)

    def _closing(self, question: Question, status: AnswerStatus, text_key: str) -> Answer:
        """An answer without documents: the status's sentence, and whom to turn to."""
        return Answer(
            question=question,
            status=status,
            message=catalogue.text(text_key),
            service=service_for(" ".join((*question.history, question.text)), self._profile),
        )

    def _present(
        self,
        question: Question,
        reading: Reading,
        status: AnswerStatus,
        text_key: str,
        candidates: Sequence[Candidate],
        chosen: Sequence[Chosen],
    ) -> Answer:
        shows = status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
        sentences, citations = shown_sentences(chosen) if shows else ((), ())
        read_at = self._documents.last_read_at()
        return Answer(
            question=question,
            status=status,
            message=catalogue.text(text_key),
            sentences=sentences,
            citations=citations,
            considered=considered_passages(candidates),
            service=service_for(reading.search_text, self._profile),
            understood_as=reading.search_text if reading.leans_on_history else None,
            documents_as_of=None if read_at is None else local_date(read_at, self._profile.timezone),
        )


def _judge(question: Question, chosen: Sequence[Chosen], types: frozenset[AnswerType]) -> tuple[AnswerStatus, str]:
    """How far the chosen units answer. No support, no answer: what is uncertain is withheld."""
    support = max((c.support for c in chosen), default=0.0)
    best = [c for c in chosen if c.support >= ANSWERED_SUPPORT]
    has_type = not types or any(holds(c.unit.text, kind) for c in best for kind in types)
    if support >= ANSWERED_SUPPORT and has_type:
        return AnswerStatus.ANSWERED, "answer.answered"
    if is_out_of_scope(question.text):
        return AnswerStatus.OUT_OF_SCOPE, "answer.out_of_scope"
    if is_surely_foreign(question.text):
        return AnswerStatus.OUT_OF_SCOPE, "answer.other_language"
    if support >= PARTIAL_SUPPORT:
        return AnswerStatus.PARTIAL, "answer.partial"
    return AnswerStatus.NOT_FOUND, "answer.not_found"
