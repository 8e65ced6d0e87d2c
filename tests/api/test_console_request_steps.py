"""What an agent does from the page of a request, by its forms alone."""

from datetime import timedelta

import pytest

from domain.ids import RequestReference
from domain.request import Request, RequestDraft, RequestState
from handoff import steps
from handoff.transitions import LEASE
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.test_console import sent_request, welcomed
from tests.api.town import MONTREVAL


@pytest.fixture
def house(fresh_house: House) -> House:
    """These tests look at every request there is."""
    return fresh_house


@pytest.fixture
def reference(house: House, browser: Browser) -> RequestReference:
    """A request just sent, seen by an agent who has just signed in."""
    sent_request(house)
    welcomed(house, browser)
    return house.stores.requests.list()[0].reference


def page_of(browser: Browser, reference: RequestReference) -> Page:
    return Page(browser.get(f"/console/demandes/{reference}").text)


def act(browser: Browser, reference: RequestReference, step: str, **fields: str) -> int:
    """Send the form of ``step`` as the page shows it."""
    path = f"/console/demandes/{reference}/{step}"
    return browser.post(path, replaced(page_of(browser, reference).fields(path), **fields)).status_code


def state(house: House) -> RequestState:
    return house.stores.requests.list()[0].state


def buttons(page: Page) -> str:
    return page.text.partition("Autres suites")[2]


def test_a_request_is_taken_and_given_back(house: House, browser: Browser, reference: RequestReference) -> None:
    assert state(house) is RequestState.EN_ATTENTE
    assert act(browser, reference, "prise") == 303
    assert state(house) is RequestState.PRISE
    mine = page_of(browser, reference)
    assert "Prise par vous" in mine.text
    assert [span["data-held"] for span in mine.all("span") if "data-held" in span]
    assert act(browser, reference, "remise") == 303
    assert state(house) is RequestState.EN_ATTENTE
    assert "Rendue à la file par vous" in page_of(browser, reference).text


def test_what_another_agent_holds_has_no_form_and_what_was_written_is_kept(
    house: House, browser: Browser, reference: RequestReference
) -> None:
    before = page_of(browser, reference).fields(f"/console/demandes/{reference}/reponse")
    other = house.installation.accounts.add(
        commune=MONTREVAL,
        email="karim@montreval.example",
        name="Karim",
        role=house.invite()[0].role,
        at=house.clock.now(),
    )
    version = house.stores.requests.list()[0].version
    taken = steps.take(house.stores.requests, other, reference, version=version, at=house.clock.now())
    assert isinstance(taken, Request)
    page = page_of(browser, reference)
    assert "Karim traite cette demande" in page.text
    assert "Votre réponse" not in page.text
    late = browser.post(f"/console/demandes/{reference}/reponse", replaced(before, reponse="Longue à écrire."))
    assert late.status_code == 409
    assert "Longue à écrire." in Page(late.text).text
    assert house.stores.requests.list()[0].replies == ()


def test_the_heartbeat_holds_the_request_until_it_is_lost(
    house: House, browser: Browser, reference: RequestReference
) -> None:
    act(browser, reference, "prise")
    held = next(span for span in page_of(browser, reference).all("span") if "data-held" in span)
    beat = {"csrf": held["data-csrf"]}
    house.clock.advance(minutes=4)
    assert browser.post(held["data-held"], beat).status_code == 204
    house.clock.advance(minutes=4)
    assert browser.post(held["data-held"], beat).status_code == 204
    house.clock.advance(hours=1)
    assert browser.post(held["data-held"], beat).status_code in (401, 409)
    assert timedelta(minutes=4) < LEASE


def test_a_precision_is_asked_of_the_resident_who_gives_it(
    house: House, browser: Browser, reference: RequestReference
) -> None:
    path = f"/console/demandes/{reference}/reponse"
    fields = replaced(page_of(browser, reference).fields(path), reponse="Pour quelle adresse ?")
    assert browser.post(f"/console/demandes/{reference}/question", fields).status_code == 303
    assert state(house) is RequestState.EN_ATTENTE_USAGER
    assert reference in browser.get("/console?etat=usager").text


def test_another_service_gets_the_request(house: House, browser: Browser, reference: RequestReference) -> None:
    assert act(browser, reference, "service", choix="scolaire") == 303
    assert house.stores.requests.list()[0].draft.service == "scolaire"
    assert "Passée à un autre service par vous : Service scolaire" in page_of(browser, reference).text
    assert act(browser, reference, "service", choix="inconnu") == 422


def test_what_another_authority_decides_is_noted_with_its_name(
    house: House, browser: Browser, reference: RequestReference
) -> None:
    path = f"/console/demandes/{reference}/transmission"
    empty = browser.post(path, replaced(page_of(browser, reference).fields(path), choix=" "))
    assert empty.status_code == 422
    assert 'id="ad-e"' in empty.text
    assert act(browser, reference, "transmission", choix="Préfecture de Loire-Moyenne") == 303
    assert state(house) is RequestState.TRANSFEREE
    assert "Préfecture de Loire-Moyenne" in page_of(browser, reference).text


def test_what_is_set_aside_comes_back(house: House, browser: Browser, reference: RequestReference) -> None:
    assert act(browser, reference, "ecart") == 303
    assert state(house) is RequestState.INDESIRABLE
    assert "Indésirable" not in buttons(page_of(browser, reference))
    assert act(browser, reference, "retour") == 303
    assert state(house) is RequestState.EN_ATTENTE


@pytest.mark.parametrize("step", ["prise", "remise", "service", "transmission", "ecart", "presence", "question"])
def test_no_step_is_taken_without_the_form_s_token_nor_on_another_commune_s_request(
    house: House, browser: Browser, reference: RequestReference, step: str
) -> None:
    before = house.stores.requests.list()
    assert browser.post(f"/console/demandes/{reference}/{step}", {"version": "2"}).status_code == 403
    token = dict(page_of(browser, reference).fields(f"/console/demandes/{reference}/reponse"))["csrf"]
    elsewhere = browser.post(f"/console/demandes/SAIN-2026-00001-B7/{step}", {"csrf": token, "version": "1"})
    assert elsewhere.status_code == 404
    assert house.stores.requests.list() == before


def test_an_unknown_step_is_not_there(house: House, browser: Browser, reference: RequestReference) -> None:
    assert browser.post(f"/console/demandes/{reference}/suppression", {}).status_code == 422
    draft = RequestDraft(commune=MONTREVAL, service="mairie", message="Encore une")
    assert house.stores.requests.send(draft, idempotency_key="another-key", at=house.clock.now())
