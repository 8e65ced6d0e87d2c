"""Whether an answer helped: what is kept, what is not, with and without a script."""

import re
from datetime import date
from pathlib import Path

import pytest

from api.static_files import WEB
from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from tests.api.browser import Browser, Fields, Page, replaced
from tests.api.house import House, open_house
from tests.api.town import NOTE, RULES, TARIFFS

QUESTION = "Combien coûte la cantine ?"
EVER = date(2000, 1, 1)


def form_of(browser: Browser, question: str = QUESTION) -> Fields:
    return Page(browser.post("/question", {"question": question, "history": "la piscine ?"}).text).fields("/avis")


def test_a_helpful_answer_is_kept_with_its_documents_and_no_word_of_the_question(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    response = browser.post("/avis", [*form_of(browser), ("avis", "oui"), ("garder", "1")])
    assert response.status_code == 200
    page = Page(response.text)
    assert "Merci" in page.text
    assert fresh_house.stores.feedback.since(EVER) == [
        Feedback(
            on=date(2026, 11, 20),
            is_helpful=True,
            status=AnswerStatus.ANSWERED,
            documents=(TARIFFS, RULES),
            question="",
        )
    ]


def test_the_conversation_goes_on_after_an_opinion_without_a_script(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    page = Page(browser.post("/avis", [*form_of(browser), ("avis", "oui")]).text)
    kept = [value for name, value in page.fields("/question") if name == "history"]
    assert kept == ["la piscine ?", QUESTION]


@pytest.mark.parametrize(("ticked", "question"), [([], ""), ([("garder", "1")], QUESTION)])
def test_the_question_is_kept_only_when_the_person_leaves_it(fresh_house: House, ticked: Fields, question: str) -> None:
    browser = Browser(fresh_house.app)
    browser.post("/avis", [*form_of(browser), ("avis", "non"), ("motif", "outdated"), *ticked])
    (kept,) = fresh_house.stores.feedback.since(EVER)
    assert (kept.is_helpful, kept.reason, kept.question) == (False, FeedbackReason.OUTDATED, question)


def test_a_no_without_a_reason_counts(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    browser.post("/avis", [*form_of(browser, "Quel âge a le maire ?"), ("avis", "non")])
    (kept,) = fresh_house.stores.feedback.since(EVER)
    assert (kept.status, kept.reason, kept.documents) == (AnswerStatus.NOT_FOUND, None, ())


def test_a_script_receives_the_thanks_alone(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    fields = [*form_of(browser), ("avis", "oui")]
    piece = browser.post("/avis", fields, headers={"x-parvis-fragment": "1"}).text
    assert piece.lstrip().startswith("<p")
    assert 'role="status"' in piece


def test_only_public_documents_of_the_commune_are_kept(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    forged = [("statut", "answered"), ("avis", "oui"), *(("document", i) for i in (NOTE, "d" * 17, "../x", TARIFFS))]
    browser.post("/avis", forged)
    (kept,) = fresh_house.stores.feedback.since(EVER)
    assert kept.documents == (TARIFFS,)


@pytest.mark.parametrize("changed", [{"avis": "peut-être"}, {"statut": "x"}, {"motif": "x"}, {"statut": ""}])
def test_what_the_form_does_not_send_is_refused_and_not_kept(fresh_house: House, changed: dict[str, str]) -> None:
    browser = Browser(fresh_house.app)
    response = browser.post("/avis", replaced([*form_of(browser), ("avis", "non")], **changed))
    assert response.status_code == 422
    assert fresh_house.stores.feedback.since(EVER) == []


def test_opinions_are_limited_in_rate(tmp_path: Path) -> None:
    house = open_house(tmp_path, writes_per_minute=6, writes_burst=2)
    browser = Browser(house.app)
    fields = [("statut", "answered"), ("avis", "oui")]
    codes = [browser.post("/avis", fields).status_code for _ in range(3)]
    kept = len(house.stores.feedback.since(EVER))
    house.close()
    assert (codes, kept) == ([200, 200, 429], 2)


def test_every_reason_has_its_words_in_the_form() -> None:
    offered = set(re.findall(r'\("(\w+)", "', (WEB / "templates" / "_feedback.html").read_text("utf-8")))
    assert offered == set(FeedbackReason)


def test_the_address_alone_leads_back_to_the_empty_page(browser: Browser) -> None:
    response = browser.get("/avis")
    assert (response.status_code, response.headers["location"]) == (303, "/")
