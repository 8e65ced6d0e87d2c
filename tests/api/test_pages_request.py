import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.errors import DiskFull
from domain.people_ports import RequestStore
from domain.profile import Closure
from domain.request import Request as ResidentRequest
from domain.request import RequestDraft, SentRequest
from handoff.desk import LONGEST_ANSWER_SHOWN, LONGEST_MESSAGE, LONGEST_QUESTION
from handoff.steps import reply_to_request
from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.town import FRIDAY, MONTREVAL, PRICE


@pytest.fixture
def house(fresh_house: House) -> House:
    return fresh_house


def blank(browser: Browser) -> Page:
    return Page(browser.get("/demande").text)


def test_from_an_answer_the_question_and_the_answer_are_reread_before_leaving(house: House, browser: Browser) -> None:
    answer = Page(browser.post("/question", {"question": "Combien coûte la cantine ?"}).text)
    page = Page(browser.post("/demande", answer.fields("/demande")).text)
    assert "Service scolaire" in page.text
    assert "Combien coûte la cantine ?" in page.text
    assert PRICE in page.text
    assert "Tarifs de la restauration scolaire 2026-2027, séance du 18/06/2026, page 2" in page.text
    assert house.stores.requests.list() == []


def test_a_request_is_stored_and_its_reference_shown_at_once(house: House, browser: Browser) -> None:
    answer = Page(browser.post("/question", {"question": "Combien coûte la cantine ?"}).text)
    form = Page(browser.post("/demande", answer.fields("/demande")).text)
    fields = replaced(
        form.fields("/demande"), message="Et pour ma fille ?", nom="Samira Lefort", courriel="s@exemple.fr"
    )
    sent = browser.post("/demande", fields)
    assert sent.status_code == 303
    (stored,) = house.stores.requests.list()
    assert stored.draft.service == "scolaire"
    assert stored.draft.question == "Combien coûte la cantine ?"
    assert PRICE in stored.draft.answer_shown
    assert (stored.draft.contact.name, stored.draft.contact.email) == ("Samira Lefort", "s@exemple.fr")
    receipt = Page(browser.get(sent.headers["location"]).text)
    assert stored.reference in receipt.text
    assert "Votre demande est enregistrée" in receipt.text
    assert "vendredi 20 novembre 2026 à 14 h 05" in receipt.text
    assert "02 61 91 04 12" in receipt.text
    (link,) = [i["value"] for i in receipt.all("input") if i.get("id") == "lien"]
    assert link == f"http://parvis.test{sent.headers['location']}"


def test_the_receipt_names_the_service_and_says_that_silence_decides_nothing(house: House, browser: Browser) -> None:
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour", service="scolaire"))
    shown = Page(browser.get(sent.headers["location"]).text).text.partition("Accusé de réception")[2]
    for fact in ("20 novembre 2026 à 14 h 05", "Service scolaire", "4 place du Mail", "mairie@montreval.example"):
        assert fact in shown
    assert "02 61 91 04 12" in shown
    assert "ne vaut ni accord, ni refus" in shown
    assert "s’engage" not in shown, "this commune promised no day"


def test_the_day_that_the_commune_promised_is_on_the_receipt(house: House, browser: Browser) -> None:
    served = house.communes.get(MONTREVAL)
    assert served is not None
    object.__setattr__(served, "profile", replace(served.profile, answer_working_days=5))
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour"))
    assert "Au plus tard le vendredi 27 novembre 2026" in Page(browser.get(sent.headers["location"]).text).text


def chosen(page: Page) -> list[str]:
    return [value for name, value in page.fields("/demande") if name == "service"]


def test_the_service_of_the_answer_is_chosen_beforehand_and_may_be_changed(house: House, browser: Browser) -> None:
    answer = Page(browser.post("/question", {"question": "Combien coûte la cantine ?"}).text)
    form = Page(browser.post("/demande", answer.fields("/demande")).text)
    assert chosen(form) == ["scolaire"]
    browser.post("/demande", replaced(form.fields("/demande"), message="Bonjour", service="mairie"))
    assert house.stores.requests.list()[0].draft.service == "mairie"


def test_who_does_not_know_the_service_is_sent_to_the_main_one_and_a_question_to_its_own(
    house: House, browser: Browser
) -> None:
    form = blank(browser)
    assert chosen(form) == [""]
    browser.post("/demande", replaced(form.fields("/demande"), message="Mon école, ma commune, mon service scolaire"))
    body = {"message": "Bonjour", "question": "Le service scolaire est-il ouvert ?"}
    browser.send("POST", "/v1/requests", json=body, headers={"idempotency-key": "k" * 16})
    assert [stored.draft.service for stored in house.stores.requests.list()] == ["mairie", "scolaire"]


