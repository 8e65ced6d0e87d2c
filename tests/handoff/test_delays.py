from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.ids import CommuneSlug, RequestReference
from domain.profile import CommuneProfile, Service
from domain.request import Message, Request, RequestDraft, RequestState, Side
from handoff.delays import DAYS_WITHOUT_PROMISE, Delay, delay_of, due_since, promised_day

PARIS = ZoneInfo("Europe/Paris")
PROFILE = CommuneProfile(
    slug=CommuneSlug("montreval"),
    name="Montreval",
    services=(Service(slug="mairie", name="Mairie"),),
    holidays=frozenset({date(2026, 4, 6)}),
    answer_working_days=5,
)
# A Tuesday; with Easter Monday out, the fifth working day after it is Wednesday 8 April.
SENT = datetime(2026, 3, 31, 9, 0, tzinfo=PARIS)


def request(state: RequestState = RequestState.EN_ATTENTE, *messages: Message) -> Request:
    return Request(
        reference=RequestReference("MONT-2026-00001-A1"),
        draft=RequestDraft(commune=PROFILE.slug, service="mairie", message="Bonjour"),
        state=state,
        version=1,
        sent_at=SENT,
        counts_from=SENT,
        messages=messages,
    )


def said(side: Side, day: int) -> Message:
    return Message(text="…", author="", sent_at=datetime(2026, 4, day, 10, tzinfo=PARIS), side=side)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(1, Delay.AHEAD), (2, Delay.AHEAD), (3, Delay.SOON), (6, Delay.SOON), (8, Delay.SOON), (9, Delay.LATE)],
)
def test_a_request_is_marked_before_its_day_has_passed(day: int, expected: Delay) -> None:
    assert delay_of(request(), PROFILE, at=datetime(2026, 4, day, 23, 30, tzinfo=PARIS)) is expected


def test_the_day_is_that_of_the_commune_s_clock() -> None:
    last_evening = datetime(2026, 4, 8, 20, 0, tzinfo=ZoneInfo("UTC"))
    assert delay_of(request(), PROFILE, at=last_evening) is Delay.SOON
    assert delay_of(request(), replace(PROFILE, timezone="Indian/Reunion"), at=last_evening) is Delay.LATE


def test_nothing_is_late_once_answered_or_while_the_resident_is_asked() -> None:
    much_later = datetime(2027, 1, 4, 9, tzinfo=PARIS)
    for state in set(RequestState) - {RequestState.ENVOYEE, RequestState.EN_ATTENTE, RequestState.PRISE}:
        assert delay_of(request(state), PROFILE, at=much_later) is Delay.NONE
        assert promised_day(request(state), PROFILE) is None


def test_the_delay_runs_from_the_authority_that_sent_the_request_on() -> None:
    moved = replace(request(), counts_from=datetime(2026, 3, 20, 9, tzinfo=PARIS))
    assert promised_day(request(), PROFILE) == date(2026, 4, 8)
    assert promised_day(moved, PROFILE) == date(2026, 3, 27)


def test_what_is_added_before_an_answer_puts_nothing_off_and_a_question_after_it_begins_anew() -> None:
    added = request(RequestState.EN_ATTENTE, said(Side.RESIDENT, 2))
    assert due_since(added) == SENT
    again = request(RequestState.EN_ATTENTE, said(Side.AGENT, 3), said(Side.RESIDENT, 14), said(Side.RESIDENT, 15))
    assert due_since(again) == datetime(2026, 4, 14, 10, tzinfo=PARIS)


def test_without_a_promise_nobody_is_told_a_day_and_agents_are_warned_all_the_same() -> None:
    silent = replace(PROFILE, answer_working_days=None)
    assert promised_day(request(), silent) is None
    assert DAYS_WITHOUT_PROMISE == 10
    assert delay_of(request(), silent, at=datetime(2026, 4, 13, 9, tzinfo=PARIS)) is Delay.SOON
    assert delay_of(request(), silent, at=datetime(2026, 4, 16, 9, tzinfo=PARIS)) is Delay.LATE
