"""From a question to its answer, top to bottom: screen, read, search, rank, compose, judge, present.

Without a language model: what is shown is what the documents say, word for word, with its citation.
"""

from collections.abc import Callable
from time import perf_counter

from answering.choosing import choose
from answering.confidence import SHIPPED, Limits, confidence_of, limits_from, told
from answering.judging import judge
from answering.presenting import considered_passages, shown_sentences
from answering.screening import screen
from answering.services import service_for
from answering.signals import Evidence, signals_of
from answering.steps import Steps
from domain.answer import Answer, AnswerStatus, Question
from domain.clock import local_date
from domain.errors import IndexUnavailable
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope
from prompts import catalogue
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.reading import read
from retriever.ranking.scoring import spoken_stems
from retriever.ranking.seeking import Seeker
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
        limits: Limits | None = None,
        timer: Callable[[], float] = perf_counter,
    ) -> None:
        """``acts`` may be shared with the pages of the commune's documents; ``timer`` counts seconds.

        ``limits`` end an answer: the shipped ones when none are given.
        """
        self._profile = profile
        self._scope = CommuneScope(commune=profile.slug)
        self._limits = limits or limits_from(SHIPPED)
        self._timer = timer
        self._documents = documents
        self._seeker = Seeker(profile=profile, index=index, documents=documents, acts=acts or ActsReader(documents))

    def answer(self, question: Question) -> Answer:
        """Answer ``question``; every path ends in a status, none raises for what a resident may type."""
        steps = Steps(self._timer)
        with steps.step("screen") as step:
            screened = screen(question.text)
            step.outcome = screened.text_key if screened else "to be searched"
        if screened is not None:
            return self._closing(question, screened.status, screened.text_key, steps)
        with steps.step("read") as step:
            reading = read(question)
            step.outcome = "leans on the history" if reading.leans_on_history else "stands alone"
        try:
            with steps.step("search") as step:
                result = self._seeker.search(reading, scope=self._scope)
                step.outcome = f"{len(result.hits)} passages"
        except IndexUnavailable:
            return self._closing(question, AnswerStatus.UNAVAILABLE, "answer.unavailable", steps)
        with steps.step("rank") as step:
            # Search has corrected misspelt words by the documents' own: from here on, the question is the one meant.
            sought = self._seeker.ordered(question, result, scope=self._scope)
            reading = sought.then.reading
            step.outcome = f"{len(sought.candidates)} passages"
        with steps.step("compose") as step:
            closely = sought.candidates[:READ_CLOSELY]
            wanted = wanted_from(reading, result, spoken_stems(closely))
            chosen = choose(closely, wanted)
            step.outcome = f"{len(chosen)} units"
        with steps.step("judge") as step:
            evidence = Evidence(
                asked=reading.search_text,
                wanted=wanted,
                result=result,
                candidates=closely,
                profile=self._profile,
            )
            confidence = confidence_of(signals_of(evidence, chosen), self._limits)
            verdict = judge(sought.question.text, reading, chosen, confidence)
            step.outcome = f"{verdict.status.value}, {told(confidence)}"
        with steps.step("present"):
            sentences, citations = shown_sentences(chosen, sought.then) if verdict.shows_documents else ((), ())
            read_at = self._documents.last_read_at()
        return Answer(
            question=question,
            status=verdict.status,
            message=catalogue.text(verdict.text_key),
            sentences=sentences,
            citations=citations,
            considered=considered_passages(sought.candidates),
            service=service_for(reading.search_text, self._profile),
            understood_as=reading.search_text if reading.leans_on_history or result.corrections else None,
            documents_as_of=None if read_at is None else local_date(read_at, self._profile.timezone),
            steps=steps.done(),
        )

    def _closing(self, question: Question, status: AnswerStatus, text_key: str, steps: Steps) -> Answer:
        """An answer without documents: the status's sentence, and whom to turn to."""
        return Answer(
            question=question,
            status=status,
            message=catalogue.text(text_key),
            service=service_for(" ".join((*question.history, question.text)), self._profile),
            steps=steps.done(),
        )