def test_why_the_service_is_shut_today_and_when_it_opens_are_said_in_words(house: House, browser: Browser) -> None:
    served = house.communes.get(MONTREVAL)
    assert served is not None
    main, *others = served.profile.services
    closure = Closure(first_day=date(2026, 11, 20), last_day=date(2026, 11, 20), reason="inventaire annuel")
    assert main.hours is not None
    shut = replace(main, hours=replace(main.hours, closures=(closure,), holidays=frozenset({date(2026, 11, 21)})))
    object.__setattr__(served, "profile", replace(served.profile, services=(shut, *others)))
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour"))
    for page in (blank(browser), Page(browser.get(sent.headers["location"]).text)):
        assert "Fermé maintenant. Ouvre lundi 23 novembre 2026 à 9 h." in page.text
        assert "inventaire annuel" in page.text


def test_the_exchange_stays_home_when_the_box_is_unticked(house: House, browser: Browser) -> None:
    answer = Page(browser.post("/question", {"question": "Combien coûte la cantine ?"}).text)
    form = Page(browser.post("/demande", answer.fields("/demande")).text)
    fields = [(n, v) for n, v in replaced(form.fields("/demande"), message="Bonjour") if n != "joindre"]
    browser.post("/demande", fields)
    (stored,) = house.stores.requests.list()
    assert (stored.draft.question, stored.draft.answer_shown) == ("", "")


def test_sending_twice_makes_one_request(house: House, browser: Browser) -> None:
    fields = replaced(blank(browser).fields("/demande"), message="Bonjour")
    addresses = {browser.post("/demande", fields).headers["location"] for _ in range(3)}
    assert len(addresses) == 1
    assert len(house.stores.requests.list()) == 1


def test_another_text_from_the_same_page_is_asked_about_and_then_sent(house: House, browser: Browser) -> None:
    fields = blank(browser).fields("/demande")
    browser.post("/demande", replaced(fields, message="Bonjour"))
    again = browser.post("/demande", replaced(fields, message="Autre chose"))
    assert again.status_code == 409
    page = Page(again.text)
    assert "déjà partie" in page.text
    assert browser.post("/demande", page.fields("/demande")).status_code == 303
    assert {r.draft.message for r in house.stores.requests.list()} == {"Bonjour", "Autre chose"}


@pytest.mark.parametrize(
    ("field", "name", "value", "message"),
    [
        ("message", "message", "", "Écrivez votre message."),
        ("message", "message", "a" * 5_001, "trop long"),
        ("email", "courriel", "samira.lefort@", "n’est pas complète"),
        ("phone", "telephone", "demain", "n’est pas complet"),
        ("name", "nom", "n" * 201, "trop long"),
        ("trap", "site", "http://spam.example", "laissez ce champ vide"),
    ],
)
def test_an_error_is_summed_up_linked_and_nothing_is_lost(
    house: House, browser: Browser, field: str, name: str, value: str, message: str
) -> None:
    fields = replaced(blank(browser).fields("/demande"), **({"message": "Bonjour", "nom": "Samira"} | {name: value}))
    response = browser.post("/demande", fields)
    page = Page(response.text)
    assert response.status_code == 422
    assert message.casefold() in page.text.casefold()
    assert f"#{field}" in {a.get("href") for a in page.all("a")}
    (control,) = [t for tag in ("input", "textarea") for t in page.all(tag) if t.get("id") == field]
    assert control["aria-invalid"] == "true"
    assert f"{field}-e" in control["aria-describedby"].split()
    assert f"{field}-e" in {p.get("id") for p in page.all("p")}
    if name != "message":
        assert ("message", "Bonjour") in page.fields("/demande")
    assert house.stores.requests.list() == []


def test_a_header_cannot_be_smuggled_in_a_name(house: House, browser: Browser) -> None:
    fields = replaced(blank(browser).fields("/demande"), message="Bonjour", nom="Samira\r\nBcc: tous@exemple.fr")
    browser.post("/demande", fields)
    assert house.stores.requests.list()[0].draft.contact.name == "Samira Bcc: tous@exemple.fr"


def test_without_the_secret_a_request_does_not_exist(house: House, browser: Browser) -> None:
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour"))
    address = sent.headers["location"].split("?")[0]
    for wrong in (address, f"{address}?cle=", f"{address}?cle=abc", "/demande/MONT-2026-99999-A1?cle=abc"):
        assert browser.get(wrong).status_code == 404


def test_the_agent_s_reply_is_read_behind_the_secret_link(house: House, browser: Browser) -> None:
    account, _ = house.invite()
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour"))
    (stored,) = house.stores.requests.list()
    said = "Le prix est de <3,85 €>."
    done = reply_to_request(
        house.stores.requests, account, stored.reference, version=stored.version, text=said, at=FRIDAY
    )
    assert isinstance(done, ResidentRequest)
    response = browser.get(sent.headers["location"])
    assert "a reçu une réponse" in response.text
    assert "&lt;3,85 €&gt;" in response.text
    assert "Claire Moreau, Mairie de Montreval-sur-Cisse" in response.text


