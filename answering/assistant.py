"""From a question to its answer, top to bottom: screen, read, search, date, choose, judge, present.

Without a language model: what is shown is what the documents say, word for word, with its citation.
"""

from collections.abc import Callable
from time import perf_counter

from answering.asked_days import asked_days
from answering.choosing import choose, read_closely
from answering.composing.asker import asker_of
from answering.composing.asking_back import choices_of
from answering.judging import judge
from answering.presenting import considered_passages, shown_sentences
from answering.reading import Reading, read
from answering.scoring import spoken_stems
from answering.screening import screen
from answering.services import service_for
from answering.steps import Steps
from answering.wanted import wanted_from
from domain.answer import Answer, AnswerStatus, Question
from domain.clock import local_date
from domain.errors import IndexUnavailable
from domain.in_force import Days
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope
from french.place_names import named_in
from prompts import catalogue
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.candidate import Then
from retriever.ranking.candidates import candidates_of

# Passages searched.
SEARCHED = 30


class Assistant:
    """Answers for one commune, from its public documents only. Thread-safe."""

    def __init__(
        self,
        *,
        profile: CommuneProfile,
        index: PassageIndex,
        documents: DocumentStore,
        acts: ActsReader | None = None,
        timer: Callable[[], float] = perf_counter,
    ) -> None:
        """``acts`` may be shared with the pages of the commune's documents; ``timer`` counts seconds."""
        self._profile = profile
        self._scope = CommuneScope(commune=profile.slug)
        self._timer = timer
        self._index = index
        self._documents = documents
        self._acts = acts or ActsReader(documents)

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
                result = self._index.search(reading.search_text, scope=self._scope, limit=SEARCHED)
                step.outcome = f"{len(result.hits)} passages"
        except IndexUnavailable:
            return self._closing(question, AnswerStatus.UNAVAILABLE, "answer.unavailable", steps)
        with steps.step("rank") as step:
            then = self._then(question, reading)
            candidates = candidates_of(result, self._documents, self._scope.visibility, then)
            step.outcome = f"{len(candidates)} passages"
        with steps.step("compose") as step:
            closely = read_closely(candidates)
            asker = asker_of(reading.search_text, self._profile.name)
            chosen = choose(closely, wanted_from(reading, result, spoken_stems(closely), asker, then.days))
            step.outcome = f"{len(chosen)} units"
        with steps.step("judge") as step:
            choices = choices_of(reading.search_text, chosen, asker)
            verdict = judge(question.text, reading, chosen, asks_back=bool(choices))
            step.outcome = f"{verdict.status.value}, support {verdict.support:.2f}"
        with steps.step("present"):
            sentences, citations = shown_sentences(chosen, then) if verdict.shows_documents else ((), ())
            read_at = self._documents.last_read_at()
        return Answer(
            question=question,
            status=verdict.status,
            message=catalogue.text(verdict.text_key),
            sentences=sentences,
            citations=citations,
            considered=considered_passages(candidates),
            service=service_for(reading.search_text, self._profile),
            understood_as=reading.search_text if reading.leans_on_history else None,
            documents_as_of=None if read_at is None else local_date(read_at, self._profile.timezone),
            steps=steps.done(),
            choices=choices if verdict.status is AnswerStatus.CLARIFY else (),
        )

    def _then(self, question: Question, reading: Reading) -> Then:
        """The acts of the commune, the days and the commune déléguée that the question is about."""
        today = local_date(question.asked_at, self._profile.timezone)
        named = asked_days(question.text, today) or asked_days(reading.search_text, today)
        days = named or Days(first=today, last=today)
        delegated = self._profile.delegated
        return Then(
            acts=self._acts.read(),
            days=days,
            is_named=named is not None,
            delegated=delegated,
            asked_delegated=named_in(question.text, delegated) or named_in(reading.search_text, delegated),
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
