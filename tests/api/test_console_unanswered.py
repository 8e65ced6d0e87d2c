"""« Questions sans réponse »: counted without words, shown to the commune's own agents, filtered by the address."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from api.context import CommuneServices
from domain.answer import AnswerStatus
from domain.errors import DiskFull
from domain.feedback import Feedback, FeedbackReason
from domain.unanswered import Unanswered, UnansweredCount
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import FRIDAY, MONTREVAL, TARIFFS

ADDRESS = "/console/questions-sans-reponse"
TODAY = FRIDAY.date()
LEFT = Feedback(
    on=TODAY,
    is_helpful=False,
    status=AnswerStatus.ANSWERED,
    reason=FeedbackReason.WRONG,
    documents=(TARIFFS,),
    question="Combien coûte <b>la piscine</b> ? Mon numéro est le 06 99 12 34 56",
)
NOTHING = Unanswered(on=TODAY, status=AnswerStatus.NOT_FOUND, theme="mairie", document=TARIFFS)


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def shown(agent: Browser, query: str = "") -> str:
    response = agent.get(ADDRESS + query)
    assert response.status_code == 200
    return Page(response.text).text


def test_nothing_counted_is_said_so(agent: Browser) -> None:
    assert "Aucune question sans réponse pour ces filtres." in shown(agent)


def test_a_question_that_was_left_is_shown_masked_and_escaped(fresh_house: House, agent: Browser) -> None:
    fresh_house.stores.feedback.add(LEFT)
    response = agent.get(ADDRESS)
    assert "<b>la piscine</b>" not in response.text
    text = Page(response.text).text
    assert "Combien coûte <b>la piscine</b> ? Mon numéro est le [téléphone]" in text
    assert "06 99" not in response.text
    assert "Jugée fausse" in text
    assert f"/console/documents/{TARIFFS}" in response.text


def test_numbers_are_by_reason_and_filters_are_in_the_address(fresh_house: House, agent: Browser) -> None:
    fresh_house.stores.feedback.add(LEFT)
    for _ in range(3):
        fresh_house.stores.unanswered.count(NOTHING)
    assert "4 questions sans réponse" in shown(agent)
    assert "3 questions sans réponse" in shown(agent, "?motif=introuvable")
    assert "1 question sans réponse" in shown(agent, "?mots=piscine")
    assert "Aucune question" in shown(agent, "?motif=partielle")
    assert "4 questions sans réponse" in shown(agent, "?motif=inconnu&service=ailleurs&periode=9&page=x")
    assert 'value="introuvable" selected' in agent.get(ADDRESS + "?motif=introuvable").text


def test_what_is_older_than_the_period_is_left_out(fresh_house: House, agent: Browser) -> None:
    fresh_house.stores.unanswered.count(replace(NOTHING, on=TODAY - timedelta(days=60)))
    assert "Aucune question" in shown(agent)
    assert "1 question sans réponse" in shown(agent, "?periode=90")


def test_many_that_were_left_are_shown_page_by_page(fresh_house: House, agent: Browser) -> None:
    for number in range(21):
        fresh_house.stores.feedback.add(replace(LEFT, question=f"Question {number:02} ?"))
    assert "Questions plus anciennes" in shown(agent)
    second = shown(agent, "?page=2")
    assert "Question 00 ?" in second
    assert "Question 20 ?" not in second


def test_only_agents_read_it(fresh_house: House) -> None:
    response = Browser(fresh_house.app).get(ADDRESS)
    assert response.status_code == 303
    assert "connexion" in response.headers["location"]


def test_a_resident_who_finds_nothing_is_counted_without_a_word(fresh_house: House) -> None:
    before = fresh_house.stores.unanswered.since(TODAY)
    answer = Browser(fresh_house.app).post("/question", {"question": "Où est la base nautique de Zanzibar ?"})
    assert answer.status_code == 200
    counted = fresh_house.stores.unanswered.since(TODAY)
    assert before == []
    (one,) = counted
    assert isinstance(one, UnansweredCount)
    assert (one.unanswered.on, one.unanswered.status, one.count) == (TODAY, AnswerStatus.NOT_FOUND, 1)
    assert "Zanzibar" not in repr(one)


class FullDisk:
    """Keeps nothing."""

    def count(self, unanswered: Unanswered) -> None:
        raise DiskFull("commune.sqlite: no room left on the disk")

    def since(self, day: date) -> list[UnansweredCount]:
        return []


def test_an_answer_goes_out_although_it_cannot_be_counted(fresh_house: House) -> None:
    served = cast(dict[str, CommuneServices], fresh_house.communes.served)
    served[MONTREVAL] = replace(served[MONTREVAL], unanswered=FullDisk())
    answer = Browser(fresh_house.app).post("/question", {"question": "Où est la base nautique ?"})
    assert answer.status_code == 200
    assert "Nous n’avons pas trouvé" in Page(answer.text).text