class FullDisk:
    """A store whose disk is full when something is sent; the rest is the real one's."""

    def __init__(self, real: RequestStore) -> None:
        self._real = real

    def send(self, draft: RequestDraft, *, idempotency_key: str, at: object) -> SentRequest:
        raise DiskFull("no room left under data/; free some")

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


def test_a_full_disk_keeps_the_text_and_gives_the_phone(house: House, browser: Browser) -> None:
    served = house.communes.get(MONTREVAL)
    assert served is not None
    object.__setattr__(served, "requests", FullDisk(served.requests))
    response = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Mon long message"))
    page = Page(response.text)
    assert response.status_code == 503
    assert "n’a pas pu être enregistrée" in page.text
    assert "02 61 91 04 00" in page.text
    assert ("message", "Mon long message") in page.fields("/demande")


def test_a_reference_of_another_commune_is_not_found_here(house: House, browser: Browser) -> None:
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour"))
    assert browser.get(f"/c/saint-oyen-la-riviere{sent.headers['location']}").status_code == 404


def test_a_reference_copied_by_hand_is_understood_and_written_right_again(house: House, browser: Browser) -> None:
    sent = browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour"))
    (stored,) = house.stores.requests.list()
    copied = stored.reference.lower().replace("0", "O").replace("-", " ")
    key = sent.headers["location"].split("?")[1]
    response = browser.get(f"/demande/{copied}?{key}")
    assert response.status_code == 200
    (link,) = [i["value"] for i in Page(response.text).all("input") if i.get("id") == "lien"]
    assert link == f"http://parvis.test{sent.headers['location']}"


def test_a_reference_bears_the_year_of_the_commune_s_calendar(house: House, browser: Browser) -> None:
    house.clock.moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonne année"))
    browser.send("POST", "/v1/requests", json={"message": "Meilleurs vœux"}, headers={"idempotency-key": "k" * 16})
    assert [r.reference[:9] for r in house.stores.requests.list()] == ["MONT-2027", "MONT-2027"]


@pytest.mark.parametrize(
    "typed",
    [
        {"message": ""},
        {"message": "\u200b", "email": "samira@", "phone": "0612"},
        {"message": "a" * (LONGEST_MESSAGE + 1), "name": "n" * 201},
        {"message": "ok", "email": "a" * 250 + "@exemple.fr"},
        {"message": "ok", "question": "q" * (LONGEST_QUESTION + 1), "answer_shown": "a" * (LONGEST_ANSWER_SHOWN + 1)},
    ],
)
def test_the_form_and_the_api_say_the_same_is_wrong(house: House, browser: Browser, typed: dict[str, str]) -> None:
    names = {"name": "nom", "email": "courriel", "phone": "telephone", "answer_shown": "reponse"}
    fields = {names.get(name, name): value for name, value in typed.items()}
    page = browser.post("/demande", fields | {"etape": "envoyer", "joindre": "1"})
    contact = {name: value for name, value in typed.items() if name in ("name", "email", "phone")}
    body = {name: value for name, value in typed.items() if name not in contact} | {"contact": contact}
    answered = browser.send("POST", "/v1/requests", json=body, headers={"idempotency-key": "k" * 16})
    assert (page.status_code, answered.status_code) == (422, 422)
    faults = re.findall(r'<p class="error" id="\w+-e">(.+?)</p>', page.text)
    assert faults
    assert answered.json()["detail"] == " ".join(faults)
    linked = {a["href"].removeprefix("#") for a in Page(page.text).all("a") if a.get("href", "").startswith("#")}
    ids = {attributes.get("id") for _, attributes in Page(page.text).tags}
    assert linked <= ids
    assert house.stores.requests.list() == []


def test_an_exchange_too_long_may_be_left_out(house: House, browser: Browser) -> None:
    fields = {"etape": "envoyer", "message": "Bonjour", "question": "La cantine ?", "joindre": "1"}
    refused = Page(browser.post("/demande", fields | {"reponse": "a" * (LONGEST_ANSWER_SHOWN + 1)}).text)
    kept = [(name, value) for name, value in refused.fields("/demande") if name != "joindre"]
    assert browser.post("/demande", kept).status_code == 303
    assert house.stores.requests.list()[0].draft.answer_shown == ""


def test_a_key_that_the_page_did_not_give_loses_no_request(house: House, browser: Browser) -> None:
    fields = replaced(blank(browser).fields("/demande"), message="Bonjour", cle_envoi="é" * 200)
    assert browser.post("/demande", fields).status_code == 303
    assert len(house.stores.requests.list()) == 1


def test_a_service_that_is_gone_gives_its_requests_to_the_main_one(house: House, browser: Browser) -> None:
    browser.post("/demande", replaced(blank(browser).fields("/demande"), message="Bonjour", service="supprime"))
    assert house.stores.requests.list()[0].draft.service == "mairie"
