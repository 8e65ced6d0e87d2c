"""``/v1/visas``: for agents who are signed in, of their own commune, and for nobody else."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.api.browser import Browser, Page, replaced
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.test_console_visas import CODE, DRAFT
from tests.api.town import SAINT_OYEN
from tests.app.conftest import schema

CHECK, EXTRACT, RESOLVE = "/v1/visas/check", "/v1/visas/extract", "/v1/visas/resolve"
BODIES: dict[str, dict[str, Any]] = {
    CHECK: {"text": DRAFT, "date": "2023-05-04"},
    EXTRACT: {"text": DRAFT},
    RESOLVE: {"keys": ["cgct:L2121-29", "loi:84-53#34"], "date": "2023-05-04"},
}


@pytest.fixture
def agent(fresh_house: House) -> Browser:
    browser = Browser(fresh_house.app)
    welcomed(fresh_house, browser)
    return browser


def neighbour(house: House) -> Browser:
    browser = Browser(house.app)
    _, secret = house.invite(SAINT_OYEN, "Paul Roux")
    link, phrase = f"/console/bienvenue/{secret}", "une phrase longue à retenir"
    fields = Page(browser.get(link).text).forms[0].fields
    browser.post(link, replaced(fields, mot_de_passe=phrase, confirmation=phrase))
    return browser


def test_a_check_has_the_published_form_and_says_what_the_base_covers(agent: Browser) -> None:
    given = agent.send("POST", CHECK, json=BODIES[CHECK])
    assert given.status_code == 200
    told = given.json()
    Draft202012Validator(schema("visas-check")).validate(told)
    assert [visa["verdict"] for visa in told["visas"]] == ["a_remplacer", "en_regle", "en_regle"]
    assert told["visas"][0]["references"][0]["proposals"][0]["after"] == CODE
    assert {one["subject"] for one in told["coverage"]} >= {"loi", "decret", "cgct"}


def test_references_are_found_with_their_place(agent: Browser) -> None:
    told = agent.send("POST", EXTRACT, json=BODIES[EXTRACT]).json()
    Draft202012Validator(schema("visas-references")).validate({"id": 1, **told})
    assert "loi:83-634" in [one["key"] for one in told["references"]]
    assert all(DRAFT[slice(*one["span"])] == one["surface"] for one in told["references"])


def test_keys_are_resolved_on_a_day_and_today_without_one(agent: Browser) -> None:
    told = agent.send("POST", RESOLVE, json=BODIES[RESOLVE]).json()
    Draft202012Validator(schema("visas-resolve")).validate(told)
    assert [one["verdict"] for one in told["resolutions"]] == ["en_regle", "a_remplacer"]
    today = agent.send("POST", RESOLVE, json={"keys": ["cgct:L2121-29"]}).json()
    assert today["resolutions"][0]["at"] == "2026-11-20"


@pytest.mark.parametrize("path", BODIES)
def test_nobody_but_a_signed_in_agent_is_answered(fresh_house: House, agent: Browser, path: str) -> None:
    body = BODIES[path]
    stranger = Browser(fresh_house.app)
    for sent in (body, {}):
        refused = stranger.send("POST", path, json=sent)
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
    assert agent.send("POST", path, json=body, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert agent.send("POST", path, json=body, headers={"origin": "https://evil.example"}).status_code == 403
    assert agent.send("GET", path).status_code == 405
    assert agent.send("POST", path, json=body).status_code == 200
    agent.post("/console/deconnexion", {"csrf": dict(Page(agent.get("/console").text).forms[0].fields)["csrf"]})
    assert agent.send("POST", path, json=body).status_code == 401


def test_the_register_is_that_of_the_agent_s_commune(fresh_house: House, agent: Browser) -> None:
    body = {"text": "Vu la délibération n° 2026-031 du 18 juin 2026,", "date": "2026-12-10"}
    verdicts = [
        browser.send("POST", CHECK, json=body).json()["visas"][0]["verdict"]
        for browser in (agent, neighbour(fresh_house))
    ]
    assert verdicts == ["en_regle", "hors_base"]


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        (CHECK, {"text": "  "}, "collez le texte"),
        (CHECK, {"text": DRAFT, "date": "1799-12-31"}, ""),
        (CHECK, {"text": DRAFT, "date": "2023-05-04", "model_date": "2024-01-01"}, "plus récent"),
        (CHECK, {"text": "x" * 400_001}, ""),
        (CHECK, {"text": DRAFT, "commune": "le-breuil"}, ""),
        (RESOLVE, {"keys": ["licorne"]}, "« licorne » n’est pas la clé"),
        (RESOLVE, {"keys": []}, ""),
        (RESOLVE, {"keys": ["cgct:L2121-29"] * 201}, ""),
        (EXTRACT, {"texte": "x"}, ""),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(agent: Browser, path: str, body: dict[str, Any], told: str) -> None:
    refused = agent.send("POST", path, json=body)
    assert refused.status_code == 422
    assert told in refused.json()["detail"]


def test_the_longest_draft_passes_and_a_longer_body_does_not(agent: Browser) -> None:
    long = DRAFT + "é" * (400_000 - len(DRAFT))
    assert agent.send("POST", CHECK, json={"text": long, "date": "2023-05-04"}).status_code == 200
    assert agent.send("POST", CHECK, json={"text": "x" * 2_600_000}).status_code == 413
    assert agent.send("POST", RESOLVE, json={"keys": ["x" * 300_000]}).status_code == 413


def test_the_contract_lists_them_with_their_refusals(agent: Browser) -> None:
    paths = agent.get("/openapi.json").json()["paths"]
    for path in BODIES:
        assert {"200", "401", "403", "422"} <= set(paths[path]["post"]["responses"])
