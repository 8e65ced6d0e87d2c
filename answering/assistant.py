"""From a question to its answer, top to bottom: screen, seek, choose, judge, present.

Without a language model: what is shown is what the documents say, word for word, with its citation.
"""

from collections.abc import Sequence

from answering.choosing import choose
from answering.judging import judge
from answering.presenting import considered_passages, shown_sentences
from answering.screening import screen
from answering.services import service_for
from domain.answer import Answer, AnswerStatus, Question
from domain.clock import local_date
from domain.errors import IndexUnavailable
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope
from prompts import catalogue
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.scoring import ScoredUnit, spoken_stems
from retriever.ranking.seeking import Seeker, Sought
from retriever.ranking.sentences import READ_CLOSELY
from retriever.ranking.wanted import wanted_from


class Assistant:
    """Answers for one commune, from its public documents only. Thread-safe."""

    def __init__(
        self,
        *,
        profile: CommuneProfile,
        index: PassageIndex,
        documents: DocumentStore,
        acts: ActsReader | None = None,
    ) -> None:
        """``acts`` may be shared with the pages of the commune's documents."""
        self._profile = profile
        self._documents = documents
        self._seeker = Seeker(profile=profile, index=index, documents=documents, acts=acts or ActsReader(documents))

    def answer(self, question: Question) -> Answer:
        """Answer ``question``; every path ends in a status, none raises for what a resident may type."""
        screened = screen(question.text)
        if screened is not None:
            return self._closing(question, screened.status, screened.text_key)
        try:
            sought = self._seeker.seek(question, scope=CommuneScope(commune=self._profile.slug))
        except IndexUnavailable:
            return self._closing(question, AnswerStatus.UNAVAILABLE, "answer.unavailable")
        reading, closely = sought.then.reading, sought.candidates[:READ_CLOSELY]
        chosen = choose(closely, wanted_from(reading, sought.result, spoken_stems(closely)))
        status, text_key = judge(question.text, reading, chosen)
        return self._present(question, sought, status, text_key, chosen)

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
        sought: Sought,
        status: AnswerStatus,
        text_key: str,
        chosen: Sequence[ScoredUnit],
    ) -> Answer:
        reading, then = sought.then.reading, sought.then
        shows = status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
        sentences, citations = shown_sentences(chosen, then) if shows else ((), ())
        read_at = self._documents.last_read_at()
        return Answer(
            question=question,
            status=status,
            message=catalogue.text(text_key),
            sentences=sentences,
            citations=citations,
            considered=considered_passages(sought.candidates),
            service=service_for(reading.search_text, self._profile),
            understood_as=reading.search_text if reading.leans_on_history else None,
            documents_as_of=None if read_at is None else local_date(read_at, self._profile.timezone),
        )
