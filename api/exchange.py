"""One exchange: a question asked of a commune's assistant, its answer set out for a page or as a transcript."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import Request

from answering.routing.masking import mask_question
from api.answer_view import (
    Part,
    answer_blocks,
    answer_parts,
    is_shorter_simpler,
    simpler_parts,
)
from api.context import CommuneServices, context_of
from api.figures_counting import count_question
from api.hours_view import HoursView, hours_view
from api.middleware import trace_without_values
from api.other_language import OtherLanguage, other_language
from api.page_response import base_of, local_now
from api.plain_words import PlainWord, plain_words
from api.source_cards import SourceCard, SourceGroups, source_cards, source_groups
from domain.answer import Answer, AnswerStatus, AnswerWatch, Question
from domain.errors import ParvisError
from domain.profile import Service
from domain.unanswered import COUNTED, Unanswered
from prompts.catalogue import text

logger = logging.getLogger("parvis.api")

_NEEDS_PERSON = frozenset(
    {
        AnswerStatus.PARTIAL,
        AnswerStatus.NOT_FOUND,
        AnswerStatus.PERSON_WANTED,
        AnswerStatus.PERSONAL_CASE,
        AnswerStatus.REFUSED,
        AnswerStatus.UNAVAILABLE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What the sheet of an answer shows. ``key`` keeps ids apart when several sheets stand on one page.

    ``is_simple``: the rule alone comes first, its special cases folded, words explained. ``can_be_simpler`` tells that
    such a sheet would be shorter than this one. ``groups`` are the cards by document, None when they are few.
    """

    key: str
    answer: Answer
    asked_at: datetime
    parts: tuple[Part, ...]
    cards: tuple[SourceCard, ...]
    groups: SourceGroups | None
    service: Service
    hours: HoursView | None
    needs_person: bool
    transcript: str
    plain_words: tuple[PlainWord, ...]
    foreign: OtherLanguage | None
    is_simple: bool
    can_be_simpler: bool


def ask(
    request: Request,
    services: CommuneServices,
    question: str,
    history: Sequence[str],
    watch: AnswerWatch | None = None,
) -> Answer:
    """The answer; when the assistant is broken, an answer that says so and names whom to turn to.

    ``watch`` is told the sentences that a language model writes, as they are verified.
    """
    asked = Question(
        text=question,
        commune=services.profile.slug,
        history=tuple(history),
        asked_at=context_of(request).clock.now(),
    )
    before_s = time.thread_time()
    try:
        answer = services.assistant.answer(asked, watch)
    except ParvisError as error:
        logger.error("assistant of %s failed: %s", services.profile.slug, trace_without_values(error))
        return Answer(
            question=mask_question(asked, services.profile)[0],
            status=AnswerStatus.UNAVAILABLE,
            message=text("answer.unavailable"),
            service=services.profile.main_service,
        )
    day = local_now(request, services).date()
    _count(services, answer, day)
    count_question(services, answer, on=day, cpu_s=time.thread_time() - before_s)
    logger.info("%s: %s in %s", services.profile.slug, answer.status.value, _told(answer))
    return answer


def _count(services: CommuneServices, answer: Answer, day: date) -> None:
    """Count a question that found nothing, without its words; the answer goes out even when it cannot be counted."""
    if answer.status not in COUNTED:
        return
    nearest = answer.considered[0].document_id if answer.considered else None
    theme = answer.service.slug if answer.service else ""
    try:
        services.unanswered.count(Unanswered(on=day, status=answer.status, theme=theme, document=nearest))
    except ParvisError as error:
        logger.error("a question of %s is not counted: %s", services.profile.slug, trace_without_values(error))


def _told(answer: Answer) -> str:
    """The steps of an answer for the log: no word of the question is in them."""
    return ", ".join(f"{step.name} {step.milliseconds:.1f} ms ({step.outcome})" for step in answer.steps)


def exchange_of(
    request: Request, services: CommuneServices, answer: Answer, *, framed: bool, simple: bool = False
) -> Exchange:
    """The view of ``answer``, whole or in simpler form: what documents say is never reworded, only set out."""
    base, service = base_of(request.scope), answer.service or services.profile.main_service
    moment, foreign = local_now(request, services), other_language(answer.question.text)
    parts = answer_parts(answer_blocks(answer.sentences, answer.citations))
    shown = simpler_parts(parts) if simple else parts
    sources = {line.citation for part in shown for block in part.blocks for line in block.lines}
    every = source_cards(services, base, answer, framed=framed)
    cards = tuple(card for card in every if not simple or card.citation.number in sources)
    return Exchange(
        key=f"q{len(answer.question.history) + 1}{'s' if simple else ''}",
        answer=answer,
        asked_at=moment,
        parts=shown,
        cards=cards,
        groups=source_groups(cards),
        service=service,
        hours=hours_view(service.hours, moment) if service.hours else None,
        needs_person=answer.status in _NEEDS_PERSON or foreign is not None,
        transcript=context_of(request).pages.render("transcript.txt", {"answer": answer}),
        plain_words=plain_words(f"{sentence.lead or ''}\n{sentence.text}" for sentence in answer.sentences),
        foreign=foreign,
        is_simple=simple,
        can_be_simpler=not simple and is_shorter_simpler(parts),
    )
