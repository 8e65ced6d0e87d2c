"""The queue, searched and filtered; who did what; what agents tell one another."""

import pytest

from domain.ids import RequestReference
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.test_console import sent_request, welcomed
from tests.api.test_console_request_steps import act, page_of


@pytest.fixture
def house(fresh_house: House) -> House:
    """These tests look at every request there is."""
    return fresh_house


def reference_of(house: House, number: int = 0) -> RequestReference:
    return house.stores.requests.list()[number].reference


def test_the_queue_is_searched_filtered_and_a_reference_leads_to_its_request(house: House, browser: Browser) -> None:
    for message in ("La cantine, s’il vous plaît", "Un lampadaire éteint"):
        sent_request(house, message)
    welcomed(house, browser)
    found = Page(browser.get("/console?mots=LAMPADAIRES").text).text
    assert "Aucune demande ici." in found
    found = Page(browser.get("/console?mots=eteint").text).text
    assert "Un lampadaire éteint" in found
    assert "La cantine" not in found
    assert "1 demande en tout" in found
    assert "Aucune demande ici." in Page(browser.get("/console?service=scolaire").text).text
    reference = reference_of(house)
    typed = reference.lower().replace("-", " ")
    led = browser.get("/console", params={"mots": typed})
    assert (led.status_code, led.headers["location"]) == (303, f"/console/demandes/{reference}")
    hostile = browser.get("/console", params={"mots": '"><script>x', "service": "' OR 1=1"})
    assert "<script>x" not in hostile.text


def test_a_colleague_is_named_in_the_journal_and_while_they_hold_it(house: House, browser: Browser) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = reference_of(house)
    assert act(browser, reference, "prise") == 303
    assert "Prise par vous" in Page(browser.get("/console").text).text
    colleague = Browser(house.app)
    _, secret = house.invite(name="Karim Benali")
    fields = Page(colleague.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    known = "une phrase que je connais"
    colleague.post(f"/console/bienvenue/{secret}", replaced(fields, mot_de_passe=known, confirmation=known))
    page = page_of(colleague, reference)
    assert "Prise par Claire Moreau" in page.text
    assert "Claire Moreau traite cette demande" in page.text
    assert "Prise par vous" not in Page(colleague.get("/console").text).text


def test_a_note_is_read_by_agents_and_never_by_the_resident(house: House, browser: Browser) -> None:
    follow_up = sent_request(house)
    welcomed(house, browser)
    reference = reference_of(house)
    assert act(browser, reference, "note", note="Attendre l’avis du <maire>") == 303
    page = browser.get(f"/console/demandes/{reference}").text
    assert "Claire Moreau : Attendre l’avis du &lt;maire&gt;" in page
    assert "avis du" not in browser.get(follow_up).text
    path = f"/console/demandes/{reference}/note"
    fields = page_of(browser, reference).fields(path)
    refused = browser.post(path, replaced(fields, note="n" * 2_001))
    assert refused.status_code == 422
    assert "2000 caractères au plus" in refused.text
    assert "n" * 2_001 in refused.text, "what was written is kept"
    assert browser.post(path, replaced(fields, csrf="x")).status_code == 403
