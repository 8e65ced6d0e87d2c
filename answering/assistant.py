"""From a question to its answer: screen (mask and route), read, search, rank, compose, verify, judge, present.

Without a language model: what is shown is what the documents say, word for word, with its citation. With one, that
answer is made first, and the model's takes its place if it comes in time and its sentences are found to be supported.
"""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from answering.choosing import choose, read_closely
from answering.composing.asking_back import choices_of
from answering.confidence import SHIPPED, Limits, confidence_of, limits_from, told
from answering.judging import judge
from answering.presenting import considered_passages, shown_sentences
from answering.routing.contacts import public_contacts
from answering.routing.masking import mask_question, without_masks
from answering.routing.route import Route, route
from answering.routing.settling import closing, notices_of, settle
from answering.services import service_for
from answering.signals import Evidence, signals_of
from answering.steps import Steps
from answering.verifying.quotes import verbatim_units
from answering.with_model.briefing import Brief, brief_of
from answering.with_model.composing import ModelComposer, Written
from answering.written_notes import age_notices
from domain.answer import Answer, AnswerStatus, AnswerWatch, Question
from domain.clock import local_date
from domain.errors import IndexUnavailable, ModelFailed, ParvisError
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope
from prompts import catalogue
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.asker import asker_of
from retriever.ranking.reading import read
from retriever.ranking.scoring import spoken_stems
from retriever.ranking.seeking import Seeker
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
        composer: ModelComposer | None = None,
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
        self._composer = composer

    def answer(self, question: Question, watch: AnswerWatch | None = None) -> Answer:
        """Answer ``question``; every path ends in a status, none raises for what a resident may type.

        ``watch`` is told the sentences of a language model as they are verified.
        """
        steps = Steps(self._timer)
        with steps.step("screen") as step:
            question, masked = mask_question(question, self._profile)
            bare = without_masks(question)
            way = route(bare.text)
            step.outcome = way.way.value
        notices = notices_of(way, masked)
        if not way.asked:
            return self._closing(question, way, notices, steps)
        with steps.step("read") as step:
            asked = replace(bare, text=way.asked)
            reading = read(asked)
            step.outcome = "leans on the history" if reading.leans_on_history else "stands alone"
        try:
            with steps.step("search") as step:
                result = self._seeker.search(reading, scope=self._scope)
                step.outcome = f"{len(result.hits)} passages"
        except IndexUnavailable:
            return self._unavailable(question, way, notices, steps)
        with steps.step("rank") as step:
            # Search has corrected misspelt words by the documents' own: from here on, the question is the one meant.
            sought = self._seeker.ordered(asked, result, scope=self._scope)
            reading = sought.then.reading
            step.outcome = f"{len(sought.candidates)} passages"
        with steps.step("compose") as step:
            closely = read_closely(sought.candidates)
            asker = asker_of(reading.search_text, self._profile.name)
            wanted = wanted_from(reading, result, spoken_stems(closely), asker, sought.then.days)
            chosen = choose(closely, wanted)
            step.outcome = f"{len(chosen)} units"
        with steps.step("verify") as step:
            composed, chosen = chosen, verbatim_units(chosen)
            step.outcome = f"{len(chosen)} of {len(composed)} units"
        with steps.step("judge") as step:
            choices = choices_of(reading.search_text, chosen, asker)
            evidence = Evidence(
                asked=reading.search_text,
                wanted=wanted,
                result=result,
                candidates=closely,
                profile=self._profile,
            )
            confidence = confidence_of(signals_of(evidence, chosen), self._limits)
            judged = judge(sought.question.text, reading, chosen, confidence, asks_back=bool(choices))
            verdict = settle(way, judged)
            step.outcome = f"{verdict.status.value}, {told(confidence)}"
        with steps.step("present"):
            sentences, citations = shown_sentences(chosen, sought.then) if verdict.shows_documents else ((), ())
            read_at = self._documents.last_read_at()
        written = None
        if self._composer and sentences:
            brief = brief_of(question, reading, closely, chosen, wanted, sought.then, self._profile)
            written = self._written(self._composer, brief, watch, steps)
        if written:
            sentences, citations = written.sentences, written.citations
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
            contacts=public_contacts(verdict.contacts),
            notices=(*verdict.notices, *notices, *age_notices(citations, wanted.types, sought.then)),
            made_with=written.model if written else None,
            choices=choices if verdict.status is AnswerStatus.CLARIFY else (),
        )

    def _written(
        self, composer: ModelComposer, brief: Brief, watch: AnswerWatch | None, steps: Steps
    ) -> Written | None:
        """The model's answer; None when the one without it is to be shown, the step then telling why."""
        with steps.step("write") as step:
            try:
                written = composer.compose(brief, watch)
            except ModelFailed as failure:
                step.outcome = failure.fault.value
                return None
            except ParvisError as error:
                # The count of tokens cannot be written: nothing is spent that is not counted, and the answer is there.
                step.outcome = type(error).__name__
                return None
            step.outcome = f"{len(written.sentences)} sentences, {written.withheld} withheld, prompt {written.prompt}"
        return written

    def _closing(self, question: Question, way: Route, notices: tuple[str, ...], steps: Steps) -> Answer:
        """An answer without documents: the status's sentence, and whom to turn to."""
        status, text_key = closing(way)
        return Answer(
            question=question,
            status=status,
            message=catalogue.text(text_key),
            service=service_for(" ".join((*question.history, question.text)), self._profile),
            steps=steps.done(),
            contacts=public_contacts(way.contacts),
            notices=notices,
        )

    def _unavailable(self, question: Question, way: Route, notices: tuple[str, ...], steps: Steps) -> Answer:
        """The index failed: an emergency keeps its numbers, another authority its name."""
        answer = self._closing(question, way, notices, steps)
        if way.contacts:
            return answer
        message = catalogue.text("answer.unavailable")
        return replace(answer, status=AnswerStatus.UNAVAILABLE, message=message)
