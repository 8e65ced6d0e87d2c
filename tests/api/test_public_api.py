import json

import pytest

from api.schemas import AnswerOut
from tests.api.browser import Browser
from tests.api.house import House
from tests.api.town import (
    HTML_BYTES,
    MONTREVAL,
    PDF_BYTES,
    PRICE,
    RULES,
    RULES_ADDRESS,
    SAINT_OYEN,
    TARIFF_PASSAGES,
    TARIFFS,
)

KEY = {"idempotency-key": "0123456789abcdef"}


def test_an_answer_has_its_documented_form_and_its_links_open(browser: Browser) -> None:
    response = browser.send("POST", "/v1/questions", json={"question": "Combien coûte la cantine ?"})
    assert response.status_code == 200
    answer = AnswerOut.model_validate(response.json())
    assert answer.status == "answered"
    assert answer.sentences[0].text == PRICE
    first = answer.citations[0]
    assert TARIFF_PASSAGES[1].text[first.start : first.end] == first.quote
    assert answer.service is not None
    assert answer.service.hours is not None
    assert answer.service.hours["vendredi"] == ["09:00-12:00", "14:00-17:00"]
    assert answer.ia.genere
    assert browser.get(first.links.page.split("#")[0]).status_code == 200
    assert first.links.original is not None
    assert browser.get(first.links.original.split("#")[0]).content == PDF_BYTES
    assert first.links.original.endswith("#page=2")
    assert [citation.address for citation in answer.citations] == [None, None, RULES_ADDRESS]


def test_history_and_commune_reach_the_assistant(house: House, browser: Browser) -> None:
    body = {"question": "et pour les enfants ?", "commune": MONTREVAL, "history": ["la cantine ?", " "]}
    assert browser.send("POST", "/v1/questions", json=body).json()["understood_as"]
    assert house.assistant.asked[-1].history == ("la cantine ?",)


def test_a_broken_assistant_is_a_status_not_a_failure(browser: Browser) -> None:
    response = browser.send("POST", "/v1/questions", json={"question": "en panne ?"})
    assert (response.status_code, response.json()["status"]) == (200, "unavailable")
    assert response.json()["service"]["phone"] == "02 61 91 04 00"


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({"question": ""}, 422, "écrivez votre question"),
        ({"question": "a" * 100_000}, 422, "2000 caractères"),
        ({"question": "\x00\x07"}, 422, "aucun mot"),
        ({"question": "école\ud800"}, 422, ""),
        ({}, 422, "manque"),
        ({"question": 3}, 422, ""),
        ({"question": "ok", "autre": 1}, 422, ""),
        ({"question": "ok", "history": ["q"] * 21}, 422, "20 questions"),
        ({"question": "ok", "history": ["a" * 2_001]}, 422, "historique"),
        ({"question": "ok", "commune": "nulle-part"}, 404, "commune"),
    ],
)
def test_a_bad_question_is_a_french_problem_with_the_phone(
    browser: Browser, body: dict[str, object], status: int, detail: str
) -> None:
    headers = {"content-type": "application/json"}
    response = browser.send("POST", "/v1/questions", content=json.dumps(body).encode(), headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert detail in problem["detail"].replace("\u00a0", " ")
    assert problem["phone"] == "02 61 91 04 00"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 50_000, b"null"])
def test_what_is_no_json_is_refused_without_failing(browser: Browser, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = browser.send("POST", "/v1/questions", content=content, headers=headers)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_a_request_gives_its_receipt_and_the_same_again(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    body = {"message": "Bonjour", "service": "scolaire", "contact": {"email": "samira.lefort@exemple.fr"}}
    first = browser.send("POST", "/v1/requests", json=body, headers=KEY)
    assert first.status_code == 201
    receipt = first.json()
    assert receipt["service"]["phone"] == "02 61 91 04 12"
    assert browser.get(receipt["follow_up"].removeprefix("http://parvis.test")).status_code == 200
    again = browser.send("POST", "/v1/requests", json=body, headers=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert len(fresh_house.stores.requests.list()) == 1


def test_the_same_key_with_another_body_is_refused(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    browser.send("POST", "/v1/requests", json={"message": "Bonjour"}, headers=KEY)
    other = browser.send("POST", "/v1/requests", json={"message": "Autre"}, headers=KEY)
    assert other.status_code == 409
    assert "déjà servi" in other.json()["detail"]
    assert len(fresh_house.stores.requests.list()) == 1


@pytest.mark.parametrize("headers", [{}, {"idempotency-key": "court"}, {"idempotency-key": "a b c d e f g"}])
def test_a_request_needs_a_key(house: House, browser: Browser, headers: dict[str, str]) -> None:
    before = house.stores.requests.list()
    assert browser.send("POST", "/v1/requests", json={"message": "Bonjour"}, headers=headers).status_code == 422
    assert house.stores.requests.list() == before


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"message": " "}, "écrivez votre message"),
        ({"message": "ok", "service": "inconnu"}, "service"),
        ({"message": "ok", "contact": {"email": "samira@"}}, "adresse électronique"),
    ],
)
def test_a_bad_request_says_what_to_correct(browser: Browser, body: dict[str, object], detail: str) -> None:
    response = browser.send("POST", "/v1/requests", json=body, headers=KEY)
    assert response.status_code == 422
    assert detail in response.json()["detail"]


def test_a_document_gives_its_text_as_passages(browser: Browser) -> None:
    document = browser.get(f"/v1/documents/{TARIFFS}").json()
    assert (document["page_count"], document["session_date"]) == (3, "2026-06-18")
    assert (document["written_on"], document["written_evidence"]) == (None, None)
    assert [p["text"] for p in document["passages"]] == [p.text for p in TARIFF_PASSAGES]
    assert browser.get(document["links"]["page"]).status_code == 200
    assert document["address"] is None
    assert browser.get(f"/v1/documents/{RULES}").json()["address"] == RULES_ADDRESS


def test_a_pdf_is_shown_and_its_parts_can_be_asked(browser: Browser) -> None:
    response = browser.get(f"/v1/documents/{TARIFFS}/original")
    assert response.content == PDF_BYTES
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    part = browser.send("GET", f"/v1/documents/{TARIFFS}/original", headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"%PDF")


def test_a_web_page_as_received_can_run_nothing_here(browser: Browser) -> None:
    response = browser.get(f"/v1/documents/{RULES}/original")
    assert response.content == HTML_BYTES
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_an_original_that_is_lost_is_a_404(fresh_house: House) -> None:
    browser = Browser(fresh_house.app)
    fresh_house.stores.originals.sweep(())
    assert browser.get(f"/v1/documents/{TARIFFS}/original").status_code == 404


def test_documents_belong_to_one_commune(browser: Browser) -> None:
    assert browser.get(f"/v1/documents/{TARIFFS}?commune={SAINT_OYEN}").status_code == 404


def test_a_question_in_another_language_is_told_the_sentence_in_that_language(browser: Browser) -> None:
    asked = {"question": "What are the opening hours of the town hall on Saturday morning, please?"}
    answer = AnswerOut.model_validate(browser.send("POST", "/v1/questions", json=asked).json())
    assert answer.other_language is not None
    assert (answer.other_language.lang, answer.other_language.direction) == ("en", "ltr")
    french = browser.send("POST", "/v1/questions", json={"question": "Combien coûte la cantine ?"}).json()
    assert french["other_language"] is None
