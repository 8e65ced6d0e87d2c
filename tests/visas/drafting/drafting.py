"""Drafts made for tests: every question answered by its kind, over the shipped base."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from domain.legal_base import LegalBase
from storage.legal_starter import open_starter
from visas.drafting.answers import Answers, check_answers
from visas.drafting.compose import compose
from visas.drafting.draft import Draft
from visas.drafting.subject import AnswerKind, Question, Subject
from visas.drafting.subjects_file import shipped_drafts

_ANSWERS = {
    AnswerKind.TEXT: "le club des Aubépines",
    AnswerKind.AMOUNT: "1 250,50",
    AnswerKind.COUNT: "7",
    AnswerKind.RATE: "12,5",
    AnswerKind.DAY: "2026-01-15",
}


@cache
def starter() -> LegalBase:
    return open_starter()


def answer_of(question: Question) -> str:
    return question.choices[0] if question.choices else _ANSWERS[question.kind]


def answered(subject: Subject, **more: str) -> Answers:
    given: Mapping[str, str] = {one.id: answer_of(one) for one in subject.questions if one.is_required}
    return check_answers(shipped_drafts(), subject, {**given, **more})


def drafted(name: str, day: date, **more: str) -> Draft:
    drafts = shipped_drafts()
    subject = drafts.subjects[name]
    answers = answered(subject, **more)
    assert not answers.problems
    return compose(drafts, subject, answers, base=starter(), day=day, commune="Saint-Aubin-les-Bois")
