"""Answers to a subject's questions: checked, and written as an act writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visas.drafting.subject import AnswerKind, Drafts, Question, Subject

LONGEST_TEXT = 600
"""Characters of an answer: one sentence of an article, not a document."""
LARGEST_COUNT = 1_000_000

# « 1 250,50 », « 1250.5 », « 12 000 € »; not « 1,2,3 », not « -5 ».
_NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}|[0-9]{1,12})(?:[.,](?P<cents>[0-9]{1,2}))?")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_VOTES = ("pour", "contre", "abstention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """``raw`` as given, ``said`` as the act writes them; ``problems`` in French by question, empty when usable."""

    raw: Mapping[str, str]
    said: Mapping[str, str]
    problems: Mapping[str, str]

    def count(self, name: str) -> int | None:
        """A whole number that was given."""
        return int(self.said[name]) if name in self.said else None


def check_answers(drafts: Drafts, subject: Subject, given: Mapping[str, str]) -> Answers:
    """Every answer checked; what is empty is taken as not given."""
    raw = {name: value.strip() for name, value in given.items() if value.strip()}
    said: dict[str, str] = {}
    problems: dict[str, str] = {}
    questions = drafts.questions_of(subject)
    for question in questions:
        value = raw.get(question.id)
        if value is None:
            if question.is_required:
                problems[question.id] = drafts.say("answer_error.missing", label=question.label)
            continue
        written = written_answer(question, value)
        if written is None:
            problems[question.id] = _problem(drafts, question)
        else:
            said[question.id] = written
    for name in sorted(raw.keys() - {question.id for question in questions}):
        problems[name] = drafts.say("answer_error.unknown", name=name)
    vote_problem = None if problems else _vote_problem(said)
    if vote_problem is not None:
        problems["pour"] = drafts.say(f"answer_error.{vote_problem}")
    return Answers(raw=raw, said=said, problems=problems)


def written_answer(question: Question, value: str) -> str | None:
    """The answer as an act writes it (« 1 250,50 € », « 15 janvier 2026 »); None when it cannot be one."""
    match question.kind:
        case AnswerKind.TEXT:
            return value if len(value) <= LONGEST_TEXT and value.isprintable() else None
        case AnswerKind.CHOICE:
            return value if value in question.choices else None
        case AnswerKind.COUNT:
            is_count = value.isascii() and value.isdigit() and len(value) <= 7 and int(value) <= LARGEST_COUNT
            return str(int(value)) if is_count else None
        case AnswerKind.DAY:
            day = read_day(value)
            return None if day is None else french_day(day)
        case AnswerKind.AMOUNT:
            amount = _number(value.removesuffix("€").rstrip())
            return None if amount is None else f"{_spaced(amount)}\u00a0€"
        case AnswerKind.RATE:
            rate = _number(value.removesuffix("%").rstrip())
            return None if rate is None or rate > 100 else f"{_plain(rate)}\u00a0%"


def read_day(value: str) -> date | None:
    """« 15/01/2026 » or « 2026-01-15 »; None for what is no day of 1900 to 2100."""
    match = _DAY.fullmatch(value)
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])) if match else date.fromisoformat(value)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def french_day(day: date) -> str:
    """« 1er janvier 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def _number(value: str) -> Decimal | None:
    match = _NUMBER.fullmatch(value)
    return None if match is None else Decimal(f"{_digits(match['whole'])}.{match['cents'] or '0'}")


def _digits(whole: str) -> str:
    return re.sub(r"[^0-9]", "", whole)


def _spaced(amount: Decimal) -> str:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    whole = whole.replace(",", "\u00a0")
    return whole if cents == "00" else f"{whole},{cents}"


def _plain(rate: Decimal) -> str:
    return f"{rate:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _problem(drafts: Drafts, question: Question) -> str:
    values = {"label": question.label, "choices": ", ".join(question.choices), "longest": str(LONGEST_TEXT)}
    return drafts.say(f"answer_error.{question.kind}", **values)


def _vote_problem(said: Mapping[str, str]) -> str | None:
    """Which sentence says what is wrong with the counts of the vote; None when they add up or are not given."""
    voters, seats = said.get("votants"), said.get("en_exercice")
    if voters is not None and seats is not None and int(voters) > int(seats):
        return "votes"
    given = [int(said[name]) for name in _VOTES if name in said]
    if given and len(given) < len(_VOTES):
        return "partial_vote"
    if given and (sum(given) == 0 or (voters is not None and sum(given) != int(voters))):
        return "votes"
    return None
