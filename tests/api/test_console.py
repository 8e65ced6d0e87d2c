import re
from datetime import timedelta

import pytest

from domain.ids import CommuneSlug
from domain.request import RequestDraft, RequestState
from handoff.steps import LONGEST_REPLY, close_request
from tests.api.browser import Browser, Fields, Page, replaced
from tests.api.house import House, open_house
from tests.api.town import FRIDAY, MONTREVAL, SAINT_OYEN

PASSWORD = "une phrase que je connais"


@pytest.fixture
def house(fresh_house: House) -> House:
    return fresh_house


def welcomed(house: House, browser: Browser, commune: CommuneSlug = MONTREVAL) -> str:
    """An agent of ``commune``, signed in through the one-time link; returns the secret."""
    _, secret = house.invite(commune)
    fields = Page(browser.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    response = browser.post(
        f"/console/bienvenue/{secret}", replaced(fields, mot_de_passe=PASSWORD, confirmation=PASSWORD)
    )
    assert (response.status_code, response.headers["location"]) == (303, "/console")
    return secret


def sent_request(house: House, message: str = "Bonjour, une question") -> str:
    resident = Browser(house.app, address="198.51.100.4")
    fields = Page(resident.get("/demande").text).fields("/demande")
    return resident.post("/demande", replaced(fields, message=message)).headers["location"]


def reply_fields(page: Page, reference: str) -> Fields:
    return page.fields(f"/console/demandes/{reference}/reponse")


@pytest.mark.parametrize("path", ["/console", "/console/documents", "/console/demandes/MONT-2026-00001-A1"])
def test_without_a_session_the_console_leads_to_its_door(browser: Browser, path: str) -> None:
    response = browser.get(path)
    assert (response.status_code, response.headers["location"]) == (303, "/console/connexion")


def test_a_one_time_link_opens_once(house: House, browser: Browser) -> None:
    secret = welcomed(house, browser)
    again = Browser(house.app).get(f"/console/bienvenue/{secret}")
    assert again.status_code == 404
    assert "ne fonctionne plus" in again.text


def test_a_link_expires(house: House, browser: Browser) -> None:
    _, secret = house.invite()
    house.clock.advance(hours=2)
    assert browser.get(f"/console/bienvenue/{secret}").status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("trop court", "trop court", "12 caractères au moins"),
        ("a" * 201, "a" * 201, "moins de 200 caractères"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "trop facile"),
        ("motdepasse123", "motdepasse123", "trop facile"),
        ("Claire Moreau", "Claire Moreau", "trop facile"),
        ("claire@montreval-sur-cisse.example", "claire@montreval-sur-cisse.example", "trop facile"),
        (PASSWORD, PASSWORD + "!", "sont différents"),
    ],
)
def test_a_poor_password_is_refused_and_the_link_still_works(
    house: House, browser: Browser, password: str, again: str, message: str
) -> None:
    _, secret = house.invite()
    fields = Page(browser.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    response = browser.post(f"/console/bienvenue/{secret}", replaced(fields, mot_de_passe=password, confirmation=again))
    assert response.status_code == 422
    assert message in Page(response.text).text
    passwords = [f for f in Page(response.text).all("input") if f.get("type") == "password"]
    assert [f for f in passwords if f.get("value")] == []
    assert browser.get(f"/console/bienvenue/{secret}").status_code == 200


def test_signing_in_and_out(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    later = Browser(house.app)
    fields = Page(later.get("/console/connexion").text).forms[0].fields
    wrong = later.post(
        "/console/connexion", replaced(fields, courriel="claire@montreval-sur-cisse.example", mot_de_passe="non")
    )
    assert wrong.status_code == 422
    assert "n’est pas le bon" in wrong.text
    right = later.post(
        "/console/connexion", replaced(fields, courriel="claire@montreval-sur-cisse.example", mot_de_passe=PASSWORD)
    )
    assert right.status_code == 303
    page = Page(later.get("/console").text)
    assert "Claire Moreau" in page.text
    stolen = dict(later.cookies)
    out = later.post("/console/deconnexion", page.fields("/console/deconnexion"))
    assert out.headers["location"] == "/console/connexion"
    assert later.get("/console").status_code == 303
    kept = later.send("GET", "/console", headers={"cookie": "; ".join(f"{n}={v}" for n, v in stolen.items())})
    assert kept.status_code == 303


def test_an_idle_session_ends(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    assert browser.get("/console").status_code == 200
    house.clock.advance(minutes=31)
    assert browser.get("/console").status_code == 303


def test_the_session_s_cookie_is_held_to_the_host_and_hidden_from_scripts(tmp_path: object) -> None:
    house = open_house(tmp_path, secure_cookies=True, base_url="https://parvis.test")  # type: ignore[arg-type]
    browser = Browser(house.app, https=True)
    _, secret = house.invite()
    fields = Page(browser.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    response = browser.post(
        f"/console/bienvenue/{secret}", replaced(fields, mot_de_passe=PASSWORD, confirmation=PASSWORD)
    )
    cookie = response.headers["set-cookie"]
    house.installation.close()
    assert cookie.startswith("__Host-parvis=")
    for attribute in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert attribute in cookie
    assert "Domain" not in cookie


def test_without_https_the_cookie_has_its_plain_name(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    assert "parvis_session" in browser.cookies


def test_a_request_is_seen_answered_and_read_by_the_resident(house: House, browser: Browser) -> None:
    link = sent_request(house, "Bonjour, une <b>question</b>")
    welcomed(house, browser)
    (stored,) = house.stores.requests.list()
    listed = Page(browser.get("/console").text)
    assert f"/console/demandes/{stored.reference}" in {a["href"] for a in listed.all("a")}
    response = browser.get(f"/console/demandes/{stored.reference}")
    assert "une &lt;b&gt;question&lt;/b&gt;" in response.text
    page = Page(response.text)
    assert "Enregistrée" in page.text
    answered = browser.post(
        f"/console/demandes/{stored.reference}/reponse",
        replaced(reply_fields(page, stored.reference), reponse="Bonjour, voici la réponse."),
    )
    assert answered.status_code == 303
    assert "Réponse écrite par vous" in Page(browser.get(answered.headers["location"]).text).text
    assert "Bonjour, voici la réponse." in Browser(house.app).get(link).text
    assert house.stores.requests.list()[0].state is RequestState.REPONDUE
    assert "Aucune demande ici" in browser.get("/console").text
    assert stored.reference in browser.get("/console?etat=repondue").text


def test_a_reply_may_close_the_request(house: House, browser: Browser) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = house.stores.requests.list()[0].reference
    page = Page(browser.get(f"/console/demandes/{reference}").text)
    fields = replaced(reply_fields(page, reference), reponse="Voici.", clore="1")
    browser.post(f"/console/demandes/{reference}/reponse", fields)
    assert house.stores.requests.list()[0].state is RequestState.CLOSE
    assert "Votre réponse" not in Page(browser.get(f"/console/demandes/{reference}").text).text


def test_a_request_may_be_closed_without_a_word(house: House, browser: Browser) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = house.stores.requests.list()[0].reference
    path = f"/console/demandes/{reference}/cloture"
    fields = Page(browser.get(f"/console/demandes/{reference}").text).fields(path)
    assert browser.post(path, fields).status_code == 303
    assert house.stores.requests.list()[0].state is RequestState.CLOSE


def test_two_agents_cannot_answer_over_each_other_and_the_text_is_kept(house: House, browser: Browser) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = house.stores.requests.list()[0].reference
    path = f"/console/demandes/{reference}/reponse"
    fields = reply_fields(Page(browser.get(f"/console/demandes/{reference}").text), reference)
    assert browser.post(path, replaced(fields, reponse="Première.")).status_code == 303
    second = browser.post(path, replaced(fields, reponse="Seconde, longue à écrire."))
    assert second.status_code == 409
    page = Page(second.text)
    assert "a changé entre-temps" in page.text
    assert ("reponse", "Seconde, longue à écrire.") in reply_fields(page, reference)
    assert [r.text for r in house.stores.requests.list()[0].replies] == ["Première."]


@pytest.mark.parametrize(
    ("written", "told"), [(" \u200b", "écrivez votre réponse"), ("x" * (LONGEST_REPLY + 1), "10000 caractères au plus")]
)
def test_an_empty_or_endless_reply_is_refused_and_kept(house: House, browser: Browser, written: str, told: str) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = house.stores.requests.list()[0].reference
    fields = reply_fields(Page(browser.get(f"/console/demandes/{reference}").text), reference)
    response = browser.post(f"/console/demandes/{reference}/reponse", replaced(fields, reponse=written))
    assert response.status_code == 422
    assert told in response.text
    assert ("reponse", written.strip(" \u200b")) in reply_fields(Page(response.text), reference)
    assert house.stores.requests.list()[0].replies == ()


def test_a_request_closed_meanwhile_cannot_be_closed_again(house: House, browser: Browser) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = house.stores.requests.list()[0].reference
    path = f"/console/demandes/{reference}/cloture"
    fields = Page(browser.get(f"/console/demandes/{reference}").text).fields(path)
    assert browser.post(path, fields).status_code == 303
    again = browser.post(path, fields)
    assert again.status_code == 409
    assert "La personne l’a complétée, ou un collègue y a touché." in Page(again.text).text


def test_a_reference_heard_on_the_phone_opens_its_request_and_no_other(house: House, browser: Browser) -> None:
    sent_request(house)
    welcomed(house, browser)
    reference = house.stores.requests.list()[0].reference
    assert reference in browser.get(f"/console/demandes/{reference.lower().replace('0', 'o')}").text
    unknown = browser.get("/console/demandes/MONT-2026-99999-A1")
    assert unknown.status_code == 404
    assert "Aucune demande de votre commune ne porte cette référence." in unknown.text


@pytest.mark.parametrize("action", ["reponse", "cloture"])
@pytest.mark.parametrize("token", ["", "autre", "éé"])
def test_a_form_without_its_token_changes_nothing(house: House, browser: Browser, action: str, token: str) -> None:
    sent_request(house)
    welcomed(house, browser)
    stored = house.stores.requests.list()[0]
    fields = {"csrf": token, "version": str(stored.version), "reponse": "Piégée"}
    response = browser.post(f"/console/demandes/{stored.reference}/{action}", fields)
    assert response.status_code == 403
    assert house.stores.requests.list()[0] == stored


def test_signing_in_needs_the_token_of_the_form(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    other = Browser(house.app)
    other.get("/console/connexion")
    fields = {"courriel": "claire@montreval-sur-cisse.example", "mot_de_passe": PASSWORD, "csrf": "autre"}
    assert other.post("/console/connexion", fields).status_code == 403


def test_an_agent_sees_only_the_requests_of_their_own_commune(house: House, browser: Browser) -> None:
    sent_request(house)
    reference = house.stores.requests.list()[0].reference
    _, secret = house.invite(SAINT_OYEN, "Lise Aubry")
    fields = Page(browser.get(f"/console/bienvenue/{secret}").text).forms[0].fields
    browser.post(f"/console/bienvenue/{secret}", replaced(fields, mot_de_passe=PASSWORD, confirmation=PASSWORD))
    assert reference not in browser.get("/console").text
    assert browser.get(f"/console/demandes/{reference}").status_code == 404
    assert browser.get(f"/console?commune={MONTREVAL}").text.count("Saint-Oyen") > 0
    assert reference not in browser.get(f"/console?commune={MONTREVAL}").text


def test_the_report_s_four_states_add_up(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    html = browser.get("/console/documents").text
    numbers = [int(n) for n in re.findall(r'<span class="big">(\d+)</span>', html)]
    assert numbers == [3, 1, 1, 1]
    page = Page(html)
    assert f"{sum(numbers)} fichiers en tout" in page.text
    assert "Protégé par un mot de passe." in page.text
    assert "Même contenu que 2026/tarifs.pdf." in page.text
    assert "Bloquant" in page.text


def test_the_console_lets_nobody_frame_it(house: House, browser: Browser) -> None:
    welcomed(house, browser)
    assert "frame-ancestors 'none'" in browser.get("/console").headers["content-security-policy"]


def test_what_waits_longest_is_read_first_and_what_is_done_last(house: House, browser: Browser) -> None:
    account, _ = house.invite()
    store, now = house.stores.requests, house.clock.now()
    for key, minutes in (("recente0", 5), ("ancienne", 600)):
        draft = RequestDraft(commune=MONTREVAL, service="mairie", message=key)
        store.send(draft, idempotency_key=key, at=now - timedelta(minutes=minutes))
    welcomed(house, browser)
    waiting = Page(browser.get("/console").text).text
    assert waiting.index("ancienne") < waiting.index("recente0")
    assert "depuis 10 h" in waiting
    for request in store.list():
        close_request(store, account, request.reference, version=request.version, at=now)
    done = Page(browser.get("/console?etat=close").text).text
    assert done.index("recente0") < done.index("ancienne")


def test_a_request_is_marked_before_it_is_late_and_when_it_is(house: House, browser: Browser) -> None:
    sent_request(house)
    for days, said in ((0, ""), (12, "Bientôt en retard"), (18, "En retard")):
        house.clock.moment = FRIDAY + timedelta(days=days)
        agent = Browser(house.app)
        welcomed(house, agent)
        queue = Page(agent.get("/console").text).text
        reference = house.stores.requests.list()[0].reference
        shown = Page(agent.get(f"/console/demandes/{reference}").text).text
        for page in (queue, shown):
            assert [words in page for words in ("Bientôt en retard", "En retard")] == [
                words == said for words in ("Bientôt en retard", "En retard")
            ]
