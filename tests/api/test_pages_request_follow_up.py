"""What a resident does from the secret link of a request."""

import pytest

from domain.request import RequestState
from handoff.desk import LONGEST_MESSAGE
from handoff.steps import ask_resident, reply_to_request
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House


@pytest.fixture
def house(fresh_house: House) -> House:
    """These tests look at every request there is."""
    return fresh_house


@pytest.fixture
def link(house: House, browser: Browser) -> str:
    """The secret link of a request just sent."""
    fields = Page(browser.get("/demande").text).fields("/demande")
    sent = browser.post("/demande", replaced(fields, message="Bonjour, la salle est-elle libre ?", nom="Samira Lefort"))
    assert sent.status_code == 303
    address: str = sent.headers["location"]
    return address


def act(house: House, browser: Browser, link: str, step: str, **fields: str) -> "tuple[int, str]":
    """Send the form of ``step`` as the page shows it: the status, and the page that answers or that is led to."""
    path = f"/demande/{house.stores.requests.list()[0].reference}/{step}"
    response = browser.post(path, replaced(Page(browser.get(link).text).fields(path), **fields))
    shown = browser.get(response.headers["location"]) if response.status_code == 303 else response
    return response.status_code, Page(shown.text).text


def test_the_receipt_is_acknowledged_at_once(house: House, link: str) -> None:
    (request,) = house.stores.requests.list()
    assert request.state is RequestState.EN_ATTENTE
    assert request.acknowledged_at == request.sent_at


def test_something_is_added_and_read_by_the_agent(house: House, browser: Browser, link: str) -> None:
    status, page = act(house, browser, link, "complement", complement="C’est pour 80 personnes.")
    assert status == 303
    assert "Vous, vendredi" in page
    assert "C’est pour 80 personnes." in page
    (message,) = house.stores.requests.list()[0].messages
    assert message.author == "Samira Lefort"


@pytest.mark.parametrize("written", [" \u200b", "x" * (LONGEST_MESSAGE + 1)])
def test_empty_or_endless_words_are_refused_and_kept(house: House, browser: Browser, link: str, written: str) -> None:
    status, page = act(house, browser, link, "complement", complement=written)
    assert status == 422
    assert written.strip(" \u200b") in page
    assert house.stores.requests.list()[0].messages == ()


def test_an_agent_s_question_is_answered_on_the_same_page(house: House, browser: Browser, link: str) -> None:
    account, _ = house.invite()
    (request,) = house.stores.requests.list()
    ask_resident(
        house.stores.requests,
        account,
        request.reference,
        version=request.version,
        text="Quel jour ?",
        at=house.clock.now(),
    )
    asked = Page(browser.get(link).text).text
    assert "Une précision vous est demandée" in asked
    assert "Quel jour ?" in asked
    act(house, browser, link, "complement", complement="Le 14 juin.")
    assert house.stores.requests.list()[0].state is RequestState.EN_ATTENTE


def test_a_request_is_cancelled_once(house: House, browser: Browser, link: str) -> None:
    status, page = act(house, browser, link, "annulation")
    assert (status, house.stores.requests.list()[0].state) == (303, RequestState.ANNULEE)
    assert "Votre demande est annulée" in page
    assert "Annuler ma demande" not in page
    secret = link.partition("cle=")[2]
    again = browser.post(f"{link.partition('?')[0]}/annulation", {"cle": secret})
    assert again.status_code == 409
    assert "n’est plus possible" in again.text


def test_nothing_is_erased_without_a_tick_and_then_everything_is(house: House, browser: Browser, link: str) -> None:
    account, _ = house.invite()
    (request,) = house.stores.requests.list()
    reply_to_request(
        house.stores.requests,
        account,
        request.reference,
        version=request.version,
        text="Oui, elle est libre.",
        at=house.clock.now(),
    )
    status, page = act(house, browser, link, "effacement")
    assert status == 422
    assert "Cochez la case pour confirmer" in page
    assert house.stores.requests.list()[0].draft.message
    status, page = act(house, browser, link, "effacement", certain="1")
    assert status == 303
    assert "Vous avez effacé ce que vous aviez écrit." in page
    assert "Samira" not in page
    (erased,) = house.stores.requests.list()
    assert (erased.draft.message, erased.draft.contact.name, erased.messages) == ("", "", ())


@pytest.mark.parametrize("step", ["complement", "annulation", "effacement"])
def test_without_its_secret_a_request_cannot_be_touched(house: House, browser: Browser, link: str, step: str) -> None:
    before = house.stores.requests.list()
    for secret in ("", "abc"):
        fields = {"cle": secret, "complement": "x", "certain": "1"}
        assert browser.post(f"{link.partition('?')[0]}/{step}", fields).status_code == 404
    assert house.stores.requests.list() == before
