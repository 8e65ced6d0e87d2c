"""Figures by month: nothing under ten can be read or worked out, and every question counts once."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.figures_counting import OUTCOMES as COUNTED
from api.public_figures import MonthFigures, month_figures, quantile, share, shown_parts
from domain.answer import AnswerStatus
from domain.feedback import Feedback
from domain.month_count import Measure
from domain.request import RequestDraft
from tests.api.browser import Browser
from tests.api.house import House, open_house
from tests.api.town import MONTREVAL

TODAY = date(2026, 11, 20)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[House]:
    opened = open_house(tmp_path)
    yield opened
    opened.close()


def figures(town: House) -> list[MonthFigures]:
    services = town.communes.get(MONTREVAL)
    assert services is not None
    return list(month_figures(services, TODAY))


def test_a_question_is_counted_when_its_answer_goes_out_without_its_words(town: House) -> None:
    Browser(town.app).post("/question", {"question": "Combien coûte la cantine ?"})
    counted = {one.measure: one.times for one in town.stores.month_counts.all()}
    assert counted[Measure.QUESTIONS] == counted[Measure.ANSWERED] == counted[Measure.WITHOUT_MODEL] == 1
    assert Measure.NOT_FOUND not in counted


def test_every_status_but_small_talk_is_one_outcome() -> None:
    assert set(COUNTED) == set(AnswerStatus) - {AnswerStatus.SMALL_TALK}


def test_months_follow_one_another_and_the_last_is_not_over(town: House) -> None:
    town.stores.month_counts.add(date(2026, 9, 3), {Measure.QUESTIONS: 9})
    town.stores.month_counts.add(TODAY, {Measure.QUESTIONS: 10, Measure.ANSWERED: 10, Measure.CPU_MS: 3_600_000})
    september, october, november = figures(town)
    assert (september.month, october.month) == (date(2026, 9, 1), date(2026, 10, 1))
    assert (september.questions, october.questions, november.questions) == (None, None, 10)
    assert (october.until, november.until) == (None, TODAY)
    assert (september.energy_wh, november.energy_wh) == (None, 15.0)


def test_delays_and_satisfaction_wait_for_ten(town: House) -> None:
    send, now = town.stores.requests.send, town.clock.now()
    for number in range(10):
        draft = RequestDraft(commune=MONTREVAL, service="accueil", message="Bonjour")
        send(draft, idempotency_key=f"k{number}", at=now)
    for number in range(20):
        town.stores.feedback.add(Feedback(on=TODAY, is_helpful=number < 10, status=AnswerStatus.ANSWERED))
    (november,) = figures(town)
    assert (november.requests, november.first_answer_median_h, november.satisfied_pct) == (10, None, 50)


def test_what_was_purged_still_counts(town: House) -> None:
    retention, profile = town.stores.retention, town.communes.served[MONTREVAL].profile
    for number in range(10):
        draft = RequestDraft(commune=MONTREVAL, service="accueil", message="Bonjour")
        sent = town.stores.requests.send(draft, idempotency_key=f"k{number}", at=town.clock.now()).request
        _answered_and_closed(town, sent.reference, hours=number)
    before = figures(town)
    later = town.clock.now() + timedelta(days=400)
    retention.purge(profile.retention, timezone=profile.timezone, at=later)
    assert town.stores.requests.list() == []
    assert figures(town) == before
    assert (before[-1].first_answer_median_h, before[-1].first_answer_p90_h) == (4, 8)


def _answered_and_closed(town: House, reference: object, *, hours: int) -> None:
    from domain.account import Account, Role
    from domain.ids import AccountId, RequestReference
    from domain.request import Request
    from handoff.steps import acknowledge, close_request, reply_to_request

    agent = Account(
        id=AccountId(1), commune=MONTREVAL, email="a@b.example", name="Claire", role=Role.AGENT, has_password=True
    )
    store, name, at = town.stores.requests, RequestReference(str(reference)), town.clock.now()
    assert isinstance(acknowledge(store, name, at=at), Request)
    replied = reply_to_request(store, agent, name, version=2, text="Oui.", at=at + timedelta(hours=hours, minutes=59))
    assert isinstance(replied, Request)
    assert isinstance(close_request(store, agent, name, version=replied.version, at=at + timedelta(days=1)), Request)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((40, 20, 12), (40, 20, 12)),
        # A lone hidden part would be the total less the others: the smallest of these is hidden with it.
        ((40, 20, 3), (40, None, None)),
        ((40, 9, 3), (40, None, None)),
        ((40, 4, 3), (None, None, None)),
    ],
)
def test_no_part_can_be_found_from_the_others(counts: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    parts = dict(zip((Measure.ANSWERED, Measure.ELSEWHERE, Measure.NOT_FOUND), counts, strict=True))
    assert tuple(shown_parts(parts, is_total_shown=True).values()) == shown


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(10, 20, 50), (9, 20, None), (15, 20, None), (20, 20, 100), (9, 9, None), (0, 12, 0)]
)
def test_a_share_never_tells_a_number_under_ten(part: int, whole: int, told: int | None) -> None:
    assert share(part, whole) == told


def test_quantiles_are_of_nearest_rank() -> None:
    hours = [70, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert (quantile(hours, 0.5), quantile(hours, 0.9)) == (5, 9)
